"""Profiles: what differs between kinds of servers, as data.

``local``           our server: every operation, no keys, no quotas
``official-local``  answers as the official single node does, also in what that one refuses
``cloud``           keys and the published quotas of Chroma Cloud
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, Literal, get_args

import orjson

from chroma_server.jsontypes import is_array, is_count, is_object

Authentication = Literal["none", "api-keys"]


@dataclass(frozen=True)
class Profile:
    """One profile file.

    name                      its file's stem
    description               one sentence for the user
    authentication            ``none``, or ``api-keys``: every guarded operation needs a key
    max_batch_size            what pre-flight-checks advertises
    supports_base64_encoding  the same
    sparse_vectors            whether records may have sparse vectors, and schemas an index for them
    absent                    operations without a route: 404 or 405
    unsupported               operations that answer 501 once the checks that come first have passed, with the message
    failing                   the same for those that end with 500, for want of something in the server that is imitated
    quotas                    limits by name, None for none; see ``engine.rules.quotas``
    """

    name: str
    description: str
    authentication: Authentication
    max_batch_size: int
    supports_base64_encoding: bool
    sparse_vectors: bool
    absent: tuple[str, ...]
    unsupported: Mapping[str, str]
    failing: Mapping[str, str]
    quotas: Mapping[str, int] | None


def profile_names() -> list[str]:
    """The profiles there are."""
    return sorted(
        entry.name.removesuffix(".json") for entry in files(__name__).iterdir() if entry.name.endswith(".json")
    )


def load_profile(name: str) -> Profile:
    """The profile ``name``. Raises ValueError for an unknown one."""
    if name not in profile_names():
        raise ValueError(f"unknown profile {name!r}; there are {', '.join(profile_names())}")
    return parse_profile(name, orjson.loads(files(__name__).joinpath(f"{name}.json").read_bytes()))


def parse_profile(name: str, data: Any) -> Profile:
    """Check the content of a profile file. Raises ValueError, which names the field."""
    if not is_object(data):
        raise ValueError(f"profile {name}: not an object")
    expected = {field.name for field in fields(Profile)} - {"name"}
    if data.keys() != expected:
        missing, unknown = sorted(expected - data.keys()), sorted(data.keys() - expected)
        raise ValueError(f"profile {name}: missing {missing}, unknown {unknown}")
    checks: dict[str, bool] = {
        "description": isinstance(data["description"], str) and bool(data["description"]),
        "authentication": data["authentication"] in get_args(Authentication),
        "max_batch_size": is_count(data["max_batch_size"]) and data["max_batch_size"] > 0,
        "supports_base64_encoding": isinstance(data["supports_base64_encoding"], bool),
        "sparse_vectors": isinstance(data["sparse_vectors"], bool),
        "absent": is_array(data["absent"]) and all(isinstance(item, str) for item in data["absent"]),
        "unsupported": _are_messages(data["unsupported"]),
        "failing": _are_messages(data["failing"]),
        "quotas": data["quotas"] is None
        or (is_object(data["quotas"]) and all(is_count(limit) for limit in data["quotas"].values())),
    }
    for field, good in checks.items():
        if not good:
            raise ValueError(f"profile {name}: {field} is malformed")
    return Profile(
        name=name,
        description=data["description"],
        authentication=data["authentication"],
        max_batch_size=data["max_batch_size"],
        supports_base64_encoding=data["supports_base64_encoding"],
        sparse_vectors=data["sparse_vectors"],
        absent=tuple(data["absent"]),
        unsupported=data["unsupported"],
        failing=data["failing"],
        quotas=data["quotas"],
    )


def _are_messages(value: Any) -> bool:
    return is_object(value) and all(isinstance(text, str) and text for text in value.values())
