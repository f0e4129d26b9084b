"""The raw HTTP driver: the spec and the standard library, no client of ours. It sends whatever a vector says."""

from __future__ import annotations

import http.client
import json
import urllib.parse
from collections.abc import Mapping
from typing import Any

from contract.runner.spec import Operation, operations

from .outcome import CATEGORY_OF_STATUS, Call, Failure, Outcome, Success

TIMEOUT_SECONDS = 60


class HttpDriver:
    """Sends a call as the spec says: path parameters percent-encoded, the query string, the rest as JSON body."""

    name = "http"
    abilities = frozenset({"raw", "floats"})
    one_number_type = False
    operations = frozenset(operations())

    def __init__(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.hostname is None:
            raise ValueError(f"not a URL with a host: {url}")
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_SECONDS)
        self._prefix = parts.path.rstrip("/")
        self._headers = dict(headers or {})

    def perform(self, call: Call) -> Outcome:
        operation = operations()[call.operation]
        headers = {**self._headers, **call.headers}
        body = call.body
        if body is None and operation.has_body:
            body = json.dumps(self._body(operation, call.arguments))
        if body is not None and not any(name.lower() == "content-type" for name in headers):
            headers["Content-Type"] = "application/json"
        data = None if body is None else body.encode("utf-8", "surrogatepass")
        try:
            self._connection.request(operation.method, self._prefix + _target(operation, call.arguments), data, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (http.client.HTTPException, ConnectionError) as error:
            self._connection.close()
            return Failure("dropped", f"no answer: {error!r}", status=0)
        if answer.status >= 400:
            # The official server ends some connections after an error without announcing it.
            self._connection.close()
        return _outcome(answer.status, content)

    def close(self) -> None:
        self._connection.close()

    @staticmethod
    def _body(operation: Operation, arguments: Mapping[str, Any]) -> dict[str, Any]:
        elsewhere = {*operation.path_parameters, *operation.query_parameters}
        return {name: value for name, value in arguments.items() if name not in elsewhere}


def _target(operation: Operation, arguments: Mapping[str, Any]) -> str:
    path = operation.path
    for name in operation.path_parameters:
        path = path.replace(f"{{{name}}}", urllib.parse.quote(str(arguments[name]), safe=""))
    query = [(name, str(arguments[name])) for name in operation.query_parameters if arguments.get(name) is not None]
    return f"{path}?{urllib.parse.urlencode(query)}" if query else path


def _outcome(status: int, content: bytes) -> Outcome:
    try:
        value = json.loads(content) if content else None
    except ValueError:
        value = content.decode("utf-8", "replace")
    if status < 400:
        return Success(value, status)
    fields = value if isinstance(value, dict) else {}
    message = fields.get("message", "" if value is None else str(value))
    return Failure(CATEGORY_OF_STATUS.get(status, "other"), message, status, fields.get("error"))
