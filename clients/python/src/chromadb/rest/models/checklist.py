# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Checklist")


@_attrs_define
class Checklist:
    """Limits and abilities of the server."""

    max_batch_size: int
    """ How many records a client should send in one call at most. """
    supports_base64_encoding: bool
    """ Whether embeddings may be sent as base64. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        max_batch_size = self.max_batch_size

        supports_base64_encoding = self.supports_base64_encoding

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "max_batch_size": max_batch_size,
                "supports_base64_encoding": supports_base64_encoding,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_batch_size = d.pop("max_batch_size")

        supports_base64_encoding = d.pop("supports_base64_encoding")

        _instance = cls(
            max_batch_size=max_batch_size,
            supports_base64_encoding=supports_base64_encoding,
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
