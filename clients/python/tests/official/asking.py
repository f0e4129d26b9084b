"""Ask the installed ``chromadb``, whichever it is, and give the answer as JSON has it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import chromadb
import chromadb.api
import chromadb.api.collection_configuration
import chromadb.api.types
import chromadb.utils.embedding_functions as functions
import numpy as np
from chromadb.api.functions import STATISTICS_FUNCTION
from chromadb.execution.expression import operator

from .cases import REFUSED_SCHEMAS, REFUSED_SEARCHES, SCHEMAS, SEARCHES, STORED_SCHEMAS, Case
from .checks import CHECKS

EmbeddingFunction: Any = chromadb.api.types.EmbeddingFunction
SparseEmbeddingFunction: Any = chromadb.api.types.SparseEmbeddingFunction


class Dense(EmbeddingFunction):  # type: ignore[misc]
    """An embedding function with a name, a configuration and a space of its own."""

    def __init__(self, model: str, dimension: int) -> None:
        self.model, self.dimension = model, dimension

    def __call__(self, input: Any) -> Any:
        return [np.zeros(self.dimension, dtype=np.float32) for _ in input]

    @staticmethod
    def name() -> str:
        return "recorded_dense"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Dense:
        return Dense(**config)

    def get_config(self) -> dict[str, Any]:
        return {"model": self.model, "dimension": self.dimension}

    def default_space(self) -> str:
        return "cosine"


class Sparse(SparseEmbeddingFunction):  # type: ignore[misc]
    """A sparse embedding function with a name and a configuration."""

    def __init__(self, model: str) -> None:
        self.model = model

    def __call__(self, input: Any) -> Any:
        return [chromadb.api.types.SparseVector(indices=[1], values=[1.0]) for _ in input]

    @staticmethod
    def name() -> str:
        return "recorded_sparse"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Sparse:
        return Sparse(**config)

    def get_config(self) -> dict[str, Any]:
        return {"model": self.model}


class Nameless(EmbeddingFunction):  # type: ignore[misc]
    """An embedding function of the time before they had names."""

    def __call__(self, input: Any) -> Any:
        return [np.zeros(2, dtype=np.float32) for _ in input]


def _without_threads(configuration: Any) -> Any:
    configuration["hnsw"].pop("num_threads")  # as many as the machine has
    return configuration


def _listed(rows: Any) -> list[Any]:
    return [row.tolist() for row in rows]


def _again(case: Case) -> Case:
    return lambda c: c.Schema.deserialize_from_json(case(c).serialize_to_json())


def namespace() -> SimpleNamespace:
    """The names that cases and programs use, of the package that is installed."""
    names: dict[str, Any] = {}
    for module in (chromadb.api.types, chromadb.api.collection_configuration, chromadb.api, operator):
        names.update({name: getattr(module, name) for name in dir(module) if not name.startswith("_")})
    names["HttpClient"] = chromadb.HttpClient
    names["STATISTICS_FUNCTION"] = STATISTICS_FUNCTION
    names["ChromaBm25EmbeddingFunction"] = functions.ChromaBm25EmbeddingFunction
    names.update(np=np, Dense=Dense, Sparse=Sparse, Nameless=Nameless, without_threads=_without_threads, listed=_listed)
    return SimpleNamespace(**names)


def answer(case: Case) -> Any:
    """``{"value": ...}`` or ``{"error": [name of the builtin base or of the class, message]}``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = case(namespace())
            if isinstance(value, list):
                value = [item.to_dict() if hasattr(item, "to_dict") else item for item in value]
            if hasattr(value, "serialize_to_json"):
                value = value.serialize_to_json()
            elif hasattr(value, "to_dict"):
                value = value.to_dict()
                selection = value if set(value) == {"keys"} else value.get("select")
                if selection is not None:
                    selection["keys"].sort()  # a set in the official package
        except Exception as error:  # noqa: BLE001 (what is raised is the answer)
            kind = next(base for base in type(error).__mro__ if base.__module__ in ("builtins", "chromadb.errors"))
            return {"error": [kind.__name__, str(error)]}
    return {"value": json.loads(json.dumps(value))}


@contextmanager
def known_functions() -> Generator[None, None, None]:
    """The functions of these cases are known by name, and only for so long."""
    registries: list[dict[str, Any]] = [
        functions.known_embedding_functions,
        functions.sparse_known_embedding_functions,
    ]
    before = [dict(registry) for registry in registries]
    functions.register_embedding_function(Dense)
    functions.register_sparse_embedding_function(Sparse)
    try:
        yield
    finally:
        for registry, content in zip(registries, before, strict=True):
            registry.clear()
            registry.update(content)


def _rewritten(stored: dict[str, Any]) -> Case:
    return lambda c: c.Schema.deserialize_from_json(json.loads(json.dumps(stored)))


def all_answers() -> dict[str, dict[str, Any]]:
    """Every case's answer, by group and name."""
    stored = {name: _rewritten(schema) for name, schema in STORED_SCHEMAS.items()}
    # What one package writes, it reads and writes again.
    again = {name: _again(case) for name, case in SCHEMAS.items()}
    groups: dict[str, dict[str, Case]] = {
        "schemas": SCHEMAS,
        "schemas_again": again,
        "refused_schemas": REFUSED_SCHEMAS,
        "stored_schemas": stored,
        "searches": SEARCHES,
        "refused_searches": REFUSED_SEARCHES,
        "checks": CHECKS,
    }
    with known_functions():
        return {group: {name: answer(case) for name, case in cases.items()} for group, cases in groups.items()}
