# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.knn import Knn


T = TypeVar("T", bound="RankKnn")


@_attrs_define
class RankKnn:
    """The distance to a query vector."""

    knn: Knn
    """ The nearest of the filtered records to a vector, with their distances. Sparse, that is 1 - dot product, of
    the records that share a dimension with the query. """

    def to_dict(self) -> dict[str, Any]:
        knn = self.knn.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$knn": knn,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.knn import Knn  # noqa: PLC0415

        d = dict(src_dict)
        knn = Knn.from_dict(d.pop("$knn"))

        _instance = cls(
            knn=knn,
        )

        return _instance
