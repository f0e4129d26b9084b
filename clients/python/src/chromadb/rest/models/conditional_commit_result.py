# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ConditionalCommitResult")


@_attrs_define
class ConditionalCommitResult:
    """Where the writes of a transaction lie."""

    first_inserted_record_offset: int | None
    """ The log position of the first write; null when there was none. """
    record_count: int
    """ How many records were written. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_inserted_record_offset: int | None
        first_inserted_record_offset = self.first_inserted_record_offset

        record_count = self.record_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first_inserted_record_offset": first_inserted_record_offset,
                "record_count": record_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_first_inserted_record_offset(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        first_inserted_record_offset = _parse_first_inserted_record_offset(d.pop("first_inserted_record_offset"))

        record_count = d.pop("record_count")

        _instance = cls(
            first_inserted_record_offset=first_inserted_record_offset,
            record_count=record_count,
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
