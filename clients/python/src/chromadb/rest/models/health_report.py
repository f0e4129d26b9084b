# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="HealthReport")


@_attrs_define
class HealthReport:
    """Which parts of the server are ready."""

    is_executor_ready: bool
    """ Whether reads can be executed. """
    is_log_client_ready: bool
    """ Whether writes can be logged. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        is_executor_ready = self.is_executor_ready

        is_log_client_ready = self.is_log_client_ready

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "is_executor_ready": is_executor_ready,
                "is_log_client_ready": is_log_client_ready,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        is_executor_ready = d.pop("is_executor_ready")

        is_log_client_ready = d.pop("is_log_client_ready")

        _instance = cls(
            is_executor_ready=is_executor_ready,
            is_log_client_ready=is_log_client_ready,
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
