# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.float_inverted_index_config import FloatInvertedIndexConfig


T = TypeVar("T", bound="FloatInvertedIndex")


@_attrs_define
class FloatInvertedIndex:
    """The inverted index of floats."""

    enabled: bool
    """ Whether the index is kept; filters that need it fail without it. """
    config: FloatInvertedIndexConfig
    """ Nothing to set. A field is refused. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        enabled = self.enabled

        config = self.config.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "enabled": enabled,
                "config": config,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.float_inverted_index_config import FloatInvertedIndexConfig  # noqa: PLC0415

        d = dict(src_dict)
        enabled = d.pop("enabled")

        config = FloatInvertedIndexConfig.from_dict(d.pop("config"))

        _instance = cls(
            enabled=enabled,
            config=config,
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
