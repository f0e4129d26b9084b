"""The ASGI application: one request from its first byte to its answer.

Route, caller and content type are settled from the head alone, so a refused request costs no body. Then the body is
read, counted against its limit, and decoded, handled and encoded in one go on a thread of the pool: the event loop
never parses JSON and never waits for the engine.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from chroma_server.api.call import Call
from chroma_server.api.limits import Limits
from chroma_server.api.registry import HANDLERS, MODELS, description
from chroma_server.auth import OPEN_OPERATIONS, Gate, Identity, OpenGate, authorize
from chroma_server.bind import Binding, bind
from chroma_server.cors import Cors
from chroma_server.decode import check_content_type, read_body
from chroma_server.docs import add_docs
from chroma_server.engine import Engine
from chroma_server.engine.errors import EngineError, Internal
from chroma_server.engine.rules.quotas import Quotas
from chroma_server.errors import (
    CHROMA,
    INTERNAL,
    INVALID_ARGUMENT,
    UNIMPLEMENTED,
    ApiError,
    answer_to,
    error_response,
    new_trace_id,
)
from chroma_server.exchange import Request, Response, json_response
from chroma_server.operations import read_operations
from chroma_server.router import InvalidPath, Match, Router, WrongMethod
from chroma_server.settings import Settings
from chroma_server.stream import Columns, columns_response

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_log = logging.getLogger("chroma_server")

_WORKERS = 32
"""Threads for engine calls: they wait for the disk and for numpy outside the GIL, so more of them than processors."""

_V1_METHODS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")


class Application:
    """Serves one engine. Close it (or let the lifespan end) to stop its threads; the engine stays its owner's."""

    def __init__(self, engine: Engine, settings: Settings, gate: Gate) -> None:
        self._engine = engine
        self._settings = settings
        self._gate = gate
        self._cors = Cors(settings.cors_allow_origins)
        quotas = settings.profile.quotas
        self._limits = None if quotas is None else Limits(Quotas.from_mapping(quotas), engine)
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="chroma")
        self._router: Router[Binding | Response] = Router()
        self._add_routes()

    def close(self) -> None:
        """Wait for the calls that are running, then stop the threads."""
        self._pool.shutdown(wait=True)

    def _add_routes(self) -> None:
        spec, raw = description()
        for operation_id, binding in bind(spec, read_operations(spec), HANDLERS, MODELS).items():
            if operation_id in self._settings.profile.absent:
                continue
            self._router.add(binding.operation.method, binding.operation.path, binding)
            if operation_id == "heartbeat":
                self._router.add("GET", "/api/v2", binding)
        add_docs(self._router.add, raw)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            raise RuntimeError(f"cannot serve {scope['type']}")

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        request = Request(scope["method"], path, scope["query_string"], scope["headers"])
        trace_id = new_trace_id()
        try:
            response = await self._answer(request, receive)
        except ApiError as error:
            response = error.response()
        except EngineError as error:
            if isinstance(error, Internal):
                _log.error("%s %s: %s (trace %s)", request.method, path.decode("latin-1"), error, trace_id)
            response = answer_to(error)
        except Exception:  # noqa: BLE001  (the last resort: the caller gets a 500, the log the reason)
            _log.exception("%s %s failed (trace %s)", request.method, path.decode("latin-1"), trace_id)
            response = error_response(500, INTERNAL, "Internal server error")
        if response.rest is not None and scope["http_version"] == "1.0":
            # There an answer needs its length.
            rest = await asyncio.get_running_loop().run_in_executor(self._pool, b"".join, response.rest)
            response = replace(response, body=response.body + rest, rest=None)
        await self._send(request, response, trace_id, send)

    async def _send(self, request: Request, response: Response, trace_id: str, send: Send) -> None:
        headers = [*response.headers, *self._cors.headers(request)]
        if response.rest is None:
            headers.append((b"content-length", b"%d" % len(response.body)))
        if response.content_type is not None:
            headers.append((b"content-type", response.content_type))
        if response.status >= 400:
            headers.append((b"chroma-trace-id", trace_id.encode()))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        if request.method == "HEAD":
            await send({"type": "http.response.body", "body": b""})
        elif response.rest is None:
            await send({"type": "http.response.body", "body": response.body})
        else:
            await self._send_pieces(response.body, response.rest, send)

    async def _send_pieces(self, piece: bytes | None, rest: Iterator[bytes], send: Send) -> None:
        loop = asyncio.get_running_loop()
        while piece is not None:
            # Returns when the connection has taken most of what was sent before: a slow reader holds up its own answer.
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = await loop.run_in_executor(self._pool, next, rest, None)
        await send({"type": "http.response.body", "body": b""})

    async def _answer(self, request: Request, receive: Receive) -> Response:
        if request.method == "OPTIONS" and self._cors.enabled:
            return self._preflight(request)
        if request.path.startswith(b"/api/v1/"):
            return _v1(request)
        match = self._match(request)
        if match is None:
            return Response(404)
        if isinstance(match, WrongMethod):
            return Response(405, headers=((b"allow", match.allow.encode()),))
        if isinstance(match.target, Response):
            return match.target
        identity = self._admit(request, match.target, match.params)
        body = await self._body(request, match.target, receive)
        call = Call(self._engine, self._settings.profile, identity, self._limits)
        if match.target.is_async:
            value = await match.target.handler(call, **match.target.arguments(request, match.params, body))
            return json_response(value, match.target.operation.success)
        return await asyncio.get_running_loop().run_in_executor(
            self._pool, _work, call, request, match.target, match.params, body
        )

    def _match(self, request: Request) -> Match[Binding | Response] | WrongMethod | None:
        try:
            return self._router.match(request.method, request.path)
        except InvalidPath as error:
            raise ApiError(400, INVALID_ARGUMENT, str(error)) from None

    def _admit(self, request: Request, binding: Binding, params: Mapping[str, str]) -> Identity:
        operation_id = binding.operation.id
        gate = OpenGate() if operation_id in OPEN_OPERATIONS else self._gate
        identity = gate.identify(request)
        if operation_id not in OPEN_OPERATIONS:
            authorize(identity, operation_id, params)
        return identity

    async def _body(self, request: Request, binding: Binding, receive: Receive) -> bytes:
        if binding.shape is None:
            return b""
        check_content_type(request.header(b"content-type"))
        too_large = ApiError(413, None if binding.operation.bare_413 else CHROMA, "Payload too large")
        limit = self._settings.max_payload_size_bytes
        return await read_body(_chunks(receive), request.header(b"content-length"), limit, too_large)

    def _preflight(self, request: Request) -> Response:
        headers = self._cors.preflight_headers()
        match = self._match(request)
        if isinstance(match, WrongMethod):
            headers = (*headers, (b"allow", match.allow.encode()))
        return Response(200, headers=headers)


def _work(call: Call, request: Request, binding: Binding, params: Mapping[str, str], body: bytes) -> Response:
    arguments = binding.arguments(request, params, body)
    if call.limits is None:
        return _encode(binding.handler(call, **arguments), binding.operation.success)
    with call.limits.running(binding.operation.id, arguments.get("collection_id")):
        return _encode(binding.handler(call, **arguments), binding.operation.success)


def _encode(value: Any, status: int) -> Response:
    return columns_response(value, status) if isinstance(value, Columns) else json_response(value, status)


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ApiError(400, INVALID_ARGUMENT, "The client left before its request was complete")
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return


def _v1(request: Request) -> Response:
    if request.path == b"/api/v1/":
        return Response(404)
    if request.method in _V1_METHODS:
        return error_response(410, UNIMPLEMENTED, "The v1 API is deprecated. Please use /v2 apis")
    return Response(405, headers=((b"allow", ",".join(_V1_METHODS).encode()),))


def create_app(engine: Engine, settings: Settings | None = None, gate: Gate | None = None) -> Application:
    """The ASGI application over ``engine``, bound to the API description.

    ``gate`` is what ``settings.open_gate()`` gave, if it was asked before. Creates the tenants and databases that the
    keys open. Raises SpecMismatch if description and handlers do not fit, ValueError if the settings do not.
    """
    chosen = settings or Settings()
    opened = gate or chosen.open_gate()
    chosen.provision(engine, opened)
    return Application(engine, chosen, opened)
