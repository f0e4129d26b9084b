"""Quotas: the limits of a profile, checked before anything is done.

The names of the limits and the words of the message are those of the official service, which answers such a call with
status 422. Sizes are in bytes of UTF-8 unless the name says otherwise. A limit of None is no limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias

from chroma_server.engine.errors import QuotaExceeded

from .metadata import MetadataValue
from .rank import raw_neighbours
from .shapes import is_list
from .sparse import SparseVector
from .where import DocumentContains, DocumentRegex, IdMembership, Membership, Where, conditions, parse_search_filter

Action: TypeAlias = Literal[
    "Create Database",
    "Create Collection",
    "List Collections",
    "Update Collection",
    "Fork Collection",
    "Attach Function",
    "Add",
    "Get",
    "Delete",
    "Update",
    "Upsert",
    "Query",
    "Search",
]

_WORDS = {
    "metadata_key_size_bytes": "Size of metadata dictionary key (bytes)",
    "metadata_value_size_bytes": "Size of metadata dictionary value (bytes)",
    "collection_metadata_value_size_bytes": "Size of metadata dictionary value (bytes)",
    "num_metadata_keys": "Number of metadata dictionary keys",
    "num_where_predicates": "Number of where clause predicates",
    "where_value_size_bytes": "Size of where clause value (bytes)",
    "num_where_document_predicates": "Number of where document predicates",
    "where_document_value_length": "Length of where document value",
    "regex_pattern_length": "Length of regex pattern",
    "num_records": "Number of records",
    "embedding_dimensions": "Embedding dimension",
    "sparse_vector_populated_dimensions": "Sparse vector populated dimension",
    "document_size_bytes": "Document size (bytes)",
    "uri_size_bytes": "URI size (bytes)",
    "id_size_bytes": "ID size (bytes)",
    "name_size_bytes": "Name size (bytes)",
    "limit_value": "Limit value",
    "rank_knn_limit": "Limit value in rank expression",
    "num_results": "Number of results",
    "num_query_embeddings": "Number of query embeddings",
    "num_query_ids": "Number of IDs to filter by in a query",
    "collection_size_records": "Collection size (records)",
    "num_collections": "Number of collections",
    "num_databases": "Number of databases",
    "num_forks": "Number of forks",
    "num_search_payloads": "Number of search payloads in a search",
    "num_rank_knn": "Number of knn searches in a rank expression",
    "num_functions": "Number of functions attached to a collection",
    "num_group_by_keys": "Number of group by keys in a search",
    "num_aggregate_keys": "Number of aggregate keys in a search",
    "num_concurrent_reads": "Number of concurrent reads",
    "num_concurrent_writes": "Number of concurrent writes",
}


@dataclass(frozen=True, slots=True)
class Quotas:
    """The limits of one profile.

    Every check raises QuotaExceeded, which names what was exceeded, in which action, the usage and the limit. How many
    reads and writes are under way at once is counted by the server, which then calls ``check``.
    """

    metadata_key_size_bytes: int | None = None
    metadata_value_size_bytes: int | None = None
    collection_metadata_value_size_bytes: int | None = None
    num_metadata_keys: int | None = None
    num_where_predicates: int | None = None
    where_value_size_bytes: int | None = None
    num_where_document_predicates: int | None = None
    where_document_value_length: int | None = None
    regex_pattern_length: int | None = None
    num_records: int | None = None
    embedding_dimensions: int | None = None
    sparse_vector_populated_dimensions: int | None = None
    document_size_bytes: int | None = None
    uri_size_bytes: int | None = None
    id_size_bytes: int | None = None
    name_size_bytes: int | None = None
    limit_value: int | None = None
    rank_knn_limit: int | None = None
    num_results: int | None = None
    num_query_embeddings: int | None = None
    num_query_ids: int | None = None
    collection_size_records: int | None = None
    num_collections: int | None = None
    num_databases: int | None = None
    num_forks: int | None = None
    num_search_payloads: int | None = None
    num_rank_knn: int | None = None
    num_functions: int | None = None
    num_group_by_keys: int | None = None
    num_aggregate_keys: int | None = None
    num_concurrent_reads: int | None = None
    num_concurrent_writes: int | None = None

    @classmethod
    def from_mapping(cls, limits: Mapping[str, int | None] | None) -> Quotas:
        """Quotas with the given limits, and no others. Raises ValueError for an unknown name or a negative limit."""
        given = dict(limits or {})
        unknown = sorted(set(given) - {field.name for field in fields(cls)})
        if unknown:
            raise ValueError(f"unknown quotas: {', '.join(unknown)}")
        for name, limit in given.items():
            if limit is not None and (isinstance(limit, bool) or limit < 0):
                raise ValueError(f"quota {name} must be a count, got {limit!r}")
        return cls(**given)

    def check(self, name: str, action: Action, usage: int) -> None:
        """Raise QuotaExceeded when ``usage`` is above the limit called ``name``."""
        limit: int | None = getattr(self, name)
        if limit is not None and usage > limit:
            raise QuotaExceeded(
                f"Quota exceeded: '{_WORDS[name]}' exceeded quota limit for action '{action}': "
                f"current usage of {usage} exceeds limit of {limit}"
            )

    def check_create_database(self, name: str, existing: int) -> None:
        """A new database called ``name``, where the tenant has ``existing`` ones."""
        self.check("name_size_bytes", "Create Database", _size(name))
        self.check("num_databases", "Create Database", existing + 1)

    def check_create_collection(self, name: str, metadata: Mapping[str, MetadataValue] | None, existing: int) -> None:
        """A new collection with normalised metadata, where the tenant has ``existing`` ones."""
        self.check("name_size_bytes", "Create Collection", _size(name))
        self._check_collection_metadata("Create Collection", metadata)
        self.check("num_collections", "Create Collection", existing + 1)

    def check_update_collection(self, new_name: str | None, new_metadata: Mapping[str, MetadataValue] | None) -> None:
        """A change of a collection's name and metadata."""
        self.check("name_size_bytes", "Update Collection", _size(new_name or ""))
        self._check_collection_metadata("Update Collection", new_metadata)

    def check_fork(self, new_name: str, forks: int, existing: int) -> None:
        """A fork of a collection in whose family ``forks`` were made, where the tenant has ``existing`` collections."""
        self.check("name_size_bytes", "Fork Collection", _size(new_name))
        self.check("num_forks", "Fork Collection", forks + 1)
        self.check("num_collections", "Fork Collection", existing + 1)

    def check_attach_function(self, output_name: str, attached: int, existing: int) -> None:
        """One more function than ``attached``, and its output where the tenant has ``existing`` collections."""
        self.check("name_size_bytes", "Attach Function", _size(output_name))
        self.check("num_functions", "Attach Function", attached + 1)
        self.check("num_collections", "Attach Function", existing + 1)

    def check_write(
        self,
        action: Literal["Add", "Update", "Upsert"],
        *,
        ids: Sequence[str],
        dimension: int | None = None,
        metadatas: Iterable[Mapping[str, MetadataValue | None]] = (),
        documents: Sequence[str | None] | None = None,
        uris: Sequence[str | None] | None = None,
    ) -> None:
        """A write of records; ``dimension`` is that of its embeddings, ``metadatas`` are normalised."""
        self.check("num_records", action, len(ids))
        self.check("embedding_dimensions", action, dimension or 0)
        self._check_sizes("id_size_bytes", action, ids)
        self._check_sizes("document_size_bytes", action, documents or ())
        self._check_sizes("uri_size_bytes", action, uris or ())
        for metadata in metadatas:
            self._check_metadata(action, metadata, "metadata_value_size_bytes")

    def check_collection_size(self, action: Action, records: int) -> None:
        """A collection that would hold ``records`` records after the write."""
        self.check("collection_size_records", action, records)

    def check_read(
        self,
        action: Literal["Get", "Delete", "Query"],
        *,
        ids: Sequence[str] | None = None,
        where: Where | None = None,
        where_document: Where | None = None,
        limit: int | None = None,
        n_results: int | None = None,
        query_embeddings: int = 0,
        dimension: int | None = None,
    ) -> None:
        """A get, delete or query; ``query_embeddings`` is their number and ``dimension`` that of each."""
        self.check("num_query_ids", action, len(ids or ()))
        self.check("limit_value", action, limit or 0)
        self.check("num_results", action, n_results or 0)
        self.check("num_query_embeddings", action, query_embeddings)
        self.check("embedding_dimensions", action, dimension or 0)
        self._check_filters(action, (where, where_document))

    def check_search(self, searches: Sequence[Mapping[str, Any]]) -> None:
        """A batch of searches, as JSON of the right shape."""
        self.check("num_search_payloads", "Search", len(searches))
        for search in searches:
            self._check_filters("Search", (_search_filter(search),))
            page: Mapping[str, int | None] = search.get("limit") or {}
            self.check("limit_value", "Search", page.get("limit") or 0)
            self._check_grouping(search.get("group_by") or {})
            knns = list(raw_neighbours(search.get("rank")))
            self.check("num_rank_knn", "Search", len(knns))
            for knn in knns:
                self._check_knn(knn)

    def cap(self, limit: int | None) -> int | None:
        """The limit of a get that gives none: the service silently stops at its own."""
        return self.limit_value if limit is None else limit

    def _check_collection_metadata(self, action: Action, metadata: Mapping[str, MetadataValue] | None) -> None:
        separate = self.collection_metadata_value_size_bytes is not None
        self._check_metadata(
            action, metadata or {}, "collection_metadata_value_size_bytes" if separate else "metadata_value_size_bytes"
        )

    def _check_metadata(self, action: Action, metadata: Mapping[str, MetadataValue | None], value_limit: str) -> None:
        self.check("num_metadata_keys", action, len(metadata))
        for key, value in metadata.items():
            self.check("metadata_key_size_bytes", action, _size(key))
            if isinstance(value, SparseVector):
                self.check("sparse_vector_populated_dimensions", action, len(value))
            else:
                self.check(value_limit, action, _value_size(value))

    def _check_sizes(self, name: str, action: Action, texts: Sequence[str | None]) -> None:
        # Encoding is the expensive part: no text can exceed a limit that it would not exceed at four bytes a character.
        limit: int | None = getattr(self, name)
        if limit is not None:
            for text in texts:
                if text is not None and len(text) * 4 > limit:
                    self.check(name, action, _size(text))

    def _check_filters(self, action: Action, filters: Iterable[Where | None]) -> None:
        leaves = [leaf for tree in filters if tree is not None for leaf in conditions(tree)]
        on_documents = [leaf for leaf in leaves if isinstance(leaf, (DocumentContains, DocumentRegex))]
        self.check("num_where_predicates", action, len(leaves) - len(on_documents))
        self.check("num_where_document_predicates", action, len(on_documents))
        for leaf in leaves:
            if isinstance(leaf, DocumentContains):
                self.check("where_document_value_length", action, len(leaf.text))
            elif isinstance(leaf, DocumentRegex):
                self.check("regex_pattern_length", action, len(leaf.pattern.source))
            elif isinstance(leaf, IdMembership):
                self.check("num_query_ids", action, len(leaf.ids))
            else:
                for value in leaf.values if isinstance(leaf, Membership) else (leaf.value,):
                    self.check("where_value_size_bytes", action, _value_size(value))

    def _check_knn(self, knn: Mapping[str, Any]) -> None:
        self.check("rank_knn_limit", "Search", knn.get("limit") or 0)
        query = knn["query"]
        if is_list(query):
            self.check("embedding_dimensions", "Search", len(query))
        else:
            self.check("sparse_vector_populated_dimensions", "Search", len(query["indices"]))

    def _check_grouping(self, group_by: Mapping[str, Any]) -> None:
        self.check("num_group_by_keys", "Search", len(group_by.get("keys") or ()))
        aggregates: Mapping[str, Any] = group_by.get("aggregate") or {}
        for aggregate in aggregates.values():
            self.check("num_aggregate_keys", "Search", len(aggregate["keys"]))


def _search_filter(search: Mapping[str, Any]) -> Where | None:
    return parse_search_filter(search["filter"]) if search.get("filter") else None


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _value_size(value: object) -> int:
    """Bytes of a metadata value or operand: text as UTF-8, numbers 8, bools 1, lists the sum of their elements."""
    if is_list(value):
        return sum(map(_value_size, value))
    if isinstance(value, str):
        return _size(value)
    if value is None:
        return 0
    return 1 if isinstance(value, bool) else 8
