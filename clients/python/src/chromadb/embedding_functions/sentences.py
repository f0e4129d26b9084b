"""Sentences to unit vectors: tokenize, encode in batches of similar length, pool, normalise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from .minilm import FloatArray, IntArray

MAX_TOKENS = 256
BATCH_SIZE = 32


class TokenEncoder(Protocol):
    """A transformer: ids and mask (batch, length) to the last hidden state (batch, length, dimensions)."""

    def __call__(self, ids: IntArray, mask: IntArray) -> FloatArray: ...


class SentenceEncoder:
    """A tokenizer and a transformer that together turn sentences into float32 vectors of length 1.

    Texts are cut after 256 tokens, as the model was trained. Safe to share between threads.
    """

    def __init__(self, tokenizer: Any, encoder: TokenEncoder) -> None:
        """``tokenizer`` is a ``tokenizers.Tokenizer``; its truncation and padding are set here."""
        tokenizer.enable_truncation(max_length=MAX_TOKENS)
        # Padding is done per batch below: the file's own setting pads every text to one fixed length.
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Embed ``texts``: the result is (len(texts), 384), rows in the order of the texts."""
        tokens = [np.asarray(e.ids, dtype=np.int64) for e in self._tokenizer.encode_batch(list(texts))]
        # Neighbours in length share a batch, so that little of it is padding.
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        rows: list[FloatArray | None] = [None] * len(tokens)
        for start in range(0, len(order), BATCH_SIZE):
            members = order[start : start + BATCH_SIZE]
            for index, row in zip(members, self._encode_batch([tokens[i] for i in members]), strict=True):
                rows[index] = row
        if not rows:
            return np.empty((0, 0), dtype=np.float32)
        return np.stack([row for row in rows if row is not None])

    def _encode_batch(self, tokens: list[IntArray]) -> FloatArray:
        length = max(len(ids) for ids in tokens)
        ids = np.zeros((len(tokens), length), dtype=np.int64)
        mask = np.zeros((len(tokens), length), dtype=np.int64)
        for row, sequence in enumerate(tokens):
            ids[row, : len(sequence)] = sequence
            mask[row, : len(sequence)] = 1
        return _unit(_mean_pool(self._encoder(ids, mask), mask))


def _mean_pool(hidden: FloatArray, mask: IntArray) -> FloatArray:
    weights = mask.astype(np.float32)
    total = np.einsum("bsd,bs->bd", hidden, weights)
    return np.asarray(total / np.maximum(weights.sum(axis=1, keepdims=True), np.float32(1e-9)), dtype=np.float32)


def _unit(vectors: FloatArray) -> FloatArray:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, np.float32(1e-12)), dtype=np.float32)
