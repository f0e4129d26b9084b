# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.rank_operands import RankOperands


T = TypeVar("T", bound="RankDiv")


@_attrs_define
class RankDiv:
    """The left part divided by the right one."""

    div: RankOperands
    """ Two parts in order. """

    def to_dict(self) -> dict[str, Any]:
        div = self.div.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$div": div,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rank_operands import RankOperands  # noqa: PLC0415

        d = dict(src_dict)
        div = RankOperands.from_dict(d.pop("$div"))

        _instance = cls(
            div=div,
        )

        return _instance
