# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.include import Include, check_include
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.where_and import WhereAnd
    from ..models.where_document_and import WhereDocumentAnd
    from ..models.where_document_operator import WhereDocumentOperator
    from ..models.where_document_or import WhereDocumentOr
    from ..models.where_key import WhereKey
    from ..models.where_or import WhereOr


T = TypeVar("T", bound="QueryRequestPayload")


@_attrs_define
class QueryRequestPayload:
    """What to look for, and among which records. All conditions must hold."""

    query_embeddings: list[list[float]]
    """ The vectors whose neighbours are wanted, as numbers. """
    n_results: int | None | Unset = UNSET
    """ How many neighbours per vector at most; 10 unless given. """
    ids: list[str] | None | Unset = UNSET
    """ Only these records; null for all, an empty list for none. """
    where: None | Unset | WhereAnd | WhereKey | WhereOr = UNSET
    """ Only records whose metadata meets the filter. """
    where_document: None | Unset | WhereDocumentAnd | WhereDocumentOperator | WhereDocumentOr = UNSET
    """ Only records whose document meets the filter. """
    include: list[Include] | Unset = UNSET
    """ The columns to answer. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.where_and import WhereAnd  # noqa: PLC0415
        from ..models.where_document_and import WhereDocumentAnd  # noqa: PLC0415
        from ..models.where_document_operator import WhereDocumentOperator  # noqa: PLC0415
        from ..models.where_document_or import WhereDocumentOr  # noqa: PLC0415
        from ..models.where_key import WhereKey  # noqa: PLC0415
        from ..models.where_or import WhereOr  # noqa: PLC0415

        query_embeddings = []
        for query_embeddings_item_data in self.query_embeddings:
            query_embeddings_item = query_embeddings_item_data

            query_embeddings.append(query_embeddings_item)

        n_results: int | None | Unset
        if isinstance(self.n_results, Unset):
            n_results = UNSET
        else:
            n_results = self.n_results

        ids: list[str] | None | Unset
        if isinstance(self.ids, Unset):
            ids = UNSET
        elif isinstance(self.ids, list):
            ids = self.ids

        else:
            ids = self.ids

        where: dict[str, Any] | None | Unset
        if isinstance(self.where, Unset):
            where = UNSET
        elif isinstance(self.where, WhereAnd):
            where = self.where.to_dict()
        elif isinstance(self.where, WhereOr):
            where = self.where.to_dict()
        elif isinstance(self.where, WhereKey):
            where = self.where.to_dict()
        else:
            where = self.where

        where_document: dict[str, Any] | None | Unset
        if isinstance(self.where_document, Unset):
            where_document = UNSET
        elif isinstance(self.where_document, WhereDocumentAnd):
            where_document = self.where_document.to_dict()
        elif isinstance(self.where_document, WhereDocumentOr):
            where_document = self.where_document.to_dict()
        elif isinstance(self.where_document, WhereDocumentOperator):
            where_document = self.where_document.to_dict()
        else:
            where_document = self.where_document

        include: list[str] | Unset = UNSET
        if not isinstance(self.include, Unset):
            include = []
            for include_item_data in self.include:
                include_item: str = include_item_data
                include.append(include_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "query_embeddings": query_embeddings,
            }
        )
        if n_results is not UNSET:
            field_dict["n_results"] = n_results
        if ids is not UNSET:
            field_dict["ids"] = ids
        if where is not UNSET:
            field_dict["where"] = where
        if where_document is not UNSET:
            field_dict["where_document"] = where_document
        if include is not UNSET:
            field_dict["include"] = include

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.where_and import WhereAnd  # noqa: PLC0415
        from ..models.where_document_and import WhereDocumentAnd  # noqa: PLC0415
        from ..models.where_document_operator import WhereDocumentOperator  # noqa: PLC0415
        from ..models.where_document_or import WhereDocumentOr  # noqa: PLC0415
        from ..models.where_key import WhereKey  # noqa: PLC0415
        from ..models.where_or import WhereOr  # noqa: PLC0415

        d = dict(src_dict)
        query_embeddings = []
        _query_embeddings = d.pop("query_embeddings")
        for query_embeddings_item_data in _query_embeddings:
            query_embeddings_item = cast(list[float], query_embeddings_item_data)

            query_embeddings.append(query_embeddings_item)

        def _parse_n_results(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        n_results = _parse_n_results(d.pop("n_results", UNSET))

        def _parse_ids(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                ids_type_0 = cast(list[str], data)

                return ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        ids = _parse_ids(d.pop("ids", UNSET))

        def _parse_where(data: object) -> None | Unset | WhereAnd | WhereKey | WhereOr:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_type_0 = WhereAnd.from_dict(data)

                return componentsschemas_where_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_type_1 = WhereOr.from_dict(data)

                return componentsschemas_where_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_type_2 = WhereKey.from_dict(data)

                return componentsschemas_where_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | WhereAnd | WhereKey | WhereOr, data)

        where = _parse_where(d.pop("where", UNSET))

        def _parse_where_document(
            data: object,
        ) -> None | Unset | WhereDocumentAnd | WhereDocumentOperator | WhereDocumentOr:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_document_type_0 = WhereDocumentAnd.from_dict(data)

                return componentsschemas_where_document_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_document_type_1 = WhereDocumentOr.from_dict(data)

                return componentsschemas_where_document_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_document_type_2 = WhereDocumentOperator.from_dict(data)

                return componentsschemas_where_document_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | WhereDocumentAnd | WhereDocumentOperator | WhereDocumentOr, data)

        where_document = _parse_where_document(d.pop("where_document", UNSET))

        _include = d.pop("include", UNSET)
        include: list[Include] | Unset = UNSET
        if _include is not UNSET:
            include = []
            for include_item_data in _include:
                include_item = check_include(include_item_data)

                include.append(include_item)

        _instance = cls(
            query_embeddings=query_embeddings,
            n_results=n_results,
            ids=ids,
            where=where,
            where_document=where_document,
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
