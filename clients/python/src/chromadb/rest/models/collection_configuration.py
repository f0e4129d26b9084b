# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.hnsw_configuration import HnswConfiguration
    from ..models.known_embedding_function import KnownEmbeddingFunction
    from ..models.legacy_embedding_function import LegacyEmbeddingFunction
    from ..models.spann_configuration import SpannConfiguration
    from ..models.unknown_embedding_function import UnknownEmbeddingFunction


T = TypeVar("T", bound="CollectionConfiguration")


@_attrs_define
class CollectionConfiguration:
    """The settings of a collection's index."""

    hnsw: HnswConfiguration | None
    """ Settings of the graph index, null if it has none. `num_threads` and `batch_size` stand in the schema only.
    """
    spann: None | SpannConfiguration
    """ Settings of the cluster index, null if it has none. """
    embedding_function: KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction
    """ How clients embed for this collection, null if nothing was said. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.hnsw_configuration import HnswConfiguration  # noqa: PLC0415
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.spann_configuration import SpannConfiguration  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415

        hnsw: dict[str, Any] | None
        if isinstance(self.hnsw, HnswConfiguration):
            hnsw = self.hnsw.to_dict()
        else:
            hnsw = self.hnsw

        spann: dict[str, Any] | None
        if isinstance(self.spann, SpannConfiguration):
            spann = self.spann.to_dict()
        else:
            spann = self.spann

        embedding_function: dict[str, Any] | None
        if isinstance(self.embedding_function, KnownEmbeddingFunction):
            embedding_function = self.embedding_function.to_dict()
        elif isinstance(self.embedding_function, LegacyEmbeddingFunction):
            embedding_function = self.embedding_function.to_dict()
        elif isinstance(self.embedding_function, UnknownEmbeddingFunction):
            embedding_function = self.embedding_function.to_dict()
        else:
            embedding_function = self.embedding_function

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "hnsw": hnsw,
                "spann": spann,
                "embedding_function": embedding_function,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.hnsw_configuration import HnswConfiguration  # noqa: PLC0415
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.spann_configuration import SpannConfiguration  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_hnsw(data: object) -> HnswConfiguration | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hnsw_type_0 = HnswConfiguration.from_dict(data)

                return hnsw_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HnswConfiguration | None, data)

        hnsw = _parse_hnsw(d.pop("hnsw"))

        def _parse_spann(data: object) -> None | SpannConfiguration:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                spann_type_0 = SpannConfiguration.from_dict(data)

                return spann_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SpannConfiguration, data)

        spann = _parse_spann(d.pop("spann"))

        def _parse_embedding_function(
            data: object,
        ) -> KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction:
            if data is None:
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
            return cast(KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction, data)

        embedding_function = _parse_embedding_function(d.pop("embedding_function"))

        _instance = cls(
            hnsw=hnsw,
            spann=spann,
            embedding_function=embedding_function,
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
