"""The functions that make clients for threads; ``_async_factories`` has those for tasks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from chromadb import _defaults
from chromadb._arguments import cloud_arguments, http_settings
from chromadb._sync.admin import AdminClient as AdminClientClass
from chromadb._sync.client import Client as ClientClass
from chromadb._targets import LocalTarget, http_target
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

if TYPE_CHECKING:
    from chromadb.transport.hooks import EventHooks
    from chromadb.transport.options import Timeout
    from chromadb.transport.policy import RetryPolicy

__all__ = [
    "AdminClient",
    "Client",
    "CloudClient",
    "EphemeralClient",
    "HttpClient",
    "PersistentClient",
    "RustClient",
]


def EphemeralClient(
    settings: Settings | None = None,
    tenant: str = DEFAULT_TENANT,
    database: str = DEFAULT_DATABASE,
    *,
    isolated: bool = False,
) -> ClientClass:
    """A client of the engine in this process, with everything in memory.

    All ephemeral clients of a process see the same collections, until the last of them is closed.

    Args:
        settings: of these, ``allow_reset`` counts.
        isolated: give this client a store of its own, which nobody else sees; for tests.

    Raises:
        ImportError: the engine is not installed: ``pip install 'polychrome[local]'``.
        NotFoundError: the tenant or database does not exist.
    """
    given = settings if settings is not None else Settings()
    target = LocalTarget(None, allow_reset=given.allow_reset, isolated=isolated)
    return ClientClass.create(
        str(tenant), str(database), given.model_copy(update={"is_persistent": False}), target=target
    )


def PersistentClient(
    path: str | os.PathLike[str] = "./chroma",
    settings: Settings | None = None,
    tenant: str = DEFAULT_TENANT,
    database: str = DEFAULT_DATABASE,
) -> ClientClass:
    """A client of the engine in this process, with everything in the directory ``path``, which is made if need be.

    Clients of the same directory share one engine; it is closed with the last of them. What a write acknowledged
    survives the death of the process.

    Raises:
        ImportError: the engine is not installed: ``pip install 'polychrome[local]'``.
        NotFoundError: the tenant or database does not exist.
        ServiceUnavailableError: another process is writing to the directory and does not finish.
    """
    given = settings if settings is not None else Settings()
    made = given.model_copy(update={"is_persistent": True, "persist_directory": os.fspath(path)})
    target = LocalTarget(os.fspath(path), allow_reset=given.allow_reset)
    return ClientClass.create(str(tenant), str(database), made, target=target)


def RustClient(
    path: str | os.PathLike[str] | None = None,
    settings: Settings | None = None,
    tenant: str = DEFAULT_TENANT,
    database: str = DEFAULT_DATABASE,
) -> ClientClass:
    """``PersistentClient(path)``, or ``EphemeralClient()`` without a path. There is one engine here, and no Rust in it;
    the function is kept for programs that call it."""
    if path is None:
        return EphemeralClient(settings, tenant, database)
    return PersistentClient(path, settings, tenant, database)


def HttpClient(
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
) -> ClientClass:
    """A client of a server. One question is asked here: whether the database exists.

    Args:
        host: a name or address; or a whole URL, with a path if the server stands behind a proxy, in which case ``port``
            and ``ssl`` can be left out.
        headers: sent with every request.
        settings: among them the auth provider and its credentials, and ``chroma_server_ssl_verify``: certificates are
            verified unless it is False.
        timeout: seconds for each of connecting, sending, waiting and reading, or a ``chromadb.Timeout``. Default: 5
            seconds to connect, 60 for the others.
        retries: how often a request that may be repeated is repeated, or a ``chromadb.RetryPolicy``. Default: 3.
        hooks: functions that are told of requests, answers and retries.

    Raises:
        ValueError: settings and arguments, or host, port and ssl, say different things.
        ChromaConnectionError: no server is there; it is also a ``ValueError``.
        NotFoundError: the tenant or database does not exist.
    """
    made = http_settings(
        settings,
        host=host,
        port=port,
        ssl=ssl,
        headers=headers,
        implementation="chromadb.api.fastapi.FastAPI",
    )
    target = http_target(made, timeout=timeout, retries=retries, hooks=hooks)
    return ClientClass.create(str(tenant), str(database), made, target=target)


def CloudClient(
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
) -> ClientClass:
    """A client of Chroma Cloud. Nothing is sent before the first call.

    What is not given here is taken from the environment: ``CHROMA_API_KEY``, ``CHROMA_TENANT``, ``CHROMA_DATABASE``,
    ``CHROMA_HOST``. Tenant and database may be left open: the first call then asks which ones the key opens.

    Args:
        cloud_host: host, or whole URL. Default: ``CHROMA_HOST``, else ``api.trychroma.com``.
        region: in place of the host: ``"aws-us-east-1"`` or ``"gcp-europe-west1"``.
        timeout, retries, hooks: as for ``HttpClient``.

    Raises:
        ValueError: no API key, or one that cannot be sent (the message never shows it); an unknown region.
    """
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
    made = ClientClass(given.tenant, given.database, given.settings, target=given.target)
    made.remember_cloud_key(given.api_key)
    return made


def Client(
    settings: Settings | None = None,
    tenant: str = DEFAULT_TENANT,
    database: str = DEFAULT_DATABASE,
) -> ClientClass:
    """The client that ``settings``, or else those of ``chromadb.configure``, describe: of a server if they name the
    HTTP implementation, or a host and no implementation; else in process, persistent if they say so."""
    given = settings if settings is not None else _defaults.get_settings()
    return ClientClass.create(str(tenant), str(database), given)


def AdminClient(settings: Settings | None = None) -> AdminClientClass:
    """A client for tenants and databases, of what ``settings`` describe as for ``Client``."""
    return AdminClientClass(settings if settings is not None else _defaults.get_settings())
