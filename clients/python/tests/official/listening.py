"""A server between a client and a real one, which notes down what the client sends."""

from __future__ import annotations

import base64
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

_PASSED_ON = ("content-type", "content-length")


@dataclass
class Listener:
    """Where it listens, and what was sent there about collections: method, path and body, ids of collections named."""

    host: str
    port: int
    heard: list[tuple[str, str, Any]] = field(default_factory=list)


@contextmanager
def listening(host: str, port: int) -> Iterator[Listener]:
    """Pass everything on to the server there, until the block ends."""
    names: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            connection = http.client.HTTPConnection(host, port, timeout=30)
            headers = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            if "/collections" in self.path:
                sent = _readable(json.loads(body)) if body else None
                path = self.path
                for id, name in names.items():
                    path = path.replace(id, name)
                listener.heard.append((self.command, path.partition("?")[0], sent))
                said = json.loads(content) if content else None
                if isinstance(said, dict) and "configuration_json" in said:
                    names[said["id"]] = f"<{said['name']}>"
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() in _PASSED_ON:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what is sent is noted down."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    listener = Listener("127.0.0.1", server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _readable(body: Any) -> Any:
    """A body in which vectors are numbers and selections are in order."""
    if isinstance(body, dict):
        read = {key: _readable(value) for key, value in body.items()}
        if isinstance(read.get("embeddings"), list):
            read["embeddings"] = [_vector(vector) for vector in read["embeddings"]]
        if isinstance(read.get("select"), dict):
            read["select"]["keys"].sort()
        return read
    return [_readable(value) for value in body] if isinstance(body, list) else body


def _vector(vector: Any) -> Any:
    return np.frombuffer(base64.b64decode(vector), "<f4").tolist() if isinstance(vector, str) else vector
