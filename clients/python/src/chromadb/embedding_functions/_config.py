"""Checks of a stored embedding function configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chromadb._narrow import is_list, is_mapping

FieldCheck = Callable[[Any], str | None]


def check_config(name: str, config: Any, fields: Mapping[str, FieldCheck]) -> None:
    """Check the configuration of the embedding function ``name``: known fields only, each as its check wants it.

    Raises:
        ValueError: naming the function, the field and what is wrong with it.
    """
    if not is_mapping(config):
        raise ValueError(f"The configuration of embedding function '{name}' must be an object, got {config!r}")
    for key, value in config.items():
        check = fields.get(key)
        problem = "is not a known field" if check is None else check(value)
        if problem is not None:
            raise ValueError(f"The configuration of embedding function '{name}' is not valid: '{key}' {problem}")


def string_list_or_none(value: Any) -> str | None:
    """A check: None or a list of strings."""
    if value is None or (is_list(value) and all(isinstance(item, str) for item in value)):
        return None
    return f"must be null or a list of strings, got {value!r}"
