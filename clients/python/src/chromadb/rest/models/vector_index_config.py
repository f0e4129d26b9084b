# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.space import Space, check_space
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.hnsw_index_config import HnswIndexConfig
    from ..models.known_embedding_function import KnownEmbeddingFunction
    from ..models.legacy_embedding_function import LegacyEmbeddingFunction
    from ..models.spann_index_config import SpannIndexConfig
    from ..models.unknown_embedding_function import UnknownEmbeddingFunction


T = TypeVar("T", bound="VectorIndexConfig")


@_attrs_define
class VectorIndexConfig:
    """Settings of the dense index: of one kind, `hnsw` or `spann`. An unknown field is refused."""

    space: None | Space | Unset = UNSET
    """ The distance; `l2` unless given. """
    embedding_function: KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction | Unset = (
        UNSET
    )
    """ How clients embed for this index. """
    source_key: None | str | Unset = UNSET
    """ What is embedded; only `#document`. """
    hnsw: HnswIndexConfig | None | Unset = UNSET
    """ Settings of a graph index. """
    spann: None | SpannIndexConfig | Unset = UNSET
    """ Settings of a cluster index; a single node drops them. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.hnsw_index_config import HnswIndexConfig  # noqa: PLC0415
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.spann_index_config import SpannIndexConfig  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415

        space: None | str | Unset
        if isinstance(self.space, Unset):
            space = UNSET
        elif isinstance(self.space, str):
            space = self.space
        else:
            space = self.space

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

        hnsw: dict[str, Any] | None | Unset
        if isinstance(self.hnsw, Unset):
            hnsw = UNSET
        elif isinstance(self.hnsw, HnswIndexConfig):
            hnsw = self.hnsw.to_dict()
        else:
            hnsw = self.hnsw

        spann: dict[str, Any] | None | Unset
        if isinstance(self.spann, Unset):
            spann = UNSET
        elif isinstance(self.spann, SpannIndexConfig):
            spann = self.spann.to_dict()
        else:
            spann = self.spann

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if space is not UNSET:
            field_dict["space"] = space
        if embedding_function is not UNSET:
            field_dict["embedding_function"] = embedding_function
        if source_key is not UNSET:
            field_dict["source_key"] = source_key
        if hnsw is not UNSET:
            field_dict["hnsw"] = hnsw
        if spann is not UNSET:
            field_dict["spann"] = spann

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.hnsw_index_config import HnswIndexConfig  # noqa: PLC0415
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.spann_index_config import SpannIndexConfig  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_space(data: object) -> None | Space | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                space_type_0 = check_space(data)

                return space_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Space | Unset, data)

        space = _parse_space(d.pop("space", UNSET))

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

        def _parse_hnsw(data: object) -> HnswIndexConfig | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hnsw_type_0 = HnswIndexConfig.from_dict(data)

                return hnsw_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HnswIndexConfig | None | Unset, data)

        hnsw = _parse_hnsw(d.pop("hnsw", UNSET))

        def _parse_spann(data: object) -> None | SpannIndexConfig | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                spann_type_0 = SpannIndexConfig.from_dict(data)

                return spann_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SpannIndexConfig | Unset, data)

        spann = _parse_spann(d.pop("spann", UNSET))

        _instance = cls(
            space=space,
            embedding_function=embedding_function,
            source_key=source_key,
            hnsw=hnsw,
            spann=spann,
        )

        return _instance
