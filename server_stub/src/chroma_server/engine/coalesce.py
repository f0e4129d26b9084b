"""Queries that come at the same time share a search.

Much of a search is fixed work with the interpreter's lock held, which many threads do one after another. A block does
it once. Half as many searches of a snapshot run at once as there are processors, since the other half of the work is
done by the threads that ask: 8 threads on 2 processors got an answer every 0.66 ms instead of every 0.90 (10k x 384)
and 0.71 instead of 1.10 (100k), and with as many searches as processors every 0.74 and 0.85. A query for which a search
is free is searched at once and alone. Else it waits, and when one becomes free, the first that waits leads the next
block. So none ever waits for others to come.

A block holds queries of the same snapshot (the same object: each caller brings what it may see), for the same number of
results, without a filter. It is small enough to be searched the way a single query is, so that each gets the very
answer it would have got alone. When a block fails, each of its queries is searched anew by its own thread: an error
reaches only those whose query it is about.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Snapshot
from chroma_server.engine.processors import processors
from chroma_server.engine.search import IN_PLACE_QUERIES, Hits, nearest

Search: TypeAlias = "Callable[[Snapshot, Floats, int], list[Hits]]"


class _Query:
    """One query; ``awake`` is held while it waits."""

    __slots__ = ("awake", "hits", "vector")

    def __init__(self, vector: Floats) -> None:
        self.vector = vector
        self.hits: Hits | None = None
        self.awake = threading.Lock()


class _Crowd:
    """The queries of one snapshot for one number of results: those that lead a search, and those that wait."""

    __slots__ = ("leading", "waiting")

    def __init__(self) -> None:
        self.leading: set[_Query] = set()
        self.waiting: list[_Query] = []


class Coalescer:
    """Searches for single queries in blocks.

    at_once  searches of a snapshot that run at the same time
    most     queries in a block
    """

    def __init__(self, search: Search, *, at_once: int, most: int) -> None:
        self._search, self._at_once, self._most = search, at_once, most
        self.reset()

    def reset(self) -> None:
        """Forget all queries: in the child of a fork, where their threads do not exist."""
        self._lock = threading.Lock()
        self._crowds: dict[tuple[Snapshot, int], _Crowd] = {}

    @property
    def idle(self) -> bool:
        """Whether no query is searched or waits."""
        return not self._crowds

    def nearest(self, snapshot: Snapshot, vector: Floats, k: int) -> Hits:
        """As :func:`.search.nearest` answers one query without a filter. ``vector``: float32, shape (1, dimension)."""
        key = snapshot, k
        own = _Query(vector)
        block: list[_Query] = []
        try:
            if not self._leads_at_once(key, own):
                own.awake.acquire()
            block = self._block_of(key, own)
            if block:
                vectors = vector if len(block) == 1 else np.concatenate([member.vector for member in block])
                for member, hits in zip(block, self._search(snapshot, vectors, k), strict=True):
                    member.hits = hits
        except Exception:
            # Whose query it is about is found out below, by each for itself.
            if len(block) == 1:
                raise
        finally:
            self._leave(key, own)
            for member in block[1:]:
                member.awake.release()
        return self._search(snapshot, vector, k)[0] if own.hits is None else own.hits

    def _leads_at_once(self, key: tuple[Snapshot, int], own: _Query) -> bool:
        with self._lock:
            crowd = self._crowds.get(key)
            if crowd is None:
                crowd = self._crowds[key] = _Crowd()
            if len(crowd.leading) < self._at_once:
                crowd.leading.add(own)
                return True
            own.awake.acquire()
            crowd.waiting.append(own)
            return False

    def _block_of(self, key: tuple[Snapshot, int], own: _Query) -> list[_Query]:
        """What is to be searched by this thread: nothing if another has done so."""
        with self._lock:
            crowd = self._crowds.get(key)
            if crowd is None or own not in crowd.leading:
                return []
            others = crowd.waiting[: self._most - 1]
            del crowd.waiting[: self._most - 1]
            return [own, *others]

    def _leave(self, key: tuple[Snapshot, int], own: _Query) -> None:
        """Let the next one lead; also when this one was interrupted while it waited."""
        with self._lock:
            crowd = self._crowds.get(key)
            if crowd is None:
                return
            if own in crowd.waiting:
                crowd.waiting.remove(own)
            if own in crowd.leading:
                crowd.leading.remove(own)
                if crowd.waiting:
                    following = crowd.waiting.pop(0)
                    crowd.leading.add(following)
                    following.awake.release()
            if not crowd.leading:
                del self._crowds[key]


def _search(snapshot: Snapshot, vectors: Floats, k: int) -> list[Hits]:
    return nearest(snapshot, vectors, k)


coalescer = Coalescer(_search, at_once=max(1, processors() // 2), most=IN_PLACE_QUERIES)
"""The one of this process."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=coalescer.reset)
