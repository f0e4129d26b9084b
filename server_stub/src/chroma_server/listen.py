"""Sockets and the life of a server: bind first, then serve, then stop when told, with the running requests finished."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from chroma_server.protocol import Http1Protocol

GRACE_SECONDS = 30
"""How long a stopping server waits for its requests."""

IDLE_SECONDS = 120
"""How long an idle connection stays open: longer than clients keep theirs, so that none sends into a closing one."""

_NO_SUCH_ADDRESS = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


class AddressUnavailable(OSError):
    """The address cannot be listened on. The message names it and says why."""


def bind_sockets(host: str, port: int) -> list[socket.socket]:
    """Listening sockets for every address that ``host`` has, all on one port; port 0 takes a free one.

    Raises AddressUnavailable if the port is taken on any of them, or if ``host`` has no address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise AddressUnavailable(f"cannot listen on {host}: {error.strerror}") from None
    # IPv4 first: where a machine names ::1 but has no IPv6, the first address must still work.
    addresses = sorted(dict.fromkeys((family, place) for family, _, _, _, place in found), key=lambda item: item[0])
    sockets: list[socket.socket] = []
    try:
        for family, place in addresses:
            chosen = sockets[0].getsockname()[1] if sockets else port
            opened = _listen(family, (place[0], chosen, *place[2:]), optional=bool(sockets))
            if opened is not None:
                sockets.append(opened)
    except OSError as error:
        for opened in sockets:
            opened.close()
        raise AddressUnavailable(f"cannot listen on {host}:{port}: {error.strerror}") from None
    return sockets


def _listen(family: int, place: tuple[Any, ...], *, optional: bool) -> socket.socket | None:
    try:
        opened = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        if optional:
            return None
        raise
    try:
        # Windows lets another process share a port under SO_REUSEADDR; its own option says what is meant here.
        opened.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(place)
        opened.listen(2048)
        opened.setblocking(False)
    except OSError as error:
        opened.close()
        if optional and error.errno in _NO_SUCH_ADDRESS:
            return None
        raise
    return opened


def url_of(sockets: list[socket.socket]) -> str:
    """The URL to reach the server by; the loopback address stands for a wildcard."""
    address, port = sockets[0].getsockname()[:2]
    if address in ("0.0.0.0", "::"):
        address = "127.0.0.1" if address == "0.0.0.0" else "::1"
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"


class Server(uvicorn.Server):
    """Serves an ASGI application on sockets that are bound already.

    `run_until_stopped` returns after `stop` or, on the main thread, SIGINT or SIGTERM, once running requests have
    ended; a second SIGINT does not wait for them.
    """

    def __init__(self, app: Any, sockets: list[socket.socket], *, access_log: bool = False) -> None:
        config = uvicorn.Config(
            app,
            lifespan="on",
            http=Http1Protocol,
            ws="none",
            access_log=access_log,
            server_header=False,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
            # Left alone, uvicorn would configure the logging of the whole process, be it that of a test suite.
            log_config=LOGGING_CONFIG if access_log else None,
            log_level="info" if access_log else "warning",
        )
        super().__init__(config)
        self._bound = sockets
        self._on_ready: Callable[[], None] | None = None

    def run_until_stopped(self, on_ready: Callable[[], None] | None = None) -> None:
        """Serve; ``on_ready`` is called on the event loop once connections are taken."""
        self._on_ready = on_ready
        self.run(sockets=self._bound)

    def stop(self) -> None:
        """Ask the server to end; from any thread."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to take connections, then tell."""
        await super().startup(sockets)
        if self._on_ready is not None:
            self._on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End on a signal. uvicorn would raise it again afterwards; here being told to stop is a success."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True
