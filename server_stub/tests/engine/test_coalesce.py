"""Queries that share a search: who leads, who waits, and that each gets its own answer or its own error."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine, InvalidArgument, coalesce
from chroma_server.engine.coalesce import Coalescer
from chroma_server.engine.index import vector_index, wait_for_builds
from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Snapshot
from chroma_server.engine.search import IN_PLACE_QUERIES, Hits, nearest

from .index.kinds import part_of, snapshot_of

_PATIENCE = 30.0


def _query(number: int) -> Floats:
    vector: Floats = np.full((1, 2), number, dtype=np.float32)
    return vector


def _empty() -> Snapshot:
    return snapshot_of([part_of(np.zeros((1, 2), dtype=np.float32))], "l2")


class _Search:
    """A search that answers a query with its own number, and waits for a signal if the block begins with a held one."""

    def __init__(self) -> None:
        self.blocks: list[tuple[list[int], int]] = []
        self.wrong: dict[int, Callable[[], BaseException]] = {}
        self.held: dict[int, threading.Event] = {}
        self.began: dict[int, threading.Event] = {}

    def hold(self, number: int) -> threading.Event:
        self.began[number] = threading.Event()
        return self.held.setdefault(number, threading.Event())

    def __call__(self, snapshot: Snapshot, vectors: Floats, k: int) -> list[Hits]:
        numbers = [int(vector[0]) for vector in vectors]
        self.blocks.append((numbers, k))
        if numbers[0] in self.held:
            self.began[numbers[0]].set()
            assert self.held[numbers[0]].wait(_PATIENCE)
        for number in numbers:
            if number in self.wrong:
                raise self.wrong[number]()
        return [(np.array([number]), np.array([k], dtype=np.float32)) for number in numbers]


class _Callers:
    """Threads that ask, in an order."""

    def __init__(self, coalescer: Coalescer, snapshot: Snapshot, pool: ThreadPoolExecutor) -> None:
        self._coalescer, self._snapshot, self._pool = coalescer, snapshot, pool

    def ask(self, number: int, k: int = 1, snapshot: Snapshot | None = None) -> Future[int]:
        chosen = snapshot or self._snapshot
        return self._pool.submit(lambda: int(self._coalescer.nearest(chosen, _query(number), k)[0][0]))

    def ask_and_wait(self, *numbers: int, k: int = 1) -> list[Future[int]]:
        """Ask where all places are taken; each waits when the next one comes."""
        asked: list[Future[int]] = []
        for number in numbers:
            before = _waiting(self._coalescer)
            asked.append(self.ask(number, k))
            _until(lambda: _waiting(self._coalescer) > before)  # noqa: B023 - called before it changes
        return asked


def _waiting(coalescer: Coalescer) -> int:
    return sum(len(crowd.waiting) for crowd in list(coalescer._crowds.values()))


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.fixture
def search() -> _Search:
    return _Search()


@pytest.fixture
def coalescer(search: _Search) -> Coalescer:
    return Coalescer(search, at_once=1, most=3)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT raises, also where the tests run in the background of a shell that has them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def callers(coalescer: Coalescer) -> Iterator[_Callers]:
    with ThreadPoolExecutor(12) as pool:
        yield _Callers(coalescer, _empty(), pool)


class TestBlocks:
    def test_a_query_that_comes_alone_is_searched_alone_and_leaves_nothing(
        self, search: _Search, coalescer: Coalescer
    ) -> None:
        assert coalescer.nearest(_empty(), _query(7), 2)[0].tolist() == [7]
        assert search.blocks == [([7], 2)]
        assert coalescer.idle

    def test_those_that_come_during_a_search_share_the_next_ones_in_turn(
        self, search: _Search, coalescer: Coalescer, callers: _Callers
    ) -> None:
        go_on = search.hold(0)
        first = callers.ask(0)
        assert search.began[0].wait(_PATIENCE)
        others = callers.ask_and_wait(1, 2, 3, 4)
        assert not any(one.done() for one in others)
        go_on.set()
        assert [one.result(_PATIENCE) for one in (first, *others)] == [0, 1, 2, 3, 4]
        assert [numbers for numbers, _ in search.blocks] == [[0], [1, 2, 3], [4]]
        _until(lambda: coalescer.idle)

    def test_another_state_or_another_number_of_results_is_another_search(
        self, search: _Search, callers: _Callers
    ) -> None:
        go_on = search.hold(0)
        first = callers.ask(0)
        assert search.began[0].wait(_PATIENCE)
        assert callers.ask(1, k=2).result(_PATIENCE) == 1
        assert callers.ask(2, snapshot=_empty()).result(_PATIENCE) == 2
        assert not first.done()
        go_on.set()
        assert first.result(_PATIENCE) == 0
        assert search.blocks == [([0], 1), ([1], 2), ([2], 1)]

    def test_as_many_searches_as_allowed_run_at_once(self, search: _Search) -> None:
        with ThreadPoolExecutor(4) as pool:
            callers = _Callers(Coalescer(search, at_once=2, most=3), _empty(), pool)
            signals = [search.hold(0), search.hold(1)]
            running = [callers.ask(0), callers.ask(1)]
            assert search.began[0].wait(_PATIENCE)
            assert search.began[1].wait(_PATIENCE)
            (third,) = callers.ask_and_wait(2)
            signals[1].set()
            assert third.result(_PATIENCE) == 2
            assert not running[0].done()
            signals[0].set()
            assert [one.result(_PATIENCE) for one in running] == [0, 1]


class TestFailures:
    def test_an_error_reaches_only_the_query_it_is_about(
        self, search: _Search, coalescer: Coalescer, callers: _Callers
    ) -> None:
        search.wrong[2] = lambda: InvalidArgument("two")
        go_on = search.hold(0)
        first = callers.ask(0)
        assert search.began[0].wait(_PATIENCE)
        others = callers.ask_and_wait(1, 2, 3)
        go_on.set()
        assert first.result(_PATIENCE) == 0
        assert [others[0].result(_PATIENCE), others[2].result(_PATIENCE)] == [1, 3]
        with pytest.raises(InvalidArgument, match="two"):
            others[1].result(_PATIENCE)
        assert search.blocks[:2] == [([0], 1), ([1, 2, 3], 1)]
        assert sorted(numbers for numbers, _ in search.blocks[2:]) == [[1], [2], [3]]
        _until(lambda: coalescer.idle)

    def test_a_query_alone_is_not_searched_twice_for_its_error(self, search: _Search, coalescer: Coalescer) -> None:
        search.wrong[1] = lambda: InvalidArgument("one")
        with pytest.raises(InvalidArgument, match="one"):
            coalescer.nearest(_empty(), _query(1), 1)
        assert search.blocks == [([1], 1)]
        assert coalescer.idle

    def test_a_leader_that_is_interrupted_leaves_nobody_behind(
        self, search: _Search, coalescer: Coalescer, callers: _Callers
    ) -> None:
        interrupts = iter([KeyboardInterrupt()])
        search.wrong[1] = lambda: next(interrupts)
        go_on = search.hold(0)
        first = callers.ask(0)
        assert search.began[0].wait(_PATIENCE)
        leader, second, third, later = callers.ask_and_wait(1, 2, 3, 4)
        go_on.set()
        assert first.result(_PATIENCE) == 0
        with pytest.raises(KeyboardInterrupt):
            leader.result(_PATIENCE)
        assert [one.result(_PATIENCE) for one in (second, third, later)] == [2, 3, 4]
        _until(lambda: coalescer.idle)

    @pytest.mark.usefixtures("interruptible")
    @pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="signals are sent to threads on POSIX only")
    def test_one_that_is_interrupted_while_it_waits_is_out_of_the_queue(
        self, search: _Search, coalescer: Coalescer, callers: _Callers
    ) -> None:
        go_on = search.hold(0)
        first = callers.ask(0)
        assert search.began[0].wait(_PATIENCE)
        main = threading.main_thread().ident
        assert main is not None

        def interrupt() -> None:
            _until(lambda: _waiting(coalescer) == 1)
            signal.pthread_kill(main, signal.SIGINT)

        interrupter = threading.Thread(target=interrupt)
        interrupter.start()
        with pytest.raises(KeyboardInterrupt):
            coalescer.nearest(callers._snapshot, _query(1), 1)
        interrupter.join()
        (next_one,) = callers.ask_and_wait(2)
        go_on.set()
        assert [first.result(_PATIENCE), next_one.result(_PATIENCE)] == [0, 2]
        assert [numbers for numbers, _ in search.blocks] == [[0], [2]]
        _until(lambda: coalescer.idle)

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
    def test_the_child_of_a_fork_waits_for_no_thread_of_its_parent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The searches that run are those of the parent's threads, which the child does not have."""
        shared, snapshot = coalesce.coalescer, _empty()
        search = _Search()
        go_on = search.hold(0)
        monkeypatch.setattr(shared, "_search", search)
        monkeypatch.setattr(shared, "_at_once", 1)
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(shared.nearest, snapshot, _query(0), 1)
            assert search.began[0].wait(_PATIENCE)
            child = os.fork()
            if not child:
                signal.alarm(int(_PATIENCE))
                rows, _ = shared.nearest(snapshot, _query(1), 1)
                os._exit(0 if rows.tolist() == [1] else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            go_on.set()
            assert first.result(_PATIENCE)[0].tolist() == [0]


@pytest.mark.parametrize("live", [1.0, 0.95, 0.1])
@pytest.mark.parametrize("space", ["l2", "cosine", "ip"])
@pytest.mark.parametrize("indexed", [True, False])
def test_many_threads_get_what_each_gets_alone(
    indexed: bool, space: str, live: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bit by bit: by the index, by all rows, and where few rows of an index are left."""
    if indexed:
        pytest.importorskip("faiss")
        monkeypatch.setattr(vector_index, "_CELLS_WORTH_CODES", 1)
    random = np.random.default_rng(3)
    vectors = random.normal(size=(4000, 64)).astype(np.float32)
    queries = np.concatenate([random.normal(size=(150, 64)), random.normal(size=(50, 64)) * 3]).astype(np.float32)
    snapshot = snapshot_of([part_of(vectors, alive=random.random(4000) < live), part_of(vectors[:10])], space)
    nearest(snapshot, queries[:1], 10)
    assert wait_for_builds(60)
    blocks: list[int] = []

    def counted(snapshot: Snapshot, vectors: Floats, k: int) -> list[Hits]:
        if not blocks:
            _until(lambda: _waiting(shared) >= IN_PLACE_QUERIES)
        blocks.append(len(vectors))
        return nearest(snapshot, vectors, k)

    shared = Coalescer(counted, at_once=1, most=IN_PLACE_QUERIES)

    def bits(hits: Hits) -> tuple[list[int], bytes]:
        return hits[0].tolist(), hits[1].tobytes()

    alone = [bits(nearest(snapshot, query[np.newaxis], 10)[0]) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: bits(shared.nearest(snapshot, query[np.newaxis], 10)), queries))
    assert together == alone
    assert max(blocks) == IN_PLACE_QUERIES
    assert sum(blocks) == len(queries)
    assert shared.idle


def test_a_dimension_that_is_wrong_is_told_to_its_caller_alone() -> None:
    with Engine.open(None) as engine:
        made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "records")
        engine.add(made.id, ids=["a"], embeddings=[[1.0, 0.0]])

        def ask(number: int) -> str:
            try:
                return engine.query(made.id, query_embeddings=[[1.0] * (3 if number % 5 == 0 else 2)]).ids[0][0]
            except InvalidArgument as error:
                return error.message

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(200)))
    assert all(("dimension" in answer) == (number % 5 == 0) for number, answer in enumerate(answers))
    assert answers[1] == "a"


def test_a_query_sees_every_write_that_was_acknowledged_before(engine: Engine) -> None:
    made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "records")
    engine.add(made.id, ids=["0"], embeddings=[[0.0, 0.0]])
    newest, stop = [0], threading.Event()

    def ask(_: int) -> None:
        while not stop.is_set():
            expected = newest[0]
            found = engine.query(made.id, query_embeddings=[[1e6, 0.0]], n_results=1).ids[0][0]
            assert int(found) >= expected

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, thread) for thread in range(4)]
        for number in range(1, 60):
            engine.add(made.id, ids=[str(number)], embeddings=[[float(number), 0.0]])
            newest[0] = number
        stop.set()
        for one in asking:
            one.result(_PATIENCE)
