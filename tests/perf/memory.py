"""The resident memory of this process, where the system tells it (Linux)."""

from __future__ import annotations

from pathlib import Path


def resident() -> dict[str, int] | None:
    """Bytes: ``resident``, of these ``anonymous`` (not backed by files), and the ``peak``; None elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    names = {"resident": "VmRSS", "anonymous": "RssAnon", "peak": "VmHWM"}
    return {name: int(fields[field].split()[0]) * 1024 for name, field in names.items()}
