"""Streams of operations whose outcome is known: each lane alone changes what it owns, so its model is exact while the
lanes run at the same time.

A lane knows every operation that was acknowledged and the one that is under way. After a crash the store must hold the
model with that operation either whole or not at all.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from crash.model import Contents, Write, contents_of, difference, random_write
from crash.probe import DEFAULT

SPACES = ("l2", "cosine", "ip")
LARGE = "shared-large"
SHARED = {"shared-l2": ("l2", 8), "shared-cosine": ("cosine", 16), LARGE: ("l2", 24)}
"""Collections that several lanes write to, by name: space and dimension."""


class Held(NamedTuple):
    """What a lane has in a collection. The collection's metadata tells its dimension."""

    metadata: dict[str, Any]
    contents: Contents


World = dict[str, Held]
Command = tuple[str, tuple[Any, ...], dict[str, Any]]


class Operation(NamedTuple):
    """A command for the worker, and the lane's world once it is done."""

    what: str
    command: Command
    after: World
    result: int | None = None
    """What the command must answer, where that is known."""


@dataclass
class Lane:
    """One stream. ``owner`` lanes create, fork, rename and delete collections of their own instead of sharing some."""

    name: str
    owner: bool
    rng: random.Random
    world: World
    ids: dict[str, str]
    """Collection ids by name."""
    pending: Operation | None = None

    def next(self) -> Operation:
        """The operation to send now; it is under way from here on."""
        self.pending = self._about_collections() if self.owner and self.rng.random() < 0.3 else self._write()
        return self.pending

    def acknowledge(self, value: Any) -> None:
        assert self.pending is not None
        expected = self.pending.result
        if expected is not None and value != expected:
            raise AssertionError(f"{self.pending.what} of lane {self.name} answered {value}, not {expected}")
        if self.pending.command[0] in ("create_collection", "fork_collection"):
            self.ids[value.name] = value.id
        self.world = self.pending.after
        self.pending = None

    def settle(self, listed: Mapping[str, tuple[Any, Any]]) -> str:
        """Compare with the store as reopened and take over what became of the operation under way.

        listed: the answer of ``everything``. Returns the difference in words, empty when all is well.
        """
        found = self.read_world(listed)
        self.ids = {name: listed[name][0].id for name in found}
        pending, self.pending = self.pending, None
        if same(found, self.world):
            return ""
        if pending is not None and same(found, pending.after):
            self.world = pending.after
            return ""
        text = f"lane {self.name}: {differences(self.world, found)}"
        if pending is not None:
            text += f"\n  with {pending.what}, which was under way: {differences(pending.after, found)}"
        return text

    def read_world(self, listed: Mapping[str, tuple[Any, Any]]) -> World:
        """What is this lane's of the answer of ``everything``."""
        if self.owner:
            names = {name: None for name in listed if name.startswith(f"{self.name}-")}
            return {name: Held(listed[name][0].metadata, contents_of(listed[name][1])) for name in names}
        return {
            name: Held(
                collection.metadata,
                contents_of(result, (record_id for record_id in result.ids if record_id.startswith(f"{self.name}-"))),
            )
            for name, (collection, result) in listed.items()
            if name in SHARED
        }

    def _write(self) -> Operation:
        if not self.world:
            return self._create()
        name = self.rng.choice(list(self.world))
        held = self.world[name]
        large = name == LARGE
        write = random_write(
            self.rng,
            held.contents,
            held.metadata["dimension"],
            prefix=f"{self.name}-",
            room=3000 if large else 60 if self.owner else 300,
            largest=400 if large else 40,
        )
        return self._written(name, write)

    def _written(self, name: str, write: Write) -> Operation:
        held = self.world[name]
        after = write.apply(held.contents)
        removed = len(held.contents) - len(after) if write.kind == "delete" else None
        command = (write.kind, (self.ids[name],), write.arguments)
        return Operation(write.kind, command, {**self.world, name: Held(held.metadata, after)}, removed)

    def _about_collections(self) -> Operation:
        name = self.rng.choice(list(self.world)) if self.world else ""
        if not name or (len(self.world) < 4 and self.rng.random() < 0.4):
            return self._create()
        rest = {key: held for key, held in self.world.items() if key != name}
        held = self.world[name]
        chance = self.rng.random()
        if chance < 0.3 and len(self.world) < 8:
            fork = self._fresh_name()
            return Operation(
                "fork_collection", ("fork_collection", (self.ids[name], fork), {}), {**self.world, fork: held}
            )
        if chance < 0.65:
            return Operation("delete_collection", ("delete_collection", (*DEFAULT, name), {}), rest)
        renamed, metadata = self._fresh_name(), {**held.metadata, "renamed": self.rng.randrange(100)}
        after = {**rest, renamed: Held(metadata, held.contents)}
        arguments = {"new_name": renamed, "new_metadata": metadata}
        self.ids[renamed] = self.ids[name]
        return Operation("update_collection", ("update_collection", (*DEFAULT, self.ids[name]), arguments), after)

    def _create(self) -> Operation:
        name, metadata = self._fresh_name(), {"dimension": self.rng.choice((2, 7, 32))}
        configuration = {"hnsw": {"space": self.rng.choice(SPACES)}}
        keywords = {"metadata": metadata, "configuration": configuration}
        after = {**self.world, name: Held(metadata, {})}
        return Operation("create_collection", ("create_collection", (*DEFAULT, name), keywords), after)

    def _fresh_name(self) -> str:
        return f"{self.name}-{self.rng.randrange(10**9)}"


def same(one: World, other: World) -> bool:
    return not differences(one, other)


def differences(expected: World, found: World) -> str:
    """In words, empty when there is none. The order of the records counts, that of the collections does not."""
    parts = [f"collection {name} is lost" for name in expected.keys() - found.keys()]
    parts += [f"collection {name} is too many" for name in found.keys() - expected.keys()]
    for name in expected.keys() & found.keys():
        if expected[name].metadata != found[name].metadata:
            parts.append(f"metadata of {name}: {expected[name].metadata} became {found[name].metadata}")
        if changed := difference(expected[name].contents, found[name].contents):
            parts.append(f"records of {name}: {changed}")
    return "; ".join(parts)
