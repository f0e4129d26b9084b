"""One write or delete as a whole: ids, texts, and lists of one length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from typing import Any, TypeGuard, cast

from chroma_server.engine.errors import InvalidArgument

from .shapes import is_column, is_unicode, kind_of


def check_ids(ids: Sequence[str], *, field: str = "ids") -> list[str]:
    """Ids as a list of strings, the empty string among them. Raises InvalidArgument for anything but strings."""
    if not is_column(ids):
        raise InvalidArgument(f"{field}: expected a list of strings, got {kind_of(ids)}")
    if _all_ascii(ids):
        return list(ids)
    return [_check_text(value, f"{field}[{index}]") for index, value in enumerate(ids)]


def check_filled_ids(ids: Sequence[str]) -> None:
    """Raise InvalidArgument when an id to be written is the empty string."""
    if not all(ids):
        raise InvalidArgument("Empty ID, ID must have at least one character")


def check_texts(texts: Sequence[str | None] | None, field: str) -> list[str | None] | None:
    """Documents or uris as a list of strings and None. Raises InvalidArgument, naming field and index, for others."""
    if texts is None:
        return None
    if not is_column(texts):
        raise InvalidArgument(f"{field}: expected a list of strings, got {kind_of(texts)}")
    if _all_ascii(texts):
        return list(texts)
    return [None if text is None else _check_text(text, f"{field}[{index}]") for index, text in enumerate(texts)]


def check_lengths(count: int, *columns: Sized | None) -> None:
    """Raise InvalidArgument unless every given column has ``count`` rows; an empty list is a column, None is not."""
    if any(column is not None and len(column) != count for column in columns):
        raise InvalidArgument("Inconsistent number of IDs, embeddings, documents, URIs and metadatas")


def check_delete(
    ids: Sequence[str] | None,
    where: Mapping[str, Any] | None,
    where_document: Mapping[str, Any] | None,
    limit: int | None,
) -> None:
    """What a delete needs: a limit only with a filter, and no empty list of ids without one.

    A delete without ids and filters is allowed and removes nothing. Raises InvalidArgument otherwise.
    """
    filtered = where is not None or where_document is not None
    if limit is not None and not filtered:
        raise InvalidArgument(
            "Validation error: limit, where: limit can only be specified when a where clause is provided"
        )
    if ids is not None and not ids and not filtered:
        raise InvalidArgument("Validation error: ids, where: Either ids or where must be specified")


def _all_ascii(texts: Sequence[object]) -> TypeGuard[Sequence[str]]:
    """Whether all are strings about which there is nothing to check."""
    return set(map(type, texts)) <= {str} and all(map(str.isascii, cast("Sequence[str]", texts)))


def _check_text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise InvalidArgument(f"{place}: expected a string, got {kind_of(value)}")
    if not is_unicode(value):
        raise InvalidArgument(f"{place}: not valid Unicode: {value[:80]!r}")
    return str(value)
