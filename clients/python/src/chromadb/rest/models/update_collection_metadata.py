# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sparse_vector import SparseVector


T = TypeVar("T", bound="UpdateCollectionMetadata")


@_attrs_define
class UpdateCollectionMetadata:
    """A collection's new metadata. Keys with null are dropped."""

    additional_properties: dict[
        str, bool | float | int | list[bool | float | int | str] | None | SparseVector | str
    ] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sparse_vector import SparseVector  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            if isinstance(prop, list):
                field_dict[prop_name] = []
                for componentsschemas_metadata_list_item_data in prop:
                    componentsschemas_metadata_list_item: bool | float | int | str
                    componentsschemas_metadata_list_item = componentsschemas_metadata_list_item_data
                    field_dict[prop_name].append(componentsschemas_metadata_list_item)

            elif isinstance(prop, SparseVector):
                field_dict[prop_name] = prop.to_dict()
            else:
                field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sparse_vector import SparseVector  # noqa: PLC0415

        d = dict(src_dict)
        _instance = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():

            def _parse_additional_property(
                data: object,
            ) -> bool | float | int | list[bool | float | int | str] | None | SparseVector | str:
                if data is None:
                    return data
                try:
                    if not isinstance(data, list):
                        raise TypeError()
                    componentsschemas_nullable_metadata_value_type_4 = []
                    _componentsschemas_nullable_metadata_value_type_4 = data
                    for componentsschemas_metadata_list_item_data in _componentsschemas_nullable_metadata_value_type_4:

                        def _parse_componentsschemas_metadata_list_item(data: object) -> bool | float | int | str:
                            return cast(bool | float | int | str, data)

                        componentsschemas_metadata_list_item = _parse_componentsschemas_metadata_list_item(
                            componentsschemas_metadata_list_item_data
                        )

                        componentsschemas_nullable_metadata_value_type_4.append(componentsschemas_metadata_list_item)

                    return componentsschemas_nullable_metadata_value_type_4
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_nullable_metadata_value_type_5 = SparseVector.from_dict(data)

                    return componentsschemas_nullable_metadata_value_type_5
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(bool | float | int | list[bool | float | int | str] | None | SparseVector | str, data)

            additional_property = _parse_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        _instance.additional_properties = additional_properties
        return _instance

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> bool | float | int | list[bool | float | int | str] | None | SparseVector | str:
        return self.additional_properties[key]

    def __setitem__(
        self, key: str, value: bool | float | int | list[bool | float | int | str] | None | SparseVector | str
    ) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
