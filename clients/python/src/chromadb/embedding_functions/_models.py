"""Models that other packages load: once, when they are first needed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

from chromadb.base_types import SparseVector

from ._optional import import_optional

_STORABLE = (str, int, float, bool, list, dict, tuple)

_lock = threading.Lock()
_loaded: dict[tuple[str, ...], Any] = {}


def check_options(options: Mapping[str, Any]) -> None:
    """Raise a ValueError for a model's option that cannot be stored with a collection."""
    for name, value in options.items():
        if not isinstance(value, _STORABLE):
            raise ValueError(f"Keyword argument {name} is not a primitive type")


def shared_model(module: str, kind: str, install: str, options: Mapping[str, Any]) -> Any:
    """The model ``kind`` of ``module``, built of ``options``, which are those of JSON; the same for the same options.

    Raises:
        MissingDependencyError: the module's package is not installed.
    """
    settings = (module, kind, json.dumps(options, sort_keys=True))
    return shared(settings, lambda: getattr(import_optional(module, kind, install), kind)(**options))


def shared(settings: tuple[str, ...], load: Callable[[], Any]) -> Any:
    """What ``load`` gives; the same for the same settings, and loaded once however many threads ask for it."""
    with _lock:
        if settings not in _loaded:
            _loaded[settings] = load()
        return _loaded[settings]


def sparse(indices: Any, values: Any) -> SparseVector:
    """A sparse vector of arrays or lists in any order."""
    pairs = sorted(zip(map(int, indices), map(float, values), strict=True))
    return SparseVector([index for index, _ in pairs], [value for _, value in pairs])
