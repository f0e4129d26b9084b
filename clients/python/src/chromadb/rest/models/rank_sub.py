# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.rank_operands import RankOperands


T = TypeVar("T", bound="RankSub")


@_attrs_define
class RankSub:
    """The left part less the right one."""

    sub: RankOperands
    """ Two parts in order. """

    def to_dict(self) -> dict[str, Any]:
        sub = self.sub.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$sub": sub,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rank_operands import RankOperands  # noqa: PLC0415

        d = dict(src_dict)
        sub = RankOperands.from_dict(d.pop("$sub"))

        _instance = cls(
            sub=sub,
        )

        return _instance
