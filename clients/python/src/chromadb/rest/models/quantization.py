# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Literal

Quantization = Literal["four_bit_rabit_q_with_u_search", "none"]

QUANTIZATION_VALUES: set[Quantization] = {
    "four_bit_rabit_q_with_u_search",
    "none",
}


def check_quantization(value: str) -> Quantization:
    if value in QUANTIZATION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {QUANTIZATION_VALUES!r}")
