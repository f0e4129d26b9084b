# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateSpannConfiguration")


@_attrs_define
class UpdateSpannConfiguration:
    """What can change in a cluster index. An unknown field is refused."""

    search_nprobe: int | None | Unset = UNSET
    """ Clusters looked into by a query. """
    ef_search: int | None | Unset = UNSET
    """ Breadth of the search for clusters. """

    def to_dict(self) -> dict[str, Any]:
        search_nprobe: int | None | Unset
        if isinstance(self.search_nprobe, Unset):
            search_nprobe = UNSET
        else:
            search_nprobe = self.search_nprobe

        ef_search: int | None | Unset
        if isinstance(self.ef_search, Unset):
            ef_search = UNSET
        else:
            ef_search = self.ef_search

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if search_nprobe is not UNSET:
            field_dict["search_nprobe"] = search_nprobe
        if ef_search is not UNSET:
            field_dict["ef_search"] = ef_search

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_search_nprobe(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        search_nprobe = _parse_search_nprobe(d.pop("search_nprobe", UNSET))

        def _parse_ef_search(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        ef_search = _parse_ef_search(d.pop("ef_search", UNSET))

        _instance = cls(
            search_nprobe=search_nprobe,
            ef_search=ef_search,
        )

        return _instance
