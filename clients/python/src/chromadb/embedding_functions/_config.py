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


def string_list(value: Any) -> str | None:
    """A check: a list of strings."""
    return "must be a list of strings, got null" if value is None else string_list_or_none(value)


def number(value: Any) -> str | None:
    """A check: a number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return None
    return f"must be a number, got {value!r}"


def boolean(value: Any) -> str | None:
    """A check: true or false."""
    return None if isinstance(value, bool) else f"must be true or false, got {value!r}"
