"""A server that records what it is sent, and says what it is told to say."""

from __future__ import annotations

import json
import threading
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .runner.model import Answer
from .runner.spec import Operation, operations


@dataclass(frozen=True)
class Recorded:
    """One request as it came: the path still percent-encoded, header names in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self, parse_int: Callable[[str], int] = int) -> Any:
        """The body, its numbers without a fraction read by ``parse_int``; None if there is none."""
        return json.loads(self.body, parse_int=parse_int) if self.body else None


@dataclass
class Recorder:
    """The requests so far, and the answers to come for one operation; all others get a usual answer."""

    operation: Operation
    answers: Sequence[Answer]
    prefix: str = ""
    requests: list[Recorded] = field(default_factory=list)
    url: str = ""

    def of_operation(self) -> list[Recorded]:
        """The requests of the operation under test."""
        return [request for request in self.requests if self._is_of(request, self.operation)]

    def answer(self, request: Recorded) -> Answer:
        """Record a request and say what to answer."""
        self.requests.append(request)
        if self._is_of(request, self.operation) and self.answers:
            return self.answers[min(len(self.of_operation()), len(self.answers)) - 1]
        for operation in operations().values():
            if self._is_of(request, operation):
                return Answer(operation.success, _usual(operation.id))
        return Answer(404)

    def _is_of(self, request: Recorded, operation: Operation) -> bool:
        return request.path.startswith(self.prefix) and operation.matches(
            request.method, request.path.removeprefix(self.prefix)
        )


@contextmanager
def recording(operation: str, answers: Sequence[Answer], base_path: str = "") -> Iterator[Recorder]:
    """Serve until the block ends. ``base_path`` is where the API stands on this server."""
    recorder = Recorder(operations()[operation], answers, base_path)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_request(self) -> None:
            path, _, query = self.path.partition("?")
            request = Recorded(
                method=self.command,
                path=path,
                query=dict(urllib.parse.parse_qsl(query, keep_blank_values=True)),
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
            )
            answer = recorder.answer(request)
            content = b"" if answer.body is None else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if content:
                self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_request

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the requests are recorded."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    recorder.url = f"http://127.0.0.1:{server.server_address[1]}{base_path}"
    try:
        yield recorder
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_HNSW = {
    "space": "l2",
    "ef_construction": 100,
    "ef_search": 100,
    "max_neighbors": 16,
    "resize_factor": 1.2,
    "sync_threshold": 1000,
}
_COLLECTION = {
    "id": "11111111-2222-4333-8444-555555555555",
    "name": "papers",
    "configuration_json": {"hnsw": _HNSW, "spann": None, "embedding_function": None},
    "schema": None,
    "metadata": None,
    "dimension": None,
    "tenant": "t-1",
    "database": "d-1",
    "log_position": 0,
    "version": 0,
}
_USUAL: Mapping[str, Any] = {
    "heartbeat": {"nanosecond heartbeat": 1},
    "version": "1.0.0",
    "pre_flight_checks": {"max_batch_size": 5461, "supports_base64_encoding": True},
    "healthcheck": {"is_executor_ready": True, "is_log_client_ready": True},
    "get_user_identity": {"user_id": "", "tenant": "t-1", "databases": ["d-1"]},
    "get_tenant": {"name": "t-1", "resource_name": None},
    "get_database": {"id": "00000000-0000-0000-0000-000000000001", "name": "d-1", "tenant": "t-1"},
    "create_collection": _COLLECTION,
    "get_collection": _COLLECTION,
    "get_collection_by_id": _COLLECTION,
    "fork_collection": _COLLECTION,
    "collection_delete": {"deleted": 0},
}


def _usual(operation: str) -> Any:
    return _USUAL.get(operation, {})
