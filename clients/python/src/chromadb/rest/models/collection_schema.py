# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.customer_managed_key import CustomerManagedKey
    from ..models.schema_keys import SchemaKeys
    from ..models.value_types import ValueTypes


T = TypeVar("T", bound="CollectionSchema")


@_attrs_define
class CollectionSchema:
    """Which indexes a collection keeps. Servers also accept the older spellings (`key_overrides` for `keys`; value types
    with a leading `#`, indexes with a leading `$`) and never answer them.

    """

    defaults: ValueTypes
    """ The indexes of each type of value that a key can hold. """
    keys: SchemaKeys
    """ The indexes of single metadata keys, and of the reserved keys `#document` and `#embedding`. """
    cmek: CustomerManagedKey | None | Unset = UNSET
    """ The key that encrypts the collection, if it is the customer's own. """
    source_attached_function_id: None | str | Unset = UNSET
    """ The function whose output the collection is. Set by the server; refused from users. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.customer_managed_key import CustomerManagedKey  # noqa: PLC0415

        defaults = self.defaults.to_dict()

        keys = self.keys.to_dict()

        cmek: dict[str, Any] | None | Unset
        if isinstance(self.cmek, Unset):
            cmek = UNSET
        elif isinstance(self.cmek, CustomerManagedKey):
            cmek = self.cmek.to_dict()
        else:
            cmek = self.cmek

        source_attached_function_id: None | str | Unset
        if isinstance(self.source_attached_function_id, Unset):
            source_attached_function_id = UNSET
        else:
            source_attached_function_id = self.source_attached_function_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "defaults": defaults,
                "keys": keys,
            }
        )
        if cmek is not UNSET:
            field_dict["cmek"] = cmek
        if source_attached_function_id is not UNSET:
            field_dict["source_attached_function_id"] = source_attached_function_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_managed_key import CustomerManagedKey  # noqa: PLC0415
        from ..models.schema_keys import SchemaKeys  # noqa: PLC0415
        from ..models.value_types import ValueTypes  # noqa: PLC0415

        d = dict(src_dict)
        defaults = ValueTypes.from_dict(d.pop("defaults"))

        keys = SchemaKeys.from_dict(d.pop("keys"))

        def _parse_cmek(data: object) -> CustomerManagedKey | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cmek_type_0 = CustomerManagedKey.from_dict(data)

                return cmek_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CustomerManagedKey | None | Unset, data)

        cmek = _parse_cmek(d.pop("cmek", UNSET))

        def _parse_source_attached_function_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_attached_function_id = _parse_source_attached_function_id(d.pop("source_attached_function_id", UNSET))

        _instance = cls(
            defaults=defaults,
            keys=keys,
            cmek=cmek,
            source_attached_function_id=source_attached_function_id,
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
