# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="IndexingProgress")


@_attrs_define
class IndexingProgress:
    """How many writes have reached the index."""

    op_indexing_progress: float
    """ The indexed share, from 0 to 1; 1 for an empty collection. """
    num_unindexed_ops: int
    """ Writes that only the log holds. """
    num_indexed_ops: int
    """ Writes that the index holds. """
    total_ops: int
    """ All writes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        op_indexing_progress = self.op_indexing_progress

        num_unindexed_ops = self.num_unindexed_ops

        num_indexed_ops = self.num_indexed_ops

        total_ops = self.total_ops

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "op_indexing_progress": op_indexing_progress,
                "num_unindexed_ops": num_unindexed_ops,
                "num_indexed_ops": num_indexed_ops,
                "total_ops": total_ops,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op_indexing_progress = d.pop("op_indexing_progress")

        num_unindexed_ops = d.pop("num_unindexed_ops")

        num_indexed_ops = d.pop("num_indexed_ops")

        total_ops = d.pop("total_ops")

        _instance = cls(
            op_indexing_progress=op_indexing_progress,
            num_unindexed_ops=num_unindexed_ops,
            num_indexed_ops=num_indexed_ops,
            total_ops=total_ops,
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
