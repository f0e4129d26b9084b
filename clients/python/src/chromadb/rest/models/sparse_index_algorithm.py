# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Literal

SparseIndexAlgorithm = Literal["max_score", "wand"]

SPARSE_INDEX_ALGORITHM_VALUES: set[SparseIndexAlgorithm] = {
    "max_score",
    "wand",
}


def check_sparse_index_algorithm(value: str) -> SparseIndexAlgorithm:
    if value in SPARSE_INDEX_ALGORITHM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SPARSE_INDEX_ALGORITHM_VALUES!r}")
