# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.record_metadata import RecordMetadata


T = TypeVar("T", bound="SearchResult")


@_attrs_define
class SearchResult:
    """Records, column by column, one inner list per search. A column that no selected key needs is null."""

    ids: list[list[str]]
    """ The ids, best score first. """
    documents: list[list[None | str] | None]
    """ The texts, where `#document` was selected. """
    embeddings: list[list[list[float] | None] | None]
    """ The vectors, where `#embedding` was selected. """
    metadatas: list[list[None | RecordMetadata] | None]
    """ The selected metadata, null for a record that has none of the keys. """
    scores: list[list[float | None] | None]
    """ The scores, where `#score` was selected. """
    select: list[list[str]]
    """ The selected keys, sorted: those with `#` first. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.record_metadata import RecordMetadata  # noqa: PLC0415

        ids = []
        for ids_item_data in self.ids:
            ids_item = ids_item_data

            ids.append(ids_item)

        documents = []
        for documents_item_data in self.documents:
            documents_item: list[None | str] | None
            if isinstance(documents_item_data, list):
                documents_item = []
                for documents_item_type_0_item_data in documents_item_data:
                    documents_item_type_0_item: None | str
                    documents_item_type_0_item = documents_item_type_0_item_data
                    documents_item.append(documents_item_type_0_item)

            else:
                documents_item = documents_item_data
            documents.append(documents_item)

        embeddings = []
        for embeddings_item_data in self.embeddings:
            embeddings_item: list[list[float] | None] | None
            if isinstance(embeddings_item_data, list):
                embeddings_item = []
                for embeddings_item_type_0_item_data in embeddings_item_data:
                    embeddings_item_type_0_item: list[float] | None
                    if isinstance(embeddings_item_type_0_item_data, list):
                        embeddings_item_type_0_item = embeddings_item_type_0_item_data

                    else:
                        embeddings_item_type_0_item = embeddings_item_type_0_item_data
                    embeddings_item.append(embeddings_item_type_0_item)

            else:
                embeddings_item = embeddings_item_data
            embeddings.append(embeddings_item)

        metadatas = []
        for metadatas_item_data in self.metadatas:
            metadatas_item: list[dict[str, Any] | None] | None
            if isinstance(metadatas_item_data, list):
                metadatas_item = []
                for metadatas_item_type_0_item_data in metadatas_item_data:
                    metadatas_item_type_0_item: dict[str, Any] | None
                    if isinstance(metadatas_item_type_0_item_data, RecordMetadata):
                        metadatas_item_type_0_item = metadatas_item_type_0_item_data.to_dict()
                    else:
                        metadatas_item_type_0_item = metadatas_item_type_0_item_data
                    metadatas_item.append(metadatas_item_type_0_item)

            else:
                metadatas_item = metadatas_item_data
            metadatas.append(metadatas_item)

        scores = []
        for scores_item_data in self.scores:
            scores_item: list[float | None] | None
            if isinstance(scores_item_data, list):
                scores_item = []
                for scores_item_type_0_item_data in scores_item_data:
                    scores_item_type_0_item: float | None
                    scores_item_type_0_item = scores_item_type_0_item_data
                    scores_item.append(scores_item_type_0_item)

            else:
                scores_item = scores_item_data
            scores.append(scores_item)

        select = []
        for select_item_data in self.select:
            select_item = select_item_data

            select.append(select_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ids": ids,
                "documents": documents,
                "embeddings": embeddings,
                "metadatas": metadatas,
                "scores": scores,
                "select": select,
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

        documents = []
        _documents = d.pop("documents")
        for documents_item_data in _documents:

            def _parse_documents_item(data: object) -> list[None | str] | None:
                if data is None:
                    return data
                try:
                    if not isinstance(data, list):
                        raise TypeError()
                    documents_item_type_0 = []
                    _documents_item_type_0 = data
                    for documents_item_type_0_item_data in _documents_item_type_0:

                        def _parse_documents_item_type_0_item(data: object) -> None | str:
                            if data is None:
                                return data
                            return cast(None | str, data)

                        documents_item_type_0_item = _parse_documents_item_type_0_item(documents_item_type_0_item_data)

                        documents_item_type_0.append(documents_item_type_0_item)

                    return documents_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(list[None | str] | None, data)

            documents_item = _parse_documents_item(documents_item_data)

            documents.append(documents_item)

        embeddings = []
        _embeddings = d.pop("embeddings")
        for embeddings_item_data in _embeddings:

            def _parse_embeddings_item(data: object) -> list[list[float] | None] | None:
                if data is None:
                    return data
                try:
                    if not isinstance(data, list):
                        raise TypeError()
                    embeddings_item_type_0 = []
                    _embeddings_item_type_0 = data
                    for embeddings_item_type_0_item_data in _embeddings_item_type_0:

                        def _parse_embeddings_item_type_0_item(data: object) -> list[float] | None:
                            if data is None:
                                return data
                            try:
                                if not isinstance(data, list):
                                    raise TypeError()
                                embeddings_item_type_0_item_type_0 = cast(list[float], data)

                                return embeddings_item_type_0_item_type_0
                            except (TypeError, ValueError, AttributeError, KeyError):
                                pass
                            return cast(list[float] | None, data)

                        embeddings_item_type_0_item = _parse_embeddings_item_type_0_item(
                            embeddings_item_type_0_item_data
                        )

                        embeddings_item_type_0.append(embeddings_item_type_0_item)

                    return embeddings_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(list[list[float] | None] | None, data)

            embeddings_item = _parse_embeddings_item(embeddings_item_data)

            embeddings.append(embeddings_item)

        metadatas = []
        _metadatas = d.pop("metadatas")
        for metadatas_item_data in _metadatas:

            def _parse_metadatas_item(data: object) -> list[None | RecordMetadata] | None:
                if data is None:
                    return data
                try:
                    if not isinstance(data, list):
                        raise TypeError()
                    metadatas_item_type_0 = []
                    _metadatas_item_type_0 = data
                    for metadatas_item_type_0_item_data in _metadatas_item_type_0:

                        def _parse_metadatas_item_type_0_item(data: object) -> None | RecordMetadata:
                            if data is None:
                                return data
                            try:
                                if not isinstance(data, dict):
                                    raise TypeError()
                                metadatas_item_type_0_item_type_0 = RecordMetadata.from_dict(data)

                                return metadatas_item_type_0_item_type_0
                            except (TypeError, ValueError, AttributeError, KeyError):
                                pass
                            return cast(None | RecordMetadata, data)

                        metadatas_item_type_0_item = _parse_metadatas_item_type_0_item(metadatas_item_type_0_item_data)

                        metadatas_item_type_0.append(metadatas_item_type_0_item)

                    return metadatas_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(list[None | RecordMetadata] | None, data)

            metadatas_item = _parse_metadatas_item(metadatas_item_data)

            metadatas.append(metadatas_item)

        scores = []
        _scores = d.pop("scores")
        for scores_item_data in _scores:

            def _parse_scores_item(data: object) -> list[float | None] | None:
                if data is None:
                    return data
                try:
                    if not isinstance(data, list):
                        raise TypeError()
                    scores_item_type_0 = []
                    _scores_item_type_0 = data
                    for scores_item_type_0_item_data in _scores_item_type_0:

                        def _parse_scores_item_type_0_item(data: object) -> float | None:
                            if data is None:
                                return data
                            return cast(float | None, data)

                        scores_item_type_0_item = _parse_scores_item_type_0_item(scores_item_type_0_item_data)

                        scores_item_type_0.append(scores_item_type_0_item)

                    return scores_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(list[float | None] | None, data)

            scores_item = _parse_scores_item(scores_item_data)

            scores.append(scores_item)

        select = []
        _select = d.pop("select")
        for select_item_data in _select:
            select_item = cast(list[str], select_item_data)

            select.append(select_item)

        _instance = cls(
            ids=ids,
            documents=documents,
            embeddings=embeddings,
            metadatas=metadatas,
            scores=scores,
            select=select,
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
