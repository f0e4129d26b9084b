# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.sparse_index_algorithm import SparseIndexAlgorithm, check_sparse_index_algorithm
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.known_embedding_function import KnownEmbeddingFunction
    from ..models.legacy_embedding_function import LegacyEmbeddingFunction
    from ..models.unknown_embedding_function import UnknownEmbeddingFunction


T = TypeVar("T", bound="SparseVectorIndexConfig")


@_attrs_define
class SparseVectorIndexConfig:
    """Settings of a sparse index. An unknown field is refused."""

    embedding_function: KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction | Unset = (
        UNSET
    )
    """ How clients derive the sparse vectors. """
    source_key: None | str | Unset = UNSET
    """ What they are derived from, `#document` or a metadata key. Needs an embedding function. """
    bm25: bool | None | Unset = UNSET
    """ Whether queries are weighted by the rarity of their terms. """
    algorithm: SparseIndexAlgorithm | Unset = UNSET
    """ How a sparse index skips what cannot win. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415

        embedding_function: dict[str, Any] | None | Unset
        if isinstance(self.embedding_function, Unset):
            embedding_function = UNSET
        elif isinstance(self.embedding_function, KnownEmbeddingFunction):
            embedding_function = self.embedding_function.to_dict()
        elif isinstance(self.embedding_function, LegacyEmbeddingFunction):
            embedding_function = self.embedding_function.to_dict()
        elif isinstance(self.embedding_function, UnknownEmbeddingFunction):
            embedding_function = self.embedding_function.to_dict()
        else:
            embedding_function = self.embedding_function

        source_key: None | str | Unset
        if isinstance(self.source_key, Unset):
            source_key = UNSET
        else:
            source_key = self.source_key

        bm25: bool | None | Unset
        if isinstance(self.bm25, Unset):
            bm25 = UNSET
        else:
            bm25 = self.bm25

        algorithm: str | Unset = UNSET
        if not isinstance(self.algorithm, Unset):
            algorithm = self.algorithm

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if embedding_function is not UNSET:
            field_dict["embedding_function"] = embedding_function
        if source_key is not UNSET:
            field_dict["source_key"] = source_key
        if bm25 is not UNSET:
            field_dict["bm25"] = bm25
        if algorithm is not UNSET:
            field_dict["algorithm"] = algorithm

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_embedding_function(
            data: object,
        ) -> KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_embedding_function_configuration_type_0 = KnownEmbeddingFunction.from_dict(data)

                return componentsschemas_embedding_function_configuration_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_embedding_function_configuration_type_1 = LegacyEmbeddingFunction.from_dict(data)

                return componentsschemas_embedding_function_configuration_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_embedding_function_configuration_type_2 = UnknownEmbeddingFunction.from_dict(data)

                return componentsschemas_embedding_function_configuration_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction | Unset, data
            )

        embedding_function = _parse_embedding_function(d.pop("embedding_function", UNSET))

        def _parse_source_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_key = _parse_source_key(d.pop("source_key", UNSET))

        def _parse_bm25(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        bm25 = _parse_bm25(d.pop("bm25", UNSET))

        _algorithm = d.pop("algorithm", UNSET)
        algorithm: SparseIndexAlgorithm | Unset
        if isinstance(_algorithm, Unset):
            algorithm = UNSET
        else:
            algorithm = check_sparse_index_algorithm(_algorithm)

        _instance = cls(
            embedding_function=embedding_function,
            source_key=source_key,
            bm25=bm25,
            algorithm=algorithm,
        )

        return _instance
