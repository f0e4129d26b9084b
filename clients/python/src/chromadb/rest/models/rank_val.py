# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RankVal")


@_attrs_define
class RankVal:
    """The same number for every record."""

    val: float
    """ The number. """

    def to_dict(self) -> dict[str, Any]:
        val = self.val

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$val": val,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        val = d.pop("$val")

        _instance = cls(
            val=val,
        )

        return _instance
