"""A disk that is full, a directory or file that is read-only: a clear error, and afterwards all is as acknowledged."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server.engine import Engine, EngineError, InvalidArgument, ResourceExhausted
from crash.worker import Worker

from .stores import DEFAULT, make_sample, state_of

NAMESPACE = ("unshare", "--map-root-user", "--mount")
BATCH = 50


@pytest.fixture(scope="module")
def private_mounts() -> None:
    """Skips where a process may not mount file systems that it alone sees."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare command to mount a small file system with")
    trial = subprocess.run([*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, text=True)
    if trial.returncode:
        pytest.skip(f"this user may not mount file systems in a namespace: {trial.stderr.strip()}")


@pytest.fixture
def mounter(private_mounts: None) -> Iterator[Worker]:
    working = Worker(*NAMESPACE)
    yield working
    working.stop()


def add(worker: Worker, collection_id: str, number: int) -> list[str]:
    """A batch of incompressible size, 50 records of about 2.5 KB."""
    ids = [f"{number}-{i}" for i in range(BATCH)]
    documents = [f"{record_id} " * 200 for record_id in ids]
    worker.call(
        "add", collection_id, ids=ids, embeddings=[[number, i, 0, 1] * 16 for i in range(BATCH)], documents=documents
    )
    return ids


def fill(worker: Worker, collection_id: str) -> tuple[list[str], EngineError]:
    """Add until there is no more room; the acknowledged ids and the error."""
    acknowledged: list[str] = []
    for number in range(1, 10_000):
        try:
            acknowledged += add(worker, collection_id, number)
        except EngineError as error:
            return acknowledged, error
    raise AssertionError("the disk never got full")


def refusal(worker: Worker, name: str, *arguments: object) -> EngineError | None:
    """Why the engine did not do it; None when it did."""
    try:
        worker.call(name, *arguments)
    except EngineError as error:
        return error
    return None


def test_a_full_disk_is_reported_and_the_store_goes_on_once_there_is_room(mounter: Worker, tmp_path: Path) -> None:
    mounter.call("shell", ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(tmp_path)])
    ballast = str(tmp_path / "ballast")
    mounter.call("shell", ["truncate", "-s", "0", ballast])
    mounter.call("shell", ["dd", "if=/dev/zero", f"of={ballast}", "bs=1M", "count=6"])
    store = str(tmp_path / "store")
    mounter.call("open", store, {})
    made = mounter.call("create_collection", *DEFAULT, "filled")
    acknowledged, error = fill(mounter, made.id)
    assert isinstance(error, ResourceExhausted), repr(error)
    assert store in str(error)
    assert acknowledged

    # Full: what was acknowledged can be read, every way of writing says why not, and nothing is there in part.
    for attempt in range(3):
        with pytest.raises(ResourceExhausted, match=re.escape(store)):
            add(mounter, made.id, 100_000 + attempt)
        assert mounter.call("get", made.id).ids == acknowledged
        assert mounter.call("contradictions", attempt) == []
    refused = refusal(mounter, "vacuum")
    assert refused is None or (isinstance(refused, ResourceExhausted) and store in str(refused)), repr(refused)
    assert mounter.call("get", made.id).ids == acknowledged

    mounter.call("shell", ["rm", ballast])
    mounter.call("shell", ["mount", "-o", "remount,size=100m", str(tmp_path)])
    acknowledged += add(mounter, made.id, 200_000)
    assert mounter.call("get", made.id).ids == acknowledged
    mounter.call("vacuum")
    acknowledged += add(mounter, made.id, 200_001)
    assert mounter.call("contradictions", 9) == []
    mounter.call("close")
    mounter.call("open", store, {})
    assert mounter.call("get", made.id).ids == acknowledged
    assert mounter.call("contradictions", 10) == []


def test_a_store_can_be_opened_and_read_on_a_full_disk(mounter: Worker, tmp_path: Path) -> None:
    """Or says that it cannot; either way it is whole once there is room."""
    mounter.call("shell", ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(tmp_path)])
    store = str(tmp_path / "store")
    mounter.call("open", store, {})
    made = mounter.call("create_collection", *DEFAULT, "filled")
    acknowledged = add(mounter, made.id, 0) + add(mounter, made.id, 1)
    mounter.call("close")
    ballast = str(tmp_path / "ballast")
    with pytest.raises(RuntimeError):
        mounter.call("shell", ["dd", "if=/dev/zero", f"of={ballast}", "bs=4k", "count=5000"])
    refused = refusal(mounter, "open", store, {})
    if refused is None:
        assert mounter.call("get", made.id).ids == acknowledged
        mounter.call("close")
    assert refused is None or (isinstance(refused, ResourceExhausted) and store in str(refused)), repr(refused)
    mounter.call("shell", ["rm", ballast])
    mounter.call("open", store, {})
    assert mounter.call("get", made.id).ids == acknowledged
    add(mounter, made.id, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a process's files")
def test_a_limit_on_file_sizes_is_reported_and_can_be_lifted(worker: Worker, tmp_path: Path) -> None:
    worker.call("open", str(tmp_path), {})
    made = worker.call("create_collection", *DEFAULT, "filled")
    acknowledged = add(worker, made.id, 0)
    worker.call("limit_file_size", 3_000_000)
    more, error = fill(worker, made.id)
    acknowledged += more
    assert str(tmp_path) in str(error)
    assert worker.call("get", made.id).ids == acknowledged
    worker.call("limit_file_size", -1)
    acknowledged += add(worker, made.id, 100_000)
    worker.call("close")
    worker.call("open", str(tmp_path), {})
    assert worker.call("get", made.id).ids == acknowledged
    assert worker.call("contradictions", 1) == []


def read_only(worker: Worker, path: Path) -> None:
    worker.call("shell", ["mount", "--bind", str(path), str(path)])
    worker.call("shell", ["mount", "-o", "remount,ro,bind", str(path)])


def test_a_read_only_directory_is_read_or_refused_by_name(mounter: Worker, tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    for name, close in (("closed", True), ("left open", False)):
        path = sample.copy(tmp_path / name)
        if close:
            Engine.open(path).close()
        read_only(mounter, path)
        refused = refusal(mounter, "open", str(path), {})
        if refused is None:
            assert state_of(mounter.call("everything")) == sample.state
            unwritten = refusal(mounter, "create_collection", *DEFAULT, "another")
            assert unwritten is not None
            assert str(path) in str(unwritten)
            mounter.call("close")
        assert refused is None or (isinstance(refused, InvalidArgument) and str(path) in str(refused)), repr(refused)
        with Engine.open(path) as engine:  # Not read-only outside the namespace: nothing has happened to it.
            assert {name: engine.count(made.id) for name, (made, _) in sample.state.items()} == {
                name: len(contents) for name, (_, contents) in sample.state.items()
            }


def test_read_only_files_are_read_or_refused_by_name(mounter: Worker, tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    for file in sample.files():
        path = sample.copy(tmp_path / f"protected {file.name}")
        read_only(mounter, path / file)
        refused = refusal(mounter, "open", str(path), {})
        if refused is None:
            refused = refusal(mounter, "everything")
        if refused is None:
            assert state_of(mounter.call("everything")) == sample.state, str(file)
        assert refused is None or str(path) in str(refused), f"{file}: {refused!r}"


def test_a_directory_that_cannot_be_written_is_refused_by_name(mounter: Worker, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    read_only(mounter, tmp_path / "here")
    for path in (tmp_path / "here", tmp_path / "here" / "below"):
        with pytest.raises(InvalidArgument) as caught:
            mounter.call("open", str(path), {})
        assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_path_that_is_or_goes_through_a_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InvalidArgument, match="file"):
        Engine.open(tmp_path / name)
    assert (tmp_path / "file").read_text() == "mine"
