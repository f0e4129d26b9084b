# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sparse_vector_index import SparseVectorIndex


T = TypeVar("T", bound="SparseVectorValueType")


@_attrs_define
class SparseVectorValueType:
    """Indexes of sparse vectors."""

    sparse_vector_index: None | SparseVectorIndex | Unset = UNSET
    """ For the largest dot products. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sparse_vector_index import SparseVectorIndex  # noqa: PLC0415

        sparse_vector_index: dict[str, Any] | None | Unset
        if isinstance(self.sparse_vector_index, Unset):
            sparse_vector_index = UNSET
        elif isinstance(self.sparse_vector_index, SparseVectorIndex):
            sparse_vector_index = self.sparse_vector_index.to_dict()
        else:
            sparse_vector_index = self.sparse_vector_index

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if sparse_vector_index is not UNSET:
            field_dict["sparse_vector_index"] = sparse_vector_index

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sparse_vector_index import SparseVectorIndex  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_sparse_vector_index(data: object) -> None | SparseVectorIndex | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sparse_vector_index_type_0 = SparseVectorIndex.from_dict(data)

                return sparse_vector_index_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SparseVectorIndex | Unset, data)

        sparse_vector_index = _parse_sparse_vector_index(d.pop("sparse_vector_index", UNSET))

        _instance = cls(
            sparse_vector_index=sparse_vector_index,
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
