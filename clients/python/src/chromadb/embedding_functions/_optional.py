"""Optional dependencies of the built-in embedding functions, imported only when a vector is really needed."""

from __future__ import annotations

import importlib
from typing import Any

from .errors import INSTALL_HINT, MissingDependencyError


def import_optional(module: str, purpose: str, install: str = INSTALL_HINT) -> Any:
    """Import ``module``, or raise `MissingDependencyError` saying what it is for and the command that
    installs it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingDependencyError(
            f"{purpose} needs the Python module '{module}', which cannot be imported ({error}). "
            f"Install it with: {install}"
        ) from error
