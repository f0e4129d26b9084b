# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.conditional_add import ConditionalAdd
    from ..models.conditional_delete import ConditionalDelete
    from ..models.conditional_update import ConditionalUpdate
    from ..models.conditional_upsert import ConditionalUpsert


T = TypeVar("T", bound="ConditionalCommitPayload")


@_attrs_define
class ConditionalCommitPayload:
    """The writes of a transaction and what they rely on."""

    read_ids: list[str]
    """ The ids whose records, or whose absence, the transaction has read. """
    operations: list[ConditionalAdd | ConditionalDelete | ConditionalUpdate | ConditionalUpsert]
    """ The writes in order. """
    read_token: int | None | Unset = UNSET
    """ The token of the transaction's first read; null for that one itself. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.conditional_add import ConditionalAdd  # noqa: PLC0415
        from ..models.conditional_update import ConditionalUpdate  # noqa: PLC0415
        from ..models.conditional_upsert import ConditionalUpsert  # noqa: PLC0415

        read_ids = self.read_ids

        operations = []
        for operations_item_data in self.operations:
            operations_item: dict[str, Any]
            if isinstance(operations_item_data, ConditionalAdd):
                operations_item = operations_item_data.to_dict()
            elif isinstance(operations_item_data, ConditionalUpdate):
                operations_item = operations_item_data.to_dict()
            elif isinstance(operations_item_data, ConditionalUpsert):
                operations_item = operations_item_data.to_dict()
            else:
                operations_item = operations_item_data.to_dict()

            operations.append(operations_item)

        read_token: int | None | Unset
        if isinstance(self.read_token, Unset):
            read_token = UNSET
        else:
            read_token = self.read_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "read_ids": read_ids,
                "operations": operations,
            }
        )
        if read_token is not UNSET:
            field_dict["read_token"] = read_token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.conditional_add import ConditionalAdd  # noqa: PLC0415
        from ..models.conditional_delete import ConditionalDelete  # noqa: PLC0415
        from ..models.conditional_update import ConditionalUpdate  # noqa: PLC0415
        from ..models.conditional_upsert import ConditionalUpsert  # noqa: PLC0415

        d = dict(src_dict)
        read_ids = cast(list[str], d.pop("read_ids"))

        operations = []
        _operations = d.pop("operations")
        for operations_item_data in _operations:

            def _parse_operations_item(
                data: object,
            ) -> ConditionalAdd | ConditionalDelete | ConditionalUpdate | ConditionalUpsert:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_conditional_operation_type_0 = ConditionalAdd.from_dict(data)

                    return componentsschemas_conditional_operation_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_conditional_operation_type_1 = ConditionalUpdate.from_dict(data)

                    return componentsschemas_conditional_operation_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_conditional_operation_type_2 = ConditionalUpsert.from_dict(data)

                    return componentsschemas_conditional_operation_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_conditional_operation_type_3 = ConditionalDelete.from_dict(data)

                return componentsschemas_conditional_operation_type_3

            operations_item = _parse_operations_item(operations_item_data)

            operations.append(operations_item)

        def _parse_read_token(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        read_token = _parse_read_token(d.pop("read_token", UNSET))

        _instance = cls(
            read_ids=read_ids,
            operations=operations,
            read_token=read_token,
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
