"""The two packages under test, their worker processes and their servers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from servers import free_port

OURS, OFFICIAL = "ours", "official"
WORKER = Path(__file__).with_name("worker.py")
_STARTUP_SECONDS = 60.0
_ENVIRONMENT = {
    # An installed package keeps its bytecode: compiling every module at each start took 0.15 of 0.41 s of CPU.
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "ANONYMIZED_TELEMETRY": "False",
}


class WorkerError(Exception):
    """An operation raised in a worker, or the worker died or took too long; the message is what it said."""


@dataclass(frozen=True)
class Package:
    """``ours`` or ``official``, and the Python that has it."""

    name: str
    python: Path

    @property
    def chroma(self) -> Path:
        """Its command, beside its Python."""
        return self.python.parent / ("chroma.exe" if os.name == "nt" else "chroma")


def packages(official_python: Path | None = None) -> tuple[Package, Package]:
    """Ours, in the Python that runs this, and the official one.

    Without an argument, the official Python is found beside the command that ``OFFICIAL_CHROMA`` names.
    Raises FileNotFoundError when there is none.
    """
    if official_python is None:
        command = os.environ.get("OFFICIAL_CHROMA")
        if not command:
            raise FileNotFoundError("name the official package's Python: --official-python, or OFFICIAL_CHROMA")
        official_python = Path(command).parent / ("python.exe" if os.name == "nt" else "python")
    found = (Package(OURS, Path(sys.executable)), Package(OFFICIAL, official_python.absolute()))
    for package in found:
        if not package.chroma.exists():
            raise FileNotFoundError(f"{package.name}: there is no {package.chroma}")
    return found


class WorkerProcess:
    """A process that runs ``worker.py`` for a package. A context manager; leaving it ends the process."""

    def __init__(self, package: Package, *, timeout: float = 900.0) -> None:
        self.package = package
        self._timeout = timeout
        self._errors = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 - closed by __exit__
        self._process = subprocess.Popen(
            [str(package.python), "-I", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            env=_ENVIRONMENT,
        )

    def __enter__(self) -> WorkerProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        self._process.communicate()
        self._errors.close()

    def call(self, op: str, **arguments: Any) -> Any:
        """Run an operation of the worker; its result. Raises WorkerError."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise WorkerError("the worker has no pipes")
        watchdog = threading.Timer(self._timeout, process.kill)
        watchdog.start()
        try:
            process.stdin.write(json.dumps({"op": op, **arguments}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            watchdog.cancel()
        if not line:
            self._errors.seek(0)
            raise WorkerError(f"{self.package.name}: the worker ended during {op}:\n{self._errors.read()[-2000:]}")
        answer = json.loads(line)
        if "error" in answer:
            raise WorkerError(f"{self.package.name}: {op}: {answer['error']}")
        return answer["result"]


@dataclass(frozen=True)
class Server:
    """A running server: where, which process, and what its start cost until the first heartbeat."""

    port: int
    pid: int
    start_wall_ms: float
    start_cpu_ms: float | None


@contextmanager
def chroma_run(package: Package, path: Path) -> Generator[Server, None, None]:
    """``chroma run`` of a package on a directory, until the block ends."""
    port = free_port()
    command = [str(package.chroma), "run", "--path", str(path), "--port", str(port), "--host", "127.0.0.1"]
    with tempfile.TemporaryFile("w+", errors="replace") as log:
        at = time.perf_counter()
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=path.parent, env=_ENVIRONMENT)
        try:
            _wait(process, port)
            wall = (time.perf_counter() - at) * 1e3
            yield Server(port, process.pid, wall, process_cpu_ms(process.pid))
        except TimeoutError as error:
            log.seek(0)
            raise WorkerError(f"{package.name}: {error}:\n{log.read()[-2000:]}") from error
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def process_cpu_ms(pid: int) -> float | None:
    """Milliseconds of CPU a process has used; None where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1e3


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.01)
    raise TimeoutError(f"no heartbeat; the server's exit status is {process.poll()}")
