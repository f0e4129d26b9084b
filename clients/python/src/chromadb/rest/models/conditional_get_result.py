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


T = TypeVar("T", bound="ConditionalGetResult")


@_attrs_define
class ConditionalGetResult:
    """Records, column by column, and the state they were read from."""

    ids: list[str]
    """ The records' ids in order of insertion. """
    embeddings: list[list[float]] | None
    """ The records' vectors. """
    documents: list[None | str] | None
    """ The records' texts, null where there is none. """
    uris: list[None | str] | None
    """ Where the records' data lies, null where nowhere. """
    metadatas: list[None | RecordMetadata] | None
    """ The records' metadata, null where there is none. """
    include: list[Include]
    """ The columns as they were asked for. """
    read_token: int
    """ Stands for the state of the collection that was read; never 0. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.record_metadata import RecordMetadata  # noqa: PLC0415

        ids = self.ids

        embeddings: list[list[float]] | None
        if isinstance(self.embeddings, list):
            embeddings = []
            for embeddings_type_0_item_data in self.embeddings:
                embeddings_type_0_item = embeddings_type_0_item_data

                embeddings.append(embeddings_type_0_item)

        else:
            embeddings = self.embeddings

        documents: list[None | str] | None
        if isinstance(self.documents, list):
            documents = []
            for documents_type_0_item_data in self.documents:
                documents_type_0_item: None | str
                documents_type_0_item = documents_type_0_item_data
                documents.append(documents_type_0_item)

        else:
            documents = self.documents

        uris: list[None | str] | None
        if isinstance(self.uris, list):
            uris = []
            for uris_type_0_item_data in self.uris:
                uris_type_0_item: None | str
                uris_type_0_item = uris_type_0_item_data
                uris.append(uris_type_0_item)

        else:
            uris = self.uris

        metadatas: list[dict[str, Any] | None] | None
        if isinstance(self.metadatas, list):
            metadatas = []
            for metadatas_type_0_item_data in self.metadatas:
                metadatas_type_0_item: dict[str, Any] | None
                if isinstance(metadatas_type_0_item_data, RecordMetadata):
                    metadatas_type_0_item = metadatas_type_0_item_data.to_dict()
                else:
                    metadatas_type_0_item = metadatas_type_0_item_data
                metadatas.append(metadatas_type_0_item)

        else:
            metadatas = self.metadatas

        include = []
        for include_item_data in self.include:
            include_item: str = include_item_data
            include.append(include_item)

        read_token = self.read_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ids": ids,
                "embeddings": embeddings,
                "documents": documents,
                "uris": uris,
                "metadatas": metadatas,
                "include": include,
                "read_token": read_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.record_metadata import RecordMetadata  # noqa: PLC0415

        d = dict(src_dict)
        ids = cast(list[str], d.pop("ids"))

        def _parse_embeddings(data: object) -> list[list[float]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                embeddings_type_0 = []
                _embeddings_type_0 = data
                for embeddings_type_0_item_data in _embeddings_type_0:
                    embeddings_type_0_item = cast(list[float], embeddings_type_0_item_data)

                    embeddings_type_0.append(embeddings_type_0_item)

                return embeddings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[float]] | None, data)

        embeddings = _parse_embeddings(d.pop("embeddings"))

        def _parse_documents(data: object) -> list[None | str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                documents_type_0 = []
                _documents_type_0 = data
                for documents_type_0_item_data in _documents_type_0:

                    def _parse_documents_type_0_item(data: object) -> None | str:
                        if data is None:
                            return data
                        return cast(None | str, data)

                    documents_type_0_item = _parse_documents_type_0_item(documents_type_0_item_data)

                    documents_type_0.append(documents_type_0_item)

                return documents_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | str] | None, data)

        documents = _parse_documents(d.pop("documents"))

        def _parse_uris(data: object) -> list[None | str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                uris_type_0 = []
                _uris_type_0 = data
                for uris_type_0_item_data in _uris_type_0:

                    def _parse_uris_type_0_item(data: object) -> None | str:
                        if data is None:
                            return data
                        return cast(None | str, data)

                    uris_type_0_item = _parse_uris_type_0_item(uris_type_0_item_data)

                    uris_type_0.append(uris_type_0_item)

                return uris_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | str] | None, data)

        uris = _parse_uris(d.pop("uris"))

        def _parse_metadatas(data: object) -> list[None | RecordMetadata] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                metadatas_type_0 = []
                _metadatas_type_0 = data
                for metadatas_type_0_item_data in _metadatas_type_0:

                    def _parse_metadatas_type_0_item(data: object) -> None | RecordMetadata:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            metadatas_type_0_item_type_0 = RecordMetadata.from_dict(data)

                            return metadatas_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(None | RecordMetadata, data)

                    metadatas_type_0_item = _parse_metadatas_type_0_item(metadatas_type_0_item_data)

                    metadatas_type_0.append(metadatas_type_0_item)

                return metadatas_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | RecordMetadata] | None, data)

        metadatas = _parse_metadatas(d.pop("metadatas"))

        include = []
        _include = d.pop("include")
        for include_item_data in _include:
            include_item = check_include(include_item_data)

            include.append(include_item)

        read_token = d.pop("read_token")

        _instance = cls(
            ids=ids,
            embeddings=embeddings,
            documents=documents,
            uris=uris,
            metadatas=metadatas,
            include=include,
            read_token=read_token,
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
