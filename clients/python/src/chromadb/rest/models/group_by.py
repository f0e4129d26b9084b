# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.aggregate_max_k import AggregateMaxK
    from ..models.aggregate_min_k import AggregateMinK


T = TypeVar("T", bound="GroupBy")


@_attrs_define
class GroupBy:
    """How many records of a kind to keep. `keys` and `aggregate` come together, and only with a rank."""

    keys: list[str] | Unset = UNSET
    """ The metadata keys whose values make the groups; a missing value is a value. """
    aggregate: AggregateMaxK | AggregateMinK | None | Unset = UNSET
    """ Which records of a group to keep. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.aggregate_max_k import AggregateMaxK  # noqa: PLC0415
        from ..models.aggregate_min_k import AggregateMinK  # noqa: PLC0415

        keys: list[str] | Unset = UNSET
        if not isinstance(self.keys, Unset):
            keys = self.keys

        aggregate: dict[str, Any] | None | Unset
        if isinstance(self.aggregate, Unset):
            aggregate = UNSET
        elif isinstance(self.aggregate, AggregateMinK):
            aggregate = self.aggregate.to_dict()
        elif isinstance(self.aggregate, AggregateMaxK):
            aggregate = self.aggregate.to_dict()
        else:
            aggregate = self.aggregate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if keys is not UNSET:
            field_dict["keys"] = keys
        if aggregate is not UNSET:
            field_dict["aggregate"] = aggregate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.aggregate_max_k import AggregateMaxK  # noqa: PLC0415
        from ..models.aggregate_min_k import AggregateMinK  # noqa: PLC0415

        d = dict(src_dict)
        keys = cast(list[str], d.pop("keys", UNSET))

        def _parse_aggregate(data: object) -> AggregateMaxK | AggregateMinK | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_aggregate_type_0 = AggregateMinK.from_dict(data)

                return componentsschemas_aggregate_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_aggregate_type_1 = AggregateMaxK.from_dict(data)

                return componentsschemas_aggregate_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AggregateMaxK | AggregateMinK | None | Unset, data)

        aggregate = _parse_aggregate(d.pop("aggregate", UNSET))

        _instance = cls(
            keys=keys,
            aggregate=aggregate,
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
