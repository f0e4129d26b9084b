# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.where_operator import WhereOperator


T = TypeVar("T", bound="WhereKey")


@_attrs_define
class WhereKey:
    """A condition on one key; the bare value stands for `$eq`."""

    additional_properties: dict[str, bool | float | int | str | WhereOperator] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.where_operator import WhereOperator  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            if isinstance(prop, WhereOperator):
                field_dict[prop_name] = prop.to_dict()
            else:
                field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.where_operator import WhereOperator  # noqa: PLC0415

        d = dict(src_dict)
        _instance = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():

            def _parse_additional_property(data: object) -> bool | float | int | str | WhereOperator:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_4 = WhereOperator.from_dict(data)

                    return additional_property_type_4
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(bool | float | int | str | WhereOperator, data)

            additional_property = _parse_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        _instance.additional_properties = additional_properties
        return _instance

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> bool | float | int | str | WhereOperator:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: bool | float | int | str | WhereOperator) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
