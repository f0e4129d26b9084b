"""Optimistic transactions: read, decide, and commit only if nothing that was read has changed since.

The token of a read is the log position it saw. A commit names the token and the ids it depends on; it takes effect as
one frame of the log, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from chroma_server.engine.batch import Batch
from chroma_server.engine.collection import OpenCollection, Plan, State
from chroma_server.engine.errors import FailedPrecondition, InvalidArgument
from chroma_server.engine.rules.batches import check_ids
from chroma_server.engine.writes import check_batch_dimension, write_batch

_PAYLOAD_FIELDS = ("embeddings", "metadatas", "documents", "uris")


class CommitResult(NamedTuple):
    """Where a commit went: the log position of its first operation, and how many operations it has."""

    first_inserted_record_offset: int
    record_count: int


def conditional_commit(
    collection: OpenCollection,
    write: Callable[[Plan], tuple[int, list[Batch]]],
    *,
    read_token: int | None,
    read_ids: Sequence[str],
    operations: Sequence[Mapping[str, Any]],
) -> CommitResult:
    """Apply the operations in order, as one write.

    An operation is ``{"operation": "add" | "update" | "upsert" | "delete", "payload": the arguments of that call}``.
    Each id it names must be among ``read_ids``: the read has shown whether the record exists. An add needs a record
    that does not exist, an update and a delete one that does, counting what earlier operations of the same commit did.

    Raises FailedPrecondition when a read id was written since the token, or a record is not there as its operation
    needs it; InvalidArgument for a malformed operation, an id that was not read, and a delete by filter.
    """
    dimension = collection.row().collection.dimension
    reads = check_ids(read_ids, field="read_ids")
    token = _checked_token(read_token)
    if token is None and reads:
        raise InvalidArgument("read_ids without read_token: commit with the token of the read that returned them")
    batches = [
        _operation_batch(_object(operation, f"operations[{index}]"), index, dimension)
        for index, operation in enumerate(_list(operations, "operations"))
    ]
    _check_were_read(batches, set(reads))

    def plan(state: State) -> list[Batch]:
        if token is not None:
            if not 0 <= token <= state.row.head:
                raise InvalidArgument(f"read_token {token} is not of this collection")
            _check_unchanged(state, reads, token)
        _check_presence(state, batches)
        known = state.row.collection.dimension
        for batch in batches:
            check_batch_dimension(batch, known)
            known = known if known is not None else batch.dimension
        return batches

    before, applied = write(plan)
    return CommitResult(before + 1, sum(map(len, applied)))


def _operation_batch(operation: Mapping[str, Any], index: int, dimension: int | None) -> Batch:
    kind = operation.get("operation")
    payload = _object(operation.get("payload"), f"operations[{index}].payload")
    ids: Sequence[str] | None = payload.get("ids")
    if kind == "delete":
        if any(payload.get(name) is not None for name in ("where", "where_document", "limit")):
            raise InvalidArgument(f"operations[{index}]: a transaction deletes by ids, not by filter")
        if ids is None:
            raise InvalidArgument(f"operations[{index}]: a delete needs ids")
        return Batch("delete", check_ids(ids))
    if kind not in ("add", "update", "upsert"):
        raise InvalidArgument(f"operations[{index}]: unknown operation {kind!r}")
    if ids is None:
        raise InvalidArgument(f"operations[{index}]: {kind} needs ids")
    fields = {name: payload.get(name) for name in _PAYLOAD_FIELDS}
    return write_batch(kind, dimension, ids=ids, **fields)


def _check_were_read(batches: Sequence[Batch], reads: set[str]) -> None:
    for batch in batches:
        for record_id in batch.ids:
            if record_id not in reads:
                raise InvalidArgument(
                    f"Record [{record_id}] was not read in this transaction: read it before writing it"
                )


def _check_unchanged(state: State, reads: Sequence[str], token: int) -> None:
    for record_id in reads:
        if state.draft.changed_since(record_id, token):
            raise FailedPrecondition(f"Record [{record_id}] was written after it was read: read again and retry")


def _check_presence(state: State, batches: Sequence[Batch]) -> None:
    exists = state.draft.existing({record_id for batch in batches for record_id in batch.ids})
    for batch in batches:
        for record_id in batch.ids:
            there = exists[record_id]
            if batch.kind == "add" and there:
                raise FailedPrecondition(f"Record [{record_id}] exists: it cannot be added")
            if batch.kind in ("update", "delete") and not there:
                raise FailedPrecondition(f"Record [{record_id}] does not exist: there is nothing to {batch.kind}")
            exists[record_id] = batch.kind != "delete"


def _checked_token(value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise InvalidArgument(f"read_token: expected an integer, got {type(value).__name__}")
    return value


def _list(value: object, place: str) -> Sequence[object]:
    if not isinstance(value, (list, tuple)):
        raise InvalidArgument(f"{place}: expected a list, got {type(value).__name__}")
    return cast("Sequence[object]", value)


def _object(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidArgument(f"{place}: expected an object, got {type(value).__name__}")
    return cast("Mapping[str, Any]", value)
