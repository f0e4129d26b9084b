# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.update_record_metadata import UpdateRecordMetadata


T = TypeVar("T", bound="UpsertCollectionRecordsPayload")


@_attrs_define
class UpsertCollectionRecordsPayload:
    """Records to insert or to update, column by column. Every list given is as long as `ids`."""

    ids: list[str]
    """ The records' ids, none of them empty. """
    embeddings: list[list[float] | str]
    """ One vector per record; all as numbers or all as base64 of little-endian 32-bit floats. """
    documents: list[None | str] | None | Unset = UNSET
    """ New texts, null to keep the present one. """
    uris: list[None | str] | None | Unset = UNSET
    """ New URIs, null to keep the present one. """
    metadatas: list[None | UpdateRecordMetadata] | None | Unset = UNSET
    """ Changes of metadata, null to keep it as it is. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.update_record_metadata import UpdateRecordMetadata  # noqa: PLC0415

        ids = self.ids

        embeddings = []
        for componentsschemas_embeddings_payload_item_data in self.embeddings:
            componentsschemas_embeddings_payload_item: list[float] | str
            if isinstance(componentsschemas_embeddings_payload_item_data, list):
                componentsschemas_embeddings_payload_item = componentsschemas_embeddings_payload_item_data

            else:
                componentsschemas_embeddings_payload_item = componentsschemas_embeddings_payload_item_data
            embeddings.append(componentsschemas_embeddings_payload_item)

        documents: list[None | str] | None | Unset
        if isinstance(self.documents, Unset):
            documents = UNSET
        elif isinstance(self.documents, list):
            documents = []
            for documents_type_0_item_data in self.documents:
                documents_type_0_item: None | str
                documents_type_0_item = documents_type_0_item_data
                documents.append(documents_type_0_item)

        else:
            documents = self.documents

        uris: list[None | str] | None | Unset
        if isinstance(self.uris, Unset):
            uris = UNSET
        elif isinstance(self.uris, list):
            uris = []
            for uris_type_0_item_data in self.uris:
                uris_type_0_item: None | str
                uris_type_0_item = uris_type_0_item_data
                uris.append(uris_type_0_item)

        else:
            uris = self.uris

        metadatas: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.metadatas, Unset):
            metadatas = UNSET
        elif isinstance(self.metadatas, list):
            metadatas = []
            for metadatas_type_0_item_data in self.metadatas:
                metadatas_type_0_item: dict[str, Any] | None
                if isinstance(metadatas_type_0_item_data, UpdateRecordMetadata):
                    metadatas_type_0_item = metadatas_type_0_item_data.to_dict()
                else:
                    metadatas_type_0_item = metadatas_type_0_item_data
                metadatas.append(metadatas_type_0_item)

        else:
            metadatas = self.metadatas

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ids": ids,
                "embeddings": embeddings,
            }
        )
        if documents is not UNSET:
            field_dict["documents"] = documents
        if uris is not UNSET:
            field_dict["uris"] = uris
        if metadatas is not UNSET:
            field_dict["metadatas"] = metadatas

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.update_record_metadata import UpdateRecordMetadata  # noqa: PLC0415

        d = dict(src_dict)
        ids = cast(list[str], d.pop("ids"))

        embeddings = []
        _embeddings = d.pop("embeddings")
        for componentsschemas_embeddings_payload_item_data in _embeddings:

            def _parse_componentsschemas_embeddings_payload_item(data: object) -> list[float] | str:
                try:
                    if not isinstance(data, list):
                        raise TypeError()
                    componentsschemas_embeddings_payload_item_type_0 = cast(list[float], data)

                    return componentsschemas_embeddings_payload_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(list[float] | str, data)

            componentsschemas_embeddings_payload_item = _parse_componentsschemas_embeddings_payload_item(
                componentsschemas_embeddings_payload_item_data
            )

            embeddings.append(componentsschemas_embeddings_payload_item)

        def _parse_documents(data: object) -> list[None | str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
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
            return cast(list[None | str] | None | Unset, data)

        documents = _parse_documents(d.pop("documents", UNSET))

        def _parse_uris(data: object) -> list[None | str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
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
            return cast(list[None | str] | None | Unset, data)

        uris = _parse_uris(d.pop("uris", UNSET))

        def _parse_metadatas(data: object) -> list[None | UpdateRecordMetadata] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                metadatas_type_0 = []
                _metadatas_type_0 = data
                for metadatas_type_0_item_data in _metadatas_type_0:

                    def _parse_metadatas_type_0_item(data: object) -> None | UpdateRecordMetadata:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            metadatas_type_0_item_type_0 = UpdateRecordMetadata.from_dict(data)

                            return metadatas_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(None | UpdateRecordMetadata, data)

                    metadatas_type_0_item = _parse_metadatas_type_0_item(metadatas_type_0_item_data)

                    metadatas_type_0.append(metadatas_type_0_item)

                return metadatas_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | UpdateRecordMetadata] | None | Unset, data)

        metadatas = _parse_metadatas(d.pop("metadatas", UNSET))

        _instance = cls(
            ids=ids,
            embeddings=embeddings,
            documents=documents,
            uris=uris,
            metadatas=metadatas,
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
