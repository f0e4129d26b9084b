"""Embedding functions in stored configurations: to JSON and back."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from chromadb._types.embedding_function import SparseEmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.vectors import SparseVectors


def embedding_function_to_json(function: Any) -> dict[str, Any]:
    """``{"type": "known", "name": ..., "config": ...}``, or ``{"type": "legacy"}`` for what cannot be stored.

    A function whose own methods fail is stored as legacy, with a warning that says why.
    """
    if function is None:
        return {"type": "legacy"}
    try:
        if function.is_legacy():
            return {"type": "legacy"}
        config = function.get_config()
        function.validate_config(config)
        return {"type": "known", "name": function.name(), "config": config}
    except Exception as error:  # noqa: BLE001 (a user's function may raise anything; the collection is still of use)
        warnings.warn(
            f"The embedding function {type(function).__name__} is not stored with the collection: {error}",
            UserWarning,
            stacklevel=2,
        )
        return {"type": "legacy"}


def embedding_function_from_json(stored: Mapping[str, Any] | None) -> Any:
    """Build the function of a stored configuration; None where none is stored.

    A name that is not registered, and one whose function cannot be built now, give a stand-in which keeps the stored
    configuration and raises when it is called.
    """
    if stored is None or stored.get("type") != "known":
        return None
    from chromadb.embedding_functions.registry import find_embedding_function, unknown_embedding_function

    name, config = stored["name"], stored.get("config", {})
    known = find_embedding_function(name)
    if known is None:
        return unknown_embedding_function(name, config)
    try:
        return known.build_from_config(config)
    except Exception as error:  # noqa: BLE001 (e.g. a missing package or key; only embedding with it is impossible)
        warnings.warn(f"Could not reconstruct embedding function {name}: {error}", UserWarning, stacklevel=2)
        return unknown_embedding_function(name, config)


def sparse_embedding_function_to_json(function: Any) -> dict[str, Any]:
    """``{"type": "known", "name": ..., "config": ...}``, or ``{"type": "unknown"}`` for none.

    Raises:
        ValueError: the function refuses its own configuration.
    """
    if function is None:
        return {"type": "unknown"}
    config = function.get_config()
    function.validate_config(config)
    return {"type": "known", "name": function.name(), "config": config}


def sparse_embedding_function_from_json(stored: Mapping[str, Any] | None) -> Any:
    """As ``embedding_function_from_json``, for sparse ones."""
    if stored is None or stored.get("type") != "known":
        return None
    from chromadb.embedding_functions.registry import find_sparse_embedding_function

    name, config = stored["name"], stored.get("config", {})
    known = find_sparse_embedding_function(name)
    if known is None:
        return _unknown_sparse(name, config)
    try:
        return known.build_from_config(config)
    except Exception as error:  # noqa: BLE001 (as above)
        warnings.warn(f"Could not reconstruct sparse embedding function {name}: {error}", UserWarning, stacklevel=2)
        return _unknown_sparse(name, config)


def _unknown_sparse(stored_name: str, stored_config: dict[str, Any]) -> SparseEmbeddingFunction[Documents]:
    # `name` is static in the protocol and is asked of classes as well as of instances: one class per name.
    class UnknownSparseEmbeddingFunction(SparseEmbeddingFunction[Documents]):
        def __init__(self) -> None:
            pass

        def __call__(self, input: Documents) -> SparseVectors:
            raise ValueError(
                f"The sparse embedding function '{stored_name}' of this collection is not known here, so nothing can "
                "be embedded with it. Register its class with "
                "chromadb.utils.embedding_functions.register_sparse_embedding_function, or pass sparse vectors."
            )

        @staticmethod
        def name() -> str:
            return stored_name

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> SparseEmbeddingFunction[Documents]:
            return _unknown_sparse(stored_name, config)

        def get_config(self) -> dict[str, Any]:
            return stored_config

    return UnknownSparseEmbeddingFunction()
