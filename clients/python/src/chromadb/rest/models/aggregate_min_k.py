# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.aggregate_order import AggregateOrder


T = TypeVar("T", bound="AggregateMinK")


@_attrs_define
class AggregateMinK:
    """Keep those that come first in ascending order."""

    min_k: AggregateOrder
    """ The order within a group and how many to keep. """

    def to_dict(self) -> dict[str, Any]:
        min_k = self.min_k.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$min_k": min_k,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.aggregate_order import AggregateOrder  # noqa: PLC0415

        d = dict(src_dict)
        min_k = AggregateOrder.from_dict(d.pop("$min_k"))

        _instance = cls(
            min_k=min_k,
        )

        return _instance
