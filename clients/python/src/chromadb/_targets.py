"""What a client connects to, as a value: decided from settings and arguments before anything is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chromadb.config import Settings

if TYPE_CHECKING:
    from chromadb.transport.hooks import EventHooks
    from chromadb.transport.options import HttpOptions, Timeout
    from chromadb.transport.policy import RetryPolicy

__all__ = ["HttpTarget", "LocalTarget", "Target", "http_target", "target_of_settings"]

_HTTP_IMPLEMENTATIONS = frozenset({"chromadb.api.fastapi.FastAPI", "chromadb.api.async_fastapi.AsyncFastAPI"})
_LOCAL_IMPLEMENTATIONS = frozenset({"chromadb.api.segment.SegmentAPI", "chromadb.api.rust.RustBindingsAPI"})


@dataclass(frozen=True)
class LocalTarget:
    """The engine in this process: of a directory, or in memory when ``path`` is None."""

    path: str | None
    allow_reset: bool
    isolated: bool = False


@dataclass(frozen=True)
class HttpTarget:
    """A server."""

    options: HttpOptions


Target = LocalTarget | HttpTarget


def target_of_settings(settings: Settings) -> Target:
    """What ``Client(settings)`` means: the API implementation that is named in the settings; when none is, the server
    whose host is; else the engine in process.

    Raises:
        ValueError: the implementation is not one of Chroma's.
    """
    implementation = settings["chroma_api_impl"]
    if implementation not in _HTTP_IMPLEMENTATIONS | _LOCAL_IMPLEMENTATIONS:
        raise ValueError(f"Unsupported Chroma API implementation {implementation}")
    named = "chroma_api_impl" in settings.model_fields_set
    if implementation in _HTTP_IMPLEMENTATIONS or (settings.chroma_server_host and not named):
        return http_target(settings)
    path = settings.persist_directory if settings.is_persistent else None
    return LocalTarget(path, allow_reset=settings.allow_reset)


def http_target(
    settings: Settings,
    *,
    timeout: float | Timeout | None = None,
    retries: int | RetryPolicy | None = None,
    hooks: EventHooks | None = None,
) -> HttpTarget:
    """The server that the settings name.

    Raises:
        ValueError: host, port and ssl contradict each other, or headers or credentials cannot be sent.
    """
    from chromadb.transport.endpoint import DEFAULT_PORT, resolve_endpoint
    from chromadb.transport.options import http_options

    port = settings.chroma_server_http_port
    base_url = resolve_endpoint(
        settings.require("chroma_server_host"),
        DEFAULT_PORT if port is None else port,
        bool(settings.chroma_server_ssl_enabled),
    )
    return HttpTarget(
        http_options(
            base_url,
            settings,
            headers=settings.chroma_server_headers,
            timeout=timeout,
            retries=retries,
            hooks=hooks,
        )
    )
