# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.int_inverted_index import IntInvertedIndex


T = TypeVar("T", bound="IntValueType")


@_attrs_define
class IntValueType:
    """Indexes of integers."""

    int_inverted_index: IntInvertedIndex | None | Unset = UNSET
    """ For comparison and membership. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.int_inverted_index import IntInvertedIndex  # noqa: PLC0415

        int_inverted_index: dict[str, Any] | None | Unset
        if isinstance(self.int_inverted_index, Unset):
            int_inverted_index = UNSET
        elif isinstance(self.int_inverted_index, IntInvertedIndex):
            int_inverted_index = self.int_inverted_index.to_dict()
        else:
            int_inverted_index = self.int_inverted_index

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if int_inverted_index is not UNSET:
            field_dict["int_inverted_index"] = int_inverted_index

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.int_inverted_index import IntInvertedIndex  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_int_inverted_index(data: object) -> IntInvertedIndex | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                int_inverted_index_type_0 = IntInvertedIndex.from_dict(data)

                return int_inverted_index_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(IntInvertedIndex | None | Unset, data)

        int_inverted_index = _parse_int_inverted_index(d.pop("int_inverted_index", UNSET))

        _instance = cls(
            int_inverted_index=int_inverted_index,
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
