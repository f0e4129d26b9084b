"""Cutting a page out of a list that the engine could not cut itself."""

from __future__ import annotations

from typing import TypeVar

Item = TypeVar("Item")


def page(items: list[Item], limit: int | None, offset: int | None) -> list[Item]:
    """``items`` from ``offset`` on, at most ``limit`` of them; None is no limit, 0 is none."""
    start = offset or 0
    return items[start:] if limit is None else items[start : start + limit]
