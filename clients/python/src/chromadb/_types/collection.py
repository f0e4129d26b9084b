"""A collection as the server describes it, and what belongs to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypedDict
from uuid import UUID

from typing_extensions import Self

from chromadb._configuration.stored import collection_configuration_to_json, load_collection_configuration_from_json
from chromadb._configuration.typed import CollectionConfiguration
from chromadb._model import Field, Model
from chromadb.base_types import Metadata


class Collection(Model):
    """A collection as the server describes it.

    Attributes:
        serialized_schema: the schema as JSON.
        dimension: None until the first embedding is stored.
        version, log_position: the state of the collection on a distributed server; 0 elsewhere.
    """

    id: UUID
    name: str
    configuration_json: dict[str, Any]
    serialized_schema: dict[str, Any] | None
    metadata: dict[str, Any] | None
    dimension: int | None
    tenant: str
    database: str
    version: int
    log_position: int

    def __init__(
        self,
        id: UUID,
        name: str,
        configuration_json: dict[str, Any],
        serialized_schema: dict[str, Any] | None,
        metadata: Metadata | None,
        dimension: int | None,
        tenant: str,
        database: str,
        version: int = 0,
        log_position: int = 0,
    ) -> None:
        super().__init__(
            id=id,
            name=name,
            configuration_json=configuration_json,
            serialized_schema=serialized_schema,
            metadata=metadata,
            dimension=dimension,
            tenant=tenant,
            database=database,
            version=version,
            log_position=log_position,
        )

    def __getitem__(self, key: str) -> Any:
        """A field by name, or ``"configuration"``; None for any other key."""
        if key == "configuration":
            return self.get_configuration()
        return getattr(self, key) if key in self.model_fields else None

    def __setitem__(self, key: str, value: Any) -> None:
        """Set a field, or ``"configuration"``."""
        if key == "configuration":
            self.set_configuration(value)
        elif key in self.model_fields:
            setattr(self, key, value)
        else:
            raise KeyError(f"No such key: {key}, valid keys are: {', '.join(self.model_fields)}")

    def get_model_fields(self) -> dict[str, Field]:
        """The fields by name."""
        return self.model_fields

    def get_configuration(self) -> CollectionConfiguration:
        """The configuration, with the embedding function built.

        Raises:
            ValueError: the stored configuration cannot be read.
        """
        return load_collection_configuration_from_json(self.configuration_json)

    def set_configuration(self, configuration: CollectionConfiguration) -> None:
        """Set ``configuration_json`` from a configuration."""
        self.configuration_json = collection_configuration_to_json(configuration)

    def get_serialized_schema(self) -> dict[str, Any] | None:
        """The schema as JSON."""
        return self.serialized_schema

    def set_serialized_schema(self, serialized_schema: dict[str, Any]) -> None:
        """Set the schema as JSON."""
        self.serialized_schema = serialized_schema

    def pretty_schema(self) -> str:
        """The schema as indented JSON text."""
        return "No schema" if self.serialized_schema is None else json.dumps(self.serialized_schema, indent=2)

    def to_json_str(self) -> str:
        """The collection as JSON text."""
        return self.model_dump_json()

    def to_json(self) -> dict[str, Any]:
        """The collection as a dict of values that JSON has."""
        return self.model_dump(mode="json")

    @classmethod
    def from_json(cls, json_map: Mapping[str, Any]) -> Self:
        """Build from the server's answer."""
        return cls(
            id=json_map["id"],
            name=json_map["name"],
            configuration_json=json_map.get("configuration_json") or {},
            serialized_schema=json_map.get("schema"),
            metadata=json_map.get("metadata"),
            dimension=json_map.get("dimension"),
            tenant=json_map["tenant"],
            database=json_map["database"],
            version=json_map.get("version") or 0,
            log_position=json_map.get("log_position") or 0,
        )


class Database(TypedDict):
    """A database."""

    id: UUID
    name: str
    tenant: str


class Tenant(TypedDict):
    """A tenant."""

    name: str


class SegmentScope(Enum):
    """What a segment holds."""

    VECTOR = "VECTOR"
    METADATA = "METADATA"
    RECORD = "RECORD"


class Segment(TypedDict):
    """A part of a collection's storage."""

    id: UUID
    type: str
    scope: SegmentScope
    collection: UUID
    metadata: Metadata | None
    file_paths: Mapping[str, list[str]]


class CollectionAndSegments(TypedDict):
    """A collection and its segments."""

    collection: Collection
    segments: list[Segment]


class RequestVersionContext(TypedDict):
    """The state of a collection that a request was made for."""

    collection_version: int
    log_position: int


@dataclass
class CloudClientArg:
    """An argument of ``CloudClient`` and the variable it may come from."""

    name: str
    env_var: str
    value: str | None = None
