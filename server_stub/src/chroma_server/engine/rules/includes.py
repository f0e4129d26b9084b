"""Include sets: which columns a get or a query answers with."""

from __future__ import annotations

from collections.abc import Sequence

from chroma_server.engine.errors import InvalidArgument

from .shapes import is_column, kind_of

INCLUDABLE = ("distances", "documents", "embeddings", "metadatas", "uris")
GET_DEFAULT = ("documents", "metadatas")
QUERY_DEFAULT = ("documents", "metadatas", "distances")


def check_include(include: Sequence[str]) -> tuple[str, ...]:
    """The include list as it is echoed in the answer: order and repetitions are kept.

    ``distances`` is allowed everywhere and means nothing in a get. Raises InvalidArgument for any other word.
    """
    if not is_column(include):
        raise InvalidArgument(f"include: expected a list of strings, got {kind_of(include)}")
    for position, name in enumerate(include):
        if name not in INCLUDABLE:
            expected = ", ".join(f"`{choice}`" for choice in INCLUDABLE)
            raise InvalidArgument(f"include[{position}]: unknown variant `{name}`, expected one of {expected}")
    return tuple(str(name) for name in include)
