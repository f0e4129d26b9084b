# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.rank_abs import RankAbs
    from ..models.rank_div import RankDiv
    from ..models.rank_exp import RankExp
    from ..models.rank_knn import RankKnn
    from ..models.rank_log import RankLog
    from ..models.rank_max import RankMax
    from ..models.rank_min import RankMin
    from ..models.rank_mul import RankMul
    from ..models.rank_sub import RankSub
    from ..models.rank_val import RankVal


T = TypeVar("T", bound="RankSum")


@_attrs_define
class RankSum:
    """The sum of the parts; 0 without parts."""

    sum_: list[
        RankAbs | RankDiv | RankExp | RankKnn | RankLog | RankMax | RankMin | RankMul | RankSub | RankSum | RankVal
    ]
    """ The parts. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.rank_abs import RankAbs  # noqa: PLC0415
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_log import RankLog  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415

        sum_ = []
        for sum_item_data in self.sum_:
            sum_item: dict[str, Any]
            if isinstance(sum_item_data, RankKnn):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankVal):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankSum):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankSub):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankMul):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankDiv):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankAbs):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankExp):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankLog):
                sum_item = sum_item_data.to_dict()
            elif isinstance(sum_item_data, RankMax):
                sum_item = sum_item_data.to_dict()
            else:
                sum_item = sum_item_data.to_dict()

            sum_.append(sum_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$sum": sum_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rank_abs import RankAbs  # noqa: PLC0415
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_log import RankLog  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_min import RankMin  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415

        d = dict(src_dict)
        sum_ = []
        _sum_ = d.pop("$sum")
        for sum_item_data in _sum_:

            def _parse_sum_item(
                data: object,
            ) -> (
                RankAbs
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
            ):
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
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_rank_type_10 = RankMin.from_dict(data)

                return componentsschemas_rank_type_10

            sum_item = _parse_sum_item(sum_item_data)

            sum_.append(sum_item)

        _instance = cls(
            sum_=sum_,
        )

        return _instance
