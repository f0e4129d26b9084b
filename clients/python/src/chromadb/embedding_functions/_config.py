"""Checks of a stored embedding function configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chromadb._narrow import is_list, is_mapping

FieldCheck = Callable[[Any], str | None]


def check_config(name: str, config: Any, fields: Mapping[str, FieldCheck], required: Sequence[str] = ()) -> None:
    """Check the configuration of the embedding function ``name``: known fields only, each as its check wants it, and
    all of ``required``.

    Raises:
        ValueError: naming the function, the field and what is wrong with it.
    """
    if not is_mapping(config):
        raise ValueError(f"The configuration of embedding function '{name}' must be an object, got {config!r}")
    missing = [field for field in required if field not in config]
    if missing:
        raise ValueError(f"The configuration of embedding function '{name}' is not valid: '{missing[0]}' is missing")
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


def string(value: Any) -> str | None:
    """A check: a string."""
    return None if isinstance(value, str) else f"must be a string, got {value!r}"


def integer(value: Any) -> str | None:
    """A check: a whole number."""
    return None if isinstance(value, int) and not isinstance(value, bool) else f"must be an integer, got {value!r}"


def mapping(value: Any) -> str | None:
    """A check: an object."""
    return None if is_mapping(value) else f"must be an object, got {value!r}"


def integer_list(value: Any) -> str | None:
    """A check: a list of whole numbers."""
    if is_list(value) and all(integer(item) is None for item in value):
        return None
    return f"must be a list of integers, got {value!r}"


def optional(check: FieldCheck) -> FieldCheck:
    """A check: null, or what ``check`` wants."""
    return lambda value: None if value is None else check(value)
