# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Literal

ReadLevel = Literal["index_and_bounded_wal", "index_and_wal", "index_only"]

READ_LEVEL_VALUES: set[ReadLevel] = {
    "index_and_bounded_wal",
    "index_and_wal",
    "index_only",
}


def check_read_level(value: str) -> ReadLevel:
    if value in READ_LEVEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {READ_LEVEL_VALUES!r}")
