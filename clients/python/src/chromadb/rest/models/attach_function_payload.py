# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AttachFunctionPayload")


@_attrs_define
class AttachFunctionPayload:
    """A function to attach."""

    name: str
    """ How to address the attachment later. """
    function_id: str
    """ The function's name: `record_counter` or `statistics`. """
    output_collection: str
    """ The name of the collection that is created for the output. """
    params: Any | Unset = UNSET
    """ Parameters of the function, any JSON; none unless given. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        function_id = self.function_id

        output_collection = self.output_collection

        params = self.params

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "function_id": function_id,
                "output_collection": output_collection,
            }
        )
        if params is not UNSET:
            field_dict["params"] = params

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        function_id = d.pop("function_id")

        output_collection = d.pop("output_collection")

        params = d.pop("params", UNSET)

        _instance = cls(
            name=name,
            function_id=function_id,
            output_collection=output_collection,
            params=params,
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
