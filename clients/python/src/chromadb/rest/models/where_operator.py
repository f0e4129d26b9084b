# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WhereOperator")


@_attrs_define
class WhereOperator:
    """Exactly one comparison. `$ne`, `$nin` and `$not_contains` also hold for records without the key. Integers compare
    with floats; strings compare byte by byte.

    """

    eq: bool | float | int | str | Unset = UNSET
    """ Equal. """
    ne: bool | float | int | str | Unset = UNSET
    """ Not equal. """
    gt: float | int | Unset = UNSET
    """ Greater. """
    gte: float | int | Unset = UNSET
    """ Greater or equal. """
    lt: float | int | Unset = UNSET
    """ Less. """
    lte: float | int | Unset = UNSET
    """ Less or equal. """
    in_: list[bool | float | int | str] | Unset = UNSET
    """ Equal to one of the values, which are of one type. """
    nin: list[bool | float | int | str] | Unset = UNSET
    """ Equal to none of the values, which are of one type. """
    contains: bool | float | int | str | Unset = UNSET
    """ The list has this member; of `#document`, the text has this part. """
    not_contains: bool | float | int | str | Unset = UNSET
    """ The list has no such member; of `#document`, the text has no such part. """
    regex: str | Unset = UNSET
    """ Of `#document` only: the pattern matches some part. """
    not_regex: str | Unset = UNSET
    """ Of `#document` only: the pattern matches no part. """

    def to_dict(self) -> dict[str, Any]:
        eq: bool | float | int | str | Unset
        if isinstance(self.eq, Unset):
            eq = UNSET
        else:
            eq = self.eq

        ne: bool | float | int | str | Unset
        if isinstance(self.ne, Unset):
            ne = UNSET
        else:
            ne = self.ne

        gt: float | int | Unset
        if isinstance(self.gt, Unset):
            gt = UNSET
        else:
            gt = self.gt

        gte: float | int | Unset
        if isinstance(self.gte, Unset):
            gte = UNSET
        else:
            gte = self.gte

        lt: float | int | Unset
        if isinstance(self.lt, Unset):
            lt = UNSET
        else:
            lt = self.lt

        lte: float | int | Unset
        if isinstance(self.lte, Unset):
            lte = UNSET
        else:
            lte = self.lte

        in_: list[bool | float | int | str] | Unset = UNSET
        if not isinstance(self.in_, Unset):
            in_ = []
            for in_item_data in self.in_:
                in_item: bool | float | int | str
                in_item = in_item_data
                in_.append(in_item)

        nin: list[bool | float | int | str] | Unset = UNSET
        if not isinstance(self.nin, Unset):
            nin = []
            for nin_item_data in self.nin:
                nin_item: bool | float | int | str
                nin_item = nin_item_data
                nin.append(nin_item)

        contains: bool | float | int | str | Unset
        if isinstance(self.contains, Unset):
            contains = UNSET
        else:
            contains = self.contains

        not_contains: bool | float | int | str | Unset
        if isinstance(self.not_contains, Unset):
            not_contains = UNSET
        else:
            not_contains = self.not_contains

        regex = self.regex

        not_regex = self.not_regex

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if eq is not UNSET:
            field_dict["$eq"] = eq
        if ne is not UNSET:
            field_dict["$ne"] = ne
        if gt is not UNSET:
            field_dict["$gt"] = gt
        if gte is not UNSET:
            field_dict["$gte"] = gte
        if lt is not UNSET:
            field_dict["$lt"] = lt
        if lte is not UNSET:
            field_dict["$lte"] = lte
        if in_ is not UNSET:
            field_dict["$in"] = in_
        if nin is not UNSET:
            field_dict["$nin"] = nin
        if contains is not UNSET:
            field_dict["$contains"] = contains
        if not_contains is not UNSET:
            field_dict["$not_contains"] = not_contains
        if regex is not UNSET:
            field_dict["$regex"] = regex
        if not_regex is not UNSET:
            field_dict["$not_regex"] = not_regex

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_eq(data: object) -> bool | float | int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(bool | float | int | str | Unset, data)

        eq = _parse_eq(d.pop("$eq", UNSET))

        def _parse_ne(data: object) -> bool | float | int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(bool | float | int | str | Unset, data)

        ne = _parse_ne(d.pop("$ne", UNSET))

        def _parse_gt(data: object) -> float | int | Unset:
            if isinstance(data, Unset):
                return data
            return cast(float | int | Unset, data)

        gt = _parse_gt(d.pop("$gt", UNSET))

        def _parse_gte(data: object) -> float | int | Unset:
            if isinstance(data, Unset):
                return data
            return cast(float | int | Unset, data)

        gte = _parse_gte(d.pop("$gte", UNSET))

        def _parse_lt(data: object) -> float | int | Unset:
            if isinstance(data, Unset):
                return data
            return cast(float | int | Unset, data)

        lt = _parse_lt(d.pop("$lt", UNSET))

        def _parse_lte(data: object) -> float | int | Unset:
            if isinstance(data, Unset):
                return data
            return cast(float | int | Unset, data)

        lte = _parse_lte(d.pop("$lte", UNSET))

        _in_ = d.pop("$in", UNSET)
        in_: list[bool | float | int | str] | Unset = UNSET
        if _in_ is not UNSET:
            in_ = []
            for in_item_data in _in_:

                def _parse_in_item(data: object) -> bool | float | int | str:
                    return cast(bool | float | int | str, data)

                in_item = _parse_in_item(in_item_data)

                in_.append(in_item)

        _nin = d.pop("$nin", UNSET)
        nin: list[bool | float | int | str] | Unset = UNSET
        if _nin is not UNSET:
            nin = []
            for nin_item_data in _nin:

                def _parse_nin_item(data: object) -> bool | float | int | str:
                    return cast(bool | float | int | str, data)

                nin_item = _parse_nin_item(nin_item_data)

                nin.append(nin_item)

        def _parse_contains(data: object) -> bool | float | int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(bool | float | int | str | Unset, data)

        contains = _parse_contains(d.pop("$contains", UNSET))

        def _parse_not_contains(data: object) -> bool | float | int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(bool | float | int | str | Unset, data)

        not_contains = _parse_not_contains(d.pop("$not_contains", UNSET))

        regex = d.pop("$regex", UNSET)

        not_regex = d.pop("$not_regex", UNSET)

        _instance = cls(
            eq=eq,
            ne=ne,
            gt=gt,
            gte=gte,
            lt=lt,
            lte=lte,
            in_=in_,
            nin=nin,
            contains=contains,
            not_contains=not_contains,
            regex=regex,
            not_regex=not_regex,
        )

        return _instance
