# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
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


T = TypeVar("T", bound="RankAbs")


@_attrs_define
class RankAbs:
    """The absolute value of the part."""

    abs_: RankAbs | RankDiv | RankExp | RankKnn | RankLog | RankMax | RankMin | RankMul | RankSub | RankSum | RankVal
    """ An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a
    score in some part drops out, unless the part has a default. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_log import RankLog  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_sum import RankSum  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415

        abs_: dict[str, Any]
        if isinstance(self.abs_, RankKnn):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankVal):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankSum):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankSub):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankMul):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankDiv):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankAbs):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankExp):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankLog):
            abs_ = self.abs_.to_dict()
        elif isinstance(self.abs_, RankMax):
            abs_ = self.abs_.to_dict()
        else:
            abs_ = self.abs_.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$abs": abs_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
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

        d = dict(src_dict)

        def _parse_abs_(
            data: object,
        ) -> (
            RankAbs | RankDiv | RankExp | RankKnn | RankLog | RankMax | RankMin | RankMul | RankSub | RankSum | RankVal
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

        abs_ = _parse_abs_(d.pop("$abs"))

        _instance = cls(
            abs_=abs_,
        )

        return _instance
