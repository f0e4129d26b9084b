"""Engines in process: who shares which, and when they close."""

import gc
import os
from pathlib import Path

import chromadb
import pytest
from chromadb import errors
from chromadb.api.client import SharedSystemClient
from chromadb.config import Settings
from chromadb.transport.local import stores

RESET = Settings(_env_file=None, allow_reset=True)


@pytest.fixture(autouse=True)
def new_stores() -> None:
    """No test sees the stores of another."""
    SharedSystemClient.clear_system_cache()


def names(client: chromadb.ClientAPI) -> list[str]:
    return [collection.name for collection in client.list_collections()]


def test_ephemeral_clients_share_their_collections_until_the_last_is_closed() -> None:
    first = chromadb.EphemeralClient()
    first.create_collection("fruit")
    second = chromadb.Client()
    assert names(second) == ["fruit"]
    first.close()
    assert names(second) == ["fruit"]
    second.close()
    with chromadb.EphemeralClient() as third:
        assert names(third) == []


def test_a_dropped_ephemeral_client_does_not_take_the_collections_with_it() -> None:
    chromadb.EphemeralClient().create_collection("fruit")
    gc.collect()
    with chromadb.EphemeralClient() as client:
        assert names(client) == ["fruit"]


def test_an_isolated_client_has_a_store_of_its_own() -> None:
    with chromadb.EphemeralClient() as shared, chromadb.EphemeralClient(isolated=True) as alone:
        shared.create_collection("fruit")
        alone.create_collection("nuts")
        assert (names(shared), names(alone)) == (["fruit"], ["nuts"])


async def test_async_and_sync_clients_share() -> None:
    async with chromadb.AsyncEphemeralClient() as one:
        await one.create_collection("fruit")
        with chromadb.EphemeralClient() as other:
            assert names(other) == ["fruit"]


def test_closing_twice_gives_back_one_share() -> None:
    first, second = chromadb.EphemeralClient(), chromadb.EphemeralClient()
    first.create_collection("fruit")
    first.close()
    first.close()
    assert names(second) == ["fruit"]
    second.close()


def test_different_settings_for_a_shared_store_are_refused() -> None:
    with chromadb.EphemeralClient(), pytest.raises(ValueError, match="already exists for ephemeral"):
        chromadb.EphemeralClient(RESET)


def test_reset_is_refused_unless_allowed() -> None:
    with chromadb.EphemeralClient() as client, pytest.raises(errors.ChromaAuthError, match=r"[Rr]eset"):
        client.reset()


def test_clearing_the_cache_lets_later_clients_begin_anew() -> None:
    old = chromadb.EphemeralClient()
    old.create_collection("fruit")
    SharedSystemClient.clear_system_cache()
    with chromadb.EphemeralClient() as new:
        assert names(new) == []
        assert names(old) == ["fruit"]
        old.close()
        assert names(new) == []


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "new" / "store"
    with chromadb.PersistentClient(path) as client:
        made = client.create_collection("fruit", metadata={"k": 1}, embedding_function=None)
        made.add(ids=["a"], embeddings=[[1.0, 2.0]], documents=["apple"])
    with chromadb.PersistentClient(str(path)) as client:
        got = client.get_collection("fruit")
        assert got.metadata == {"k": 1}
        assert got.get(include=["embeddings"])["embeddings"].tolist() == [[1.0, 2.0]]  # type: ignore[union-attr]


def test_every_way_to_write_a_path_is_the_same_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "store", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    paths = ["store", "./store/../store", "link", str(tmp_path / "store"), tmp_path / "store"]
    clients = [chromadb.PersistentClient(path) for path in paths]
    clients[0].create_collection("fruit")
    assert [names(client) for client in clients] == [["fruit"]] * len(paths)
    engine = clients[0]._server._engine  # type: ignore[attr-defined]
    for client in clients:
        assert not engine.closed
        client.close()
    assert engine.closed


def test_a_dropped_persistent_client_lets_go_of_its_directory(tmp_path: Path) -> None:
    client = chromadb.PersistentClient(tmp_path)
    engine = client._server._engine  # type: ignore[attr-defined]
    del client
    gc.collect()
    assert engine.closed


def test_the_default_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with chromadb.PersistentClient():
        assert os.listdir(tmp_path) == ["chroma"]


def test_an_unusable_path_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    with pytest.raises(errors.InvalidArgumentError):
        chromadb.PersistentClient(tmp_path / "file")


def test_a_tenant_or_database_that_is_not_there_is_named_and_the_engine_given_back(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFoundError, match="nobody"):
        chromadb.PersistentClient(tmp_path, tenant="nobody")
    with pytest.raises(errors.NotFoundError, match="nowhere"):
        chromadb.PersistentClient(tmp_path, database="nowhere")
    assert stores.persistent(str(tmp_path), allow_reset=False).engine.closed is False


def test_admin_and_client_of_the_same_settings_share(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, is_persistent=True, persist_directory=str(tmp_path))
    with chromadb.AdminClient(settings) as admin:
        admin.create_tenant("mine")
        admin.create_database("ours", tenant="mine")
        assert [tenant["name"] for tenant in admin.list_tenants()] == ["default_tenant", "mine"]
        assert admin.get_database("ours", tenant="mine")["tenant"] == "mine"
        assert [database["name"] for database in admin.list_databases(tenant="mine")] == ["ours"]
        with chromadb.Client(settings, tenant="mine", database="ours") as client:
            client.create_collection("fruit")
            client.set_tenant("default_tenant")
            assert names(client) == []
            client.set_tenant("mine", "ours")
            assert names(client) == ["fruit"]
        admin.delete_database("ours", tenant="mine")
        with pytest.raises(errors.NotFoundError):
            admin.get_database("ours", tenant="mine")


def test_a_rust_client_is_one_of_the_two(tmp_path: Path) -> None:
    with chromadb.RustClient() as memory, chromadb.EphemeralClient() as other:
        memory.create_collection("fruit")
        assert names(other) == ["fruit"]
    with chromadb.RustClient(path=str(tmp_path)) as disk:
        disk.create_collection("nuts")
    with chromadb.PersistentClient(tmp_path) as again:
        assert names(again) == ["nuts"]


async def test_an_async_persistent_client_and_an_async_admin_client(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, is_persistent=True, persist_directory=str(tmp_path))
    async with chromadb.AsyncAdminClient(settings) as admin:
        assert isinstance(admin, chromadb.AsyncAdminAPI)
        await admin.create_database("ours")
        assert [database["name"] for database in await admin.list_databases()] == ["default_database", "ours"]
        async with chromadb.AsyncPersistentClient(tmp_path, database="ours") as client:
            made = await client.create_collection("fruit", embedding_function=None)
            await made.add(ids="a", embeddings=[1.0])
    reopened = await chromadb.AsyncPersistentClient(tmp_path, database="ours")
    assert await (await reopened.get_collection("fruit")).count() == 1
    await reopened.aclose()
    with pytest.raises(errors.ClientClosedError):
        await reopened.heartbeat()
