# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AttachedFunction")


@_attrs_define
class AttachedFunction:
    """An attached function in full."""

    id: UUID
    """ The attachment's id. """
    name: str
    """ The attachment's name. """
    function_name: str
    """ The function's name. """
    input_collection_id: UUID
    """ The id of the collection that is read. """
    output_collection: str
    """ The name of the collection that is written. """
    output_collection_id: None | UUID
    """ The id of the collection that is written; null until it exists. """
    params: None | str
    """ The parameters, as JSON text. """
    tenant_id: str
    """ The name of the tenant. """
    database_id: str
    """ The id of the database. """
    completion_offset: int
    """ How far in the log the function has come. """
    min_records_for_invocation: int
    """ How many new records it takes to run the function. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        function_name = self.function_name

        input_collection_id = str(self.input_collection_id)

        output_collection = self.output_collection

        output_collection_id: None | str
        if isinstance(self.output_collection_id, UUID):
            output_collection_id = str(self.output_collection_id)
        else:
            output_collection_id = self.output_collection_id

        params: None | str
        params = self.params

        tenant_id = self.tenant_id

        database_id = self.database_id

        completion_offset = self.completion_offset

        min_records_for_invocation = self.min_records_for_invocation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "function_name": function_name,
                "input_collection_id": input_collection_id,
                "output_collection": output_collection,
                "output_collection_id": output_collection_id,
                "params": params,
                "tenant_id": tenant_id,
                "database_id": database_id,
                "completion_offset": completion_offset,
                "min_records_for_invocation": min_records_for_invocation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        function_name = d.pop("function_name")

        input_collection_id = UUID(d.pop("input_collection_id"))

        output_collection = d.pop("output_collection")

        def _parse_output_collection_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                output_collection_id_type_0 = UUID(data)

                return output_collection_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        output_collection_id = _parse_output_collection_id(d.pop("output_collection_id"))

        def _parse_params(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        params = _parse_params(d.pop("params"))

        tenant_id = d.pop("tenant_id")

        database_id = d.pop("database_id")

        completion_offset = d.pop("completion_offset")

        min_records_for_invocation = d.pop("min_records_for_invocation")

        _instance = cls(
            id=id,
            name=name,
            function_name=function_name,
            input_collection_id=input_collection_id,
            output_collection=output_collection,
            output_collection_id=output_collection_id,
            params=params,
            tenant_id=tenant_id,
            database_id=database_id,
            completion_offset=completion_offset,
            min_records_for_invocation=min_records_for_invocation,
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
