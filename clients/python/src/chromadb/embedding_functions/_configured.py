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

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "_settings" in vars(cls):
            _give_static_methods(cls, cls._name, cls._settings)

    @staticmethod
    def name() -> str:
        """The name under which the function is registered and stored."""
        raise NotImplementedError

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Any:
        """Build the function from what ``get_config`` gave; what is missing has its default.

        Raises:
            ValueError: the configuration is malformed, or there is no key.
        """
        raise NotImplementedError

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """What is needed to build the function again, of values that JSON has, and without keys."""
        config: dict[str, Any] = {}
        for name, setting in self._settings.items():
            value = getattr(self, name)
            if value is not None or not setting.sparing:
                config[name] = value if setting.to_json is None else setting.to_json(value)
        return config

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if something changes that decides about the vectors, such as the model."""
        unchanged(old_config, new_config, *(name for name, setting in self._settings.items() if setting.fixed))


class ConfiguredFunction(_Configured, EmbeddingFunction[D]):
    """An embedding function whose class says its name, its settings, and how it embeds."""

    _space: ClassVar[Space] = "cosine"

    def default_space(self) -> Space:
        """The space its vectors are made for."""
        return self._space


class ConfiguredSparseFunction(_Configured, SparseEmbeddingFunction[D]):
    """A sparse embedding function whose class says its name, its settings, and how it embeds."""


def build(kind: type[Any], config: dict[str, Any]) -> Any:
    """The function of the class ``kind`` with this configuration; raises what ``build_from_config`` raises."""
    kind.validate_config(config)
    settings: Settings = kind._settings
    named: dict[str, Any] = {}
    for name, value in config.items():
        from_json = settings[name].from_json
        named[name] = value if from_json is None else from_json(value)
    options = named.pop("kwargs", {})
    return kind(**named, **options)


# Static methods know no class, so every class has its own. They are static in the protocols, and in the subclasses that
# users write; and a subclass with another constructor is still built as the class whose configuration it has.
def _give_static_methods(kind: type[_Configured], own_name: str, settings: Settings) -> None:
    def name() -> str:
        return own_name

    def validate_config(config: dict[str, Any]) -> None:
        checks = {field: setting.check for field, setting in settings.items()}
        check_config(own_name, config, checks, [field for field, setting in settings.items() if setting.required])

    def build_from_config(config: dict[str, Any]) -> Any:
        return build(kind, config)

    methods: list[Callable[..., Any]] = [name, validate_config, build_from_config]
    for method in methods:
        if method.__name__ not in vars(kind):
            method.__doc__ = getattr(_Configured, method.__name__).__doc__
            setattr(kind, method.__name__, staticmethod(method))
