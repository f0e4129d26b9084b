# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WhereDocumentOperator")


@_attrs_define
class WhereDocumentOperator:
    """Exactly one condition. Records without a document meet only the negative ones. Patterns are those of the Rust
    `regex` crate, without look-around and back-references, and match anywhere.

    """

    contains: str | Unset = UNSET
    """ The text has this part; upper and lower case differ. """
    not_contains: str | Unset = UNSET
    """ The text does not have this part. """
    regex: str | Unset = UNSET
    """ The pattern matches some part. """
    not_regex: str | Unset = UNSET
    """ The pattern matches no part. """

    def to_dict(self) -> dict[str, Any]:
        contains = self.contains

        not_contains = self.not_contains

        regex = self.regex

        not_regex = self.not_regex

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if contains is not UNSET:
            field_dict["$contains"] = contains
        if not_contains is not UNSET:
            field_dict["$not_contains"] = not_contains
        if regex is not UNSET:
            field_dict["$regex"] = regex
        if not_regex is not UNSET:
            field_dict["$not_regex"] = not_regex

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contains = d.pop("$contains", UNSET)

        not_contains = d.pop("$not_contains", UNSET)

        regex = d.pop("$regex", UNSET)

        not_regex = d.pop("$not_regex", UNSET)

        _instance = cls(
            contains=contains,
            not_contains=not_contains,
            regex=regex,
            not_regex=not_regex,
        )

        return _instance
