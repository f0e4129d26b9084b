"""Optimistic transactions: read, decide, and commit only if nothing that was read has changed since.

The token of a read says up to where in the log it saw: the position behind the last operation, so it is never 0. A
transaction reads everything at the token of its first read; it commits with that token and the ids it depends on. A
commit takes effect as one frame of the log, or not at all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from chroma_server.engine.batch import Batch
from chroma_server.engine.collection import OpenCollection, Plan, State
from chroma_server.engine.errors import Conflict, FailedPrecondition, InvalidArgument
from chroma_server.engine.parts import Snapshot
from chroma_server.engine.rules.batches import check_ids
from chroma_server.engine.writes import check_batch_dimension, write_batch

_PAYLOAD_FIELDS = ("embeddings", "metadatas", "documents", "uris")


class CommitResult(NamedTuple):
    """Where a commit went: the log position of its first write, None when there was none, and how many there were."""

    first_inserted_record_offset: int | None
    record_count: int


class ReadTokens:
    """The states that transactions have read lately, so that they can go on reading them while others write.

    A state costs the memory of what was written since, and keeps the files of segments that were merged away; so only
    the latest are kept, and those not for long.
    """

    def __init__(self, limit: int = 32, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._kept: dict[tuple[str, int], tuple[Snapshot, float]] = {}
        self._lock = threading.Lock()

    def issue(self, snapshot: Snapshot) -> int:
        """The token of a state."""
        token = snapshot.row.head + 1
        with self._lock:
            self._kept.pop((snapshot.row.collection.id, token), None)
            self._kept[snapshot.row.collection.id, token] = snapshot, self._clock() + self._seconds
            self._expire()
        return token

    def state(self, token: int, now: Snapshot) -> Snapshot:
        """The state of a token; ``now`` is the present one. Raises FailedPrecondition when it is not kept any more."""
        if token == now.row.head + 1:
            return now
        _check_token(token, now.row.head)
        with self._lock:
            self._expire()
            found = self._kept.get((now.row.collection.id, token))
        if found is None:
            raise FailedPrecondition(
                f"read token {token} is too old: the collection has changed since, and the state it stands for is not "
                "kept any more; begin the transaction anew"
            )
        return found[0]

    def expire(self) -> None:
        """Let go of what is old."""
        if self._kept:
            with self._lock:
                self._expire()

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def _expire(self) -> None:
        now = self._clock()
        for key in list(self._kept):
            if len(self._kept) <= self._limit and self._kept[key][1] > now:
                break
            del self._kept[key]


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
    An add needs a read that has shown that the record does not exist, an update and a delete one that has shown that it
    does; an upsert needs none. So the ids of all but upserts must be among ``read_ids``. No id may be written twice.

    Raises Conflict when a record that was read has been written since the token, FailedPrecondition when the token is
    so old that this cannot be told, InvalidArgument for a malformed operation, one without the read it needs, an id
    that is written twice, and a delete by filter.
    """
    dimension = collection.row().collection.dimension
    reads = check_ids(read_ids, field="read_ids")
    token = checked_token(read_token)
    if token is None and reads:
        raise InvalidArgument("read_ids without read_token: commit with the token of the read that returned them")
    batches = [
        _operation_batch(_object(operation, f"operations[{index}]"), index, dimension)
        for index, operation in enumerate(_list(operations, "operations"))
    ]
    _check_once(batches)
    known = set(reads)

    def plan(state: State) -> list[Batch]:
        if token is not None:
            _check_token(token, state.row.head)
            _check_unchanged(state, reads, token)
        _check_proven(state, batches, known)
        dimension = state.row.collection.dimension
        for batch in batches:
            check_batch_dimension(batch, dimension)
            dimension = dimension if dimension is not None else batch.dimension
        return batches

    before, applied = write(plan)
    count = sum(map(len, applied))
    return CommitResult(before + 1 if count else None, count)


def _operation_batch(operation: Mapping[str, Any], index: int, dimension: int | None) -> Batch:
    kind = operation.get("operation")
    payload = _object(operation.get("payload"), f"operations[{index}].payload")
    ids: Sequence[str] | None = payload.get("ids")
    if kind == "delete":
        if any(payload.get(name) is not None for name in ("where", "where_document", "limit")):
            raise InvalidArgument(f"operations[{index}]: transactional predicate deletes are not supported")
        if not ids:
            raise InvalidArgument(f"operations[{index}]: a delete needs ids")
        return Batch("delete", check_ids(ids))
    if kind not in ("add", "update", "upsert"):
        raise InvalidArgument(f"operations[{index}]: unknown operation {kind!r}")
    if ids is None:
        raise InvalidArgument(f"operations[{index}]: {kind} needs ids")
    fields = {name: payload.get(name) for name in _PAYLOAD_FIELDS}
    return write_batch(kind, dimension, ids=ids, **fields)


def _check_once(batches: Sequence[Batch]) -> None:
    seen = set[str]()
    for record_id in (record_id for batch in batches for record_id in batch.ids):
        if record_id in seen:
            raise InvalidArgument(f"transaction writes id {record_id!r} twice")
        seen.add(record_id)


def _check_token(token: int, head: int) -> None:
    if not 1 <= token <= head + 1:
        raise InvalidArgument(f"read_token {token} is not of this collection")


def _check_unchanged(state: State, reads: Sequence[str], token: int) -> None:
    for record_id in reads:
        changed = state.draft.changed_since(record_id, token - 1)
        if changed is None:
            raise FailedPrecondition(
                f"read token {token} is too old to tell whether id {record_id!r} was written since"
            )
        if changed:
            raise Conflict(f"conditional write conflict: id {record_id!r} was written after it was read")


def _check_proven(state: State, batches: Sequence[Batch], reads: set[str]) -> None:
    exists = state.draft.existing({record_id for batch in batches for record_id in batch.ids})
    for batch in batches:
        wanted = {"add": "absent", "update": "present", "delete": "present"}.get(batch.kind)
        if wanted is None:
            continue
        for record_id in batch.ids:
            if record_id not in reads or exists[record_id] is not (wanted == "present"):
                raise InvalidArgument(
                    f"transactional {batch.kind} for id {record_id!r} requires a prior read proving the id is {wanted}"
                )


def checked_token(value: object) -> int | None:
    """Raises InvalidArgument for what is no integer."""
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
