"""Texts within search expressions: each ``Knn(query="...")`` gets the vector that its text stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from chromadb._narrow import is_list
from chromadb.api.types import Schema, validate_embedding_function, validate_sparse_embedding_function
from chromadb.execution.expression import Knn, Search

__all__ = ["TextEmbedder", "embed_texts_of_search"]

_EMBEDDING_KEY = "#embedding"


@dataclass(frozen=True)
class TextEmbedder:
    """How a collection turns the text of a query into a vector.

    Attributes:
        embed_dense: for the collection's embeddings; takes a list of texts.
        schema: where the functions for other keys stand.
    """

    embed_dense: Callable[[list[str]], Any]
    schema: Schema | None

    def vector(self, text: str, key: str) -> Any:
        """The vector of ``text`` for comparing with ``key``.

        Raises:
            ValueError: the schema has no embedding function for the key.
        """
        if key == _EMBEDDING_KEY:
            return _only(self.embed_dense([text]))
        values = None if self.schema is None else self.schema.keys.get(key)
        if values is None:
            raise ValueError(
                f"Cannot embed string query for key '{key}': key not found in schema. Please provide an embedded "
                "vector or configure an embedding function for this key in the schema."
            )
        sparse = None if values.sparse_vector is None else values.sparse_vector.sparse_vector_index
        if sparse is not None and sparse.enabled and sparse.config.embedding_function is not None:
            validate_sparse_embedding_function(sparse.config.embedding_function)
            return _only(sparse.config.embedding_function.embed_query(input=[text]))
        dense = None if values.float_list is None else values.float_list.vector_index
        if dense is not None and dense.enabled and dense.config.embedding_function is not None:
            validate_embedding_function(dense.config.embedding_function)
            return _only(dense.config.embedding_function.embed_query(input=[text]))
        raise ValueError(
            f"Cannot embed string query for key '{key}': no embedding function configured for this key in the schema. "
            "Please provide an embedded vector or configure an embedding function."
        )


def _only(vectors: Any) -> Any:
    if len(vectors) != 1:
        raise ValueError(f"The embedding function returned {len(vectors)} embeddings for one text")
    return vectors[0]


def embed_texts_of_search(search: Search, embedder: TextEmbedder) -> Search:
    """A search like ``search`` without texts in its rank; ``search`` itself when it has none."""
    rank = search._rank  # pyright: ignore[reportPrivateUsage]
    embedded = _embedded(rank, embedder)
    return search if embedded is rank else search.rank(embedded)


def _embedded(part: Any, embedder: TextEmbedder) -> Any:
    """The same expression with vectors for texts. Expressions are dataclasses made of each other and of lists."""
    if isinstance(part, Knn):
        if not isinstance(part.query, str):
            return part
        key = part.key if isinstance(part.key, str) else part.key.name
        return replace(part, query=embedder.vector(part.query, key))
    if is_list(part):
        made = [_embedded(item, embedder) for item in part]
        return part if all(new is old for new, old in zip(made, part, strict=True)) else made
    if is_dataclass(part) and not isinstance(part, type):
        values = {field.name: getattr(part, field.name) for field in fields(part)}
        changed = {name: new for name, old in values.items() if (new := _embedded(old, embedder)) is not old}
        return replace(part, **changed) if changed else part
    return part
