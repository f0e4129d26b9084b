"""The configuration objects that came before configurations were dicts. They still work; new code uses the dicts of
``chromadb.api.collection_configuration``."""

from __future__ import annotations

import json
import os
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, Union, cast

from typing_extensions import Self

from chromadb._configuration.create import LEGACY_NAMES


class StaticParameterError(Exception):
    """A parameter was set that cannot be changed."""


class InvalidConfigurationError(ValueError):
    """The parameters do not fit together."""


ParameterValue: TypeAlias = Union[str, int, float, bool, "ConfigurationInternal"]
ParameterValidator: TypeAlias = Callable[[Any], bool]


@dataclass
class ConfigurationDefinition:
    """What a parameter may be. A static one cannot be changed later."""

    name: str
    validator: ParameterValidator
    is_static: bool
    default_value: ParameterValue


@dataclass
class ConfigurationParameter:
    """A parameter and its value."""

    name: str
    value: ParameterValue


class ConfigurationInternal:
    """Parameters by name, checked against ``definitions``; what is not given has its default."""

    parameter_map: dict[str, ConfigurationParameter]
    definitions: ClassVar[dict[str, ConfigurationDefinition]] = {}

    def __init__(self, parameters: list[ConfigurationParameter] | None = None) -> None:
        self.parameter_map = {
            name: ConfigurationParameter(name, definition.default_value)
            for name, definition in self.definitions.items()
        }
        for parameter in parameters or []:
            definition = self._definition(parameter.name)
            if not isinstance(parameter.value, type(definition.default_value)) or not definition.validator(
                parameter.value
            ):
                raise ValueError(f"Invalid parameter value: {parameter.value}")
            self.parameter_map[parameter.name] = parameter
        self.configuration_validator()

    def _definition(self, name: str) -> ConfigurationDefinition:
        if name not in self.definitions:
            raise ValueError(f"Invalid parameter name: {name}")
        return self.definitions[name]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self.parameter_map.values())})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ConfigurationInternal):
            return NotImplemented
        return self.parameter_map == other.parameter_map

    __hash__ = None  # type: ignore[assignment]

    @abstractmethod
    def configuration_validator(self) -> None:
        """Raise InvalidConfigurationError when parameters do not fit together."""

    def get_parameters(self) -> list[ConfigurationParameter]:
        """All parameters."""
        return list(self.parameter_map.values())

    def get_parameter(self, name: str) -> ConfigurationParameter:
        """The parameter of that name.

        Raises:
            ValueError: there is none.
        """
        if name not in self.parameter_map:
            raise ValueError(f"Invalid parameter name: {name} for configuration {type(self).__name__}")
        return self.parameter_map[name]

    def set_parameter(self, name: str, value: str | int | float | bool) -> None:
        """Change a parameter.

        Raises:
            ValueError: there is none of that name, or the value does not fit.
            StaticParameterError: it cannot be changed.
        """
        definition = self._definition(name)
        if definition.is_static:
            raise StaticParameterError(f"Cannot set static parameter: {name}")
        if not definition.validator(value):
            raise ValueError(f"Invalid value for parameter {name}: {value}")
        self.parameter_map[name].value = value

    def to_json(self) -> dict[str, Any]:
        """The parameters as a dict, with the name of the class under ``_type``."""
        values = {
            name: parameter.value.to_json() if isinstance(parameter.value, ConfigurationInternal) else parameter.value
            for name, parameter in self.parameter_map.items()
        }
        return {**values, "_type": type(self).__name__}

    def to_json_str(self) -> str:
        """The parameters as JSON text."""
        return json.dumps(self.to_json())

    @classmethod
    def from_json(cls, json_map: Mapping[str, Any]) -> Self:
        """The inverse of ``to_json``.

        Raises:
            ValueError: it is of another class, or a parameter does not fit.
        """
        if json_map.get("_type") != cls.__name__:
            raise ValueError(
                f"Trying to instantiate configuration of type {cls.__name__} from JSON with type "
                f"{json_map.get('_type')}"
            )
        made = cls.__new__(cls)
        ConfigurationInternal.__init__(
            made,
            [ConfigurationParameter(name, _value(value)) for name, value in json_map.items() if name != "_type"],
        )
        return made

    @classmethod
    def from_json_str(cls, json_str: str) -> Self:
        """The inverse of ``to_json_str``; an empty object gives the defaults."""
        try:
            json_map = json.loads(json_str)
        except json.JSONDecodeError:
            raise ValueError(f"Unable to decode configuration from JSON string: {json_str}") from None
        return cls.from_json(json_map or {"_type": cls.__name__})


def _value(value: Any) -> ParameterValue:
    if not isinstance(value, Mapping):
        return cast("ParameterValue", value)
    json_map = cast("Mapping[str, Any]", value)
    for kind in (HNSWConfigurationInternal, HNSWConfigurationInterface):
        if kind.__name__ == json_map.get("_type"):
            return kind.from_json(json_map)
    raise ValueError(f"Invalid configuration type: {value}")


def _positive_int(value: Any) -> bool:
    return isinstance(value, int) and value >= 1


def _int_parameter(name: str, default: int, *, is_static: bool = True) -> ConfigurationDefinition:
    return ConfigurationDefinition(name, _positive_int, is_static, default)


class HNSWConfigurationInternal(ConfigurationInternal):
    """The settings of an HNSW graph."""

    definitions: ClassVar[dict[str, ConfigurationDefinition]] = {
        "space": ConfigurationDefinition("space", lambda value: value in ("l2", "ip", "cosine"), True, "l2"),
        "ef_construction": _int_parameter("ef_construction", 100),
        "ef_search": _int_parameter("ef_search", 100, is_static=False),
        "num_threads": _int_parameter("num_threads", os.cpu_count() or 1, is_static=False),
        "M": _int_parameter("M", 16),
        "resize_factor": ConfigurationDefinition("resize_factor", lambda value: value >= 1, True, 1.2),
        "batch_size": _int_parameter("batch_size", 100),
        "sync_threshold": _int_parameter("sync_threshold", 1000),
    }

    def configuration_validator(self) -> None:
        batch_size = cast("int", self.get_parameter("batch_size").value)
        if batch_size > cast("int", self.get_parameter("sync_threshold").value):
            raise InvalidConfigurationError("batch_size must be less than or equal to sync_threshold")

    @classmethod
    def from_legacy_params(cls, params: Mapping[str, Any]) -> Self:
        """Build from ``hnsw:...`` metadata.

        Raises:
            ValueError: a key is none of those.
        """
        parameters: list[ConfigurationParameter] = []
        for name, value in params.items():
            if name not in LEGACY_NAMES:
                raise ValueError(f"Invalid legacy HNSW parameter name: {name}")
            known = "M" if name == "hnsw:M" else LEGACY_NAMES[name]
            parameters.append(ConfigurationParameter(known, value))
        made = cls.__new__(cls)
        ConfigurationInternal.__init__(made, parameters)
        return made


class HNSWConfigurationInterface(HNSWConfigurationInternal):
    """The settings of an HNSW graph, as arguments."""

    def __init__(
        self,
        space: str = "l2",
        ef_construction: int = 100,
        ef_search: int = 100,
        num_threads: int = os.cpu_count() or 1,
        M: int = 16,
        resize_factor: float = 1.2,
        batch_size: int = 100,
        sync_threshold: int = 1000,
    ) -> None:
        given: dict[str, ParameterValue] = {
            "space": space,
            "ef_construction": ef_construction,
            "ef_search": ef_search,
            "num_threads": num_threads,
            "M": M,
            "resize_factor": resize_factor,
            "batch_size": batch_size,
            "sync_threshold": sync_threshold,
        }
        super().__init__([ConfigurationParameter(name, value) for name, value in given.items()])


HNSWConfiguration = HNSWConfigurationInterface


class CollectionConfigurationInternal(ConfigurationInternal):
    """The configuration of a collection."""

    definitions: ClassVar[dict[str, ConfigurationDefinition]] = {
        "hnsw_configuration": ConfigurationDefinition(
            "hnsw_configuration",
            lambda value: isinstance(value, HNSWConfigurationInternal),
            True,
            HNSWConfigurationInternal(),
        ),
    }

    def configuration_validator(self) -> None:
        pass


class CollectionConfigurationInterface(CollectionConfigurationInternal):
    """The configuration of a collection, as arguments."""

    def __init__(self, hnsw_configuration: HNSWConfigurationInternal | None) -> None:
        given = HNSWConfigurationInternal() if hnsw_configuration is None else hnsw_configuration
        super().__init__([ConfigurationParameter("hnsw_configuration", given)])


CollectionConfiguration = CollectionConfigurationInterface
