"""What the API is made of: the bundled description, its generated models and the handlers, for `app` to bind."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import ModuleType
from typing import Any

import orjson

from chroma_server.api import collections, databases, functions, records, system, tenants, transactions
from chroma_server.api.models import Models

HANDLERS: Mapping[str, ModuleType] = {
    "system": system,
    "tenants": tenants,
    "databases": databases,
    "collections": collections,
    "records": records,
    "functions": functions,
    "transactions": transactions,
}
"""The module of each tag."""

MODELS = Models("chroma_server.wire.models")
"""The generated models, one per named schema of a body."""


def description() -> tuple[dict[str, Any], bytes]:
    """The bundled API description, parsed and as the bytes that ``/openapi.json`` answers."""
    raw = files("chroma_server.wire").joinpath("openapi.json").read_bytes()
    return orjson.loads(raw), raw
