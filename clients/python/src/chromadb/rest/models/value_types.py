# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bool_value_type import BoolValueType
    from ..models.float_list_value_type import FloatListValueType
    from ..models.float_value_type import FloatValueType
    from ..models.int_value_type import IntValueType
    from ..models.sparse_vector_value_type import SparseVectorValueType
    from ..models.string_value_type import StringValueType


T = TypeVar("T", bound="ValueTypes")


@_attrs_define
class ValueTypes:
    """The indexes of each type of value that a key can hold."""

    string: None | StringValueType | Unset = UNSET
    """ Indexes of strings. """
    float_list: FloatListValueType | None | Unset = UNSET
    """ Indexes of dense vectors. """
    sparse_vector: None | SparseVectorValueType | Unset = UNSET
    """ Indexes of sparse vectors. """
    int_: IntValueType | None | Unset = UNSET
    """ Indexes of integers. """
    float_: FloatValueType | None | Unset = UNSET
    """ Indexes of floats. """
    bool_: BoolValueType | None | Unset = UNSET
    """ Indexes of booleans. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.bool_value_type import BoolValueType  # noqa: PLC0415
        from ..models.float_list_value_type import FloatListValueType  # noqa: PLC0415
        from ..models.float_value_type import FloatValueType  # noqa: PLC0415
        from ..models.int_value_type import IntValueType  # noqa: PLC0415
        from ..models.sparse_vector_value_type import SparseVectorValueType  # noqa: PLC0415
        from ..models.string_value_type import StringValueType  # noqa: PLC0415

        string: dict[str, Any] | None | Unset
        if isinstance(self.string, Unset):
            string = UNSET
        elif isinstance(self.string, StringValueType):
            string = self.string.to_dict()
        else:
            string = self.string

        float_list: dict[str, Any] | None | Unset
        if isinstance(self.float_list, Unset):
            float_list = UNSET
        elif isinstance(self.float_list, FloatListValueType):
            float_list = self.float_list.to_dict()
        else:
            float_list = self.float_list

        sparse_vector: dict[str, Any] | None | Unset
        if isinstance(self.sparse_vector, Unset):
            sparse_vector = UNSET
        elif isinstance(self.sparse_vector, SparseVectorValueType):
            sparse_vector = self.sparse_vector.to_dict()
        else:
            sparse_vector = self.sparse_vector

        int_: dict[str, Any] | None | Unset
        if isinstance(self.int_, Unset):
            int_ = UNSET
        elif isinstance(self.int_, IntValueType):
            int_ = self.int_.to_dict()
        else:
            int_ = self.int_

        float_: dict[str, Any] | None | Unset
        if isinstance(self.float_, Unset):
            float_ = UNSET
        elif isinstance(self.float_, FloatValueType):
            float_ = self.float_.to_dict()
        else:
            float_ = self.float_

        bool_: dict[str, Any] | None | Unset
        if isinstance(self.bool_, Unset):
            bool_ = UNSET
        elif isinstance(self.bool_, BoolValueType):
            bool_ = self.bool_.to_dict()
        else:
            bool_ = self.bool_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if string is not UNSET:
            field_dict["string"] = string
        if float_list is not UNSET:
            field_dict["float_list"] = float_list
        if sparse_vector is not UNSET:
            field_dict["sparse_vector"] = sparse_vector
        if int_ is not UNSET:
            field_dict["int"] = int_
        if float_ is not UNSET:
            field_dict["float"] = float_
        if bool_ is not UNSET:
            field_dict["bool"] = bool_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bool_value_type import BoolValueType  # noqa: PLC0415
        from ..models.float_list_value_type import FloatListValueType  # noqa: PLC0415
        from ..models.float_value_type import FloatValueType  # noqa: PLC0415
        from ..models.int_value_type import IntValueType  # noqa: PLC0415
        from ..models.sparse_vector_value_type import SparseVectorValueType  # noqa: PLC0415
        from ..models.string_value_type import StringValueType  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_string(data: object) -> None | StringValueType | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                string_type_0 = StringValueType.from_dict(data)

                return string_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StringValueType | Unset, data)

        string = _parse_string(d.pop("string", UNSET))

        def _parse_float_list(data: object) -> FloatListValueType | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                float_list_type_0 = FloatListValueType.from_dict(data)

                return float_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FloatListValueType | None | Unset, data)

        float_list = _parse_float_list(d.pop("float_list", UNSET))

        def _parse_sparse_vector(data: object) -> None | SparseVectorValueType | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sparse_vector_type_0 = SparseVectorValueType.from_dict(data)

                return sparse_vector_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SparseVectorValueType | Unset, data)

        sparse_vector = _parse_sparse_vector(d.pop("sparse_vector", UNSET))

        def _parse_int_(data: object) -> IntValueType | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                int_type_0 = IntValueType.from_dict(data)

                return int_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(IntValueType | None | Unset, data)

        int_ = _parse_int_(d.pop("int", UNSET))

        def _parse_float_(data: object) -> FloatValueType | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                float_type_0 = FloatValueType.from_dict(data)

                return float_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FloatValueType | None | Unset, data)

        float_ = _parse_float_(d.pop("float", UNSET))

        def _parse_bool_(data: object) -> BoolValueType | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                bool_type_0 = BoolValueType.from_dict(data)

                return bool_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BoolValueType | None | Unset, data)

        bool_ = _parse_bool_(d.pop("bool", UNSET))

        _instance = cls(
            string=string,
            float_list=float_list,
            sparse_vector=sparse_vector,
            int_=int_,
            float_=float_,
            bool_=bool_,
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
