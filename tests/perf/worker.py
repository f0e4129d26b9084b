"""One process of the benchmark: runs operations of the package ``chromadb`` that its Python has, whichever that is.

This file is the same for both packages and uses nothing but the public API of ``chromadb``, numpy and the standard
library. It reads one JSON object per line, ``{"op": name, ...}``, and answers each with one line:
``{"result": ...}`` or ``{"error": traceback}``. It is run by ``python -I``.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

_LOOK_SECONDS = 0.25
_AT_REST = 0.08
"""The share of a processor's time that a process at rest may use."""

Call = Callable[[], int]
"""One operation to time; gives the number of ids it answered with or worked on."""


class Worker:
    """The state of the process: the package, a client, a collection, a dataset."""

    def __init__(self) -> None:
        self.client: Any = None
        self.collection: Any = None
        self.directory = Path()
        self.info: dict[str, int] = {}
        self.queries: Any = None
        self._server: int | None = None
        self._used_before_load = 0.0
        self._block: tuple[int, dict[str, Any]] = (-1, {})

    # --- setting up ---------------------------------------------------------------------------------------------------

    def load_package(self) -> dict[str, Any]:
        """Import chromadb, and use a client in memory, so that what it loads late is loaded too; its version."""
        import chromadb

        client: Any = chromadb.EphemeralClient()
        collection = client.create_collection("loading", embedding_function=None)
        collection.add(ids=["0"], embeddings=[[1.0, 0.0]], documents=["a"], metadatas=[{"a": 1}])
        collection.query(query_embeddings=[[1.0, 0.0]], n_results=1)
        return {"version": chromadb.__version__}

    def dataset(self, directory: str) -> None:
        import numpy as np

        self.directory = Path(directory)
        self.info = json.loads((self.directory / "info.json").read_text())
        self.queries = np.fromfile(self.directory / "queries.f32", dtype=np.float32).reshape(-1, self.info["dimension"])

    def open(self, mode: str, path: str | None = None, port: int | None = None, server: int | None = None) -> None:
        """Make the client. ``server`` is the process id of the server, whose CPU time counts too."""
        import chromadb

        if mode == "memory":
            self.client = chromadb.EphemeralClient()
        elif mode == "persistent":
            self.client = chromadb.PersistentClient(path=str(path))
        else:
            self.client = chromadb.HttpClient(host="127.0.0.1", port=int(port or 0))
        self._server = server

    def create(self, name: str) -> None:
        self.collection = self.client.create_collection(name, embedding_function=None)

    def use(self, name: str) -> None:
        self.collection = self.client.get_collection(name, embedding_function=None)

    def open_and_query(self, path: str, name: str, number: int) -> dict[str, Any]:
        """Make a persistent client, get the collection, answer one query: what a new process does first."""
        wall, cpu = time.perf_counter(), time.process_time()
        self.open("persistent", path=path)
        self.use(name)
        found = len(self.collection.query(query_embeddings=self.queries[number : number + 1], n_results=10)["ids"][0])
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return {"wall_ms": [wall * 1e3], "cpu_ms": [cpu * 1e3], "answers": [found]}

    def load(self, name: str, batch: int) -> dict[str, Any]:
        """Create the collection and add every record of the dataset; only the calls of ``add`` are timed."""
        self.create(name)
        wall = cpu = 0.0
        self._used_before_load = self._cpu()
        for start in range(0, self.info["records"], batch):
            records = self._records(start, min(batch, self.info["records"] - start))
            at, used = time.perf_counter(), self._cpu()
            self.collection.add(**records)
            wall += time.perf_counter() - at
            cpu += self._cpu() - used
        return {"seconds": wall, "cpu_seconds": cpu, "count": self.collection.count()}

    def rest(self, quiet: float, most: float) -> dict[str, Any]:
        """Query now and then until nothing was done in between for ``quiet`` seconds, or ``most`` are over.

        What packages do in the background then does not fall into what is measured next, of the one or the other.
        Gives the seconds that it took, whether it came to rest, and the CPU time since the loading began.
        """
        start = rested = time.perf_counter()
        while time.perf_counter() < min(start + most, rested + quiet):
            self.collection.query(query_embeddings=self.queries[:1], n_results=10)
            used, at = self._cpu(), time.perf_counter()
            time.sleep(_LOOK_SECONDS)
            if self._cpu() - used > _AT_REST * (time.perf_counter() - at):
                rested = time.perf_counter()
        return {
            "rest_seconds": time.perf_counter() - start,
            "at_rest": time.perf_counter() >= rested + quiet,
            "load_and_rest_cpu": self._cpu() - self._used_before_load,
        }

    def memory(self, pid: int | None = None) -> dict[str, int] | None:
        """Resident bytes of a process (this one, or the given one); None where the system does not say."""
        if pid is None:
            gc.collect()
        try:
            lines = Path(f"/proc/{pid or 'self'}/status").read_text().splitlines()
        except OSError:
            return None
        fields = dict(line.split(":", 1) for line in lines if ":" in line)
        return {
            "resident": int(fields["VmRSS"].split()[0]) * 1024,
            "anonymous": int(fields["RssAnon"].split()[0]) * 1024,
        }

    def close(self) -> None:
        if self.client is not None:
            self.client.close()
        self.client = self.collection = None

    # --- measuring ----------------------------------------------------------------------------------------------------

    def measure(
        self, case: str, arguments: dict[str, Any], first: int, warmup: int, most: int, seconds: float
    ) -> dict[str, Any]:
        """Time up to ``most`` calls of a case, at least one, for about ``seconds``; ``first`` numbers the first.

        The CPU time is that of all threads of this process, and of the server if there is one, whose clock ticks
        slowly: its share is the mean over the calls.
        """
        prepare: Callable[..., Call] = getattr(self, f"case_{case}")
        divide = int(arguments.get("calls", 1))
        for number in range(first, first + warmup):
            prepare(number, **arguments)()
        first += warmup
        walls: list[float] = []
        cpus: list[float] = []
        answers: list[int] = []
        server = self._server_cpu()
        end = time.perf_counter() + seconds
        for number in range(first, first + most):
            call = prepare(number, **arguments)
            used, at = time.process_time(), time.perf_counter()
            answer = call()
            walls.append((time.perf_counter() - at) * 1e3 / divide)
            cpus.append((time.process_time() - used) * 1e3 / divide)
            answers.append(answer)
            if time.perf_counter() > end:
                break
        share = (self._server_cpu() - server) * 1e3 / divide / len(walls)
        return {
            "wall_ms": walls,
            "cpu_ms": [own + share for own in cpus],
            "server_cpu_ms": share,
            "answers": answers,
            "next": first + len(walls),
        }

    def answers(self, wheres: list[dict[str, Any] | None]) -> list[list[str]]:
        """The ids with which the first queries are answered, each with its filter."""
        found: list[list[str]] = []
        for number, where in enumerate(wheres):
            query = self.queries[number : number + 1]
            found += self.collection.query(query_embeddings=query, n_results=10, where=where, include=[])["ids"]
        return found

    def profile(self, case: str, arguments: dict[str, Any], first: int, calls: int, top: int) -> str:
        """Where the calls of a case spend their time in this process, as cProfile's table."""
        import cProfile
        import io
        import pstats

        prepare: Callable[..., Call] = getattr(self, f"case_{case}")
        profile = cProfile.Profile()
        for number in range(first, first + calls):
            profile.runcall(prepare(number, **arguments))
        text = io.StringIO()
        pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(top)
        return text.getvalue()

    # --- the cases: each gives the call to time -----------------------------------------------------------------------

    def case_query(self, number: int, include: list[str], wheres: list[Any] | None = None) -> Call:
        query = self._query(number)
        where = wheres[number % len(wheres)] if wheres else None
        return lambda: len(
            self.collection.query(query_embeddings=query, n_results=10, where=where, include=include)["ids"][0]
        )

    def case_query_batch(self, number: int, size: int) -> Call:
        rows = [(number * size + i) % len(self.queries) for i in range(size)]
        batch = self.queries[rows]
        return lambda: sum(map(len, self.collection.query(query_embeddings=batch, n_results=10)["ids"]))

    def case_query_threads(self, number: int, threads: int, calls: int) -> Call:
        def one(i: int) -> int:
            found = self.collection.query(query_embeddings=self._query(number * calls + i), n_results=10)
            return len(found["ids"][0])

        def run() -> int:
            with ThreadPoolExecutor(threads) as pool:
                return sum(pool.map(one, range(calls)))

        return run

    def case_document(self, number: int, condition: dict[str, str]) -> Call:
        return lambda: len(self.collection.get(where_document=condition, include=[])["ids"])

    def case_get_ids(self, number: int, size: int) -> Call:
        records = self.info["records"]
        ids = [f"record-{(number * 7919 + i * 104_729) % records:08d}" for i in range(size)]
        return lambda: len(self.collection.get(ids=list(dict.fromkeys(ids)))["ids"])

    def case_page(self, number: int, limit: int, share: float) -> Call:
        offset = int(self.info["records"] * share)
        return lambda: len(self.collection.get(limit=limit, offset=offset)["ids"])

    def case_add(self, number: int, collection: str, size: int, batches: int) -> Call:
        """Batch ``number`` of a series; the first of every ``batches`` goes to a new collection."""
        if number % batches == 0:
            self.create(f"{collection}-{number}")
        records = self._records(number % batches * size, size)
        return self._writing("add", records)

    def case_add_one(self, number: int) -> Call:
        records = self._records(self._spare(number), 1)
        records["ids"] = [f"one-{number}"]
        return self._writing("add", records)

    def case_upsert(self, number: int, size: int) -> Call:
        """Half of the records exist already."""
        half = size // 2
        old = self._records(number * half, half)
        new = self._records(self._spare(number * half, half), half)
        new["ids"] = [f"upserted-{number}-{i}" for i in range(half)]
        import numpy as np

        both: dict[str, Any] = {key: old[key] + new[key] for key in ("ids", "documents", "metadatas")}
        both["embeddings"] = np.concatenate([old["embeddings"], new["embeddings"]])
        return self._writing("upsert", both)

    def case_delete(self, number: int, size: int) -> Call:
        """The last records first."""
        end = self.info["records"] - number * size
        ids = [f"record-{row:08d}" for row in range(end - size, end)]

        def run() -> int:
            self.collection.delete(ids=ids)
            return size

        return run

    # --- helpers ------------------------------------------------------------------------------------------------------

    def _writing(self, method: str, records: dict[str, Any]) -> Call:
        def run() -> int:
            getattr(self.collection, method)(**records)
            return len(records["ids"])

        return run

    def _query(self, number: int) -> Any:
        number %= len(self.queries)
        return self.queries[number : number + 1]

    def _spare(self, number: int, size: int = 1) -> int:
        """A row behind the records, in turn."""
        spare = self.info["rows"] - self.info["records"]
        return self.info["records"] + number % (spare - size + 1)

    def _records(self, start: int, count: int) -> dict[str, Any]:
        """Rows of the dataset as arguments of ``add``."""
        import numpy as np

        dimension, block = self.info["dimension"], self.info["block"]
        embeddings = np.fromfile(
            self.directory / "vectors.f32", dtype=np.float32, count=count * dimension, offset=start * dimension * 4
        ).reshape(count, dimension)
        records: dict[str, Any] = {"ids": [], "documents": [], "metadatas": []}
        for number in range(start // block, (start + count - 1) // block + 1):
            if self._block[0] != number:
                self._block = (number, json.loads((self.directory / f"block-{number:05d}.json").read_text()))
            first = max(start - number * block, 0)
            last = min(start + count - number * block, block)
            for key, values in records.items():
                values += self._block[1][key][first:last]
        return {**records, "embeddings": embeddings}

    def _cpu(self) -> float:
        return time.process_time() + self._server_cpu()

    def _server_cpu(self) -> float:
        """Seconds of CPU that the server has used; 0 without one, or where the system does not say."""
        if self._server is None:
            return 0.0
        try:
            fields = Path(f"/proc/{self._server}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Answer the lines of standard input until it ends. What the package prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    worker = Worker()
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = {"result": getattr(worker, command.pop("op"))(**command)}
        except Exception:  # noqa: BLE001 - the other side reports it
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
