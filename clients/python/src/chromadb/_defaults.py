"""The settings of the process: those of clients that are given none."""

from __future__ import annotations

from typing import Any

from chromadb.config import Settings

__all__ = ["configure", "get_settings"]

_settings: Settings | None = None


def configure(**kwargs: Any) -> None:
    """Replace the settings that ``Client`` and ``AdminClient`` use when they are given none. Takes the fields of
    ``chromadb.config.Settings``; those not given come from the environment or are the defaults again."""
    global _settings
    _settings = Settings(**kwargs)


def get_settings() -> Settings:
    """The settings given to ``configure``, or those of the environment."""
    global _settings
    if _settings is None:
        _settings = Settings()
    return _settings
