"""Where the API and its description part: what a body may say beyond the generated models, and what it may not.

The description stays within what all code generators understand, so a few rules of shape are told here:
names that a schema may be spelled with, lists that must be of one kind, filters of a search, and rank expressions that
the reference server refuses while it still reads the JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.where import parse_search_filter
from chroma_server.jsontypes import is_array, is_object

_KINDS_OF_LIST: tuple[frozenset[type], ...] = (
    frozenset({str}),
    frozenset({bool}),
    frozenset({int, float}),
)

_NO_VARIANT = "data did not match any variant"

_OPERANDS = ("$sum", "$mul", "$max", "$min")
_PAIRS = ("$sub", "$div")
_FUNCTIONS = ("$abs", "$exp", "$log")


def canonical_schema(schema: Any) -> Any:
    """A collection schema with its other spellings replaced: ``key_overrides``, ``#string``, ``$fts_index``."""
    if not is_object(schema):
        return schema
    renamed = {"keys" if key == "key_overrides" else key: part for key, part in schema.items()}
    if "defaults" in renamed:
        renamed["defaults"] = _canonical_types(renamed["defaults"])
    if is_object(renamed.get("keys")):
        renamed["keys"] = {key: _canonical_types(types) for key, types in renamed["keys"].items()}
    return renamed


def has_sparse_index(schema: Any) -> bool:
    """Whether a schema of the right shape enables a sparse vector index on some key."""
    canonical: dict[str, Any] = canonical_schema(schema) or {}
    keys: dict[str, dict[str, Any]] = canonical.get("keys", {})
    for types in keys.values():
        of_type: dict[str, Any] = types.get("sparse_vector") or {}
        index: dict[str, Any] = of_type.get("sparse_vector_index") or {}
        if index.get("enabled", False):
            return True
    return False


def _canonical_types(types: Any) -> Any:
    if not is_object(types):
        return types
    return {
        kind.removeprefix("#"): {name.removeprefix("$"): index for name, index in indexes.items()}
        if is_object(indexes)
        else indexes
        for kind, indexes in types.items()
    }


def _mixed_embeddings(field: str, value: Any) -> str | None:
    vectors: list[Any] = value or []
    kinds = {isinstance(vector, str) for vector in vectors if vector is not None}
    return f"{field}: {_NO_VARIANT}" if len(kinds) > 1 else None


def _mixed_metadata(field: str, value: Any) -> str | None:
    metadata: dict[str, Any] = value or {}
    for key, item in metadata.items():
        if is_array(item) and not any(set(map(type, item)) <= kinds for kinds in _KINDS_OF_LIST):
            return f"{field}.{key}: {_NO_VARIANT}"
    return None


def _mixed_metadatas(field: str, value: Any) -> str | None:
    reasons = (_mixed_metadata(f"{field}[{index}]", item) for index, item in enumerate(value or ()))
    return next((reason for reason in reasons if reason is not None), None)


def _malformed_filters(field: str, value: Any) -> str | None:
    for index, search in enumerate(value):
        try:
            if search.get("filter"):
                parse_search_filter(search["filter"])
        except InvalidArgument as error:
            return f"{field}[{index}].filter: {error}"
    return None


PREPARE: Mapping[str, Callable[[Any], Any]] = {"schema": canonical_schema}
"""By property of a body: what the model should see in place of its value."""

REFUSE: Mapping[str, Callable[[str, Any], str | None]] = {
    "embeddings": _mixed_embeddings,
    "metadata": _mixed_metadata,
    "new_metadata": _mixed_metadata,
    "metadatas": _mixed_metadatas,
    "searches": _malformed_filters,
}
"""By property of a body that the model has accepted: why it is of the wrong shape all the same, or None."""


def is_rank_without_operator(rank: Any) -> bool:
    """Whether a rank expression, or an operand of it, is not an object with exactly one key."""
    if not is_object(rank) or len(rank) != 1:
        return True
    return any(is_rank_without_operator(operand) for operand in _operands(*next(iter(rank.items()))))


def _operands(operator: str, value: Any) -> Iterable[Any]:
    if operator in _OPERANDS and is_array(value):
        return value
    if operator in _PAIRS and is_object(value):
        return [value[side] for side in ("left", "right") if side in value]
    return [value] if operator in _FUNCTIONS else []
