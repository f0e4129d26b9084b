# Generated from chromadb/_async by chroma_generator. Do not edit: change the source and generate again.
"""Writing records: add, update, upsert. A call beyond what the server takes at once becomes several requests."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from chromadb._collection_common import DEFAULT_FUNCTION, CollectionCommon
from chromadb._types.vectors import EmbeddingsArgument
from chromadb.api.types import (
    ID,
    URI,
    DataLoader,
    Document,
    EmbeddingFunction,
    Image,
    Metadata,
    OneOrMany,
)
from chromadb.errors import ChromaError
from chromadb.records.batch import RecordBatch, Write, records_to_write
from chromadb.records.splitting import mark_partial, split
from chromadb.transport._sync.port import Transport
from chromadb.transport.concurrency import Worker
from chromadb.types import Collection as CollectionModel

__all__ = ["Writing"]


class Writing(CollectionCommon[Transport]):
    """The part of a collection that writes records.

    A call with more records than ``client.get_max_batch_size()``, or too large for one request, is split. Each request
    is written whole or not at all, the call as a whole is not: when a later request fails, its error says in its
    message how many records were written before, and carries ``records_written`` and ``failed_batch``. In process
    nothing is split.
    """

    def __init__(
        self,
        client: Transport,
        model: CollectionModel,
        embedding_function: EmbeddingFunction[Any] | None = DEFAULT_FUNCTION,
        data_loader: DataLoader[Any] | None = None,
    ) -> None:
        super().__init__(client, model, embedding_function, data_loader)
        self._worker = Worker()

    @cached_property
    def _path(self) -> tuple[str, str, str]:
        """Where the collection's operations are found."""
        return self.tenant, self.database, str(self.id)

    def add(
        self,
        ids: OneOrMany[ID],
        embeddings: EmbeddingsArgument | None = None,
        metadatas: OneOrMany[Metadata] | None = None,
        documents: OneOrMany[Document] | None = None,
        images: OneOrMany[Image] | None = None,
        uris: OneOrMany[URI] | None = None,
    ) -> None:
        """Add records. A record whose id exists already is left as it is, without an error: to replace, ``upsert``.

        Args:
            ids: one for each record, all different.
            embeddings: vectors; without them they are made from the one of documents, images and URIs that is given.
            metadatas: a dict of scalars, lists of them and sparse vectors for each record, or None.
            documents: a text for each record; with embeddings, None for a record without.
            images: what the embedding function takes; not stored.
            uris: stored, and loaded by the data loader to be embedded.

        Raises:
            ValueError: columns of different lengths, or nothing to embed.
            DuplicateIDError: an id occurs twice.
            InvalidArgumentError: the server refuses a value, such as a vector of another dimension.
        """
        self._write("add", ids, embeddings, metadatas, documents, images, uris)

    def update(
        self,
        ids: OneOrMany[ID],
        embeddings: EmbeddingsArgument | None = None,
        metadatas: OneOrMany[Metadata] | None = None,
        documents: OneOrMany[Document] | None = None,
        images: OneOrMany[Image] | None = None,
        uris: OneOrMany[URI] | None = None,
    ) -> None:
        """Change records. What is not given stays; metadata is merged key by key, None takes a key away; unknown ids
        are passed over. New documents or images without embeddings are embedded. Otherwise as ``add``."""
        self._write("update", ids, embeddings, metadatas, documents, images, uris)

    def upsert(
        self,
        ids: OneOrMany[ID],
        embeddings: EmbeddingsArgument | None = None,
        metadatas: OneOrMany[Metadata] | None = None,
        documents: OneOrMany[Document] | None = None,
        images: OneOrMany[Image] | None = None,
        uris: OneOrMany[URI] | None = None,
    ) -> None:
        """Change the records that exist, as ``update`` does, and add the others. Otherwise as ``add``."""
        self._write("upsert", ids, embeddings, metadatas, documents, images, uris)

    def _write(
        self, write: Write, ids: Any, embeddings: Any, metadatas: Any, documents: Any, images: Any, uris: Any
    ) -> None:
        batch, embed = records_to_write(
            write,
            ids=ids,
            embeddings=embeddings,
            metadatas=metadatas,
            documents=documents,
            images=images,
            uris=uris,
        )
        if embed is not None:
            batch = batch.with_embeddings(self._worker.run(self._embed_input, embed))
        targets = self._sparse_targets()
        if targets:
            batch = self._worker.run(self._with_sparse_embeddings, batch, targets)
        limits = self._client.write_limits()
        if limits is None:
            self._send(write, batch)
            return
        written = 0
        parts = split(batch, limits.max_batch_size, base64=limits.supports_base64_encoding)
        for number, part in enumerate(parts, start=1):
            try:
                self._send(write, part)
            except (ChromaError, ValueError) as error:
                if written:
                    mark_partial(error, batch=number, written=written, total=len(batch))
                raise
            written += len(part)

    def _send(self, write: Write, batch: RecordBatch) -> None:
        if write == "add":
            self._client.collection_add(*self._path, batch)
        elif write == "update":
            self._client.collection_update(*self._path, batch)
        else:
            self._client.collection_upsert(*self._path, batch)
