"""What it takes to build the official crate: a dependency of it runs `protoc`."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def with_protoc() -> dict[str, str]:
    """The environment, with the `protoc` of PyPI's grpcio-tools in it where no other is there.

    Raises:
        SystemExit: there is none at all; it says what to install.
    """
    environment = dict(os.environ)
    if "PROTOC" in environment or shutil.which("protoc"):
        return environment
    found = importlib.util.find_spec("grpc_tools")
    if found is None or found.origin is None:
        raise SystemExit("protoc is missing: install protobuf-compiler, or pip install -r requirements/protoc.txt")
    # One place, always: another one would have cargo build everything anew.
    program = HERE / "target" / "protoc"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m grpc_tools.protoc "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment["PROTOC"] = str(program)
    environment["PROTOC_INCLUDE"] = str(Path(found.origin).parent / "_proto")
    return environment
