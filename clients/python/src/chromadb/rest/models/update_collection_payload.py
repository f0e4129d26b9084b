# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.update_collection_configuration import UpdateCollectionConfiguration
    from ..models.update_collection_metadata import UpdateCollectionMetadata


T = TypeVar("T", bound="UpdateCollectionPayload")


@_attrs_define
class UpdateCollectionPayload:
    """The change of a collection. Absent and null fields change nothing."""

    new_name: None | str | Unset = UNSET
    """ The new name, by the rule of `CreateCollectionPayload`. """
    new_metadata: None | Unset | UpdateCollectionMetadata = UNSET
    """ Replaces all metadata. """
    new_configuration: None | Unset | UpdateCollectionConfiguration = UNSET
    """ Settings to change; the others stay. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.update_collection_configuration import UpdateCollectionConfiguration  # noqa: PLC0415
        from ..models.update_collection_metadata import UpdateCollectionMetadata  # noqa: PLC0415

        new_name: None | str | Unset
        if isinstance(self.new_name, Unset):
            new_name = UNSET
        else:
            new_name = self.new_name

        new_metadata: dict[str, Any] | None | Unset
        if isinstance(self.new_metadata, Unset):
            new_metadata = UNSET
        elif isinstance(self.new_metadata, UpdateCollectionMetadata):
            new_metadata = self.new_metadata.to_dict()
        else:
            new_metadata = self.new_metadata

        new_configuration: dict[str, Any] | None | Unset
        if isinstance(self.new_configuration, Unset):
            new_configuration = UNSET
        elif isinstance(self.new_configuration, UpdateCollectionConfiguration):
            new_configuration = self.new_configuration.to_dict()
        else:
            new_configuration = self.new_configuration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if new_name is not UNSET:
            field_dict["new_name"] = new_name
        if new_metadata is not UNSET:
            field_dict["new_metadata"] = new_metadata
        if new_configuration is not UNSET:
            field_dict["new_configuration"] = new_configuration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.update_collection_configuration import UpdateCollectionConfiguration  # noqa: PLC0415
        from ..models.update_collection_metadata import UpdateCollectionMetadata  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_new_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        new_name = _parse_new_name(d.pop("new_name", UNSET))

        def _parse_new_metadata(data: object) -> None | Unset | UpdateCollectionMetadata:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                new_metadata_type_0 = UpdateCollectionMetadata.from_dict(data)

                return new_metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UpdateCollectionMetadata, data)

        new_metadata = _parse_new_metadata(d.pop("new_metadata", UNSET))

        def _parse_new_configuration(data: object) -> None | Unset | UpdateCollectionConfiguration:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                new_configuration_type_0 = UpdateCollectionConfiguration.from_dict(data)

                return new_configuration_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UpdateCollectionConfiguration, data)

        new_configuration = _parse_new_configuration(d.pop("new_configuration", UNSET))

        _instance = cls(
            new_name=new_name,
            new_metadata=new_metadata,
            new_configuration=new_configuration,
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
