"""Large writes in several requests. Each request is atomic at the server, the sequence of them is not."""

from __future__ import annotations

from collections.abc import Iterator

from chromadb._narrow import is_dict, is_list
from chromadb.records.batch import RecordBatch

__all__ = ["PAYLOAD_BUDGET", "mark_partial", "split"]

PAYLOAD_BUDGET = 32 * 2**20
"""Bytes a request's body may have by our estimate; servers refuse bodies beyond 40 MiB by default."""

_BASE64_FLOAT = 4 * 4 / 3
_JSON_FLOAT = 22
_FIXED_COST = 64


def split(
    batch: RecordBatch, max_records: int, *, base64: bool = True, budget: int = PAYLOAD_BUDGET
) -> Iterator[RecordBatch]:
    """Consecutive parts of ``batch``, none with more than ``max_records`` records nor, unless one record alone is
    larger, more than ``budget`` bytes of body by an estimate that errs upwards."""
    start, cost = 0, 0.0
    for position in range(len(batch)):
        own = _cost(batch, position, _BASE64_FLOAT if base64 else _JSON_FLOAT)
        full = position - start >= max(1, max_records)
        if position > start and (full or cost + own > budget):
            yield batch[start:position]
            start, cost = position, 0.0
        cost += own
    yield batch[start:] if start else batch


def _cost(batch: RecordBatch, position: int, per_float: float) -> float:
    cost: float = _FIXED_COST + _text(batch.ids[position])
    if batch.embeddings is not None:
        cost += per_float * len(batch.embeddings[position])
    if batch.documents is not None:
        cost += _text(batch.documents[position])
    if batch.uris is not None:
        cost += _text(batch.uris[position])
    metadata = None if batch.metadatas is None else batch.metadatas[position]
    for key, value in (metadata or {}).items():
        cost += _text(key) + _value(value)
    return cost


def _text(text: str | None) -> int:
    """Bytes of a text in JSON, at most in practice: UTF-8 takes up to 4 a character, an escape doubles ASCII."""
    return 0 if text is None else len(text) * (2 if text.isascii() else 4)


def _value(value: object) -> int:
    if isinstance(value, str):
        return _text(value)
    if is_list(value):
        return sum(_value(item) + 2 for item in value)
    if is_dict(value):
        return sum(_value(item) for item in value.values())
    return _JSON_FLOAT


def mark_partial(error: Exception, *, batch: int, written: int, total: int) -> None:
    """Make an error that ended a split write say how far the write had come, in its message and as
    ``error.records_written`` and ``error.failed_batch``.

    Args:
        batch: the number of the request that failed, from 1.
        written: records of the requests before it, which the server acknowledged.
        total: records of the whole call.
    """
    note = (
        f"request {batch} of a split write failed; the server has acknowledged the first {written} of {total} records"
    )
    error.args = (f"{error} ({note})", *error.args[1:])
    error.__dict__.update(records_written=written, failed_batch=batch)
