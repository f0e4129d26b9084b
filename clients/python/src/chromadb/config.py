"""Settings, the default names of tenant and database, and the small component system behind shared clients."""

from __future__ import annotations

from chromadb._settings import LEGACY_ERROR, APIVersion, RoutingMode, Settings
from chromadb._system import C, Component, System, T, get_class, get_fqn

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_TENANT",
    "LEGACY_ERROR",
    "APIVersion",
    "C",
    "Component",
    "RoutingMode",
    "Settings",
    "System",
    "T",
    "get_class",
    "get_fqn",
    "is_thin_client",
]

DEFAULT_TENANT = "default_tenant"
DEFAULT_DATABASE = "default_database"

is_thin_client = False
"""Whether only HTTP clients can be made. False: without the ``local`` extra, in-process clients say what is missing."""
