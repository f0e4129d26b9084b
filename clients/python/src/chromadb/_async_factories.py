"""The functions that make clients for tasks. Their arguments are those of their twins in ``_factories``."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine, Generator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from chromadb import _defaults
from chromadb._arguments import cloud_arguments, http_settings
from chromadb._async.admin import AsyncAdminClient as AsyncAdminClientClass
from chromadb._async.client import AsyncClient
from chromadb._targets import LocalTarget, http_target
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

if TYPE_CHECKING:
    from chromadb.transport.hooks import EventHooks
    from chromadb.transport.options import Timeout
    from chromadb.transport.policy import RetryPolicy

__all__ = [
    "AsyncAdminClient",
    "AsyncClientOpening",
    "AsyncCloudClient",
    "AsyncEphemeralClient",
    "AsyncHttpClient",
    "AsyncPersistentClient",
]


class AsyncClientOpening(Coroutine[Any, Any, AsyncClient]):
    """A client that is still to be connected: ``client = await opening``, or ``async with opening as client``, which
    also closes it. It is a coroutine, so that ``asyncio.run`` and tasks take it as they take the official one."""

    def __init__(self, connect: Callable[[], Coroutine[Any, Any, AsyncClient]]) -> None:
        self._connect = connect
        self._started: Coroutine[Any, Any, AsyncClient] | None = None
        self._client: AsyncClient | None = None

    def _coroutine(self) -> Coroutine[Any, Any, AsyncClient]:
        if self._started is None:
            self._started = self._connect()
        return self._started

    def __await__(self) -> Generator[Any, Any, AsyncClient]:
        return self._coroutine().__await__()

    def send(self, value: Any) -> Any:
        return self._coroutine().send(value)

    def throw(self, *error: Any) -> Any:
        return self._coroutine().throw(*error)

    def close(self) -> None:
        if self._started is not None:
            self._started.close()

    async def __aenter__(self) -> AsyncClient:
        self._client = await self
        return self._client

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        if self._client is not None:
            await self._client.aclose()


def AsyncEphemeralClient(
    settings: Settings | None = None,
    tenant: str = DEFAULT_TENANT,
    database: str = DEFAULT_DATABASE,
    *,
    isolated: bool = False,
) -> AsyncClientOpening:
    """``EphemeralClient`` for tasks: its calls run in threads. It shares its collections with ephemeral clients of
    either kind."""
    given = settings if settings is not None else Settings()
    target = LocalTarget(None, allow_reset=given.allow_reset, isolated=isolated)
    made = given.model_copy(update={"is_persistent": False})
    return AsyncClientOpening(lambda: AsyncClient.create(str(tenant), str(database), made, target=target))


def AsyncPersistentClient(
    path: str | os.PathLike[str] = "./chroma",
    settings: Settings | None = None,
    tenant: str = DEFAULT_TENANT,
    database: str = DEFAULT_DATABASE,
) -> AsyncClientOpening:
    """``PersistentClient`` for tasks: its calls run in threads. It shares the engine of a directory with persistent
    clients of either kind."""
    given = settings if settings is not None else Settings()
    made = given.model_copy(update={"is_persistent": True, "persist_directory": os.fspath(path)})
    target = LocalTarget(os.fspath(path), allow_reset=given.allow_reset)
    return AsyncClientOpening(lambda: AsyncClient.create(str(tenant), str(database), made, target=target))


def AsyncHttpClient(
    host: str = "localhost",
    port: int = 8000,
    ssl: bool = False,
    headers: dict[str, str] | None = None,
    settings: Settings | None = None,
    tenant: str = DEFAULT_TENANT,
    database: str = DEFAULT_DATABASE,
    *,
    timeout: float | Timeout | None = None,
    retries: int | RetryPolicy | None = None,
    hooks: EventHooks | None = None,
) -> AsyncClientOpening:
    """``HttpClient`` for tasks. Whether the database exists is asked when the client is awaited or entered.

    >>> client = await chromadb.AsyncHttpClient(host="localhost", port=8000)
    >>> async with chromadb.AsyncHttpClient(host="localhost", port=8000) as client: ...
    """
    made = http_settings(
        settings,
        host=host,
        port=port,
        ssl=ssl,
        headers=headers,
        implementation="chromadb.api.async_fastapi.AsyncFastAPI",
    )
    target = http_target(made, timeout=timeout, retries=retries, hooks=hooks)
    return AsyncClientOpening(lambda: AsyncClient.create(str(tenant), str(database), made, target=target))


def AsyncCloudClient(
    tenant: str | None = None,
    database: str | None = None,
    api_key: str | None = None,
    settings: Settings | None = None,
    *,
    cloud_host: str | None = None,
    cloud_port: int = 443,
    enable_ssl: bool = True,
    region: str | None = None,
    timeout: float | Timeout | None = None,
    retries: int | RetryPolicy | None = None,
    hooks: EventHooks | None = None,
) -> AsyncClientOpening:
    """``CloudClient`` for tasks. Nothing is sent before the first call, also not when it is awaited or entered."""
    given = cloud_arguments(
        tenant=tenant,
        database=database,
        api_key=api_key,
        settings=settings,
        cloud_host=cloud_host,
        cloud_port=cloud_port,
        enable_ssl=enable_ssl,
        region=region,
        timeout=timeout,
        retries=retries,
        hooks=hooks,
    )

    async def connect() -> AsyncClient:
        made = AsyncClient(given.tenant, given.database, given.settings, target=given.target)
        made.remember_cloud_key(given.api_key)
        return made

    return AsyncClientOpening(connect)


def AsyncAdminClient(settings: Settings | None = None) -> AsyncAdminClientClass:
    """``AdminClient`` for tasks; not to be awaited, but it can be entered."""
    return AsyncAdminClientClass(settings if settings is not None else _defaults.get_settings())
