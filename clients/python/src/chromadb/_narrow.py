"""``isinstance`` checks that leave a type checker with ``Any`` items instead of unknown ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypeGuard


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether ``value`` is a mapping."""
    return isinstance(value, Mapping)


def is_dict(value: object) -> TypeGuard[dict[Any, Any]]:
    """Whether ``value`` is a dict."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether ``value`` is a list."""
    return isinstance(value, list)


def is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Whether ``value`` is a tuple."""
    return isinstance(value, tuple)


def is_sequence(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """Whether ``value`` is a list or a tuple."""
    return isinstance(value, (list, tuple))


def is_set(value: object) -> TypeGuard[set[Any] | frozenset[Any]]:
    """Whether ``value`` is a set."""
    return isinstance(value, (set, frozenset))


def is_path(value: object) -> TypeGuard[os.PathLike[Any]]:
    """Whether ``value`` is a path object."""
    return isinstance(value, os.PathLike)


def is_callable(value: object) -> bool:
    """Whether ``value`` can be called. Leaves its type as it is."""
    return callable(value)
