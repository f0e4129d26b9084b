"""Start a Chroma server for a test: ours, or the official one, as a process of its own on a free port."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

STARTUP_SECONDS = 60.0


def free_port() -> int:
    """A port of the loopback interface that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def chroma_run(
    *arguments: str,
    executable: str | None = None,
    config: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[str]:
    """Run ``chroma run`` with the given arguments until the block ends; gives its address.

    ``executable`` is the path of another ``chroma`` command (the official one). ``config`` is written to a config file.
    """
    command = [executable] if executable else [sys.executable, "-m", "chroma_server"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        port = port or free_port()
        if config is not None:
            settings = {"persist_path": str(Path(folder) / "data"), "port": port, **config}
            file = Path(folder) / "config.yaml"
            file.write_text(json.dumps(settings))  # JSON is YAML
            command += ["run", str(file)]
        else:
            command += ["run", "--path", str(Path(folder) / "data"), "--port", str(port)]
        log = Path(folder) / "log.txt"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, *arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env={**os.environ, **(environment or {})},
            )
            try:
                url = f"http://127.0.0.1:{port}"
                _wait(url, process, log)
                yield url
            finally:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}:\n{log.read_text(errors='replace')}")
        try:
            with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"no heartbeat within {STARTUP_SECONDS} s:\n{log.read_text(errors='replace')}")
