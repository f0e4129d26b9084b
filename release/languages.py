"""The packages of the other languages, built and tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

BUILDERS: Mapping[str, Callable[[Path, str], None]] = {}


class PackageFault(Exception):
    """A package was built and is not as it should be."""
