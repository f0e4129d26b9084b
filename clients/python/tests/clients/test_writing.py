"""Writes beyond what a server takes at once."""

from typing import Any
from uuid import UUID

import pytest
from chromadb import AsyncCollection, Collection, errors
from chromadb.records.batch import RecordBatch
from chromadb.transport.answers import PreFlight
from chromadb.types import Collection as CollectionModel

MODEL = CollectionModel(
    id=UUID(int=1),
    name="fruit",
    configuration_json={},
    serialized_schema=None,
    metadata=None,
    dimension=1,
    tenant="t",
    database="d",
)


class Server:
    """Takes three records at once, and fails at the write whose number is ``fails_at``."""

    def __init__(self, fails_at: int = 0, error: Exception | None = None) -> None:
        self.written: list[list[str]] = []
        self.fails_at = fails_at
        self.error = error or errors.ServiceUnavailableError("busy", status=503)

    def write_limits(self) -> PreFlight:
        return PreFlight(3, True)

    def collection_upsert(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None:
        if len(self.written) + 1 == self.fails_at:
            raise self.error
        self.written.append(batch.ids)


class AsyncServer(Server):
    async def write_limits(self) -> PreFlight:  # type: ignore[override]
        return super().write_limits()

    async def collection_upsert(self, *args: Any) -> None:  # type: ignore[override]
        super().collection_upsert(*args)


IDS = [str(number) for number in range(8)]
RECORDS: Any = {"ids": IDS, "embeddings": [[1.0]] * 8}


def test_a_large_write_is_several_requests_in_order() -> None:
    server: Any = Server()
    Collection(server, MODEL).upsert(**RECORDS)
    assert server.written == [IDS[:3], IDS[3:6], IDS[6:]]


def test_an_error_within_says_how_far_it_came() -> None:
    server: Any = Server(fails_at=3)
    with pytest.raises(errors.ServiceUnavailableError, match=r"first 6 of 8 records") as caught:
        Collection(server, MODEL).upsert(**RECORDS)
    assert caught.value.status == 503
    assert (caught.value.__dict__["records_written"], caught.value.__dict__["failed_batch"]) == (6, 3)


async def test_an_error_within_a_tasks_write_says_so_too() -> None:
    server: Any = AsyncServer(fails_at=2)
    with pytest.raises(errors.ServiceUnavailableError, match=r"first 3 of 8 records"):
        await AsyncCollection(server, MODEL).upsert(**RECORDS)
    assert server.written == [IDS[:3]]


def test_text_that_cannot_be_sent_says_so_too() -> None:
    server: Any = Server(fails_at=2, error=ValueError("The request cannot be written as JSON"))
    with pytest.raises(ValueError, match=r"JSON \(request 2 of a split write failed.*first 3 of 8"):
        Collection(server, MODEL).upsert(**RECORDS)


def test_an_error_of_the_first_request_stays_as_it_is() -> None:
    server: Any = Server(fails_at=1)
    with pytest.raises(errors.ServiceUnavailableError) as caught:
        Collection(server, MODEL).upsert(**RECORDS)
    assert str(caught.value) == "busy"
