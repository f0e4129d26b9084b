# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.delete_collection_records_payload import DeleteCollectionRecordsPayload


T = TypeVar("T", bound="ConditionalDelete")


@_attrs_define
class ConditionalDelete:
    """Records to delete by id; filters are refused here."""

    operation: Literal["delete"]
    """ Always `delete`. """
    payload: DeleteCollectionRecordsPayload
    """ Which records to delete. All conditions must hold; without any, nothing is deleted. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        operation = self.operation

        payload = self.payload.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation": operation,
                "payload": payload,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.delete_collection_records_payload import DeleteCollectionRecordsPayload  # noqa: PLC0415

        d = dict(src_dict)
        operation = cast(Literal["delete"], d.pop("operation"))
        if operation != "delete":
            raise ValueError(f"operation must match const 'delete', got '{operation}'")

        payload = DeleteCollectionRecordsPayload.from_dict(d.pop("payload"))

        _instance = cls(
            operation=operation,
            payload=payload,
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
