"""Write `builders.json`: the JSON that the builders of every client must give, as the Python client gives it.

``python tests/contract/make_builders.py`` writes the file; ``test_builders.py`` fails while it is stale.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import chromadb.api.types as api_types
import chromadb.execution.expression as expression
import chromadb.schema as schema
import numpy as np
from chromadb.utils.embedding_functions import (
    register_embedding_function,
    register_sparse_embedding_function,
)

from contract import builder_cases as cases

FILE = Path(__file__).with_name("builders.json")
_ABOUT = (
    "The JSON that the builders of every client give. Made by make_builders.py from the Python client; do not edit. "
    "`python` says what is built. Numbers compare by value. The embedding function of a schema that names none is the "
    "one called `default`; Dense(model, dimension) is called fixture_dense, has cosine as its space, and is stored "
    "with its two arguments; Sparse(model) is called fixture_sparse. `refused` must be refused, by the "
    "types of the language or before anything is sent; `stored_schemas` are read and written again. `filters` and "
    "`where_document_filters` pass the check of get, query and delete; those of `refused_...` do not."
)


class Dense(api_types.EmbeddingFunction[Any]):
    """A dense embedding function with a name, a configuration and a space of its own."""

    def __init__(self, model: str, dimension: int) -> None:
        self.model, self.dimension = model, dimension

    def __call__(self, input: Any) -> Any:
        return [np.zeros(self.dimension, dtype=np.float32) for _ in input]

    @staticmethod
    def name() -> str:
        return "fixture_dense"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Dense:
        return Dense(**config)

    def get_config(self) -> dict[str, Any]:
        return {"model": self.model, "dimension": self.dimension}

    def default_space(self) -> Any:
        return "cosine"


class Sparse(api_types.SparseEmbeddingFunction[Any]):
    """A sparse embedding function with a name and a configuration."""

    def __init__(self, model: str) -> None:
        self.model = model

    def __call__(self, input: Any) -> Any:
        return [api_types.SparseVector(indices=[1], values=[1.0]) for _ in input]

    @staticmethod
    def name() -> str:
        return "fixture_sparse"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Sparse:
        return Sparse(**config)

    def get_config(self) -> dict[str, Any]:
        return {"model": self.model}


_NAMES: dict[str, Any] = {
    **{name: getattr(expression, name) for name in expression.__all__},
    **{name: getattr(schema, name) for name in schema.__all__},
    "SparseVector": api_types.SparseVector,
    "Dense": Dense,
    "Sparse": Sparse,
}


def _built(text: str) -> Any:
    # The texts are those of builder_cases alone.
    return eval(text, dict(_NAMES))


def _part(texts: Mapping[str, str], to_json: Callable[[Any], Any]) -> list[dict[str, Any]]:
    return [{"name": name, "python": text, "json": to_json(_built(text))} for name, text in texts.items()]


def _refused(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    found = []
    for name, text in texts.items():
        try:
            _built(text)
        except (TypeError, ValueError) as error:
            found.append({"name": name, "python": text, "message": str(error)})
        else:
            raise AssertionError(f"{name} is not refused: {text}")
    return found


def _filters(filters: Mapping[str, Any], check: Callable[[Any], None], *, refused: bool) -> list[dict[str, Any]]:
    for name, given in filters.items():
        try:
            check(given)
        except ValueError:
            assert refused, f"{name} is refused: {given}"
        else:
            assert not refused, f"{name} is not refused: {given}"
    return [{"name": name, "json": given} for name, given in filters.items()]


def _read_again(stored: Mapping[str, Any]) -> Any:
    return schema.Schema.deserialize_from_json(stored).serialize_to_json()


def _dict(value: Any) -> Any:
    return value.to_dict()


def builders() -> dict[str, Any]:
    """The content of the file."""
    register_embedding_function(Dense)
    register_sparse_embedding_function(Sparse)
    where, document = api_types.validate_where, api_types.validate_where_document
    return {
        "about": _ABOUT,
        "where": _part(cases.WHERE, _dict),
        "rank": _part(cases.RANK, _dict),
        "group_by": _part(cases.GROUP_BY, _dict),
        "limit": _part(cases.LIMIT, _dict),
        "select": _part(cases.SELECT, _dict),
        "search": _part(cases.SEARCH, _dict),
        "schema": _part(cases.SCHEMA, lambda built: built.serialize_to_json()),
        "stored_schemas": [
            {"name": name, "stored": stored, "json": _read_again(stored)}
            for name, stored in cases.STORED_SCHEMAS.items()
        ],
        "refused": _refused(cases.REFUSED),
        "filters": _filters(cases.WHERE_FILTERS, where, refused=False),
        "refused_filters": _filters(cases.REFUSED_WHERE_FILTERS, where, refused=True),
        "where_document_filters": _filters(cases.WHERE_DOCUMENT_FILTERS, document, refused=False),
        "refused_where_document_filters": _filters(cases.REFUSED_WHERE_DOCUMENT_FILTERS, document, refused=True),
    }


def text() -> str:
    """The file as it must be."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return json.dumps(builders(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
