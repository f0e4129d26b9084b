"""A driver that is a process of its own: a client of any language, spoken to in JSON Lines.

One request a line on its standard input, one answer a line on its standard output, in order; its standard error is for
people. README.md describes the messages.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from contract.runner.match import WholeNumber

from .outcome import Call, Failure, Outcome, Success

ANSWER_SECONDS = 120.0
CLOSE_SECONDS = 20.0
_LAST_WORDS = 4000
_LAST_SECONDS = 1.0


class DriverError(Exception):
    """The driver itself failed: it ended, kept silent, or said what the protocol does not know."""


class ProcessDriver:
    """Starts the command; once connected, performs calls through it.

    Raises:
        DriverError: it could not be started, or did not answer as it must; the message has what it said to people.
    """

    name = "process"
    abilities: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()

    def __init__(self, command: Sequence[str], cwd: Path | None = None) -> None:
        self._command = list(command)
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the driver
        try:
            self._process = subprocess.Popen(
                self._command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._words
            )
        except OSError as error:
            self._words.close()
            raise DriverError(f"{self._command[0]} cannot be started: {error}") from error
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._number = 0
        self.one_number_type = False
        self._broken = False

    def connect(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        """Speak to the server at ``url`` from now on, with these headers in every request."""
        ready = self._ask("connect", {"url": url, "headers": dict(headers or {})}, "ready")["ready"]
        try:
            self.name = str(ready["name"])
            one_type = ready.get("numbers") == "one_type"
            self.abilities = frozenset(ready["abilities"]) | (frozenset() if one_type else {"floats"})
            self.operations = frozenset(ready["operations"])
        except (KeyError, TypeError) as error:
            raise self._failed(f"its introduction is incomplete: {ready!r}") from error
        self.one_number_type = one_type

    def perform(self, call: Call) -> Outcome:
        """Perform the call. Raises DriverError when the driver fails, not when the call does."""
        content: dict[str, Any] = {"operation": call.operation, "arguments": dict(call.arguments)}
        if call.body is not None:
            content["body"] = call.body
        if call.headers:
            content["headers"] = dict(call.headers)
        answer = self._ask("call", content, "success", "failure")
        if "success" in answer:
            return Success(answer["success"].get("value"), answer["success"].get("status"))
        failure = answer["failure"]
        return Failure(failure["category"], failure["message"], failure.get("status"), failure.get("kind"))

    def close(self) -> None:
        """End the process. Raises DriverError when it does not end well; one that has failed before is just ended."""
        try:
            if not self._broken:
                self._ask("close", {}, "closed")
                assert self._process.stdin is not None
                self._process.stdin.close()
                status = self._process.wait(CLOSE_SECONDS)
                if status:
                    raise self._failed(f"it ended with {status}")
        except subprocess.TimeoutExpired as error:
            raise self._failed(f"it did not end within {CLOSE_SECONDS:.0f} s") from error
        finally:
            self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._words):
            if stream is not None:
                stream.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put(b"")

    def _ask(self, verb: str, content: Mapping[str, Any], *answers: str) -> dict[str, Any]:
        self._number += 1
        line = json.dumps({"id": self._number, verb: content}, ensure_ascii=True)
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()
            received = self._answers.get(timeout=ANSWER_SECONDS)
        except OSError as error:
            raise self._failed(f"it does not listen: {error}") from error
        except queue.Empty:
            raise self._failed(f"no answer within {ANSWER_SECONDS:.0f} s to {line[:500]}") from None
        if not received:
            raise self._failed(f"it ended instead of answering {line[:500]}")
        try:
            answer: Any = json.loads(received, parse_int=WholeNumber if self.one_number_type else int)
        except ValueError as error:
            raise self._failed(f"not JSON: {received[:500]!r}") from error
        if (
            not isinstance(answer, dict)
            or answer.get("id") != self._number
            or not any(key in answer for key in answers)
        ):
            raise self._failed(f"not an answer to {line[:500]}: {received[:500]!r}")
        found: dict[str, Any] = answer
        return found

    def _failed(self, reason: str) -> DriverError:
        if not self._broken:
            # It may be about to say why it ends.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LAST_SECONDS)
        self._broken = True
        self._words.seek(0)
        said = self._words.read().decode(errors="replace")[-_LAST_WORDS:].strip()
        return DriverError(f"the driver {' '.join(self._command)}: {reason}" + (f"\nit said:\n{said}" if said else ""))
