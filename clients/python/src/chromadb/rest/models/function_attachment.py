# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.attached_function_info import AttachedFunctionInfo


T = TypeVar("T", bound="FunctionAttachment")


@_attrs_define
class FunctionAttachment:
    """The outcome of attaching."""

    attached_function: AttachedFunctionInfo
    """ An attached function in brief. """
    created: bool
    """ Whether it is new. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        attached_function = self.attached_function.to_dict()

        created = self.created

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "attached_function": attached_function,
                "created": created,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attached_function_info import AttachedFunctionInfo  # noqa: PLC0415

        d = dict(src_dict)
        attached_function = AttachedFunctionInfo.from_dict(d.pop("attached_function"))

        created = d.pop("created")

        _instance = cls(
            attached_function=attached_function,
            created=created,
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
