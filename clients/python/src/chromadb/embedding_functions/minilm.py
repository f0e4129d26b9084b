"""all-MiniLM-L6-v2 in numpy: a BERT encoder of 6 layers, 12 heads and 384 dimensions, in float32.

It exists for installations that hold the model as safetensors and have no ONNX file. The arithmetic is the
model's own (exact GELU, post-layer-norm), so its vectors agree with those of the ONNX file to float32 rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]

HIDDEN_SIZE = 384
LAYERS = 6
HEADS = 12
LAYER_NORM_EPSILON = 1e-12

# Minimax rational approximation x * P(x^2) / Q(x^2) of erf on [-4, 4], the one of Eigen and XLA, highest power
# first. Numpy has no erf; this one is within 5e-7 of it everywhere, which float32 rounding already hides.
_ERF_NUMERATOR = (
    -2.72614225801306e-10,
    2.77068142495902e-08,
    -2.10102402082508e-06,
    -5.69250639462346e-05,
    -7.34990630326855e-04,
    -2.95459980854025e-03,
    -1.60960333262415e-02,
)
_ERF_DENOMINATOR = (
    -1.45660718464996e-05,
    -2.13374055278905e-04,
    -1.68282697438203e-03,
    -7.37332916720468e-03,
    -1.42647390514189e-02,
)


def erf(values: FloatArray) -> FloatArray:
    """The error function of every element, in float32, with an absolute error below 5e-7."""
    clipped: FloatArray = np.minimum(np.maximum(values, np.float32(-4)), np.float32(4))
    square = clipped * clipped
    numerator = _horner(_ERF_NUMERATOR, square)
    numerator *= clipped
    numerator /= _horner(_ERF_DENOMINATOR, square)
    return numerator


def _horner(coefficients: tuple[float, ...], x: FloatArray) -> FloatArray:
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= x
        total += np.float32(coefficient)
    return total


def gelu(values: FloatArray) -> FloatArray:
    """The exact GELU, ``x * (1 + erf(x / sqrt 2)) / 2``."""
    result = erf(values * np.float32(0.7071067811865476))
    result += np.float32(1)
    result *= values
    result *= np.float32(0.5)
    return result


@dataclass(frozen=True)
class _Linear:
    """``x @ weight + bias``, the weight stored as (inputs, outputs)."""

    weight: FloatArray
    bias: FloatArray

    def __call__(self, x: FloatArray) -> FloatArray:
        result: FloatArray = x @ self.weight
        result += self.bias
        return result


@dataclass(frozen=True)
class _LayerNorm:
    weight: FloatArray
    bias: FloatArray

    def __call__(self, x: FloatArray) -> FloatArray:
        centred: FloatArray = x - x.mean(axis=-1, keepdims=True)
        variance = np.einsum("...i,...i->...", centred, centred)[..., None] / np.float32(x.shape[-1])
        centred /= np.sqrt(variance + np.float32(LAYER_NORM_EPSILON))
        centred *= self.weight
        centred += self.bias
        return centred


@dataclass(frozen=True)
class _Layer:
    query_key_value: _Linear  # one product of (hidden, 3 * hidden) instead of three
    attention_output: _Linear
    attention_norm: _LayerNorm
    intermediate: _Linear
    output: _Linear
    output_norm: _LayerNorm

    def __call__(self, x: FloatArray, mask_bias: FloatArray) -> FloatArray:
        x = self.attention_norm(x + self.attention_output(self._attend(x, mask_bias)))
        return self.output_norm(x + self.output(gelu(self.intermediate(x))))

    def _attend(self, x: FloatArray, mask_bias: FloatArray) -> FloatArray:
        batch, length, hidden = x.shape
        head = hidden // HEADS
        # (3, batch, heads, length, head)
        parts = np.transpose(np.reshape(self.query_key_value(x), (batch, length, 3, HEADS, head)), (2, 0, 3, 1, 4))
        query, key, value = parts[0], parts[1], parts[2]
        scores: FloatArray = query @ np.transpose(key, (0, 1, 3, 2))
        scores *= np.float32(head**-0.5)
        scores += mask_bias
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        context: FloatArray = scores @ value
        return np.reshape(np.transpose(context, (0, 2, 1, 3)), (batch, length, hidden))


class MiniLM:
    """The encoder: token ids and attention mask in, the last hidden state out. Immutable, hence thread-safe."""

    def __init__(self, tensors: Mapping[str, NDArray[np.float32]]) -> None:
        """Take the tensors of ``model.safetensors`` by their own names.

        Raises:
            ValueError: a tensor is missing or has another shape than all-MiniLM-L6-v2's.
        """
        reader = _TensorReader(tensors)
        self._words = reader.take("embeddings.word_embeddings.weight", None, HIDDEN_SIZE)
        positions = reader.take("embeddings.position_embeddings.weight", None, HIDDEN_SIZE)
        # Sentences are single segments: the first token type is all there ever is.
        self._positions = positions + reader.take("embeddings.token_type_embeddings.weight", None, HIDDEN_SIZE)[0]
        self._norm = reader.layer_norm("embeddings.LayerNorm")
        self._layers = tuple(reader.layer(f"encoder.layer.{index}") for index in range(LAYERS))

    def __call__(self, ids: IntArray, mask: IntArray) -> FloatArray:
        """Encode ``ids`` (batch, length), padded where ``mask`` is 0, into (batch, length, 384)."""
        x = self._norm(self._words[ids] + self._positions[: ids.shape[1]])
        # Finite, so that a row of nothing but padding cannot turn into NaN.
        mask_bias = ((1 - mask) * np.float32(-1e9)).astype(np.float32)[:, None, None, :]
        for layer in self._layers:
            x = layer(x, mask_bias)
        return x


class _TensorReader:
    def __init__(self, tensors: Mapping[str, NDArray[np.float32]]) -> None:
        self._tensors = tensors

    def take(self, name: str, *shape: int | None) -> FloatArray:
        tensor = self._tensors.get(name)
        if tensor is None:
            raise ValueError(f"the model file has no tensor '{name}'")
        if len(tensor.shape) != len(shape) or any(
            want is not None and want != got for want, got in zip(shape, tensor.shape, strict=True)
        ):
            raise ValueError(f"tensor '{name}' has the shape {tensor.shape}, expected {shape}")
        return np.ascontiguousarray(tensor, dtype=np.float32)

    def linear(self, name: str, inputs: int, outputs: int) -> _Linear:
        weight = self.take(f"{name}.weight", outputs, inputs)
        return _Linear(np.ascontiguousarray(np.transpose(weight)), self.take(f"{name}.bias", outputs))

    def layer_norm(self, name: str) -> _LayerNorm:
        return _LayerNorm(self.take(f"{name}.weight", HIDDEN_SIZE), self.take(f"{name}.bias", HIDDEN_SIZE))

    def layer(self, name: str) -> _Layer:
        parts = [self.linear(f"{name}.attention.self.{part}", HIDDEN_SIZE, HIDDEN_SIZE) for part in _QKV]
        fused = _Linear(
            np.ascontiguousarray(np.concatenate([part.weight for part in parts], axis=1)),
            np.concatenate([part.bias for part in parts]),
        )
        return _Layer(
            query_key_value=fused,
            attention_output=self.linear(f"{name}.attention.output.dense", HIDDEN_SIZE, HIDDEN_SIZE),
            attention_norm=self.layer_norm(f"{name}.attention.output.LayerNorm"),
            intermediate=self.linear(f"{name}.intermediate.dense", HIDDEN_SIZE, 4 * HIDDEN_SIZE),
            output=self.linear(f"{name}.output.dense", 4 * HIDDEN_SIZE, HIDDEN_SIZE),
            output_norm=self.layer_norm(f"{name}.output.LayerNorm"),
        )


_QKV = ("query", "key", "value")
