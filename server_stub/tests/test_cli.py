"""The ``chroma`` command as a process: what it prints, what it refuses, how it stops."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMA = (sys.executable, "-m", "chroma_server")


def _environment(**extra: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("CHROMA_")} | extra


def _call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CHROMA, *map(str, arguments)], capture_output=True, text=True, timeout=60, env=_environment(**environment)
    )


@contextlib.contextmanager
def _running(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [*CHROMA, "run", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env=_environment(**environment),
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.fullmatch(r"Listening on (http://\S+)\n", line):
                yield process, found[1]
                break
        else:
            raise AssertionError(process.communicate()[1])
    finally:
        process.kill()
        process.communicate()


def _json(url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_help_names_every_option() -> None:
    shown = _call("run", "--help")
    assert shown.returncode == 0
    for option in ("CONFIG_PATH", "--path", "--host", "--port", "--profile", "--api-keys", "--in-memory"):
        assert option in shown.stdout


def test_the_version_is_the_packages() -> None:
    from importlib.metadata import version

    assert _call("--version").stdout.strip() == f"chroma {version('polychrome-server')}"
    assert _call("version").stdout.strip() == version("polychrome-server")


def test_parsing_imports_neither_numpy_nor_the_server() -> None:
    code = (
        "import sys, chroma_server.cli as cli\n"
        "try: cli.main(['run', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'uvicorn', 'pydantic', 'orjson', 'yaml'} & sys.modules.keys()), file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert shown.stderr.strip() == "[]"


def test_a_start_builds_no_wire_model() -> None:
    program = (
        "import sys\n"
        "from chroma_server.app import create_app\n"
        "from chroma_server.engine import Engine\n"
        "with Engine.open(None) as engine:\n"
        "    create_app(engine).close()\n"
        "print({'pydantic', 'chroma_server.wire.models'} & sys.modules.keys())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_the_data_stays(tmp_path: Path, number: signal.Signals) -> None:
    path = tmp_path / "data"
    with _running("--path", path, "--port", "0") as (process, url):
        _json(f"{url}/api/v2/tenants", {"name": "kept"})
        process.send_signal(number)
        assert process.wait(30) == 0
        assert process.communicate() == ("Stopped\n", "")
    with _running("--path", path, "--port", "0") as (_, url):
        assert _json(f"{url}/api/v2/tenants/kept")["name"] == "kept"


def test_the_directory_is_chroma_unless_given(tmp_path: Path) -> None:
    with _running("--port", "0", cwd=tmp_path):
        assert (tmp_path / "chroma").is_dir()


def test_in_memory_leaves_nothing_on_disk(tmp_path: Path) -> None:
    with _running("--port", "0", "--in-memory", cwd=tmp_path) as (_, url):
        _json(f"{url}/api/v2/tenants", {"name": "gone"})
    assert list(tmp_path.iterdir()) == []


def test_the_configuration_file_and_the_environment(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("port: 1\nlisten_address: 127.0.0.1\npersist_path: here\nallow_reset: true\n")
    with _running(config, cwd=tmp_path, CHROMA_PORT="0") as (_, url):
        assert url.startswith("http://127.0.0.1:")
        assert (tmp_path / "here").is_dir()
        assert _json(f"{url}/api/v2/reset", {}) is True


def test_keys_are_never_printed(tmp_path: Path) -> None:
    keys = tmp_path / "keys.yaml"
    keys.write_text("keys: [{key: SECRET, tenant: acme, databases: [prod]}]\n")
    arguments = ("--in-memory", "--port", "0", "--profile", "cloud", "--api-keys", keys, "--access-log")
    with _running(*arguments) as (process, url):
        request = urllib.request.Request(f"{url}/api/v2/auth/identity", headers={"x-chroma-token": "SECRET"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert json.load(answer)["databases"] == ["prod"]
        process.terminate()
        printed = process.communicate(timeout=30)
    assert "/api/v2/auth/identity" in "".join(printed)
    assert "SECRET" not in "".join(printed)


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = _call("run", "--in-memory", "--host", "127.0.0.1", "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr == f"chroma: cannot listen on 127.0.0.1:{port}: Address already in use\n"


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        ((), 2, "usage: chroma"),
        (("run", "--port", "eighty"), 2, "'eighty' is not a port number"),
        (("run", "--port", "65536"), 2, "'65536' is not a port number"),
        (("run", "--profile", "moon"), 2, "unknown profile 'moon'; there are cloud, local, official-local"),
        (("run", "--profile", "cloud"), 2, "name the file with --api-keys FILE"),
        (("run", "--api-keys", "x.json"), 2, "the profile local checks no keys"),
        (("run", "nowhere.yaml"), 2, "nowhere.yaml: No such file or directory"),
        (("run", "a.yaml", "--config", "b.yaml"), 2, "give the configuration file once"),
        (("run", "--path", "x", "--in-memory"), 2, "not allowed with argument"),
        (("run", "--in-memory", "--host", "256.1.1.1"), 1, "cannot listen on 256.1.1.1"),
    ],
)
def test_what_cannot_run_says_why(arguments: tuple[str, ...], code: int, problem: str) -> None:
    refused = _call(*arguments)
    assert refused.returncode == code
    assert problem in refused.stderr + refused.stdout
    assert "Traceback" not in refused.stderr


def test_a_path_that_cannot_hold_data_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = _call("run", "--path", tmp_path / "file" / "data", "--port", "0")
    assert refused.returncode == 1
    assert refused.stderr.startswith("chroma: ")
    assert "Traceback" not in refused.stderr
