# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.include import Include, check_include

if TYPE_CHECKING:
    from ..models.record_metadata import RecordMetadata


T = TypeVar("T", bound="QueryResult")


@_attrs_define
class QueryResult:
    """Neighbours, column by column, one inner list per query vector. A column that was not included is null."""

    ids: list[list[str]]
    """ The ids of the neighbours, nearest first. """
    embeddings: list[list[list[float] | None]] | None
    """ The vectors of the neighbours. """
    documents: list[list[None | str]] | None
    """ The texts of the neighbours, null where there is none. """
    uris: list[list[None | str]] | None
    """ Where the data of the neighbours lies, null where nowhere. """
    metadatas: list[list[None | RecordMetadata]] | None
    """ The metadata of the neighbours, null where there is none. """
    distances: list[list[float | None]] | None
    """ How far the neighbours are, ascending; null where the number exceeds a 32-bit float. """
    include: list[Include]
    """ The columns as they were asked for. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.record_metadata import RecordMetadata  # noqa: PLC0415

        ids = []
        for ids_item_data in self.ids:
            ids_item = ids_item_data

            ids.append(ids_item)

        embeddings: list[list[list[float] | None]] | None
        if isinstance(self.embeddings, list):
            embeddings = []
            for embeddings_type_0_item_data in self.embeddings:
                embeddings_type_0_item = []
                for embeddings_type_0_item_item_data in embeddings_type_0_item_data:
                    embeddings_type_0_item_item: list[float] | None
                    if isinstance(embeddings_type_0_item_item_data, list):
                        embeddings_type_0_item_item = embeddings_type_0_item_item_data

                    else:
                        embeddings_type_0_item_item = embeddings_type_0_item_item_data
                    embeddings_type_0_item.append(embeddings_type_0_item_item)

                embeddings.append(embeddings_type_0_item)

        else:
            embeddings = self.embeddings

        documents: list[list[None | str]] | None
        if isinstance(self.documents, list):
            documents = []
            for documents_type_0_item_data in self.documents:
                documents_type_0_item = []
                for documents_type_0_item_item_data in documents_type_0_item_data:
                    documents_type_0_item_item: None | str
                    documents_type_0_item_item = documents_type_0_item_item_data
                    documents_type_0_item.append(documents_type_0_item_item)

                documents.append(documents_type_0_item)

        else:
            documents = self.documents

        uris: list[list[None | str]] | None
        if isinstance(self.uris, list):
            uris = []
            for uris_type_0_item_data in self.uris:
                uris_type_0_item = []
                for uris_type_0_item_item_data in uris_type_0_item_data:
                    uris_type_0_item_item: None | str
                    uris_type_0_item_item = uris_type_0_item_item_data
                    uris_type_0_item.append(uris_type_0_item_item)

                uris.append(uris_type_0_item)

        else:
            uris = self.uris

        metadatas: list[list[dict[str, Any] | None]] | None
        if isinstance(self.metadatas, list):
            metadatas = []
            for metadatas_type_0_item_data in self.metadatas:
                metadatas_type_0_item = []
                for metadatas_type_0_item_item_data in metadatas_type_0_item_data:
                    metadatas_type_0_item_item: dict[str, Any] | None
                    if isinstance(metadatas_type_0_item_item_data, RecordMetadata):
                        metadatas_type_0_item_item = metadatas_type_0_item_item_data.to_dict()
                    else:
                        metadatas_type_0_item_item = metadatas_type_0_item_item_data
                    metadatas_type_0_item.append(metadatas_type_0_item_item)

                metadatas.append(metadatas_type_0_item)

        else:
            metadatas = self.metadatas

        distances: list[list[float | None]] | None
        if isinstance(self.distances, list):
            distances = []
            for distances_type_0_item_data in self.distances:
                distances_type_0_item = []
                for distances_type_0_item_item_data in distances_type_0_item_data:
                    distances_type_0_item_item: float | None
                    distances_type_0_item_item = distances_type_0_item_item_data
                    distances_type_0_item.append(distances_type_0_item_item)

                distances.append(distances_type_0_item)

        else:
            distances = self.distances

        include = []
        for include_item_data in self.include:
            include_item: str = include_item_data
            include.append(include_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ids": ids,
                "embeddings": embeddings,
                "documents": documents,
                "uris": uris,
                "metadatas": metadatas,
                "distances": distances,
                "include": include,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.record_metadata import RecordMetadata  # noqa: PLC0415

        d = dict(src_dict)
        ids = []
        _ids = d.pop("ids")
        for ids_item_data in _ids:
            ids_item = cast(list[str], ids_item_data)

            ids.append(ids_item)

        def _parse_embeddings(data: object) -> list[list[list[float] | None]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                embeddings_type_0 = []
                _embeddings_type_0 = data
                for embeddings_type_0_item_data in _embeddings_type_0:
                    embeddings_type_0_item = []
                    _embeddings_type_0_item = embeddings_type_0_item_data
                    for embeddings_type_0_item_item_data in _embeddings_type_0_item:

                        def _parse_embeddings_type_0_item_item(data: object) -> list[float] | None:
                            if data is None:
                                return data
                            try:
                                if not isinstance(data, list):
                                    raise TypeError()
                                embeddings_type_0_item_item_type_0 = cast(list[float], data)

                                return embeddings_type_0_item_item_type_0
                            except (TypeError, ValueError, AttributeError, KeyError):
                                pass
                            return cast(list[float] | None, data)

                        embeddings_type_0_item_item = _parse_embeddings_type_0_item_item(
                            embeddings_type_0_item_item_data
                        )

                        embeddings_type_0_item.append(embeddings_type_0_item_item)

                    embeddings_type_0.append(embeddings_type_0_item)

                return embeddings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[list[float] | None]] | None, data)

        embeddings = _parse_embeddings(d.pop("embeddings"))

        def _parse_documents(data: object) -> list[list[None | str]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                documents_type_0 = []
                _documents_type_0 = data
                for documents_type_0_item_data in _documents_type_0:
                    documents_type_0_item = []
                    _documents_type_0_item = documents_type_0_item_data
                    for documents_type_0_item_item_data in _documents_type_0_item:

                        def _parse_documents_type_0_item_item(data: object) -> None | str:
                            if data is None:
                                return data
                            return cast(None | str, data)

                        documents_type_0_item_item = _parse_documents_type_0_item_item(documents_type_0_item_item_data)

                        documents_type_0_item.append(documents_type_0_item_item)

                    documents_type_0.append(documents_type_0_item)

                return documents_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[None | str]] | None, data)

        documents = _parse_documents(d.pop("documents"))

        def _parse_uris(data: object) -> list[list[None | str]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                uris_type_0 = []
                _uris_type_0 = data
                for uris_type_0_item_data in _uris_type_0:
                    uris_type_0_item = []
                    _uris_type_0_item = uris_type_0_item_data
                    for uris_type_0_item_item_data in _uris_type_0_item:

                        def _parse_uris_type_0_item_item(data: object) -> None | str:
                            if data is None:
                                return data
                            return cast(None | str, data)

                        uris_type_0_item_item = _parse_uris_type_0_item_item(uris_type_0_item_item_data)

                        uris_type_0_item.append(uris_type_0_item_item)

                    uris_type_0.append(uris_type_0_item)

                return uris_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[None | str]] | None, data)

        uris = _parse_uris(d.pop("uris"))

        def _parse_metadatas(data: object) -> list[list[None | RecordMetadata]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                metadatas_type_0 = []
                _metadatas_type_0 = data
                for metadatas_type_0_item_data in _metadatas_type_0:
                    metadatas_type_0_item = []
                    _metadatas_type_0_item = metadatas_type_0_item_data
                    for metadatas_type_0_item_item_data in _metadatas_type_0_item:

                        def _parse_metadatas_type_0_item_item(data: object) -> None | RecordMetadata:
                            if data is None:
                                return data
                            try:
                                if not isinstance(data, dict):
                                    raise TypeError()
                                metadatas_type_0_item_item_type_0 = RecordMetadata.from_dict(data)

                                return metadatas_type_0_item_item_type_0
                            except (TypeError, ValueError, AttributeError, KeyError):
                                pass
                            return cast(None | RecordMetadata, data)

                        metadatas_type_0_item_item = _parse_metadatas_type_0_item_item(metadatas_type_0_item_item_data)

                        metadatas_type_0_item.append(metadatas_type_0_item_item)

                    metadatas_type_0.append(metadatas_type_0_item)

                return metadatas_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[None | RecordMetadata]] | None, data)

        metadatas = _parse_metadatas(d.pop("metadatas"))

        def _parse_distances(data: object) -> list[list[float | None]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                distances_type_0 = []
                _distances_type_0 = data
                for distances_type_0_item_data in _distances_type_0:
                    distances_type_0_item = []
                    _distances_type_0_item = distances_type_0_item_data
                    for distances_type_0_item_item_data in _distances_type_0_item:

                        def _parse_distances_type_0_item_item(data: object) -> float | None:
                            if data is None:
                                return data
                            return cast(float | None, data)

                        distances_type_0_item_item = _parse_distances_type_0_item_item(distances_type_0_item_item_data)

                        distances_type_0_item.append(distances_type_0_item_item)

                    distances_type_0.append(distances_type_0_item)

                return distances_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[float | None]] | None, data)

        distances = _parse_distances(d.pop("distances"))

        include = []
        _include = d.pop("include")
        for include_item_data in _include:
            include_item = check_include(include_item_data)

            include.append(include_item)

        _instance = cls(
            ids=ids,
            embeddings=embeddings,
            documents=documents,
            uris=uris,
            metadatas=metadatas,
            distances=distances,
            include=include,
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
