"""The official Python client 1.5.9, unchanged, against our server."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from servers import chroma_run


def official_python() -> str:
    chroma = os.environ.get("OFFICIAL_CHROMA")
    if not chroma:
        if os.environ.get("CI"):
            pytest.fail("OFFICIAL_CHROMA must name the official chroma command")
        pytest.skip("OFFICIAL_CHROMA does not name the official chroma command")
    return str(Path(chroma).parent / "python")


@pytest.mark.official
def test_official_client_works_unchanged() -> None:
    script = Path(__file__).with_name("official_client.py")
    with chroma_run() as url:
        done = subprocess.run(
            [official_python(), str(script), url], capture_output=True, text=True, check=False, timeout=300
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "official client 1.5.9 works unchanged" in done.stdout
