# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.where_document_operator import WhereDocumentOperator
    from ..models.where_document_or import WhereDocumentOr


T = TypeVar("T", bound="WhereDocumentAnd")


@_attrs_define
class WhereDocumentAnd:
    """Holds where every part holds; always, without parts."""

    and_: list[WhereDocumentAnd | WhereDocumentOperator | WhereDocumentOr]
    """ The parts. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.where_document_or import WhereDocumentOr  # noqa: PLC0415

        and_ = []
        for and_item_data in self.and_:
            and_item: dict[str, Any]
            if isinstance(and_item_data, WhereDocumentAnd):
                and_item = and_item_data.to_dict()
            elif isinstance(and_item_data, WhereDocumentOr):
                and_item = and_item_data.to_dict()
            else:
                and_item = and_item_data.to_dict()

            and_.append(and_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$and": and_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.where_document_operator import WhereDocumentOperator  # noqa: PLC0415
        from ..models.where_document_or import WhereDocumentOr  # noqa: PLC0415

        d = dict(src_dict)
        and_ = []
        _and_ = d.pop("$and")
        for and_item_data in _and_:

            def _parse_and_item(data: object) -> WhereDocumentAnd | WhereDocumentOperator | WhereDocumentOr:
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
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_document_type_2 = WhereDocumentOperator.from_dict(data)

                return componentsschemas_where_document_type_2

            and_item = _parse_and_item(and_item_data)

            and_.append(and_item)

        _instance = cls(
            and_=and_,
        )

        return _instance
