# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.collection_configuration import CollectionConfiguration
    from ..models.collection_metadata import CollectionMetadata
    from ..models.collection_schema import CollectionSchema


T = TypeVar("T", bound="Collection")


@_attrs_define
class Collection:
    """A named set of records that share an index, a schema and a dimension."""

    id: UUID
    """ The collection's id; it stays when the name changes. """
    name: str
    """ The collection's name, unique within its database. """
    configuration_json: CollectionConfiguration
    """ The settings of a collection's index. """
    schema: CollectionSchema | None
    """ The indexes by value type and key. It grows with every metadata key that is written. """
    metadata: CollectionMetadata | None
    """ The collection's metadata, null if it has none. """
    dimension: int | None
    """ The length of every embedding; null until the first one is written, then fixed. """
    tenant: str
    """ The name of its tenant. """
    database: str
    """ The name of its database. """
    log_position: int
    """ Where the log of the collection stands; 0 on a single node. """
    version: int
    """ Counts the compactions; 0 on a single node. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.collection_metadata import CollectionMetadata  # noqa: PLC0415
        from ..models.collection_schema import CollectionSchema  # noqa: PLC0415

        id = str(self.id)

        name = self.name

        configuration_json = self.configuration_json.to_dict()

        schema: dict[str, Any] | None
        if isinstance(self.schema, CollectionSchema):
            schema = self.schema.to_dict()
        else:
            schema = self.schema

        metadata: dict[str, Any] | None
        if isinstance(self.metadata, CollectionMetadata):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        dimension: int | None
        dimension = self.dimension

        tenant = self.tenant

        database = self.database

        log_position = self.log_position

        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "configuration_json": configuration_json,
                "schema": schema,
                "metadata": metadata,
                "dimension": dimension,
                "tenant": tenant,
                "database": database,
                "log_position": log_position,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.collection_configuration import CollectionConfiguration  # noqa: PLC0415
        from ..models.collection_metadata import CollectionMetadata  # noqa: PLC0415
        from ..models.collection_schema import CollectionSchema  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        configuration_json = CollectionConfiguration.from_dict(d.pop("configuration_json"))

        def _parse_schema(data: object) -> CollectionSchema | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schema_type_0 = CollectionSchema.from_dict(data)

                return schema_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CollectionSchema | None, data)

        schema = _parse_schema(d.pop("schema"))

        def _parse_metadata(data: object) -> CollectionMetadata | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = CollectionMetadata.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CollectionMetadata | None, data)

        metadata = _parse_metadata(d.pop("metadata"))

        def _parse_dimension(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        dimension = _parse_dimension(d.pop("dimension"))

        tenant = d.pop("tenant")

        database = d.pop("database")

        log_position = d.pop("log_position")

        version = d.pop("version")

        _instance = cls(
            id=id,
            name=name,
            configuration_json=configuration_json,
            schema=schema,
            metadata=metadata,
            dimension=dimension,
            tenant=tenant,
            database=database,
            log_position=log_position,
            version=version,
        )

        _instance.additional_properties = d
        return _instance

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
