# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.aggregate_order import AggregateOrder


T = TypeVar("T", bound="AggregateMaxK")


@_attrs_define
class AggregateMaxK:
    """Keep those that come first in descending order."""

    max_k: AggregateOrder
    """ The order within a group and how many to keep. """

    def to_dict(self) -> dict[str, Any]:
        max_k = self.max_k.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$max_k": max_k,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.aggregate_order import AggregateOrder  # noqa: PLC0415

        d = dict(src_dict)
        max_k = AggregateOrder.from_dict(d.pop("$max_k"))

        _instance = cls(
            max_k=max_k,
        )

        return _instance
