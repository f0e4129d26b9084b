"""The embeddings of any model that LangChain knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NoReturn

from chromadb._narrow import is_tuple
from chromadb._types.records import Embeddable
from chromadb._types.vectors import Embeddings

from ._config import string
from ._configured import ConfiguredFunction, Setting, Settings
from ._optional import import_optional
from ._service import vectors

_AGAIN = "Make the LangChain embedding function again and pass it to create_langchain_embedding."


def create_langchain_embedding(langchain_embedding_fn: Any) -> ChromaLangchainEmbeddingFunction:
    """The embedding function for a model of LangChain's; raises what its constructor raises."""
    return ChromaLangchainEmbeddingFunction(embedding_function=langchain_embedding_fn)


class ChromaLangchainEmbeddingFunction(ConfiguredFunction[Embeddable]):
    """Embed texts, or images, with a model of LangChain's. Needs langchain-core.

    It is an embedding function of LangChain's as well, with the methods ``embed_documents`` and ``embed_query``. It
    cannot be stored with a collection: pass it again whenever the collection is opened.
    """

    _name = "langchain"
    _settings: ClassVar[Settings] = {
        "embedding_function_class": Setting(string, required=True),
        "note": Setting(string),
    }
    _space = "l2"

    note = "This is a placeholder config. You will need to recreate the langchain embedding function."

    def __init__(self, embedding_function: Any) -> None:
        """Wrap a model of LangChain's.

        Raises:
            chromadb.embedding_functions.MissingDependencyError: langchain-core is not installed.
            ValueError: it is not an ``Embeddings`` of langchain_core.
        """
        core = import_optional("langchain_core.embeddings", "LangChain", "pip install langchain-core")
        if not isinstance(embedding_function, core.Embeddings):
            raise ValueError("The embedding_function must implement the Embeddings interface from langchain_core.")
        self.embedding_function = embedding_function
        self.embedding_function_class = type(embedding_function).__name__

    def embed_documents(self, documents: Sequence[str]) -> list[list[float]]:
        """The vectors of texts, as LangChain has them."""
        made: list[list[float]] = self.embedding_function.embed_documents(list(documents))
        return made

    def embed_query(self, query: Any = None, *, input: Any = None) -> Any:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        """The vector of one query, a list of numbers, as LangChain asks for it; of a list, which is what collections
        have, an embedding for each text, or for each image."""
        given = query if input is None else input
        if isinstance(given, str):
            return self.embedding_function.embed_query(given)
        if _are_images(given):
            return self(given)
        return list(vectors("LangChain", [self.embedding_function.embed_query(text) for text in given]))

    def embed_image(self, uris: list[str]) -> list[list[float]]:
        """The vectors of the images at these addresses; ValueError if the model embeds texts only."""
        if not hasattr(self.embedding_function, "embed_image"):
            raise ValueError("The provided embedding function does not support image embeddings.")
        made: list[list[float]] = self.embedding_function.embed_image(uris)
        return made

    def __call__(self, input: Embeddable) -> Embeddings:
        """Embed texts, or the images whose addresses `ChromaLangchainPassthroughDataLoader` hands through."""
        given: Any = input
        made = self.embed_image(list(given[1])) if _are_images(given) else self.embed_documents(given)
        return list(vectors("LangChain", list(made)))

    def is_legacy(self) -> bool:
        """True: a model of LangChain's cannot be built from a configuration."""
        return True

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> NoReturn:
        """Raise a NotImplementedError: a model of LangChain's cannot be built from a configuration."""
        raise NotImplementedError(f"Building a ChromaLangchainEmbeddingFunction from config is not supported. {_AGAIN}")

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> NoReturn:
        """Raise a NotImplementedError: what is not stored cannot be changed."""
        raise NotImplementedError(f"Updating a ChromaLangchainEmbeddingFunction config is not supported. {_AGAIN}")


def _are_images(given: Any) -> bool:
    """Whether these are images as LangChain's data loader marks them."""
    return is_tuple(given) and len(given) == 2 and given[0] == "images"
