# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.empty_filter import EmptyFilter
    from ..models.group_by import GroupBy
    from ..models.rank_abs import RankAbs
    from ..models.rank_div import RankDiv
    from ..models.rank_exp import RankExp
    from ..models.rank_knn import RankKnn
    from ..models.rank_log import RankLog
    from ..models.rank_max import RankMax
    from ..models.rank_min import RankMin
    from ..models.rank_mul import RankMul
    from ..models.rank_sub import RankSub
    from ..models.rank_sum import RankSum
    from ..models.rank_val import RankVal
    from ..models.search_limit import SearchLimit
    from ..models.select import Select
    from ..models.where_and import WhereAnd
    from ..models.where_key import WhereKey
    from ..models.where_or import WhereOr


T = TypeVar("T", bound="SearchPayload")


@_attrs_define
class SearchPayload:
    """One search: filter, then rank, then group, then cut the page, then select."""

    filter_: EmptyFilter | None | Unset | WhereAnd | WhereKey | WhereOr = UNSET
    """ Which records take part; null or an empty object for all of them. """
    rank: (
        None
        | RankAbs
        | RankDiv
        | RankExp
        | RankKnn
        | RankLog
        | RankMax
        | RankMin
        | RankMul
        | RankSub
        | RankSum
        | RankVal
        | Unset
    ) = UNSET
    """ The score of each record; without it, its place in the order of insertion. """
    group_by: GroupBy | Unset = UNSET
    """ How many records of a kind to keep. `keys` and `aggregate` come together, and only with a rank. """
    limit: SearchLimit | Unset = UNSET
    """ The page to answer. """
    select: Select | Unset = UNSET
    """ The fields to answer. Ids are always answered. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.empty_filter import EmptyFilter  # noqa: PLC0415
        from ..models.rank_abs import RankAbs  # noqa: PLC0415
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_log import RankLog  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_min import RankMin  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_sum import RankSum  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415
        from ..models.where_and import WhereAnd  # noqa: PLC0415
        from ..models.where_key import WhereKey  # noqa: PLC0415
        from ..models.where_or import WhereOr  # noqa: PLC0415

        filter_: dict[str, Any] | None | Unset
        if isinstance(self.filter_, Unset):
            filter_ = UNSET
        elif isinstance(self.filter_, WhereAnd):
            filter_ = self.filter_.to_dict()
        elif isinstance(self.filter_, WhereOr):
            filter_ = self.filter_.to_dict()
        elif isinstance(self.filter_, WhereKey):
            filter_ = self.filter_.to_dict()
        elif isinstance(self.filter_, EmptyFilter):
            filter_ = self.filter_.to_dict()
        else:
            filter_ = self.filter_

        rank: dict[str, Any] | None | Unset
        if isinstance(self.rank, Unset):
            rank = UNSET
        elif isinstance(self.rank, RankKnn):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankVal):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankSum):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankSub):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankMul):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankDiv):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankAbs):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankExp):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankLog):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankMax):
            rank = self.rank.to_dict()
        elif isinstance(self.rank, RankMin):
            rank = self.rank.to_dict()
        else:
            rank = self.rank

        group_by: dict[str, Any] | Unset = UNSET
        if not isinstance(self.group_by, Unset):
            group_by = self.group_by.to_dict()

        limit: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limit, Unset):
            limit = self.limit.to_dict()

        select: dict[str, Any] | Unset = UNSET
        if not isinstance(self.select, Unset):
            select = self.select.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if filter_ is not UNSET:
            field_dict["filter"] = filter_
        if rank is not UNSET:
            field_dict["rank"] = rank
        if group_by is not UNSET:
            field_dict["group_by"] = group_by
        if limit is not UNSET:
            field_dict["limit"] = limit
        if select is not UNSET:
            field_dict["select"] = select

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.empty_filter import EmptyFilter  # noqa: PLC0415
        from ..models.group_by import GroupBy  # noqa: PLC0415
        from ..models.rank_abs import RankAbs  # noqa: PLC0415
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_log import RankLog  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_min import RankMin  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_sum import RankSum  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415
        from ..models.search_limit import SearchLimit  # noqa: PLC0415
        from ..models.select import Select  # noqa: PLC0415
        from ..models.where_and import WhereAnd  # noqa: PLC0415
        from ..models.where_key import WhereKey  # noqa: PLC0415
        from ..models.where_or import WhereOr  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_filter_(data: object) -> EmptyFilter | None | Unset | WhereAnd | WhereKey | WhereOr:
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
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                filter_type_1 = EmptyFilter.from_dict(data)

                return filter_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EmptyFilter | None | Unset | WhereAnd | WhereKey | WhereOr, data)

        filter_ = _parse_filter_(d.pop("filter", UNSET))

        def _parse_rank(
            data: object,
        ) -> (
            None
            | RankAbs
            | RankDiv
            | RankExp
            | RankKnn
            | RankLog
            | RankMax
            | RankMin
            | RankMul
            | RankSub
            | RankSum
            | RankVal
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_0 = RankKnn.from_dict(data)

                return componentsschemas_rank_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_1 = RankVal.from_dict(data)

                return componentsschemas_rank_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_2 = RankSum.from_dict(data)

                return componentsschemas_rank_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_3 = RankSub.from_dict(data)

                return componentsschemas_rank_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_4 = RankMul.from_dict(data)

                return componentsschemas_rank_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_5 = RankDiv.from_dict(data)

                return componentsschemas_rank_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_6 = RankAbs.from_dict(data)

                return componentsschemas_rank_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_7 = RankExp.from_dict(data)

                return componentsschemas_rank_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_8 = RankLog.from_dict(data)

                return componentsschemas_rank_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_9 = RankMax.from_dict(data)

                return componentsschemas_rank_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_10 = RankMin.from_dict(data)

                return componentsschemas_rank_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None
                | RankAbs
                | RankDiv
                | RankExp
                | RankKnn
                | RankLog
                | RankMax
                | RankMin
                | RankMul
                | RankSub
                | RankSum
                | RankVal
                | Unset,
                data,
            )

        rank = _parse_rank(d.pop("rank", UNSET))

        _group_by = d.pop("group_by", UNSET)
        group_by: GroupBy | Unset
        if isinstance(_group_by, Unset):
            group_by = UNSET
        else:
            group_by = GroupBy.from_dict(_group_by)

        _limit = d.pop("limit", UNSET)
        limit: SearchLimit | Unset
        if isinstance(_limit, Unset):
            limit = UNSET
        else:
            limit = SearchLimit.from_dict(_limit)

        _select = d.pop("select", UNSET)
        select: Select | Unset
        if isinstance(_select, Unset):
            select = UNSET
        else:
            select = Select.from_dict(_select)

        _instance = cls(
            filter_=filter_,
            rank=rank,
            group_by=group_by,
            limit=limit,
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
