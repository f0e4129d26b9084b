# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

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
    from ..models.rank_sum import RankSum
    from ..models.rank_val import RankVal


T = TypeVar("T", bound="RankOperands")


@_attrs_define
class RankOperands:
    """Two parts in order."""

    left: RankAbs | RankDiv | RankExp | RankKnn | RankLog | RankMax | RankMin | RankMul | RankSub | RankSum | RankVal
    """ An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a
    score in some part drops out, unless the part has a default. """
    right: RankAbs | RankDiv | RankExp | RankKnn | RankLog | RankMax | RankMin | RankMul | RankSub | RankSum | RankVal
    """ An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a
    score in some part drops out, unless the part has a default. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.rank_abs import RankAbs  # noqa: PLC0415
        from ..models.rank_div import RankDiv  # noqa: PLC0415
        from ..models.rank_exp import RankExp  # noqa: PLC0415
        from ..models.rank_knn import RankKnn  # noqa: PLC0415
        from ..models.rank_log import RankLog  # noqa: PLC0415
        from ..models.rank_max import RankMax  # noqa: PLC0415
        from ..models.rank_mul import RankMul  # noqa: PLC0415
        from ..models.rank_sub import RankSub  # noqa: PLC0415
        from ..models.rank_sum import RankSum  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415

        left: dict[str, Any]
        if isinstance(self.left, RankKnn):
            left = self.left.to_dict()
        elif isinstance(self.left, RankVal):
            left = self.left.to_dict()
        elif isinstance(self.left, RankSum):
            left = self.left.to_dict()
        elif isinstance(self.left, RankSub):
            left = self.left.to_dict()
        elif isinstance(self.left, RankMul):
            left = self.left.to_dict()
        elif isinstance(self.left, RankDiv):
            left = self.left.to_dict()
        elif isinstance(self.left, RankAbs):
            left = self.left.to_dict()
        elif isinstance(self.left, RankExp):
            left = self.left.to_dict()
        elif isinstance(self.left, RankLog):
            left = self.left.to_dict()
        elif isinstance(self.left, RankMax):
            left = self.left.to_dict()
        else:
            left = self.left.to_dict()

        right: dict[str, Any]
        if isinstance(self.right, RankKnn):
            right = self.right.to_dict()
        elif isinstance(self.right, RankVal):
            right = self.right.to_dict()
        elif isinstance(self.right, RankSum):
            right = self.right.to_dict()
        elif isinstance(self.right, RankSub):
            right = self.right.to_dict()
        elif isinstance(self.right, RankMul):
            right = self.right.to_dict()
        elif isinstance(self.right, RankDiv):
            right = self.right.to_dict()
        elif isinstance(self.right, RankAbs):
            right = self.right.to_dict()
        elif isinstance(self.right, RankExp):
            right = self.right.to_dict()
        elif isinstance(self.right, RankLog):
            right = self.right.to_dict()
        elif isinstance(self.right, RankMax):
            right = self.right.to_dict()
        else:
            right = self.right.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "left": left,
                "right": right,
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
        from ..models.rank_sum import RankSum  # noqa: PLC0415
        from ..models.rank_val import RankVal  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_left(
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

        left = _parse_left(d.pop("left"))

        def _parse_right(
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

        right = _parse_right(d.pop("right"))

        _instance = cls(
            left=left,
            right=right,
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
