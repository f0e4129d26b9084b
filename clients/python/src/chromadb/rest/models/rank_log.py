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
    from ..models.rank_max import RankMax
    from ..models.rank_min import RankMin
    from ..models.rank_mul import RankMul
    from ..models.rank_sub import RankSub
    from ..models.rank_sum import RankSum
    from ..models.rank_val import RankVal


T = TypeVar("T", bound="RankLog")


@_attrs_define
class RankLog:
    """The natural logarithm of the part."""

    log: RankAbs | RankDiv | RankExp | RankKnn | RankLog | RankMax | RankMin | RankMul | RankSub | RankSum | RankVal
    """ An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a
    score in some part drops out, unless the part has a default. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.rank_abs import RankAbs  # noqa: PLC0415
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_sum import RankSum  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415

        log: dict[str, Any]
        if isinstance(self.log, RankKnn):
            log = self.log.to_dict()
        elif isinstance(self.log, RankVal):
            log = self.log.to_dict()
        elif isinstance(self.log, RankSum):
            log = self.log.to_dict()
        elif isinstance(self.log, RankSub):
            log = self.log.to_dict()
        elif isinstance(self.log, RankMul):
            log = self.log.to_dict()
        elif isinstance(self.log, RankDiv):
            log = self.log.to_dict()
        elif isinstance(self.log, RankAbs):
            log = self.log.to_dict()
        elif isinstance(self.log, RankExp):
            log = self.log.to_dict()
        elif isinstance(self.log, RankLog):
            log = self.log.to_dict()
        elif isinstance(self.log, RankMax):
            log = self.log.to_dict()
        else:
            log = self.log.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "$log": log,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rank_abs import RankAbs  # noqa: PLC0415
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_min import RankMin  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_sum import RankSum  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_log(
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

        log = _parse_log(d.pop("$log"))

        _instance = cls(
            log=log,
        )

        return _instance
