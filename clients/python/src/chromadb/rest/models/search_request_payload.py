# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.read_level import ReadLevel, check_read_level
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.search_payload import SearchPayload


T = TypeVar("T", bound="SearchRequestPayload")


@_attrs_define
class SearchRequestPayload:
    """Searches to run, each by itself."""

    searches: list[SearchPayload]
    """ The searches. """
    read_level: ReadLevel | Unset = UNSET
    """ What a read looks at: the index and all writes not yet in it, the index alone (faster, perhaps stale), or
    the index and a bounded number of later writes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        searches = []
        for searches_item_data in self.searches:
            searches_item = searches_item_data.to_dict()
            searches.append(searches_item)

        read_level: str | Unset = UNSET
        if not isinstance(self.read_level, Unset):
            read_level = self.read_level

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "searches": searches,
            }
        )
        if read_level is not UNSET:
            field_dict["read_level"] = read_level

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.search_payload import SearchPayload  # noqa: PLC0415

        d = dict(src_dict)
        searches = []
        _searches = d.pop("searches")
        for searches_item_data in _searches:
            searches_item = SearchPayload.from_dict(searches_item_data)

            searches.append(searches_item)

        _read_level = d.pop("read_level", UNSET)
        read_level: ReadLevel | Unset
        if isinstance(_read_level, Unset):
            read_level = UNSET
        else:
            read_level = check_read_level(_read_level)

        _instance = cls(
            searches=searches,
            read_level=read_level,
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
