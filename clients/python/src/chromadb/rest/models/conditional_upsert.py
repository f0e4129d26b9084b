# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.upsert_collection_records_payload import UpsertCollectionRecordsPayload


T = TypeVar("T", bound="ConditionalUpsert")


@_attrs_define
class ConditionalUpsert:
    """Records to insert or to change; the transaction need not have read them."""

    operation: Literal["upsert"]
    """ Always `upsert`. """
    payload: UpsertCollectionRecordsPayload
    """ Records to insert or to update, column by column. Every list given is as long as `ids`. """
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
        from ..models.upsert_collection_records_payload import UpsertCollectionRecordsPayload  # noqa: PLC0415

        d = dict(src_dict)
        operation = cast(Literal["upsert"], d.pop("operation"))
        if operation != "upsert":
            raise ValueError(f"operation must match const 'upsert', got '{operation}'")

        payload = UpsertCollectionRecordsPayload.from_dict(d.pop("payload"))

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
