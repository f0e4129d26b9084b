# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fts_index import FtsIndex
    from ..models.string_inverted_index import StringInvertedIndex


T = TypeVar("T", bound="StringValueType")


@_attrs_define
class StringValueType:
    """Indexes of strings."""

    fts_index: FtsIndex | None | Unset = UNSET
    """ For substrings and patterns; only `#document` can have it. """
    string_inverted_index: None | StringInvertedIndex | Unset = UNSET
    """ For equality and membership. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.fts_index import FtsIndex  # noqa: PLC0415
        from ..models.string_inverted_index import StringInvertedIndex  # noqa: PLC0415

        fts_index: dict[str, Any] | None | Unset
        if isinstance(self.fts_index, Unset):
            fts_index = UNSET
        elif isinstance(self.fts_index, FtsIndex):
            fts_index = self.fts_index.to_dict()
        else:
            fts_index = self.fts_index

        string_inverted_index: dict[str, Any] | None | Unset
        if isinstance(self.string_inverted_index, Unset):
            string_inverted_index = UNSET
        elif isinstance(self.string_inverted_index, StringInvertedIndex):
            string_inverted_index = self.string_inverted_index.to_dict()
        else:
            string_inverted_index = self.string_inverted_index

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if fts_index is not UNSET:
            field_dict["fts_index"] = fts_index
        if string_inverted_index is not UNSET:
            field_dict["string_inverted_index"] = string_inverted_index

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fts_index import FtsIndex  # noqa: PLC0415
        from ..models.string_inverted_index import StringInvertedIndex  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_fts_index(data: object) -> FtsIndex | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fts_index_type_0 = FtsIndex.from_dict(data)

                return fts_index_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FtsIndex | None | Unset, data)

        fts_index = _parse_fts_index(d.pop("fts_index", UNSET))

        def _parse_string_inverted_index(data: object) -> None | StringInvertedIndex | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                string_inverted_index_type_0 = StringInvertedIndex.from_dict(data)

                return string_inverted_index_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StringInvertedIndex | Unset, data)

        string_inverted_index = _parse_string_inverted_index(d.pop("string_inverted_index", UNSET))

        _instance = cls(
            fts_index=fts_index,
            string_inverted_index=string_inverted_index,
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
