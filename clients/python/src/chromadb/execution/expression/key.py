"""Keys: what conditions, ranks and selections refer to."""

from __future__ import annotations

from typing import Any

from chromadb.base_types import LiteralValue
from chromadb.execution.expression.where import (
    Contains,
    Eq,
    Gt,
    Gte,
    In,
    Lt,
    Lte,
    Ne,
    Nin,
    NotContains,
    NotRegex,
    Regex,
    check_contained,
)


class Key:
    """A metadata key, or a part of a record: ``K("year")``, ``K.DOCUMENT``.

    Comparing a key gives a condition: ``K("year") > 2020``. ``K`` is short for ``Key``.
    """

    ID: Key
    DOCUMENT: Key
    EMBEDDING: Key
    METADATA: Key
    SCORE: Key

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Key({self.name!r})"

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, value: Any) -> Eq:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return Eq(self.name, value)

    def __ne__(self, value: Any) -> Ne:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return Ne(self.name, value)

    def __gt__(self, value: Any) -> Gt:
        return Gt(self.name, value)

    def __ge__(self, value: Any) -> Gte:
        return Gte(self.name, value)

    def __lt__(self, value: Any) -> Lt:
        return Lt(self.name, value)

    def __le__(self, value: Any) -> Lte:
        return Lte(self.name, value)

    def is_in(self, values: list[Any]) -> In:
        """The value is one of ``values``."""
        return In(self.name, values)

    def not_in(self, values: list[Any]) -> Nin:
        """The value is none of ``values``, or missing."""
        return Nin(self.name, values)

    def regex(self, pattern: str) -> Regex:
        """The text matches the pattern (syntax of Rust's ``regex``) somewhere."""
        return Regex(self.name, pattern)

    def not_regex(self, pattern: str) -> NotRegex:
        """The text matches the pattern nowhere, or is missing."""
        return NotRegex(self.name, pattern)

    def contains(self, value: LiteralValue) -> Contains:
        """The document contains the text; or the list in metadata the value.

        Raises:
            TypeError: the key is the document and ``value`` not a text.
        """
        return Contains(self.name, check_contained(self.name, "$contains", value))

    def not_contains(self, value: LiteralValue) -> NotContains:
        """The document does not contain the text; or the list in metadata not the value.

        Raises:
            TypeError: the key is the document and ``value`` not a text.
        """
        return NotContains(self.name, check_contained(self.name, "$not_contains", value))


Key.ID = Key("#id")
Key.DOCUMENT = Key("#document")
Key.EMBEDDING = Key("#embedding")
Key.METADATA = Key("#metadata")
Key.SCORE = Key("#score")

K = Key


def key_name(key: Key | str) -> str:
    """The name of a key given either way."""
    return key.name if isinstance(key, Key) else key


def key_names(keys: Key | str | list[Key | str]) -> list[str]:
    """The names of one key or many."""
    return [key_name(key) for key in (keys if isinstance(keys, list) else [keys])]
