"""What other packages import, at the official paths; and what importing costs."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys

import pytest

PATHS = {
    "chromadb.api": "AdminAPI AsyncAdminAPI AsyncBaseAPI AsyncClientAPI AsyncServerAPI BaseAPI ClientAPI Collection "
    "CollectionModel CreateCollectionConfiguration DEFAULT_DATABASE DEFAULT_TENANT DefaultEmbeddingFunction "
    "EmbeddingFunction SearchWhere ServerAPI UserIdentity Where",
    "chromadb.api.async_client": "AsyncAdminClient AsyncClient",
    "chromadb.api.async_fastapi": "AsyncFastAPI",
    "chromadb.api.client": "AdminClient Client SharedSystemClient",
    "chromadb.api.collection_configuration": "CreateCollectionConfiguration CreateHNSWConfiguration "
    "UpdateCollectionConfiguration UpdateHNSWConfiguration known_embedding_functions register_embedding_function",
    "chromadb.api.configuration": "CollectionConfigurationInterface HNSWConfiguration",
    "chromadb.api.fastapi": "FastAPI",
    "chromadb.api.functions": "RECORD_COUNTER_FUNCTION STATISTICS_FUNCTION Function",
    "chromadb.api.models.AsyncCollection": "AsyncCollection",
    "chromadb.api.models.AttachedFunction": "AttachedFunction",
    "chromadb.api.models.Collection": "Collection",
    "chromadb.api.models.CollectionCommon": "CollectionCommon",
    "chromadb.api.rust": "RustBindingsAPI",
    "chromadb.api.segment": "",
    "chromadb.api.shared_system_client": "SharedSystemClient",
    "chromadb.api.types": "CollectionMetadata DataLoader DefaultEmbeddingFunction Document Documents Embeddable "
    "Embedding EmbeddingFunction Embeddings GetResult IDs Include Loadable Metadata OneOrMany PyEmbeddings QueryResult "
    "Space URI Where WhereDocument validate_where validate_where_document",
    "chromadb.auth.basic_authn": "BasicAuthClientProvider",
    "chromadb.auth.token_authn": "TokenAuthClientProvider TokenTransportHeader",
    "chromadb.base_types": "SparseVector",
    "chromadb.config": "DEFAULT_DATABASE DEFAULT_TENANT Settings System",
    "chromadb.errors": "ChromaError InvalidDimensionException NotFoundError",
    "chromadb.execution.expression": "K Key Knn Rrf Search",
    "chromadb.execution.expression.operator": "K Key Knn Rrf Val",
    "chromadb.execution.expression.plan": "Search",
    "chromadb.types": "Collection Database Tenant",
    "chromadb.utils.batch_utils": "create_batches",
    "chromadb.utils.data_loaders": "ImageLoader",
    "chromadb.utils.distance_functions": "cosine ip l2",
    "chromadb.utils.results": "get_result_to_df query_result_to_dfs",
    "chromadb.utils.statistics": "attach_statistics_function get_statistics",
}


def _need_local_extra(path: str) -> None:
    if path == "chromadb.api.rust":
        pytest.importorskip("chroma_server", reason="the engine comes with the local extra")


@pytest.mark.parametrize("path", PATHS)
def test_names(path: str) -> None:
    _need_local_extra(path)
    module = importlib.import_module(path)
    for name in (*PATHS[path].split(), *getattr(module, "__all__", ())):
        assert getattr(module, name) is not None
        assert name in dir(module)


@pytest.mark.parametrize("path", PATHS)
def test_each_can_be_imported_first(path: str) -> None:
    _need_local_extra(path)
    subprocess.run([sys.executable, "-W", "error", "-c", f"import {path}"], check=True)


@pytest.mark.parametrize("path", ["chromadb", "chromadb.config", "chromadb.errors", "chromadb.auth.token_authn"])
def test_the_light_ones_load_neither_httpx_nor_numpy(path: str) -> None:
    code = f"import {path}, sys; sys.exit(bool(sys.modules.keys() & {{'httpx', 'numpy', 'pydantic', 'attrs'}}))"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "path", ["chromadb.api", "chromadb.api.types", "chromadb.types", "chromadb.execution.expression"]
)
def test_types_do_not_load_httpx(path: str) -> None:
    subprocess.run([sys.executable, "-c", f"import {path}, sys; sys.exit('httpx' in sys.modules)"], check=True)


def test_clients_are_what_the_interfaces_say() -> None:
    from chromadb.api import AdminAPI, AsyncAdminAPI, AsyncClientAPI, ClientAPI
    from chromadb.api.async_client import AsyncAdminClient, AsyncClient
    from chromadb.api.client import AdminClient, Client

    for client, interface in (
        (Client, ClientAPI),
        (AdminClient, AdminAPI),
        (AsyncClient, AsyncClientAPI),
        (AsyncAdminClient, AsyncAdminAPI),
    ):
        for name, method in inspect.getmembers(interface, inspect.isfunction):
            if name.startswith("_"):
                continue
            wanted, given = inspect.signature(method).parameters, inspect.signature(getattr(client, name)).parameters
            assert list(given)[: len(wanted)] == list(wanted), (client, name)
            assert inspect.iscoroutinefunction(getattr(client, name)) == inspect.iscoroutinefunction(method)
