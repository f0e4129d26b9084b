"""A registry of components that are started, stopped and reset together."""

from __future__ import annotations

import builtins
import importlib
import inspect
from abc import ABC
from collections.abc import Iterable
from graphlib import TopologicalSorter
from typing import Any, TypeVar, cast

from chromadb._settings import LEGACY_ERROR, Settings

T = TypeVar("T", bound="Component")
C = TypeVar("C")

# The setting that names the class to use for an abstract one.
_ABSTRACT_TYPE_KEYS = {
    "chromadb.api.API": "chroma_api_impl",
    "chromadb.api.ServerAPI": "chroma_api_impl",
    "chromadb.api.AsyncServerAPI": "chroma_api_impl",
    "chromadb.api.async_api.AsyncServerAPI": "chroma_api_impl",
    "chromadb.auth.ClientAuthProvider": "chroma_client_auth_provider",
    "chromadb.auth.ServerAuthenticationProvider": "chroma_server_authn_provider",
    "chromadb.auth.ServerAuthorizationProvider": "chroma_server_authz_provider",
}


class Component(ABC):
    """Something with a life: it is made for a system, started, stopped, and may depend on others of that system."""

    _dependencies: set[Component]
    _system: System
    _running: bool

    def __init__(self, system: System) -> None:
        self._dependencies = set()
        self._system = system
        self._running = False

    def require(self, type: builtins.type[T]) -> T:
        """Return the system's instance of ``type`` and note that this component needs it."""
        instance = self._system.instance(type)
        self._dependencies.add(instance)
        return instance

    def dependencies(self) -> set[Component]:
        """The components this one has required."""
        return self._dependencies

    def start(self) -> None:
        """Begin work. Calling it again changes nothing."""
        self._running = True

    def stop(self) -> None:
        """End work and give back what is held. Calling it again changes nothing."""
        self._running = False

    def reset_state(self) -> None:  # noqa: B027 (a component without state need not override it)
        """Return to the state of a new component. For tests."""


class System(Component):
    """The components made for one ``Settings``: one instance per type, started and stopped in order of dependence."""

    settings: Settings
    _instances: dict[type[Component], Component]

    def __init__(self, settings: Settings) -> None:
        if settings.chroma_db_impl is not None:
            raise ValueError(LEGACY_ERROR)
        self.settings = settings
        self._instances = {}
        super().__init__(self)

    def instance(self, type: builtins.type[T]) -> T:
        """Return this system's one instance of ``type``, made now if need be, and started if the system runs.

        An abstract type stands for the class which the settings name for it.

        Raises:
            ValueError: the type is abstract and no setting names a class for it.
        """
        wanted: Any = type
        if inspect.isabstract(type):
            name = get_fqn(type)
            if name not in _ABSTRACT_TYPE_KEYS:
                raise ValueError(f"Cannot instantiate abstract type: {type}")
            wanted = get_class(self.settings.require(_ABSTRACT_TYPE_KEYS[name]), type)
        if wanted not in self._instances:
            made: Component = wanted(self)
            self._instances[wanted] = made
            if self._running:
                made.start()
        return cast(T, self._instances[wanted])

    def components(self) -> Iterable[Component]:
        """All components, each after those it depends on."""
        sorter: TopologicalSorter[Component] = TopologicalSorter()
        for component in self._instances.values():
            sorter.add(component, *component.dependencies())
        return sorter.static_order()

    def start(self) -> None:
        super().start()
        for component in self.components():
            component.start()

    def stop(self) -> None:
        super().stop()
        for component in reversed(list(self.components())):
            component.stop()

    def reset_state(self) -> None:
        """Reset every component, dependents first.

        Raises:
            ValueError: ``settings.allow_reset`` is not set.
        """
        if not self.settings.allow_reset:
            raise ValueError(
                "Resetting is not allowed by this configuration. To allow it, pass Settings(allow_reset=True) or put "
                "ALLOW_RESET=TRUE into the environment."
            )
        for component in reversed(list(self.components())):
            component.reset_state()


def get_class(fqn: str, type: builtins.type[C]) -> builtins.type[C]:
    """Import and return the class of a dotted name. ``type`` only says what to expect."""
    module_name, _, class_name = fqn.rpartition(".")
    return cast("builtins.type[C]", getattr(importlib.import_module(module_name), class_name))


def get_fqn(cls: type[object]) -> str:
    """The dotted name of a class."""
    return f"{cls.__module__}.{cls.__name__}"
