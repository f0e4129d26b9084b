"""The methods of an engine that read and write the records of a collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chroma_server.engine.base import EngineBase
from chroma_server.engine.batch import Batch
from chroma_server.engine.collection import OpenCollection, Plan, State
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.functions.feed import Feed
from chroma_server.engine.model import GetResult, IndexingStatus, QueryResult, SearchResult
from chroma_server.engine.reads import GetRequest, QueryRequest
from chroma_server.engine.rules.includes import GET_DEFAULT, QUERY_DEFAULT
from chroma_server.engine.rules.paging import check_read_level
from chroma_server.engine.rules.search import check_searches
from chroma_server.engine.rules.vectors import EmbeddingsInput
from chroma_server.engine.searches import run_searches
from chroma_server.engine.transactions import CommitResult, checked_token, conditional_commit
from chroma_server.engine.writes import Deletion, WriteKind, check_batch_dimension, write_batch


class RecordMethods(EngineBase):
    """A part of :class:`~chroma_server.engine.engine.Engine`, which says what raises what."""

    def add(
        self,
        collection_id: str,
        *,
        ids: Sequence[str],
        embeddings: EmbeddingsInput,
        metadatas: Sequence[Mapping[str, Any] | None] | None = None,
        documents: Sequence[str | None] | None = None,
        uris: Sequence[str | None] | None = None,
    ) -> None:
        """Insert new records; those whose id exists are left out, and of an id given twice the first counts."""
        self._write("add", collection_id, ids, embeddings, metadatas, documents, uris)

    def upsert(
        self,
        collection_id: str,
        *,
        ids: Sequence[str],
        embeddings: EmbeddingsInput,
        metadatas: Sequence[Mapping[str, Any] | None] | None = None,
        documents: Sequence[str | None] | None = None,
        uris: Sequence[str | None] | None = None,
    ) -> None:
        """Insert what is new and merge the rest into the records that exist, in order.

        A document, uri or metadata of None keeps the old one; a metadata value of None deletes its key.
        """
        self._write("upsert", collection_id, ids, embeddings, metadatas, documents, uris)

    def update(
        self,
        collection_id: str,
        *,
        ids: Sequence[str],
        embeddings: EmbeddingsInput = None,
        metadatas: Sequence[Mapping[str, Any] | None] | None = None,
        documents: Sequence[str | None] | None = None,
        uris: Sequence[str | None] | None = None,
    ) -> None:
        """Merge into the records that exist, in order; unknown ids are left out."""
        self._write("update", collection_id, ids, embeddings, metadatas, documents, uris)

    def delete(
        self,
        collection_id: str,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        limit: int | None = None,
    ) -> int:
        """Remove the records that are among ``ids`` and match the filters; how many there were.

        ``limit`` takes the first matches in insertion order and needs a filter. Without ids and filters nothing is
        removed.
        """
        collection = self._open(collection_id)
        deletion = Deletion(ids, where, where_document, limit)
        _, applied = self._apply(collection, lambda state: [deletion.batch(state)])
        return sum(map(len, applied))

    def get(
        self,
        collection_id: str,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        limit: int | None = None,
        offset: int | None = 0,
        include: Sequence[str] = GET_DEFAULT,
    ) -> GetResult:
        """Records in insertion order: those among ``ids`` (None is all, unknown ones are left out) that match."""
        request = GetRequest.parse(ids, where, where_document, limit, offset, include)
        return request.run(self._open(collection_id).snapshot())

    def query(
        self,
        collection_id: str,
        *,
        query_embeddings: Any,
        n_results: int | None = 10,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        include: Sequence[str] = QUERY_DEFAULT,
    ) -> QueryResult:
        """For each query vector the nearest of the records that match, exactly, ties in insertion order."""
        collection = self._open(collection_id)
        request = QueryRequest.parse(query_embeddings, n_results, ids, where, where_document, include)
        snapshot = collection.snapshot()
        self._background.after_read(collection, snapshot)
        return request.run(snapshot)

    def search(
        self,
        collection_id: str,
        searches: Sequence[Mapping[str, Any]],
        read_level: str | None = "index_and_wal",
    ) -> SearchResult:
        """Rank, group, cut and select records, for each search by itself, all on the same state of the collection.

        searches    as in the API, see :mod:`.rules.search` and :mod:`.rules.rank`
        read_level  None is ``index_and_wal``; every level gives the same answer

        Raises InvalidArgument, naming the place, for what is no search, what the collection's indexes do not allow, and
        dense query vectors of another length than the collection's.
        """
        collection = self._open(collection_id)
        check_read_level(read_level or "index_and_wal")
        snapshot = collection.snapshot()
        return run_searches(snapshot, check_searches(searches, snapshot.row.collection.schema))

    def count(self, collection_id: str, read_level: str = "index_and_wal") -> int:
        """The number of records. Every read level gives the same answer, since what is written is indexed at once."""
        check_read_level(read_level)
        return len(self._open(collection_id).snapshot())

    def indexing_status(self, collection_id: str) -> IndexingStatus:
        """How many of the write operations the indexes cover.

        What is in the log alone counts as indexed as long as it is short: it is searched one by one then, and moved
        into segments only when more has piled up. So it is all of them but for while that is done in the background.
        """
        collection = self._open(collection_id)
        row = collection.row()
        pending = row.head - row.checkpoint if self._background.is_due(collection) else 0
        return IndexingStatus(
            num_indexed_ops=row.head - pending,
            num_unindexed_ops=pending,
            total_ops=row.head,
            op_indexing_progress=(row.head - pending) / row.head if row.head else 1.0,
        )

    # --- transactions -------------------------------------------------------------------------------------------------

    def conditional_get(
        self,
        collection_id: str,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        limit: int | None = None,
        offset: int | None = 0,
        include: Sequence[str] = GET_DEFAULT,
        read_token: int | None = None,
    ) -> tuple[GetResult, int]:
        """:meth:`get`, and the token of this read for :meth:`conditional_commit`.

        With the token of an earlier read it is answered from the state that one saw, whatever was written since; raises
        FailedPrecondition when that state is not kept any more: it is for a minute, by this process.
        """
        collection = self._open(collection_id)
        request = GetRequest.parse(ids, where, where_document, limit, offset, include)
        snapshot = collection.snapshot()
        token = checked_token(read_token)
        if token is None:
            return request.run(snapshot), self._tokens.issue(snapshot)
        return request.run(self._tokens.state(token, snapshot)), token

    def conditional_commit(
        self,
        collection_id: str,
        *,
        read_token: int | None,
        read_ids: Sequence[str],
        operations: Sequence[Mapping[str, Any]],
    ) -> CommitResult:
        """Write only if nothing that was read has changed; the rules are those of :mod:`.transactions`."""
        collection = self._open(collection_id)
        return conditional_commit(
            collection,
            lambda plan: self._apply(collection, plan),
            read_token=read_token,
            read_ids=read_ids,
            operations=operations,
        )

    # --- within -------------------------------------------------------------------------------------------------------

    def _write(
        self,
        kind: WriteKind,
        collection_id: str,
        ids: Sequence[str],
        embeddings: EmbeddingsInput,
        metadatas: Sequence[Mapping[str, Any] | None] | None,
        documents: Sequence[str | None] | None,
        uris: Sequence[str | None] | None,
    ) -> None:
        collection = self._open(collection_id)

        def checked(dimension: int | None) -> Batch:
            return write_batch(
                kind,
                dimension,
                ids=ids,
                embeddings=embeddings,
                metadatas=metadatas,
                documents=documents,
                uris=uris,
            )

        try:
            # What this process knows saves a look at the catalog, a tenth of a small write. Whether the collection is
            # still there and has this dimension is found out with the lock held.
            batch = checked(collection.known_dimension())
        except InvalidArgument:
            batch = checked(collection.row().collection.dimension)

        def plan(state: State) -> list[Batch]:
            # Another writer may have fixed the dimension since the batch was checked.
            check_batch_dimension(batch, state.row.collection.dimension)
            return [state.draft.effective(batch)]

        self._apply(collection, plan)

    def _apply(self, collection: OpenCollection, plan: Plan) -> tuple[int, list[Batch]]:
        feed = Feed(self._collections.open_within)
        done = collection.write(plan, feed)
        self._background.after_write(collection)
        if feed.output is not None:
            self._background.after_write(feed.output)
        self._tokens.expire()
        return done
