# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.where_key import WhereKey
    from ..models.where_or import WhereOr


T = TypeVar("T", bound="WhereAnd")


@_attrs_define
class WhereAnd:
    """Holds where every part holds; always, without parts."""

    and_: list[WhereAnd | WhereKey | WhereOr]
    """ The parts. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.where_or import WhereOr  # noqa: PLC0415

        and_ = []
        for and_item_data in self.and_:
            and_item: dict[str, Any]
            if isinstance(and_item_data, WhereAnd):
                and_item = and_item_data.to_dict()
            elif isinstance(and_item_data, WhereOr):
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
        from ..models.where_key import WhereKey  # noqa: PLC0415
        from ..models.where_or import WhereOr  # noqa: PLC0415

        d = dict(src_dict)
        and_ = []
        _and_ = d.pop("$and")
        for and_item_data in _and_:

            def _parse_and_item(data: object) -> WhereAnd | WhereKey | WhereOr:
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
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_where_type_2 = WhereKey.from_dict(data)

                return componentsschemas_where_type_2

            and_item = _parse_and_item(and_item_data)

            and_.append(and_item)

        _instance = cls(
            and_=and_,
        )

        return _instance
