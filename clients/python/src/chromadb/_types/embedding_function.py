"""The protocols of embedding functions and data loaders, and the checks on those that users bring."""

from __future__ import annotations

import importlib
import warnings
from abc import abstractmethod
from collections.abc import Callable
from inspect import signature
from typing import Any, cast

# Python 3.10's own Protocol replaces an __init__ that a protocol defines.
from typing_extensions import Protocol, runtime_checkable

from chromadb._types.records import D, L, URIs
from chromadb._types.results import Space
from chromadb._types.vectors import (
    Embeddings,
    SparseVectors,
    normalize_embeddings,
    validate_embeddings,
    validate_sparse_vectors,
)


def _warn_missing(message: str) -> None:
    warnings.warn(f"{message} This will be required in a future version.", DeprecationWarning, stacklevel=3)


def _with_retries(call: Callable[[Any], Any], input: Any, options: dict[str, Any]) -> Any:
    try:
        tenacity: Any = importlib.import_module("tenacity")
    except ImportError:
        raise ImportError("embed_with_retries needs the tenacity package: pip install tenacity") from None
    return tenacity.retry(**options)(call)(input)


@runtime_checkable
class EmbeddingFunction(Protocol[D]):
    """What turns documents (or images) into embeddings.

    Write ``__init__``, ``__call__``, ``name``, ``get_config`` and ``build_from_config``, and put
    ``@register_embedding_function`` before the class: then its name and configuration are stored with each collection
    made with it, and the function is built again when the collection is opened. What ``__call__`` returns is brought
    into the form of a list of arrays and checked.

    >>> @register_embedding_function
    ... class MyEmbeddingFunction(EmbeddingFunction[Documents]): ...
    """

    @abstractmethod
    def __call__(self, input: D) -> Embeddings:
        """One embedding for each entry of ``input``."""
        ...

    def embed_query(self, input: D) -> Embeddings:
        """Embeddings for queries. The same as for records unless the model tells the two apart."""
        return self.__call__(input)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "__call__" not in cls.__dict__:
            return
        embed = cls.__dict__["__call__"]

        def __call__(self: EmbeddingFunction[D], input: D) -> Embeddings:
            result = embed(self, input)
            if result is None:
                raise ValueError(f"{type(self).__name__} returned None instead of embeddings")
            return validate_embeddings(cast("Embeddings", normalize_embeddings(result)))

        __call__.__doc__ = embed.__doc__
        cls.__call__ = __call__  # type: ignore[method-assign]

    def embed_with_retries(self, input: D, **retry_kwargs: Any) -> Embeddings:
        """``__call__``, repeated on failure as the arguments, which are those of ``tenacity.retry``, say."""
        return cast("Embeddings", _with_retries(self.__call__, input, retry_kwargs))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _warn_missing(f"The class {type(self).__name__} does not implement __init__.")

    @staticmethod
    def name() -> str:
        """The name under which the function is registered and stored."""
        _warn_missing("The EmbeddingFunction class does not implement name().")
        return cast("str", NotImplemented)

    def default_space(self) -> Space:
        """The space its vectors are made for."""
        return "l2"

    def supported_spaces(self) -> list[Space]:
        """The spaces its vectors can be compared in."""
        return ["cosine", "l2", "ip"]

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> EmbeddingFunction[D]:
        """Build the function from what ``get_config`` gave."""
        _warn_missing("The EmbeddingFunction class does not implement build_from_config().")
        return cast("EmbeddingFunction[D]", NotImplemented)

    def get_config(self) -> dict[str, Any]:
        """What is needed to build the function again, of values that JSON has, and without secrets."""
        _warn_missing(f"The class {type(self).__name__} does not implement get_config().")
        return cast("dict[str, Any]", NotImplemented)

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise ValueError when a stored configuration may not be changed to the new one."""
        return

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise ValueError when a configuration is malformed."""
        return

    def is_legacy(self) -> bool:
        """Whether it lacks what is needed to store it with a collection."""
        if self.name() is NotImplemented:
            return True
        config = self.get_config()
        return config is NotImplemented or self.build_from_config(config) is NotImplemented


@runtime_checkable
class SparseEmbeddingFunction(Protocol[D]):
    """What turns documents into sparse vectors. Write ``__init__``, ``__call__``, ``name``, ``get_config`` and
    ``build_from_config``, and put ``@register_sparse_embedding_function`` before the class."""

    @abstractmethod
    def __call__(self, input: D) -> SparseVectors:
        """One sparse vector for each entry of ``input``."""
        ...

    def embed_query(self, input: D) -> SparseVectors:
        """Sparse vectors for queries. The same as for records unless the model tells the two apart."""
        return self.__call__(input)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "__call__" not in cls.__dict__:
            return
        embed = cls.__dict__["__call__"]

        def __call__(self: SparseEmbeddingFunction[D], input: D) -> SparseVectors:
            result = embed(self, input)
            if result is None:
                raise ValueError(f"{type(self).__name__} returned None instead of sparse vectors")
            return validate_sparse_vectors(cast("SparseVectors", result))

        __call__.__doc__ = embed.__doc__
        cls.__call__ = __call__  # type: ignore[method-assign]

    def embed_with_retries(self, input: D, **retry_kwargs: Any) -> SparseVectors:
        """``__call__``, repeated on failure as the arguments, which are those of ``tenacity.retry``, say."""
        return cast("SparseVectors", _with_retries(self.__call__, input, retry_kwargs))

    @abstractmethod
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    @staticmethod
    @abstractmethod
    def name() -> str:
        """The name under which the function is registered and stored."""
        ...

    @staticmethod
    @abstractmethod
    def build_from_config(config: dict[str, Any]) -> SparseEmbeddingFunction[D]:
        """Build the function from what ``get_config`` gave."""
        ...

    @abstractmethod
    def get_config(self) -> dict[str, Any]:
        """What is needed to build the function again, of values that JSON has, and without secrets."""
        ...

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise ValueError when a stored configuration may not be changed to the new one."""
        return

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise ValueError when a configuration is malformed."""
        return


class DataLoader(Protocol[L]):
    """What fetches the data that URIs point to."""

    def __call__(self, uris: URIs) -> L:
        """The data of each URI."""
        ...


def _check_signature(function: object, protocol: type) -> None:
    wanted = list(signature(protocol.__call__).parameters)
    given = list(signature(type(function).__call__).parameters)
    if given != wanted:
        raise ValueError(
            f"Expected {protocol.__name__}.__call__ to have the following signature: {wanted}, got {given}\n"
            "Please see https://docs.trychroma.com/guides/embeddings for details of the "
            f"{protocol.__name__} interface."
        )


def validate_embedding_function(embedding_function: EmbeddingFunction[Any]) -> None:
    """Check that the function's ``__call__`` takes ``(self, input)``.

    Raises:
        ValueError: it does not.
    """
    _check_signature(embedding_function, EmbeddingFunction)


def validate_sparse_embedding_function(sparse_vector_function: SparseEmbeddingFunction[Any]) -> None:
    """Check that the function's ``__call__`` takes ``(self, input)``.

    Raises:
        ValueError: it does not.
    """
    _check_signature(sparse_vector_function, SparseEmbeddingFunction)
