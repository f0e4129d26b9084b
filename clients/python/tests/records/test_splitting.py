import numpy as np
import pytest
from chromadb.errors import RateLimitError
from chromadb.records.batch import RecordBatch
from chromadb.records.splitting import mark_partial, split
from chromadb.transport.bodies import write_body
from hypothesis import given
from hypothesis import strategies as st


def batch_of(count: int, *, width: int = 2, text: str = "") -> RecordBatch:
    return RecordBatch(
        ids=[f"id-{number}" for number in range(count)],
        embeddings=np.arange(count * width, dtype=np.float32).reshape(count, width),
        metadatas=[{"n": number} for number in range(count)],
        documents=[f"{text}{number}" for number in range(count)],
        uris=None,
    )


@given(st.integers(1, 40), st.integers(1, 12))
def test_parts_are_consecutive_complete_and_within_the_limit(count: int, limit: int) -> None:
    batch = batch_of(count)
    parts = list(split(batch, limit))
    assert [len(part) for part in parts] == [limit] * (count // limit) + [count % limit] * (count % limit > 0)
    assert [id_ for part in parts for id_ in part.ids] == batch.ids
    assert np.array_equal(np.concatenate([part.embeddings for part in parts]), batch.embeddings)
    assert [item for part in parts for item in part.metadatas or []] == batch.metadatas
    assert [item for part in parts for item in part.documents or []] == batch.documents
    assert all(part.uris is None for part in parts)


def test_a_batch_within_the_limit_is_not_copied() -> None:
    batch = batch_of(3)
    assert list(split(batch, 3)) == [batch]


@pytest.mark.parametrize("base64", [True, False])
@pytest.mark.parametrize("text", ["plain ", 'quote " and \n line ', "ünïcödé 🍍 "])
def test_no_body_is_larger_than_the_budget(base64: bool, text: str) -> None:
    budget = 20_000
    rng = np.random.default_rng(1)
    batch = batch_of(200, width=64, text=text * 10)
    batch = RecordBatch(batch.ids, rng.normal(size=(200, 64)).astype(np.float32), batch.metadatas, batch.documents)
    parts = list(split(batch, 10_000, base64=base64, budget=budget))
    assert len(parts) > 1
    assert max(len(write_body(part, base64=base64)) for part in parts) <= budget


def test_a_record_larger_than_the_budget_goes_alone() -> None:
    assert [len(part) for part in split(batch_of(3, text="x" * 100), 10, budget=50)] == [1, 1, 1]


def test_a_partial_write_says_how_far_it_came() -> None:
    error = RateLimitError("Slow down", status=429)
    mark_partial(error, batch=3, written=20, total=25)
    assert str(error).startswith("Slow down (request 3 of a split write failed")
    assert "20 of 25 records" in str(error)
    assert (error.status, error.__dict__["records_written"], error.__dict__["failed_batch"]) == (429, 20, 3)
