"""What the functions of services and of other packages share: a name, and a configuration of declared settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from chromadb._types.embedding_function import EmbeddingFunction, SparseEmbeddingFunction
from chromadb._types.records import D
from chromadb._types.results import Space

from ._config import FieldCheck, check_config, mapping, string
from ._service import unchanged


@dataclass(frozen=True)
class Setting:
    """A field of the stored configuration. The constructor has an argument of its name, the function an attribute.

    Attributes:
        check: what its value must be.
        required: a configuration without it is malformed.
        fixed: it decides about the vectors, so that it may not change under a collection.
        sparing: it is not stored while it is None.
        to_json, from_json: between the attribute and what is stored, where they differ.
    """

    check: FieldCheck
    required: bool = False
    fixed: bool = False
    sparing: bool = False
    to_json: Callable[[Any], Any] | None = None
    from_json: Callable[[Any], Any] | None = None


Settings: TypeAlias = Mapping[str, Setting]

KEY_VARIABLE = Setting(string, required=True)
"""The name of the environment variable with the key."""
MODEL = Setting(string, required=True, fixed=True)
"""The name of the model."""
OPTIONS = Setting(mapping)
"""The setting ``kwargs``: what the constructor takes besides its named arguments."""


class _Configured:
    """``_name`` and ``_settings`` are all that a class says; the methods of the protocols follow from them."""

    _name: ClassVar[str]
    _settings: ClassVar[Settings]

    @classmethod
    def name(cls) -> str:
        """The name under which the function is registered and stored."""
        return cls._name

    def get_config(self) -> dict[str, Any]:
        """What is needed to build the function again, of values that JSON has, and without keys."""
        config: dict[str, Any] = {}
        for name, setting in self._settings.items():
            value = getattr(self, name)
            if value is not None or not setting.sparing:
                config[name] = value if setting.to_json is None else setting.to_json(value)
        return config

    @classmethod
    def build_from_config(cls, config: dict[str, Any]) -> Any:
        """Build the function from what ``get_config`` gave; what is missing has its default.

        Raises:
            ValueError: the configuration is malformed, or there is no key.
        """
        cls.validate_config(config)
        named: dict[str, Any] = {}
        for name, value in config.items():
            from_json = cls._settings[name].from_json
            named[name] = value if from_json is None else from_json(value)
        options = named.pop("kwargs", {})
        # A user's subclass may have another constructor; its configuration is still that of the class above it.
        configured = next(kind for kind in cls.__mro__ if "_settings" in vars(kind))
        return configured(**named, **options)

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if something changes that decides about the vectors, such as the model."""
        unchanged(old_config, new_config, *(name for name, setting in self._settings.items() if setting.fixed))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {name: setting.check for name, setting in cls._settings.items()}
        required = [name for name, setting in cls._settings.items() if setting.required]
        check_config(cls._name, config, checks, required)


# The protocols' static methods are methods of the class here: whoever calls the ones can call the others.
class ConfiguredFunction(_Configured, EmbeddingFunction[D]):  # pyright: ignore[reportIncompatibleMethodOverride]
    """An embedding function whose class says its name, its settings, and how it embeds."""

    _space: ClassVar[Space] = "cosine"

    def default_space(self) -> Space:
        """The space its vectors are made for."""
        return self._space


class ConfiguredSparseFunction(_Configured, SparseEmbeddingFunction[D]):  # pyright: ignore[reportIncompatibleMethodOverride]
    """A sparse embedding function whose class says its name, its settings, and how it embeds."""
