# Generated from chromadb/_async by chroma_generator. Do not edit: change the source and generate again.
"""The collection: its records, and what is done with it as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from chromadb._sync.writing import Writing
from chromadb._types.vectors import EmbeddingsArgument
from chromadb.api.collection_configuration import UpdateCollectionConfiguration, update_collection_configuration_to_json
from chromadb.api.functions import Function
from chromadb.api.models.AttachedFunction import AttachedFunction
from chromadb.api.types import (
    ID,
    URI,
    CollectionMetadata,
    DeleteResult,
    Document,
    GetResult,
    IDs,
    Image,
    Include,
    IndexingStatus,
    OneOrMany,
    QueryResult,
    ReadLevel,
    SearchResult,
    Where,
    WhereDocument,
    serialize_metadata,
)
from chromadb.execution.expression import Search
from chromadb.records.batch import Embeddable, embeddable, naming, one_or_many
from chromadb.records.requests import delete_request, get_request, query_filters
from chromadb.records.results import get_result, query_result, search_result

__all__ = ["Collection"]

AnyFilter: TypeAlias = Mapping[str, Any]
"""A filter as mypy sees one that is written in place: it finds no common type for the values of nested dicts."""

_GET_INCLUDE: Include = ["metadatas", "documents"]
_PEEK_INCLUDE: Include = ["metadatas", "documents", "embeddings"]
_QUERY_INCLUDE: Include = ["metadatas", "documents", "distances"]


class Collection(Writing):
    """A collection of records: ids with embeddings, documents, metadata and URIs.

    Get one from a client. Single values may be given where lists are; embeddings as lists or numpy arrays. Methods
    raise ``ValueError`` or ``TypeError`` for arguments of the wrong shape before anything is sent, and
    ``chromadb.errors.ChromaError`` for what the server refuses; ``NotFoundError`` once the collection is deleted.
    """

    def count(self, read_level: ReadLevel = ReadLevel.INDEX_AND_WAL) -> int:
        """How many records there are. ``read_level`` may leave out what is not indexed yet, where a server has such."""
        return self._client.collection_count(*self._path, ReadLevel(read_level).value)

    def get(
        self,
        ids: OneOrMany[ID] | None = None,
        where: Where | AnyFilter | None = None,
        limit: int | None = None,
        offset: int | None = None,
        where_document: WhereDocument | AnyFilter | None = None,
        include: Include = _GET_INCLUDE,
    ) -> GetResult:
        """Records by ids and filters, in the order they were added.

        Args:
            ids: only these; unknown ones are left out.
            where: a filter on metadata, such as ``{"year": {"$gte": 2020}}``.
            limit: at most so many, from ``offset`` on.
            where_document: a filter on documents, such as ``{"$contains": "pineapple"}``.
            include: the columns, of "documents", "metadatas", "embeddings", "uris" and "data". Others are None.

        Returns:
            Columns; ``embeddings`` as a float32 array of shape (records, dimension).
        """
        request = get_request(
            ids=ids, where=where, where_document=where_document, limit=limit, offset=offset, include=include
        )
        load = self._check_loader(include)
        found = self._client.collection_get(*self._path, request)
        if load is None:
            return get_result(found, list(include))
        return self._worker.run(get_result, found, list(include), load)

    def peek(self, limit: int = 10) -> GetResult:
        """The first ``limit`` records with documents, metadata and embeddings."""
        return self.get(limit=limit, include=_PEEK_INCLUDE)

    def query(
        self,
        query_embeddings: EmbeddingsArgument | None = None,
        query_texts: OneOrMany[Document] | None = None,
        query_images: OneOrMany[Image] | None = None,
        query_uris: OneOrMany[URI] | None = None,
        ids: OneOrMany[ID] | None = None,
        n_results: int = 10,
        where: Where | AnyFilter | None = None,
        where_document: WhereDocument | AnyFilter | None = None,
        include: Include = _QUERY_INCLUDE,
    ) -> QueryResult:
        """The nearest records to each query, by ascending distance.

        Args:
            query_embeddings: the queries as vectors; or one of the next three, from which they are made.
            query_texts: texts for the embedding function.
            query_images: images for the embedding function.
            query_uris: URIs for the data loader and the embedding function.
            ids: search only among these.
            n_results: how many for each query, at most.
            where: as in ``get``.
            where_document: as in ``get``.
            include: as in ``get``, and "distances".

        Returns:
            Columns with one list per query.
        """
        with naming("query"):
            given = embeddable(embeddings=query_embeddings, documents=query_texts, images=query_images, uris=query_uris)
            filters = query_filters(
                ids=ids, where=where, where_document=where_document, n_results=n_results, include=include
            )
            load = self._check_loader(include)
        if isinstance(given, Embeddable):
            given = self._worker.run(self._embed_input, given, is_query=True)
        found = self._client.collection_query(*self._path, filters.with_embeddings(given))
        if load is None:
            return query_result(found, list(include))
        return self._worker.run(query_result, found, list(include), load)

    def delete(
        self,
        ids: IDs | None = None,
        where: Where | AnyFilter | None = None,
        where_document: WhereDocument | AnyFilter | None = None,
        limit: int | None = None,
    ) -> DeleteResult:
        """Delete the records that are among ``ids`` and match the filters.

        Args:
            limit: delete at most so many, in the order they were added; only with a filter.

        Returns:
            ``{"deleted": n}``, the number of records as the server counts them.

        Raises:
            ValueError: neither ids nor a filter, or a limit without a filter.
        """
        request = delete_request(ids=ids, where=where, where_document=where_document, limit=limit)
        return DeleteResult(deleted=self._client.collection_delete(*self._path, request))

    def search(self, searches: OneOrMany[Search], read_level: ReadLevel = ReadLevel.INDEX_AND_WAL) -> SearchResult:
        """Searches with rank expressions, grouping and selection.

        >>> search = Search().where(K("year") > 2020).rank(Knn(query="hawaii")).limit(10).select(K.DOCUMENT, K.SCORE)

        Args:
            searches: one search or several; texts in them are embedded as those of ``query``.
            read_level: as in ``count``.

        Returns:
            Columns with one list per search; ``rows()`` gives them by record.

        Raises:
            TypeError: something is no search.
            ValueError: a text has no function that embeds it.
            InvalidArgumentError: an expression is refused; the message says where it is wrong.
            UnimplementedError: the server does not answer this call.
        """
        payloads = self._worker.run(self._search_payloads, one_or_many(searches) or [])
        return search_result(self._client.collection_search(*self._path, payloads, ReadLevel(read_level).value))

    # the collection as a whole

    def modify(
        self,
        name: str | None = None,
        metadata: CollectionMetadata | None = None,
        configuration: UpdateCollectionConfiguration | None = None,
    ) -> None:
        """Change the collection's name, metadata or configuration.

        Args:
            metadata: replaces all there was.
            configuration: changes only the settings it names.

        Raises:
            ValueError: the metadata would change the distance function.
            ConflictError: the name is taken.
        """
        self._check_new_metadata(metadata)
        self._client.update_collection(
            *self._path,
            new_name=name,
            new_metadata=serialize_metadata(metadata),
            new_configuration=update_collection_configuration_to_json(configuration) if configuration else None,
        )
        self._note_modification(name, metadata, configuration)

    def get_indexing_status(self) -> IndexingStatus:
        """How many of the writes are indexed."""
        status = self._client.indexing_status(*self._path)
        return IndexingStatus(
            num_indexed_ops=status["num_indexed_ops"],
            num_unindexed_ops=status["num_unindexed_ops"],
            total_ops=status["total_ops"],
            op_indexing_progress=status["op_indexing_progress"],
        )

    def fork(self, new_name: str) -> Collection:
        """A new collection with the same records, which shares their storage until either changes.

        Raises:
            UnimplementedError: the server does not answer this call.
            ConflictError: the name is taken.
        """
        model = self._client.fork_collection(*self._path, new_name)
        return Collection(self._client, model, self._embedding_function, self._data_loader)

    def fork_count(self) -> int:
        """How many forks were made of this collection and of its forks.

        Raises:
            UnimplementedError: the server does not answer this call.
        """
        return self._client.fork_count(*self._path)

    # functions

    def attach_function(
        self,
        function: Function | str,
        name: str,
        output_collection: str,
        params: dict[str, Any] | None = None,
    ) -> tuple[AttachedFunction, bool]:
        """Have the server compute a function of this collection and keep it up to date in another.

        Args:
            function: such as ``chromadb.api.functions.STATISTICS_FUNCTION``.
            name: of this attachment.
            output_collection: the name of the collection the server makes for the results.
            params: of the function.

        Returns:
            The attached function, and whether it is new.

        Raises:
            UnimplementedError: the server does not answer this call.
        """
        attached = self._client.attach_function(
            *self._path,
            name=name,
            function_id=function.value if isinstance(function, Function) else function,
            output_collection=output_collection,
            params=params,
        )
        return self._attached(attached), attached.created

    def get_attached_function(self, name: str) -> AttachedFunction:
        """The function attached under that name.

        Raises:
            NotFoundError: there is none.
        """
        return self._attached(self._client.get_attached_function(*self._path, name))

    def detach_function(self, name: str, delete_output_collection: bool = False) -> bool:
        """Detach the function of that name; True when it is done. ``delete_output_collection`` deletes its results."""
        return self._client.detach_function(*self._path, name, delete_output=delete_output_collection)

    def _attached(self, data: Any) -> AttachedFunction:
        return AttachedFunction(
            client=self._client,
            id=data.id,
            name=data.name,
            function_name=data.function_name,
            input_collection_id=self.id,
            output_collection=data.output_collection,
            params=data.params,
            tenant=self.tenant,
            database=self.database,
        )
