"""What a collection knows without asking a server: its description, and how it embeds. For tasks and threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

from chromadb._narrow import is_mapping
from chromadb._search_texts import TextEmbedder, embed_texts_of_search
from chromadb.api.collection_configuration import (
    CollectionConfiguration,
    UpdateCollectionConfiguration,
    load_collection_configuration_from_json,
    overwrite_collection_configuration,
    update_schema_from_collection_configuration,
)
from chromadb.api.types import (
    CollectionMetadata,
    DataLoader,
    EmbeddingFunction,
    Schema,
    serialize_metadata,
    validate_embedding_function,
    validate_metadata,
    validate_sparse_embedding_function,
)
from chromadb.embedding_functions.default import DefaultEmbeddingFunction
from chromadb.execution.expression import Search
from chromadb.records.batch import Embeddable, RecordBatch
from chromadb.records.searches import checked_search, too_deep
from chromadb.types import Collection as CollectionModel

__all__ = ["DEFAULT_FUNCTION", "CollectionCommon"]

TransportT = TypeVar("TransportT")

DEFAULT_FUNCTION: EmbeddingFunction[Any] = DefaultEmbeddingFunction()
"""What stands for "no embedding function was named" in signatures, as in the official package."""

_DOCUMENT_KEY = "#document"
_EMBEDDING_KEY = "#embedding"


class SparseTarget(NamedTuple):
    """A metadata key whose sparse vectors ``function`` makes of the texts under the key ``source``."""

    key: str
    source: str
    function: Callable[..., Any]


class CollectionCommon(Generic[TransportT]):
    """The description of a collection, as it was when it was created, got or last modified through this object."""

    def __init__(
        self,
        client: TransportT,
        model: CollectionModel,
        embedding_function: EmbeddingFunction[Any] | None = DEFAULT_FUNCTION,
        data_loader: DataLoader[Any] | None = None,
    ) -> None:
        self._client = client
        self._model = model
        if embedding_function is not None:
            validate_embedding_function(embedding_function)
        self._embedding_function = embedding_function
        self._data_loader = data_loader
        self._stored_function: tuple[EmbeddingFunction[Any] | None] | None = None
        self._kept_schema: Schema | None = None

    @property
    def id(self) -> UUID:
        """The collection's id; it stays when the name changes."""
        return self._model.id

    @property
    def name(self) -> str:
        """The collection's name, unique in its database."""
        return self._model.name

    @property
    def configuration(self) -> CollectionConfiguration:
        """The settings of the index and the embedding function, as objects."""
        return load_collection_configuration_from_json(self._model.configuration_json)

    @property
    def configuration_json(self) -> dict[str, Any]:
        """The configuration as the server stores it."""
        return self._model.configuration_json

    @property
    def schema(self) -> Schema | None:
        """The indexes by value type and key, as far as the server says."""
        return Schema.deserialize_from_json(self._model.serialized_schema or {})

    @property
    def metadata(self) -> CollectionMetadata:
        """The collection's own metadata; None when it has none."""
        return cast(CollectionMetadata, self._model.metadata)

    @property
    def tenant(self) -> str:
        """The tenant it belongs to."""
        return self._model.tenant

    @property
    def database(self) -> str:
        """The database it belongs to."""
        return self._model.database

    def get_model(self) -> CollectionModel:
        """The description itself."""
        return self._model

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CollectionCommon):
            return NotImplemented
        return self._identity() == other._identity()

    def _identity(self) -> tuple[Any, ...]:
        return self._model, self._embedding_function, self._data_loader

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}(name={self.name!r}, id={str(self.id)!r}, database={self.database!r})"

    # embedding

    def _embed_input(self, given: Embeddable, *, is_query: bool = False) -> Any:
        """The vectors for one kind of input, made by the collection's embedding function.

        Raises:
            ValueError: the input is URIs and there is no data loader; or there is no embedding function.
        """
        values: Any = given.values
        if given.field == "uris":
            values = self._loader()(values)
        return self._embed(values, is_query=is_query)

    def _loader(self) -> Callable[[Any], Any]:
        loader = self._data_loader
        if loader is None:
            raise ValueError("You must set a data loader on the collection if loading from URIs.")
        return lambda uris: loader(uris=uris)

    def _check_loader(self, include: list[Any]) -> Callable[[Any], Any] | None:
        """The data loader if ``include`` asks for data."""
        return self._loader() if "data" in include else None

    def _embed(self, values: Any, *, is_query: bool = False) -> Any:
        function = self._effective_function()
        return function.embed_query(input=values) if is_query else function(input=values)

    def _effective_function(self) -> EmbeddingFunction[Any]:
        """The function named in code; else the one stored with the collection, in its configuration or its schema; else
        the default one."""
        named = self._embedding_function
        if named is not None and not isinstance(named, DefaultEmbeddingFunction):
            return named
        if self._stored_function is None:
            # Kept: building one may mean loading a model.
            self._stored_function = (self._build_stored_function(),)
        function = self._stored_function[0] or named
        if function is None:
            raise ValueError(
                "You must provide an embedding function to compute embeddings: pass it as embedding_function when you "
                "create or get the collection, or pass embeddings."
            )
        return function

    def _build_stored_function(self) -> EmbeddingFunction[Any] | None:
        configured = self.configuration.get("embedding_function")
        if configured is not None:
            return configured
        schema = self._schema_with_functions()
        for values in (schema.keys.get(_EMBEDDING_KEY), schema.defaults):
            vectors = None if values is None or values.float_list is None else values.float_list.vector_index
            if vectors is not None and vectors.config.embedding_function is not None:
                return cast("EmbeddingFunction[Any]", vectors.config.embedding_function)
        return None

    def _with_sparse_embeddings(self, batch: RecordBatch, targets: list[SparseTarget]) -> RecordBatch:
        """A copy of ``batch`` whose metadata has the sparse vectors of ``targets``. One that is there already stays."""
        if batch.metadatas is None and batch.documents is None:
            return batch
        metadatas = [dict(metadata or {}) for metadata in batch.metadatas or [None] * len(batch)]
        for target in targets:
            texts: dict[int, str] = {}
            for position, metadata in enumerate(metadatas):
                if target.source == _DOCUMENT_KEY:
                    text = None if batch.documents is None else batch.documents[position]
                else:
                    text = metadata.get(target.source)
                if target.key not in metadata and isinstance(text, str):
                    texts[position] = text
            if not texts:
                continue
            made = list(target.function(input=list(texts.values())))
            if len(made) != len(texts):
                raise ValueError(
                    f"The sparse embedding function of '{target.key}' made {len(made)} vectors of {len(texts)} texts"
                )
            for position, vector in zip(texts, made, strict=True):
                metadatas[position][target.key] = vector
        filled: list[Any] = [metadata or None for metadata in metadatas]
        return batch.with_metadatas([serialize_metadata(item) for item in filled])

    def _schema_with_functions(self) -> Schema:
        """The schema, kept: building its functions anew for each call may mean loading a model."""
        if self._kept_schema is None:
            self._kept_schema = Schema.deserialize_from_json(self._model.serialized_schema or {})
        return self._kept_schema

    def _sparse_targets(self) -> list[SparseTarget]:
        """The sparse indexes of the schema that have their vectors made from documents or other metadata."""
        # Asked on every write, so the schema, whose functions may be costly to build, is read only when it has one.
        keys = (self._model.serialized_schema or {}).get("keys")
        if not is_mapping(keys) or not any(is_mapping(held) and held.get("sparse_vector") for held in keys.values()):
            return []
        targets: list[SparseTarget] = []
        for key, values in self._schema_with_functions().keys.items():
            index = None if values.sparse_vector is None else values.sparse_vector.sparse_vector_index
            if index is None or not index.enabled:
                continue
            function, source = index.config.embedding_function, index.config.source_key
            if function is not None and source is not None:
                validate_sparse_embedding_function(function)
                targets.append(SparseTarget(key, source, function))
        return targets

    def _search_payloads(self, searches: list[Any]) -> list[dict[str, Any]]:
        """Searches as they travel, with every text in them embedded.

        Raises:
            TypeError: one of them is no Search.
            ValueError: a text has no function to embed it, or a rank cannot be written.
            InvalidArgumentError: a number is not finite, or a rank has too many levels.
        """
        embedder = TextEmbedder(lambda texts: self._embed(texts, is_query=True), self._schema_with_functions())
        payloads: list[dict[str, Any]] = []
        for number, search in enumerate(searches):
            place = f"searches[{number}]"
            if not isinstance(search, Search):
                raise TypeError(f"{place} must be a Search, got {type(search).__name__}")
            try:
                payloads.append(checked_search(embed_texts_of_search(search, embedder).to_dict(), place))
            except RecursionError:
                raise too_deep(place) from None
        return payloads

    # modification

    def _check_new_metadata(self, metadata: CollectionMetadata | None) -> None:
        if metadata is None:
            return
        validate_metadata(metadata)
        if "hnsw:space" in metadata:
            raise ValueError(
                "Changing the distance function of a collection once it is created is not supported currently."
            )

    def _note_modification(
        self,
        name: str | None,
        metadata: CollectionMetadata | None,
        configuration: UpdateCollectionConfiguration | None,
    ) -> None:
        """Bring the description up to date with a modification the server accepted."""
        if name:
            self._model["name"] = name
        if metadata:
            kept = {key: value for key, value in metadata.items() if value is not None}
            self._model["metadata"] = kept or None
        if configuration:
            self._stored_function = self._kept_schema = None
            self._model.set_configuration(
                overwrite_collection_configuration(self._model.get_configuration(), configuration)
            )
            schema = self.schema
            if self._model.serialized_schema and schema is not None:
                updated = update_schema_from_collection_configuration(schema, configuration)
                self._model["serialized_schema"] = updated.serialize_to_json()
