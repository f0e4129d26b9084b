from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from chroma_generator import tools, write
from chroma_generator.errors import SourceError
from chroma_generator.targets import Inputs
from chroma_generator.targets.python_sync import PythonSync, to_sync

PACKAGE = "clients/python/src/chromadb"


@pytest.mark.parametrize(
    ("asynchronous", "sync"),
    [
        (
            "async def read(self) -> int:\n    return await self._read()",
            "def read(self) -> int:\n    return self._read()",
        ),
        ("async with a, b:\n    pass", "with a, b:\n    pass"),
        ("async for x in y:\n    pass", "for x in y:\n    pass"),
        ("z = [await f(x) async for x in y]", "z = [f(x) for x in y]"),
        ("class AsyncThing(AsyncClient): ...", "class Thing(Client): ..."),
        ("from chromadb._async.client import AsyncClient", "from chromadb._sync.client import Client"),
        ("r = await op.asyncio_detailed(client=c)", "r = op.sync_detailed(client=c)"),
        ("async def aclose(self): await self._http.aclose()", "def close(self): self._http.close()"),
        ("async def __aenter__(self): ...", "def __enter__(self): ..."),
        ("async def __aexit__(self, *e): ...", "def __exit__(self, *e): ..."),
        ("t: httpx.AsyncBaseTransport", "t: httpx.BaseTransport"),
        ("async def handle_async_request(self, r): ...", "def handle_request(self, r): ..."),
        ("await anyio.sleep(1)", "time.sleep(1)"),
        ("await asyncio.sleep(1)", "time.sleep(1)"),
        ("f: Callable[[int], Awaitable[dict[str, list[int]]]]", "f: Callable[[int], dict[str, list[int]]]"),
        ("f: Callable[[], Coroutine[Any, Any, None]]", "f: Callable[[], None]"),
        ("from typing import Any, Awaitable, Coroutine, TypeVar", "from typing import Any, TypeVar"),
        ("from collections.abc import Awaitable, Callable", "from collections.abc import Callable"),
        ("from collections.abc import Callable, Coroutine", "from collections.abc import Callable"),
        ("from typing import Awaitable\nx = 1", "x = 1"),
        ("x = f'{await f.aclose()} {AsyncThing}'", "x = f'{f.close()} {Thing}'"),
        ("__all__ = ['AsyncClient', 'Other']", "__all__ = ['Client', 'Other']"),
        ("f: AsyncIterator[int]", "f: Iterator[int]"),
        ("'''Use ``await client.get()`` with an AsyncClient.'''", "'''Use ``client.get()`` with a Client.'''"),
        ("'''An asynchronous client. Call `aclose`.'''", "'''A synchronous client. Call `close`.'''"),
        ("'''Use ``async with AsyncHttpClient() as c``.'''", "'''Use ``with HttpClient() as c``.'''"),
        ("x = 1  # an async call", "x = 1  # a call"),
    ],
)
def test_the_colour_is_removed(asynchronous: str, sync: str, tmp_path: Path) -> None:
    assert to_sync(asynchronous + "\n", shown="x.py", scratch=tmp_path) == sync + "\n"


@pytest.mark.parametrize(
    "source",
    [
        "x = asyncio.gather(a, b)",
        "x = make_async(f)",
        "from anyio import to_thread_async",
        "'''Runs on asyncio.'''",
        "raise NotAwaitable",
        "x = 1  # is awaited in the end",
        "async_mode = 1",
    ],
)
def test_anything_asynchronous_that_is_left_fails_with_its_place(source: str, tmp_path: Path) -> None:
    text = f"import os\n\n{source}\n"

    with pytest.raises(SourceError) as caught:
        to_sync(text, shown="chromadb/_async/x.py", scratch=tmp_path)
    assert str(caught.value).startswith("chromadb/_async/x.py: ")
    assert f"3: {source}" in str(caught.value)


def test_packages_are_transformed_with_their_subpackages_formatted_and_bannered(repository: Inputs) -> None:
    deep = repository.root / PACKAGE / "_async" / "deep"
    deep.mkdir()
    (deep / "__init__.py").write_text('"""Deep."""\n')
    (deep / "work.py").write_text(
        "import anyio\nimport os\nfrom chromadb._async.client import AsyncClient\n\n\n"
        "async def work(client: AsyncClient,  paths: list[os.PathLike[str]]) -> None:\n    await anyio.sleep( 1 )\n"
        "    await client.aclose()\n"
    )

    write.generate(PythonSync(), repository)

    tree = repository.root / PACKAGE / "_sync"
    assert (tree / "deep" / "work.py").read_text() == (
        "# Generated from chromadb/_async by chroma_generator. Do not edit: change the source and generate again.\n"
        "import os\nimport time\n\nfrom chromadb._sync.client import Client\n\n\n"
        "def work(client: Client, paths: list[os.PathLike[str]]) -> None:\n    time.sleep(1)\n    client.close()\n"
    )
    for path in (repository.root / PACKAGE).rglob("_sync/**/*.py"):
        ast.parse(path.read_text())
    manifest = json.loads((tree / "MANIFEST.json").read_text())
    assert set(manifest["inputs"]) == {f"{PACKAGE}/_async", f"{PACKAGE}/transport/_async"}
    assert manifest["tools"] == {name: tools.PINNED[name] for name in ("ruff", "unasync")}
    assert set(manifest["files"]) == {"client.py", "deep/__init__.py", "deep/work.py"}


def test_an_edit_of_the_async_source_or_of_the_twin_is_drift(repository: Inputs) -> None:
    write.generate(PythonSync(), repository)
    source = repository.root / PACKAGE / "_async" / "client.py"
    source.write_text(source.read_text().replace("AsyncClient", "AsyncCustomer"))
    (repository.root / PACKAGE / "transport/_sync/client.py").write_text("by hand\n")

    drifts = {drift.path.removeprefix(f"{PACKAGE}/") for drift in write.diff(PythonSync(), repository)}

    assert {"_sync/client.py", "_sync/MANIFEST.json", "transport/_sync/client.py"} <= drifts


def test_a_failing_module_leaves_the_twins_alone(repository: Inputs) -> None:
    write.generate(PythonSync(), repository)
    before = (repository.root / PACKAGE / "_sync" / "client.py").read_text()
    (repository.root / PACKAGE / "transport/_async/client.py").write_text("import asyncio\n\nasyncio.run(main())\n")

    with pytest.raises(SourceError, match=r"transport/_async/client\.py"):
        write.generate(PythonSync(), repository)
    assert (repository.root / PACKAGE / "_sync" / "client.py").read_text() == before


def test_no_description_is_needed(repository: Inputs) -> None:
    repository.spec_path.unlink()

    write.generate(PythonSync(), repository)
    assert (repository.root / PACKAGE / "_sync" / "client.py").is_file()
