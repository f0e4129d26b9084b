"""Many calls at once: reads go on while others wait, the loop stays free, and a stop lets running calls end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from chroma_server.testing import Running, serve


def test_writers_and_readers_at_once_lose_nothing(http_client: Any) -> None:
    path = http_client.create("busy")

    def write(batch: int) -> int:
        ids = [f"{batch}-{i}" for i in range(20)]
        body = {"ids": ids, "embeddings": [[float(batch), float(i)] for i in range(20)], "documents": ids}
        status: int = http_client.post(f"{path}/add", body).status
        return status

    def read(_: int) -> bool:
        got = http_client.post(f"{path}/get", {}).json
        found = http_client.post(f"{path}/query", {"query_embeddings": [[1, 1]], "n_results": 5}).json
        return bool(got["ids"] == got["documents"] and found["ids"] == found["documents"])

    with ThreadPoolExecutor(8) as pool:
        writes, reads = [pool.submit(write, n) for n in range(20)], [pool.submit(read, n) for n in range(20)]
    assert {done.result() for done in writes} == {201}
    assert all(done.result() for done in reads)
    assert http_client.get(f"{path}/count").json == 400


class _Slow:
    """Makes ``engine.count`` wait until it is released, and tells how many calls are waiting."""

    def __init__(self, server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        self.entered = threading.Semaphore(0)
        self.release = threading.Event()
        count = server.engine.count

        def slow(*arguments: Any) -> int:
            self.entered.release()
            assert self.release.wait(30)
            return count(*arguments)

        monkeypatch.setattr(server.engine, "count", slow)


def test_the_server_answers_others_while_calls_wait(
    server: Running, http_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = http_client.create("waiting")
    slow = _Slow(server, monkeypatch)
    with ThreadPoolExecutor(40) as pool:
        waiting = [pool.submit(http_client.get, f"{path}/count") for _ in range(40)]
        for _ in range(8):
            assert slow.entered.acquire(timeout=30)
        assert http_client.get("/api/v2/heartbeat").status == 200
        slow.release.set()
        assert {done.result().json for done in waiting} == {0}


def test_a_stop_lets_the_running_call_end(connect: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as pool:
        with serve() as running:
            client = connect(running.url)
            path = client.create("last")
            slow = _Slow(running, monkeypatch)
            last = pool.submit(client.get, f"{path}/count")
            assert slow.entered.acquire(timeout=30)
            threading.Timer(0.3, slow.release.set).start()
        assert last.result().json == 0
        assert running.engine.closed
    with pytest.raises(OSError):
        client.get("/api/v2/heartbeat")


def test_an_error_nobody_expected_is_a_500_that_says_nothing_more(
    server: Running, http_client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = http_client.create("broken")

    def fail(*_: Any) -> int:
        raise ZeroDivisionError("a detail of the inside")

    monkeypatch.setattr(server.engine, "count", fail)
    answer = http_client.get(f"{path}/count")
    assert (answer.status, answer.kind) == (500, "InternalError")
    assert "inside" not in answer.body.decode()
    assert answer.headers["chroma-trace-id"] in caplog.text


def test_a_closed_engine_is_503(connect: Callable[[str], Any]) -> None:
    with serve() as running:
        client = connect(running.url)
        running.engine.close()
        answer = client.get("/api/v2/tenants/default_tenant")
        assert (answer.status, answer.kind) == (503, "ChromaError")
        health = client.get("/api/v2/healthcheck")
        assert health.status == 503
        assert health.json == {"is_executor_ready": False, "is_log_client_ready": False}
