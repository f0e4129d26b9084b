# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.where_document_and import WhereDocumentAnd
    from ..models.where_document_operator import WhereDocumentOperator


T = TypeVar("T", bound="WhereDocumentOr")


@_attrs_define
class WhereDocumentOr:
    """Holds where some part holds; never, without parts."""

    or_: list[WhereDocumentAnd | WhereDocumentOperator | WhereDocumentOr]
    """ The parts. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.where_document_and import WhereDocumentAnd  # noqa: PLC0415

        or_ = []
        for or_item_data in self.or_:
            or_item: dict[str, Any]
            if isinstance(or_item_data, WhereDocumentAnd):
                or_item = or_item_data.to_dict()
            elif isinstance(or_item_data, WhereDocumentOr):
                or_item = or_item_data.to_dict()
            else:
                or_item = or_item_data.to_dict()

            or_.append(or_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$or": or_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.where_document_and import WhereDocumentAnd  # noqa: PLC0415
        from ..models.where_document_operator import WhereDocumentOperator  # noqa: PLC0415

        d = dict(src_dict)
        or_ = []
        _or_ = d.pop("$or")
        for or_item_data in _or_:

            def _parse_or_item(data: object) -> WhereDocumentAnd | WhereDocumentOperator | WhereDocumentOr:
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

            or_item = _parse_or_item(or_item_data)

            or_.append(or_item)

        _instance = cls(
            or_=or_,
        )

        return _instance
