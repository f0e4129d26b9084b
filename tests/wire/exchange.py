"""Run recorded cases: fill placeholders, send the requests of a case, keep its answers."""

from __future__ import annotations

import base64
import http.client
import json
import re
import struct
import urllib.parse
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
TOKENS = ("db", "db2", "tenant", "tenant2", "name", "name2", "name3", "name4", "name5")
HEADERS_OF_INTEREST = (
    "content-type",
    "allow",
    "location",
    "retry-after",
    "vary",
    "chroma-trace-id",
    "content-encoding",
)
CORS_PREFIX = "access-control-"
_PLACEHOLDER = re.compile(r"\{\{([^{}]+)\}\}")


@dataclass(frozen=True)
class Answer:
    """What a server sent back; ``status`` is None when it dropped the connection."""

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None

    @property
    def closed(self) -> bool:
        return self.status is None


class Connection:
    """One keep-alive connection to the server under test."""

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        parts = urllib.parse.urlsplit(url)
        self._host, self._port, self._timeout = parts.hostname or "127.0.0.1", parts.port or 80, timeout
        self._open: http.client.HTTPConnection | None = None

    def send(self, method: str, path: str, headers: Mapping[str, str], data: bytes | None) -> Answer:
        # A kept connection may have been closed by the server meanwhile: only then is the request sent once more.
        for fresh in (self._open is None, True):
            if self._open is None:
                self._open = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
            try:
                self._open.request(method, path, body=data, headers=dict(headers))
                response = self._open.getresponse()
                raw = response.read()
            except (http.client.RemoteDisconnected, http.client.BadStatusLine, ConnectionError):
                self.close()
                if fresh:
                    return Answer(None)
                continue
            fields = ((name.lower(), value) for name, value in response.getheaders())
            kept = {k: v for k, v in fields if k in HEADERS_OF_INTEREST or k.startswith(CORS_PREFIX)}
            if response.will_close or response.status >= 500 or response.status == 413:
                self.close()
            return Answer(response.status, kept, _decode(raw))
        return Answer(None)

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _decode(raw: bytes) -> Any:
    if not raw:
        return None
    try:
        return json.loads(raw.decode("utf-8"))
    except ValueError:
        return raw.decode("utf-8", "replace")


def cases() -> Iterator[dict[str, Any]]:
    """All recorded cases, in file order."""
    for path in sorted(DATA.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def fill(value: Any, names: Mapping[str, Any]) -> Any:
    """Put captured values, fresh tokens and base64 vectors in the place of ``{{...}}``; unknown names stay."""
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda match: _filled(match, names), value)
    if isinstance(value, list):
        return [fill(item, names) for item in value]
    if isinstance(value, dict):
        return {fill(key, names): fill(item, names) for key, item in value.items()}
    return value


def _filled(match: re.Match[str], names: Mapping[str, Any]) -> str:
    name = match.group(1)
    if name.startswith("b64f32:"):
        numbers = [float(part) for part in name[7:].split(",") if part.strip()]
        return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()
    return str(names[name]) if name in names else match.group(0)


def pointer(document: Any, path: str) -> Any:
    """The value at a JSON pointer; KeyError, IndexError or TypeError when it is not there."""
    for part in filter(None, path.split("/")):
        part = part.replace("~1", "/").replace("~0", "~")
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def _nested_and(spec: Mapping[str, Any]) -> Any:
    where: Any = {"k": 1}
    for _ in range(spec["depth"]):
        where = {"$and": [where]}
    return {"where": where}


def _many_records(spec: Mapping[str, Any]) -> Any:
    dimension = spec.get("dim", 2)
    rows = [[float(i % 97), float(i % 89)][:dimension] for i in range(spec["count"])]
    return {"ids": [f"r{i:06d}" for i in range(spec["count"])], "embeddings": rows}


GENERATED: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "many_records": _many_records,
    "ids": lambda spec: {"ids": [f"x{i:06d}" for i in range(spec["count"])], "include": []},
    "where_in": lambda spec: {"where": {"k": {"$in": list(range(spec["count"]))}}, "include": []},
    "where_or": lambda spec: {"where": {"$or": [{"k": i} for i in range(spec["count"])]}, "include": []},
    "nested_and": _nested_and,
    "wide": lambda spec: {"ids": ["w"], "embeddings": [[float(i % 7) for i in range(spec["dim"])]]},
}


def _payload(request: Mapping[str, Any], names: Mapping[str, Any]) -> bytes | None:
    if "gen_body" in request:
        spec = request["gen_body"]
        return json.dumps(GENERATED[spec["kind"]](spec), separators=(",", ":")).encode()
    if "raw_body" in request:
        return str(fill(request["raw_body"], names)).encode("utf-8", "surrogateescape")
    if "raw_hex" in request:
        return bytes.fromhex(request["raw_hex"])
    if "raw_gen" in request:
        spec = request["raw_gen"]
        return (spec.get("prefix", "") + spec["unit"] * spec["times"] + spec.get("suffix", "")).encode()
    if "body" in request:
        return json.dumps(fill(request["body"], names), separators=(",", ":"), ensure_ascii=False).encode()
    return None


def send(connection: Connection, request: Mapping[str, Any], names: dict[str, Any]) -> Answer:
    """Send one recorded request and remember what it says to capture from the answer."""
    path = fill(request["path"], names)
    if request.get("query"):
        query = fill(request["query"], names)
        pairs = list(query.items()) if isinstance(query, dict) else [tuple(pair) for pair in query]
        path += "?" + urllib.parse.urlencode(pairs)
    headers = {key: fill(value, names) for key, value in (request.get("headers") or {}).items()}
    data = _payload(request, names)
    typed = any(key.lower() == "content-type" for key in headers) or request.get("no_content_type")
    if data is not None and not typed:
        headers["content-type"] = "application/json"
    answer = connection.send(request["method"], path, headers, data)
    for name, where in (request.get("capture") or {}).items():
        names[name] = pointer(answer.body, where)
    return answer


@dataclass
class Run:
    """One run of a case: the answers, the names they were asked with, and set-up steps that went wrong."""

    names: dict[str, Any]
    answer: Answer
    after: list[Answer]
    problems: list[str]


def run_case(connection: Connection, case: Mapping[str, Any]) -> Run:
    """Run set-up, request and follow-up requests of a case with fresh names."""
    names: dict[str, Any] = {token: f"w{token[0]}{uuid.uuid4().hex[:10]}" for token in TOKENS}
    problems = []
    for step in case.get("setup", []):
        try:
            answer = send(connection, step, names)
        except (KeyError, IndexError, TypeError) as error:
            problems.append(f"set-up {step['method']} {step['path']}: nothing to capture ({error!r})")
            continue
        if step.get("expect") not in (None, answer.status):
            problems.append(f"set-up {step['method']} {step['path']}: {answer.status} {str(answer.body)[:200]}")
    answer = send(connection, case["request"], names)
    after = [send(connection, step["request"], names) for step in case.get("after", [])]
    return Run(names, answer, after, problems)
