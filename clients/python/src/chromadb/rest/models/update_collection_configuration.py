# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.known_embedding_function import KnownEmbeddingFunction
    from ..models.legacy_embedding_function import LegacyEmbeddingFunction
    from ..models.unknown_embedding_function import UnknownEmbeddingFunction
    from ..models.update_hnsw_configuration import UpdateHnswConfiguration
    from ..models.update_spann_configuration import UpdateSpannConfiguration


T = TypeVar("T", bound="UpdateCollectionConfiguration")


@_attrs_define
class UpdateCollectionConfiguration:
    """Settings to change. Absent and null fields change nothing."""

    hnsw: None | Unset | UpdateHnswConfiguration = UNSET
    """ Settings of a graph index. """
    spann: None | Unset | UpdateSpannConfiguration = UNSET
    """ Settings of a cluster index; ignored by a collection that has none. """
    embedding_function: KnownEmbeddingFunction | LegacyEmbeddingFunction | None | UnknownEmbeddingFunction | Unset = (
        UNSET
    )
    """ Replaces the stored embedding function. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415
        from ..models.update_hnsw_configuration import UpdateHnswConfiguration  # noqa: PLC0415
        from ..models.update_spann_configuration import UpdateSpannConfiguration  # noqa: PLC0415

        hnsw: dict[str, Any] | None | Unset
        if isinstance(self.hnsw, Unset):
            hnsw = UNSET
        elif isinstance(self.hnsw, UpdateHnswConfiguration):
            hnsw = self.hnsw.to_dict()
        else:
            hnsw = self.hnsw

        spann: dict[str, Any] | None | Unset
        if isinstance(self.spann, Unset):
            spann = UNSET
        elif isinstance(self.spann, UpdateSpannConfiguration):
            spann = self.spann.to_dict()
        else:
            spann = self.spann

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if hnsw is not UNSET:
            field_dict["hnsw"] = hnsw
        if spann is not UNSET:
            field_dict["spann"] = spann
        if embedding_function is not UNSET:
            field_dict["embedding_function"] = embedding_function

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.known_embedding_function import KnownEmbeddingFunction  # noqa: PLC0415
        from ..models.legacy_embedding_function import LegacyEmbeddingFunction  # noqa: PLC0415
        from ..models.unknown_embedding_function import UnknownEmbeddingFunction  # noqa: PLC0415
        from ..models.update_hnsw_configuration import UpdateHnswConfiguration  # noqa: PLC0415
        from ..models.update_spann_configuration import UpdateSpannConfiguration  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_hnsw(data: object) -> None | Unset | UpdateHnswConfiguration:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hnsw_type_0 = UpdateHnswConfiguration.from_dict(data)

                return hnsw_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UpdateHnswConfiguration, data)

        hnsw = _parse_hnsw(d.pop("hnsw", UNSET))

        def _parse_spann(data: object) -> None | Unset | UpdateSpannConfiguration:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                spann_type_0 = UpdateSpannConfiguration.from_dict(data)

                return spann_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UpdateSpannConfiguration, data)

        spann = _parse_spann(d.pop("spann", UNSET))

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
