"""The examples of the documents, for the type checkers: they are to pass under strict settings as they stand."""

from __future__ import annotations

import asyncio

import chromadb
import numpy as np
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings
from typing_extensions import assert_type


def quickstart() -> None:
    chroma_client = chromadb.HttpClient(host="localhost", port=8000)
    collection = chroma_client.get_or_create_collection(name="my_collection")
    assert_type(collection, chromadb.Collection)
    collection.add(
        ids=["id1", "id2"],
        documents=["This is a document about pineapple", "This is a document about oranges"],
        metadatas=[{"page": 1, "tags": ["a", "b"]}, {"page": 2}],
    )
    results = collection.query(query_texts=["This is a query document about hawaii"], n_results=2)
    assert_type(results, chromadb.QueryResult)
    for ids, documents in zip(results["ids"], results["documents"] or [], strict=True):
        print(ids, documents)
    collection.upsert(ids="id3", embeddings=[1.0, 2.0], metadatas={"page": 3})
    collection.update(ids=["id3"], embeddings=np.zeros((1, 2), np.float32))
    collection.add(ids=["id4"], embeddings=[[1.0, 2.0]])
    collection.add(ids=["id5"], embeddings=[[1, 2]])
    collection.add(ids=["id6"], embeddings=[np.zeros(2)])
    rows: list[list[float]] = [[0.5, 1.0]]
    collection.query(query_embeddings=rows)
    collection.query(query_embeddings=[[1.0, 2.0]], n_results=1)
    collection.query(query_embeddings=[1.0, 2.0])
    found = collection.get(where={"page": {"$gte": 2}}, include=["documents", "embeddings"], limit=5)
    print(found["ids"], found["embeddings"])
    collection.get(
        where={"$and": [{"page": 1}, {"tags": {"$contains": "a"}}]}, where_document={"$or": [{"$contains": "x"}]}
    )
    collection.delete(ids=["id1"])
    assert_type(collection.count(), int)


def constructors() -> None:
    client = chromadb.EphemeralClient()
    client = chromadb.PersistentClient(path="./chroma_data")
    client = chromadb.PersistentClient(
        path="test", settings=Settings(), tenant=DEFAULT_TENANT, database=DEFAULT_DATABASE
    )
    client = chromadb.HttpClient(
        host="localhost", port=8000, ssl=False, headers=None, settings=Settings(), timeout=5, retries=2
    )
    client = chromadb.CloudClient(api_key="ck-your-api-key")
    client = chromadb.CloudClient(tenant="Tenant ID", database="Database name", api_key="Chroma Cloud API key")
    client = chromadb.CloudClient(cloud_host="europe-west1.gcp.trychroma.com", cloud_port=443, region=None)
    client = chromadb.RustClient(path="./chroma_data")
    client = chromadb.Client(settings=Settings(anonymized_telemetry=False, allow_reset=True))
    takes_any_client(client)
    for collection in client.list_collections():
        print(collection.name)
    print(f"Server time: {client.heartbeat()}, version: {client.get_version()}")
    client.close()

    admin_client = chromadb.AdminClient(settings=Settings(chroma_server_host="localhost", chroma_server_http_port=8000))
    admin_client.create_tenant(name="my_tenant")
    admin_client.create_database(name="my_database", tenant="my_tenant")
    print([tenant["name"] for tenant in admin_client.list_tenants()])

    chromadb.configure(
        chroma_api_impl="chromadb.api.segment.SegmentAPI", chroma_server_host="localhost", chroma_server_http_port=8000
    )
    print(chromadb.get_settings().chroma_server_host)


def takes_any_client(client: chromadb.ClientAPI) -> None:
    print(client.count_collections())


async def async_quickstart() -> None:
    client = await chromadb.AsyncHttpClient(host="localhost", port=8000)
    collections = await client.list_collections()
    assert_type([collection.name for collection in collections], list[str])
    async with chromadb.AsyncHttpClient(host="localhost") as entered:
        collection = await entered.get_or_create_collection("my_collection")
        await collection.add(ids=["id1"], documents=["This is a document about pineapple"])
        results = await collection.query(query_texts="hawaii")
        assert_type(results, chromadb.QueryResult)
    async with (
        chromadb.AsyncEphemeralClient() as _,
        chromadb.AsyncPersistentClient("./chroma_data") as _,
        chromadb.AsyncCloudClient(api_key="ck-your-api-key") as cloud,
    ):
        assert_type(await cloud.count_collections(), int)


if __name__ == "__main__":
    quickstart()
    constructors()
    asyncio.run(async_quickstart())
