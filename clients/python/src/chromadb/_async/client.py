"""The client: collections of one database, and the few calls about the server itself."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any
from uuid import UUID

from typing_extensions import Self

from chromadb._async.collection import AsyncCollection
from chromadb._async.opening import open_transport
from chromadb._async.scope import AsyncScope
from chromadb._collection_common import DEFAULT_FUNCTION
from chromadb._creation import check_stored_function, collection_request
from chromadb._shared import AsyncSharedSystemClient
from chromadb._targets import Target, target_of_settings
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.types import CollectionMetadata, DataLoader, EmbeddingFunction, Schema
from chromadb.auth import UserIdentity
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings
from chromadb.errors import NotFoundError
from chromadb.transport.answers import SINGLE_NODE_LIMITS

__all__ = ["AsyncClient"]


class AsyncClient(AsyncSharedSystemClient):
    """A client of one tenant and database. Make it with one of the functions of ``chromadb``, such as
    ``chromadb.AsyncHttpClient``, or with ``create``, which also find out whether the server, tenant and database are
    there; the constructor itself asks nothing.

    Every method raises ``chromadb.errors.ChromaError``; ``ClientClosedError`` after ``aclose``.
    """

    def __init__(
        self,
        tenant: str | None = DEFAULT_TENANT,
        database: str | None = DEFAULT_DATABASE,
        settings: Settings | None = None,
        *,
        target: Target | None = None,
    ) -> None:
        super().__init__(settings)
        self._server = open_transport(target if target is not None else target_of_settings(self._settings))
        if self._settings.chroma_overwrite_singleton_tenant_database_access_from_auth:
            # Then the defaults stand for "what the credentials say", as in the official package.
            tenant = None if tenant == DEFAULT_TENANT else tenant
            database = None if database == DEFAULT_DATABASE else database
        self._scope = AsyncScope(self._server, tenant, database)

    @classmethod
    async def create(
        cls,
        tenant: str | None = DEFAULT_TENANT,
        database: str | None = DEFAULT_DATABASE,
        settings: Settings | None = None,
        *,
        target: Target | None = None,
    ) -> Self:
        """A client whose tenant and database are known to exist.

        Raises:
            NotFoundError: the tenant, or the database in it, does not exist.
            ChromaConnectionError: there is no server; it is also a ``ValueError``.
        """
        made = cls(tenant, database, settings, target=target)
        try:
            await made._check_scope(*await made._scope.get())
        except BaseException:
            await made.aclose()
            raise
        return made

    @classmethod
    def _of_settings(cls, settings: Settings, tenant: str, database: str) -> Self:
        return cls(tenant, database, settings)

    @property
    def tenant(self) -> str:
        """The tenant of this client.

        Raises:
            ValueError: it is found from the API key, at the first call, which has not been made yet.
        """
        return self._known(self._scope.tenant, "tenant")

    @property
    def database(self) -> str:
        """The database of this client.

        Raises:
            ValueError: as for ``tenant``.
        """
        return self._known(self._scope.database, "database")

    def _known(self, name: str | None, what: str) -> str:
        if name is None:
            raise ValueError(
                f"The {what} of this client is found from its API key at the first call about collections; call "
                "resolve() to find it now."
            )
        return name

    async def resolve(self) -> tuple[str, str]:
        """The tenant and database of this client, asked of the server if they are not known yet.

        Raises:
            ChromaAuthError: the API key does not say which; the message names the databases it opens.
        """
        return await self._scope.get()

    def __repr__(self) -> str:
        names = f"tenant={self._scope.tenant!r}, database={self._scope.database!r}"
        return f"<{type(self).__name__} of {self._server.target}, {names}>"

    async def aclose(self) -> None:
        """Close the connections, or give back the engine, which closes with its last client. Collections of this client
        can no longer be used. Calling it again changes nothing."""
        await self._server.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        await self.aclose()

    # the server

    async def heartbeat(self) -> int:
        """The server's time in nanoseconds since 1970."""
        return await self._server.heartbeat()

    async def get_version(self) -> str:
        """The version the server gives; every server of this API says "1.0.0"."""
        return await self._server.version()

    async def get_max_batch_size(self) -> int:
        """How many records the server advises to send at once. Larger writes are split by this client."""
        limits = await self._server.write_limits()
        return (limits or SINGLE_NODE_LIMITS).max_batch_size

    async def get_user_identity(self) -> UserIdentity:
        """Whom the server takes the caller for, and which tenant and databases the credentials open."""
        return await self._server.get_user_identity()

    async def reset(self) -> bool:
        """Erase everything on the server: irreversible, and refused unless it was configured with ``allow_reset``."""
        return await self._server.reset()

    def get_settings(self) -> Settings:
        """The settings of this client."""
        return self._settings

    async def set_tenant(self, tenant: str, database: str = DEFAULT_DATABASE) -> None:
        """Work in another tenant from now on. Collections that were got before stay where they are.

        Raises:
            NotFoundError: the tenant or the database does not exist.
        """
        await self._check_scope(tenant, database)
        self._scope.tenant, self._scope.database = tenant, database

    async def set_database(self, database: str) -> None:
        """Work in another database of the tenant from now on: see ``set_tenant``."""
        tenant, _ = await self._scope.get()
        await self._check_scope(tenant, database)
        self._scope.database = database

    async def _check_scope(self, tenant: str, database: str) -> None:
        """One question when all is well, a second one to say what is missing."""
        try:
            await self._server.get_database(tenant, database)
        except NotFoundError:
            await self._server.get_tenant(tenant)
            raise

    # collections

    async def list_collections(self, limit: int | None = None, offset: int | None = None) -> Sequence[AsyncCollection]:
        """The collections of the database, in the server's order, ``limit`` of them from ``offset`` on."""
        tenant, database = await self._scope.get()
        models = await self._server.list_collections(tenant, database, limit=limit, offset=offset)
        return [AsyncCollection(client=self._server, model=model) for model in models]

    async def count_collections(self) -> int:
        """How many collections the database has."""
        return await self._server.count_collections(*await self._scope.get())

    async def create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        embedding_function: EmbeddingFunction[Any] | None = DEFAULT_FUNCTION,
        data_loader: DataLoader[Any] | None = None,
        get_or_create: bool = False,
    ) -> AsyncCollection:
        """Create a collection.

        Args:
            name: 3 to 512 characters of ``a-z A-Z 0-9 . _ -``.
            schema: the indexes, with their embedding functions. Give either this or ``configuration``.
            configuration: the settings of the index, and the embedding function.
            metadata: of the collection itself.
            embedding_function: makes vectors of documents; it is stored with the collection by name and configuration.
                None stores none; texts without vectors are then embedded by the default one, as in the official
                package.
            data_loader: loads what URIs point to.
            get_or_create: return the collection if it exists; what else is given here is then ignored.

        Raises:
            ConflictError: the name is taken; it is also a ``ValueError``.
            InvalidArgumentError: a value is refused.
            ValueError: two different embedding functions are given, or the collection has another one.
        """
        request = collection_request(
            schema=schema, configuration=configuration, metadata=metadata, embedding_function=embedding_function
        )
        tenant, database = await self._scope.get()
        model = await self._server.create_collection(
            tenant,
            database,
            name=name,
            metadata=request.metadata,
            configuration=request.configuration,
            schema=request.schema,
            get_or_create=get_or_create,
        )
        if get_or_create:
            check_stored_function(model, embedding_function)
        return AsyncCollection(self._server, model, embedding_function, data_loader)

    async def get_or_create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        embedding_function: EmbeddingFunction[Any] | None = DEFAULT_FUNCTION,
        data_loader: DataLoader[Any] | None = None,
    ) -> AsyncCollection:
        """The collection of that name, created if it does not exist. Parameters and errors as for
        ``create_collection``; schema, configuration and metadata are ignored for one that exists."""
        return await self.create_collection(
            name=name,
            schema=schema,
            configuration=configuration,
            metadata=metadata,
            embedding_function=embedding_function,
            data_loader=data_loader,
            get_or_create=True,
        )

    async def get_collection(
        self,
        name: str,
        embedding_function: EmbeddingFunction[Any] | None = DEFAULT_FUNCTION,
        data_loader: DataLoader[Any] | None = None,
    ) -> AsyncCollection:
        """The collection of that name. Without an embedding function it has the one stored with it.

        Raises:
            NotFoundError: it does not exist; it is also a ``ValueError``.
            ValueError: the collection was made with another embedding function.
        """
        model = await self._server.get_collection(*await self._scope.get(), name)
        check_stored_function(model, embedding_function)
        return AsyncCollection(self._server, model, embedding_function, data_loader)

    async def get_collection_by_id(
        self,
        id: UUID,
        embedding_function: EmbeddingFunction[Any] | None = DEFAULT_FUNCTION,
        data_loader: DataLoader[Any] | None = None,
    ) -> AsyncCollection:
        """The collection of that id: see ``get_collection``."""
        model = await self._server.get_collection_by_id(*await self._scope.get(), str(id))
        check_stored_function(model, embedding_function)
        return AsyncCollection(self._server, model, embedding_function, data_loader)

    async def delete_collection(self, name: str) -> None:
        """Delete the collection of that name with all its records: irreversible.

        Raises:
            NotFoundError: it does not exist.
        """
        await self._server.delete_collection(*await self._scope.get(), name)
