"""A store with something of everything in it, and what it held after each write."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine
from crash.model import EVERYTHING, Contents, contents_of, random_write

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
COLLECTIONS = {"flat": ("l2", 4), "round": ("cosine", 12), "emptied": ("ip", 3)}
FORK = "forked"
"""A fork of ``flat``, which shares a segment and frames with it."""

State = dict[str, tuple[Any, Contents]]
"""Collection name -> its description and its records."""


@dataclass(frozen=True)
class Sample:
    """A store on disk, not in use. ``history`` holds its states, the last one is the present."""

    path: Path
    history: list[State]

    @property
    def state(self) -> State:
        return self.history[-1]

    def copy(self, path: Path) -> Path:
        """A copy to damage, in a new directory."""
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.path, path)
        return path

    def files(self) -> list[Path]:
        """Every file that the engine wrote, relative to the store, but for what SQLite makes anew at each opening."""
        return sorted(
            file.relative_to(self.path)
            for file in self.path.rglob("*")
            if file.is_file() and file.stat().st_size and not file.name.endswith("-shm")
        )


def state_of(listed: Mapping[str, tuple[Any, Any]]) -> State:
    """The state in the answer of ``everything``."""
    return {name: (collection, contents_of(result)) for name, (collection, result) in listed.items()}


def read(engine: Engine) -> State:
    found = engine.list_collections(*DEFAULT)
    return {each.name: (each, contents_of(engine.get(each.id, include=EVERYTHING))) for each in found}


def make_sample(path: Path, seed: int = 3) -> Sample:
    """Collections and a fork with checkpoints behind them and, in the write-ahead log, writes that came later.

    The files are copied while the engine still has them open: closing would empty the write-ahead log.
    """
    rng = random.Random(seed)
    history: list[State] = []
    with Engine.open(path / "live") as engine:
        for name, (space, dimension) in COLLECTIONS.items():
            configuration = {"hnsw": {"space": space}}
            engine.create_collection(*DEFAULT, name, metadata={"dimension": dimension}, configuration=configuration)
            history.append(read(engine))
        for _ in range(2):
            for _ in range(12):
                _write(engine, rng, list(COLLECTIONS))
                history.append(read(engine))
            engine.vacuum()
        _write(engine, rng, ["flat"])
        history.append(read(engine))
        engine.fork_collection(engine.get_collection(*DEFAULT, "flat").id, FORK)
        history.append(read(engine))
        emptied = engine.get_collection(*DEFAULT, "emptied").id
        engine.delete(emptied, ids=engine.get(emptied).ids)
        history.append(read(engine))
        for _ in range(10):
            _write(engine, rng, ["flat", "round", FORK])
            history.append(read(engine))
        shutil.copytree(path / "live", path / "sample")
    return Sample(path / "sample", history)


def _write(engine: Engine, rng: random.Random, names: list[str]) -> None:
    name = rng.choice(names)
    collection = engine.get_collection(*DEFAULT, name)
    contents = contents_of(engine.get(collection.id, include=EVERYTHING))
    dimension = COLLECTIONS["flat" if name == FORK else name][1]
    write = random_write(rng, contents, dimension, prefix="", room=150, largest=40)
    getattr(engine, write.kind)(collection.id, **write.arguments)
