import uuid
from typing import Any

import numpy as np
import pytest
from chromadb import Documents, EmbeddingFunction, Embeddings, errors
from chromadb.utils.embedding_functions import register_embedding_function


class Lengths(EmbeddingFunction[Documents]):
    """Embeds a text as its length and a constant; a query the other way round."""

    def __init__(self, constant: float = 1.0) -> None:
        self.constant = constant

    def __call__(self, input: Documents) -> Embeddings:
        return [np.array([len(text), self.constant], np.float32) for text in input]

    def embed_query(self, input: Documents) -> Embeddings:
        return [np.array([self.constant, len(text)], np.float32) for text in input]

    @staticmethod
    def name() -> str:
        return "test_lengths"

    def get_config(self) -> dict[str, Any]:
        return {"constant": self.constant}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "Lengths":
        return Lengths(config["constant"])


class Other(Lengths):
    @staticmethod
    def name() -> str:
        return "test_other"


@pytest.fixture(autouse=True)
def registered(same_registry: None) -> None:
    """Lengths is known by its name."""
    register_embedding_function(Lengths)


async def test_a_collections_life(client: Any) -> None:
    made = await client.create_collection("fruit", metadata={"k": 1}, embedding_function=None)
    assert (made.name, made.metadata, made.tenant, made.database) == (
        "fruit",
        {"k": 1},
        "default_tenant",
        "default_database",
    )
    got = await client.get_collection("fruit", embedding_function=None)
    by_id = await client.get_collection_by_id(made.id, embedding_function=None)
    assert made.wrapped == got.wrapped == by_id.wrapped
    [listed] = await client.list_collections()
    assert listed.id == made.id
    assert await client.count_collections() == 1
    await made.modify(name="fruits", metadata={"k": 2, "l": None})
    renamed = await client.get_collection("fruits")
    assert (made.name, made.metadata) == (renamed.name, renamed.metadata) == ("fruits", {"k": 2})
    await client.delete_collection("fruits")
    with pytest.raises(errors.NotFoundError):
        await made.count()
    assert await client.list_collections() == []


async def test_the_errors_of_collections(client: Any) -> None:
    await client.create_collection("fruit")
    for wrong, kind, status in [
        (client.create_collection("fruit"), errors.ConflictError, 409),
        (client.create_collection("a"), errors.InvalidArgumentError, 400),
        (client.get_collection("nuts"), errors.NotFoundError, 404),
        (client.get_collection_by_id(uuid.uuid4()), errors.NotFoundError, 404),
        (client.delete_collection("nuts"), errors.NotFoundError, 404),
        (client.set_database("nowhere"), errors.NotFoundError, 404),
        (client.set_tenant("nobody"), errors.NotFoundError, 404),
    ]:
        with pytest.raises(kind) as caught:
            await wrong
        assert caught.value.status == status
    assert isinstance(caught.value, ValueError)


async def test_get_or_create_ignores_what_is_given_for_a_collection_that_exists(client: Any) -> None:
    first = await client.get_or_create_collection("fruit", metadata={"k": 1})
    second = await client.get_or_create_collection("fruit", metadata={"k": 2})
    assert (second.id, second.metadata) == (first.id, {"k": 1})


async def test_a_configuration_is_stored_and_can_be_changed(client: Any) -> None:
    configuration: Any = {"hnsw": {"space": "cosine", "ef_search": 50}}
    made = await client.create_collection("fruit", configuration=configuration)
    assert configuration == {"hnsw": {"space": "cosine", "ef_search": 50}}
    assert made.configuration.get("hnsw")["space"] == "cosine"
    await made.modify(configuration={"hnsw": {"ef_search": 70}})
    got = await client.get_collection("fruit")
    assert made.configuration.get("hnsw")["ef_search"] == got.configuration.get("hnsw")["ef_search"] == 70


async def test_the_space_cannot_be_changed_by_metadata(client: Any) -> None:
    made = await client.create_collection("fruit")
    with pytest.raises(ValueError, match="distance function"):
        await made.modify(metadata={"hnsw:space": "ip"})


async def test_an_embedding_function_is_stored_and_found_again(client: Any) -> None:
    await client.create_collection("fruit", embedding_function=Lengths(5.0))
    got = await client.get_collection("fruit")
    await got.add(ids=["a", "b"], documents=["xx", "xxxxx"])
    found = await got.get(include=["embeddings", "documents"])
    assert found["embeddings"].tolist() == [[2.0, 5.0], [5.0, 5.0]]
    queried = await got.query(query_texts="xxxxx", n_results=1)
    assert (queried["ids"], queried["distances"]) == ([["b"]], [[0.0]])
    await got.update(ids="a", documents="xxxxx")
    assert (await got.get(ids="a", include=["embeddings"]))["embeddings"].tolist() == [[5.0, 5.0]]


async def test_another_embedding_function_is_refused(client: Any) -> None:
    await client.create_collection("fruit", embedding_function=Lengths())
    for call in (client.get_collection, client.get_or_create_collection):
        with pytest.raises(ValueError, match=r"test_other vs persisted: test_lengths"):
            await call("fruit", embedding_function=Other())
    with pytest.raises(ValueError, match="Multiple embedding functions"):
        await client.create_collection(
            "nuts", embedding_function=Other(), configuration={"embedding_function": Lengths()}
        )


async def test_a_collection_that_stores_no_embedding_function_uses_the_default_one(client: Any) -> None:
    made = await client.create_collection("fruit", embedding_function=None)
    assert made.configuration_json["embedding_function"] is None
    assert made.wrapped._effective_function().name() == "default"


async def test_uris_are_loaded_embedded_and_shown_as_data(client: Any) -> None:
    def load(uris: list[Any]) -> Any:
        return [None if uri is None else f"loaded {uri}" for uri in uris]

    made = await client.create_collection("fruit", embedding_function=Lengths(), data_loader=load)
    await made.add(ids=["a"], uris=["file:a"])
    found = await made.get(include=["data", "embeddings"])
    assert (found["data"], found["uris"], found["included"]) == (["loaded file:a"], None, ["data", "embeddings"])
    assert found["embeddings"].tolist() == [[len("loaded file:a"), 1.0]]
    queried = await made.query(query_uris="file:b", include=["data", "uris"])
    assert (queried["data"], queried["uris"]) == ([["loaded file:a"]], [["file:a"]])
    unloaded = await client.get_collection("fruit", embedding_function=Lengths())
    with pytest.raises(ValueError, match="data loader"):
        await unloaded.get(include=["data"])


async def test_the_server_itself(client: Any) -> None:
    assert await client.heartbeat() > 1_700_000_000 * 10**9
    assert await client.get_version() == "1.0.0"
    assert await client.get_max_batch_size() == 5461
    identity = await client.get_user_identity()
    assert (identity.tenant, identity.databases) == ("default_tenant", ["default_database"])
    await client.create_collection("fruit")
    assert await client.reset() is True
    assert await client.count_collections() == 0


async def test_forks_functions_and_the_state_of_the_index(client: Any) -> None:
    made = await client.create_collection("fruit", embedding_function=None)
    await made.add(ids=["a", "b"], embeddings=[[1.0, 0.0], [0.0, 1.0]], metadatas=[{"kind": "stone"}, None])
    nuts = await made.fork("nuts")
    assert await nuts.count() == 2
    assert await made.fork_count() == await nuts.fork_count() == 1
    function, created = await made.attach_function("record_counter", "counter", "counts")
    assert created
    assert function.name == "counter"
    await made.delete(ids=["a"])
    assert (await made.count(), await nuts.count()) == (1, 2)
    assert await made.detach_function("counter", delete_output_collection=True)
    with pytest.raises(errors.NotFoundError):
        await made.get_attached_function("counter")
    with pytest.raises(errors.NotFoundError):
        await client.get_collection("counts")
    status = await made.get_indexing_status()
    assert (status.num_unindexed_ops, status.op_indexing_progress) == (0, 1.0)


async def test_a_closed_client_says_so(client: Any) -> None:
    made = await client.create_collection("fruit")
    close = client.close if hasattr(client.wrapped, "close") else client.aclose
    await close()
    await close()
    for call in (client.heartbeat(), client.list_collections(), made.count()):
        with pytest.raises(errors.ClientClosedError, match="closed"):
            await call


async def test_reprs_say_where_and_what(client: Any) -> None:
    made = await client.create_collection("fruit")
    assert "'default_tenant'" in repr(client.wrapped)
    assert "name='fruit'" in repr(made.wrapped)
    assert str(made.id) in repr(made.wrapped)
