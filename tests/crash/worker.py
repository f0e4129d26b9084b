"""A process that works for another one: it runs commands that come over a pipe and answers each.

A command is a pickled tuple ``(name, arguments, keywords)``: a method of the engine, a function of :data:`EXTRA`,
or one of those that :class:`Desk` knows.
The answer is ``("done", value)`` or ``("failed", exception)``.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

from chroma_server.engine import Engine, EngineError, EngineOptions, maintenance

from crash import probe

EXTRA: dict[str, Callable[..., Any]] = {"everything": probe.everything, "contradictions": probe.contradictions}


class Desk:
    """The engine that commands are for, and the commands that are not the engine's.

    ``open`` (path, options) | ``check`` and ``repair`` (path) | ``shell`` (command line) | ``limit_file_size`` (bytes,
    -1 for none) | ``limit_open_files`` (how many) | ``hold_lock`` and ``release_lock``: be in the middle of a write
    """

    def __init__(self, engine: Engine | None = None) -> None:
        self.engine = engine
        self._held: AbstractContextManager[Any] = nullcontext()

    def run(self, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        if name == "open":
            path, options = arguments
            self.engine = Engine.open(path, options=EngineOptions(**options))
            return None
        if name == "shell":
            return subprocess.run(*arguments, check=True, capture_output=True, text=True, **keywords).stdout
        if name in ("limit_file_size", "limit_open_files"):
            import resource

            kind = resource.RLIMIT_FSIZE if name == "limit_file_size" else resource.RLIMIT_NOFILE
            resource.setrlimit(kind, (arguments[0], resource.getrlimit(kind)[1]))
            return None
        if name in ("check", "repair"):
            return getattr(maintenance, name)(*arguments, **keywords)
        if self.engine is None:
            raise RuntimeError("no engine is open")
        if name in EXTRA:
            return EXTRA[name](self.engine, *arguments, **keywords)
        if name == "hold_lock":
            self._held = self.engine._store.write()
            self._held.__enter__()
            return None
        if name == "release_lock":
            self._held.__exit__(None, None, None)
            return None
        return getattr(self.engine, name)(*arguments, **keywords)


def serve(desk: Desk, commands: BinaryIO, answers: BinaryIO) -> None:
    """Answer commands until there are no more."""
    while True:
        try:
            name, arguments, keywords = pickle.load(commands)
        except EOFError:
            return
        try:
            answer = ("done", desk.run(name, arguments, keywords))
        except Exception as error:  # noqa: BLE001 - whatever it is, the other process judges it
            answer = ("failed", error if isinstance(error, EngineError) else RuntimeError(repr(error)))
        answers.write(pickle.dumps(answer))
        answers.flush()


class Worker:
    """The other end: a process of its own whose engine is called by name.

    ``prefix`` is put in front of its command line, to run it in another environment.
    """

    def __init__(self, *prefix: str) -> None:
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-c", _MAIN.format(path=sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, name: str, *arguments: Any, **keywords: Any) -> None:
        """Begin a command; :meth:`receive` waits for it."""
        assert self._process.stdin is not None
        self._process.stdin.write(pickle.dumps((name, arguments, keywords)))
        self._process.stdin.flush()

    def receive(self) -> Any:
        """The value, or the raised exception."""
        assert self._process.stdout is not None
        try:
            outcome, value = pickle.load(self._process.stdout)
        except EOFError:
            raise AssertionError(f"the worker died with {self._process.wait()}") from None
        if outcome == "failed":
            raise value
        return value

    def call(self, name: str, *arguments: Any, **keywords: Any) -> Any:
        self.send(name, *arguments, **keywords)
        return self.receive()

    def kill(self) -> None:
        self._process.kill()
        self.stop()

    def stop(self) -> None:
        """Let it end by itself, and wait for that."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


_MAIN = """
import sys
sys.path[:] = {path!r}
from crash.worker import Desk, serve
commands, answers = sys.stdin.buffer, sys.stdout.buffer
sys.stdout = sys.stderr
serve(Desk(), commands, answers)
"""
