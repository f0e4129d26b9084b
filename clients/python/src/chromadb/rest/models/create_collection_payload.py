# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.collection_metadata import CollectionMetadata
    from ..models.collection_schema import CollectionSchema
    from ..models.create_collection_configuration import CreateCollectionConfiguration


T = TypeVar("T", bound="CreateCollectionPayload")


@_attrs_define
class CreateCollectionPayload:
    """A collection to be. Non-default settings may stand in `configuration` or in `schema`, not in both."""

    name: str
    """ 3 to 512 characters of `a-z A-Z 0-9 . _ -`, the first and the last alphanumeric, no `..`, no IP address; one
    `+` may separate a topology from the name. Unique within the database. """
    metadata: CollectionMetadata | None | Unset = UNSET
    """ The collection's metadata; an empty object is refused. """
    configuration: CreateCollectionConfiguration | None | Unset = UNSET
    """ Settings of the index. """
    schema: CollectionSchema | None | Unset = UNSET
    """ Indexes by value type and by key, merged over the default schema. """
    get_or_create: bool | Unset = False
    """ Whether a collection that has the name already is answered instead of a 409. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.collection_metadata import CollectionMetadata  # noqa: PLC0415
        from ..models.collection_schema import CollectionSchema  # noqa: PLC0415
        from ..models.create_collection_configuration import CreateCollectionConfiguration  # noqa: PLC0415

        name = self.name

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, CollectionMetadata):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        configuration: dict[str, Any] | None | Unset
        if isinstance(self.configuration, Unset):
            configuration = UNSET
        elif isinstance(self.configuration, CreateCollectionConfiguration):
            configuration = self.configuration.to_dict()
        else:
            configuration = self.configuration

        schema: dict[str, Any] | None | Unset
        if isinstance(self.schema, Unset):
            schema = UNSET
        elif isinstance(self.schema, CollectionSchema):
            schema = self.schema.to_dict()
        else:
            schema = self.schema

        get_or_create = self.get_or_create

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if configuration is not UNSET:
            field_dict["configuration"] = configuration
        if schema is not UNSET:
            field_dict["schema"] = schema
        if get_or_create is not UNSET:
            field_dict["get_or_create"] = get_or_create

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.collection_metadata import CollectionMetadata  # noqa: PLC0415
        from ..models.collection_schema import CollectionSchema  # noqa: PLC0415
        from ..models.create_collection_configuration import CreateCollectionConfiguration  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        def _parse_metadata(data: object) -> CollectionMetadata | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = CollectionMetadata.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CollectionMetadata | None | Unset, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        def _parse_configuration(data: object) -> CreateCollectionConfiguration | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                configuration_type_0 = CreateCollectionConfiguration.from_dict(data)

                return configuration_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CreateCollectionConfiguration | None | Unset, data)

        configuration = _parse_configuration(d.pop("configuration", UNSET))

        def _parse_schema(data: object) -> CollectionSchema | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schema_type_0 = CollectionSchema.from_dict(data)

                return schema_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CollectionSchema | None | Unset, data)

        schema = _parse_schema(d.pop("schema", UNSET))

        get_or_create = d.pop("get_or_create", UNSET)

        _instance = cls(
            name=name,
            metadata=metadata,
            configuration=configuration,
            schema=schema,
            get_or_create=get_or_create,
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
