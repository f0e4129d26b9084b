"""Opens damaged stores, one after the other, in a process that may die of it, and judges what it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chroma_server.engine import EngineError, FailedPrecondition
from crash.worker import Worker

from .stores import Sample, state_of


def kind_of(file: Path) -> str:
    if file.name.endswith("-wal"):
        return "write-ahead log"
    return "database" if file.suffix == ".sqlite3" else file.suffix


class Reader:
    """The process, and a new one when it died."""

    def __init__(self) -> None:
        self._worker = Worker()

    def call(self, name: str, *arguments: Any) -> Any:
        """A command of the worker; its answer, or the error it ended with."""
        try:
            return self._worker.call(name, *arguments)
        except (EngineError, RuntimeError) as error:
            return error
        except AssertionError as death:
            self._worker = Worker()
            return RuntimeError(str(death))

    def verdict(self, path: Path, sample: Sample) -> str:
        """``right``, ``earlier``, ``reported``, or what is wrong about the answer, in words."""
        opened = self.call("open", str(path), {})
        if opened is not None:
            return judged(opened, path)
        listed = self.call("everything")
        contradictions = self.call("contradictions", 1)
        self.call("close")
        for answer in (listed, contradictions):
            if isinstance(answer, Exception):
                return judged(answer, path)
        if contradictions:
            return f"WRONG: {contradictions[0]}"
        found = state_of(listed)
        if found == sample.state:
            return "right"
        return "earlier" if found in sample.history else "WRONG: the store never held what was read"

    def stop(self) -> None:
        self._worker.stop()


def judged(error: Exception, path: Path) -> str:
    """``reported`` for an error of the engine that names the file and the way out."""
    if not isinstance(error, EngineError):
        return f"WRONG: {error}"
    if str(path) not in str(error):
        return f"WRONG: the message names no file: {error!r}"
    if "chroma check" not in str(error) and not isinstance(error, FailedPrecondition):
        return f"WRONG: the message names no way out: {error!r}"
    return "reported"
