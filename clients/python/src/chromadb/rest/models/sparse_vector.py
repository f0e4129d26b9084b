# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SparseVector")


@_attrs_define
class SparseVector:
    """A vector of mostly zeros, by its other entries."""

    indices: list[int]
    """ The positions, strictly ascending. """
    values: list[float]
    """ The entry at each position. """
    type_: Literal["sparse_vector"] | Unset = UNSET
    """ Marks the object as a vector; always answered, optional in requests. """
    tokens: list[str] | None | Unset = UNSET
    """ The term that each position stands for. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        indices = self.indices

        values = self.values

        type_ = self.type_

        tokens: list[str] | None | Unset
        if isinstance(self.tokens, Unset):
            tokens = UNSET
        elif isinstance(self.tokens, list):
            tokens = self.tokens

        else:
            tokens = self.tokens

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "indices": indices,
                "values": values,
            }
        )
        if type_ is not UNSET:
            field_dict["#type"] = type_
        if tokens is not UNSET:
            field_dict["tokens"] = tokens

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        indices = cast(list[int], d.pop("indices"))

        values = cast(list[float], d.pop("values"))

        type_ = cast(Literal["sparse_vector"] | Unset, d.pop("#type", UNSET))
        if type_ != "sparse_vector" and not isinstance(type_, Unset):
            raise ValueError(f"#type must match const 'sparse_vector', got '{type_}'")

        def _parse_tokens(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tokens_type_0 = cast(list[str], data)

                return tokens_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tokens = _parse_tokens(d.pop("tokens", UNSET))

        _instance = cls(
            indices=indices,
            values=values,
            type_=type_,
            tokens=tokens,
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
