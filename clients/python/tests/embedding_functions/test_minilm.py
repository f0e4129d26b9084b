"""The numpy encoder: its arithmetic, and the real model's published results."""

from __future__ import annotations

import math
import threading
from pathlib import Path

import numpy as np
import pytest
from chromadb.embedding_functions import models
from chromadb.embedding_functions.minilm import MiniLM, erf, gelu
from chromadb.embedding_functions.sentences import MAX_TOKENS, SentenceEncoder

PINEAPPLE = "This is a document about pineapple"
ORANGES = "This is a document about oranges"
HAWAII = "This is a query document about hawaii"


def test_erf_agrees_with_the_c_library() -> None:
    values = np.linspace(-7, 7, 100_001, dtype=np.float32)
    exact = np.array([math.erf(value) for value in values])
    assert np.abs(erf(values) - exact).max() < 5e-7


def test_erf_of_infinities() -> None:
    assert erf(np.array([-np.inf, np.inf], dtype=np.float32)) == pytest.approx([-1, 1])


def test_gelu_is_the_exact_one() -> None:
    values = np.linspace(-5, 5, 1001, dtype=np.float32)
    exact = [value * (1 + math.erf(value / math.sqrt(2))) / 2 for value in map(float, values)]
    assert gelu(values) == pytest.approx(np.array(exact), abs=2e-6)


def test_distances_are_those_the_official_documentation_prints(real_model: SentenceEncoder) -> None:
    pineapple, oranges, hawaii = real_model.encode([PINEAPPLE, ORANGES, HAWAII])
    # The quick-start of the official documentation, computed by the official client with the ONNX file.
    assert np.square(hawaii - pineapple).sum() == pytest.approx(1.0404009819030762, abs=5e-6)
    assert np.square(hawaii - oranges).sum() == pytest.approx(1.243080496788025, abs=5e-6)


def test_vectors_are_float32_of_length_one(real_model: SentenceEncoder) -> None:
    vectors = real_model.encode(["", "a", "Grüße aus Köln", "日本語", "🍍" * 10, "one two three " * 200])
    assert vectors.dtype == np.float32
    assert vectors.shape == (6, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-6)


def test_a_batch_gives_what_single_texts_give(real_model: SentenceEncoder) -> None:
    texts = [" ".join(["word"] * (1 + 7 * index % 50)) + f" number {index}" for index in range(70)]
    singly = np.concatenate([real_model.encode([text]) for text in texts])
    assert np.abs(real_model.encode(texts) - singly).max() < 1e-5


def test_text_beyond_256_tokens_is_cut(real_model: SentenceEncoder) -> None:
    kept = MAX_TOKENS - 2  # [CLS] and [SEP] take two
    long, cut, shorter = real_model.encode(["tree " * 1000, "tree " * kept, "tree " * (kept - 1)])
    assert np.array_equal(long, cut)
    assert not np.array_equal(long, shorter)


def test_no_texts_no_vectors(real_model: SentenceEncoder) -> None:
    assert len(real_model.encode([])) == 0


def test_a_model_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"embeddings\.word_embeddings\.weight.*\(10, 768\)"):
        MiniLM({"embeddings.word_embeddings.weight": np.zeros((10, 768), dtype=np.float32)})
    with pytest.raises(ValueError, match="has no tensor"):
        MiniLM({})


def test_threads_share_one_model(real_model: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[models.ModelSettings] = []

    def load(settings: models.ModelSettings, providers: tuple[str, ...] | None) -> SentenceEncoder:
        loads.append(settings)
        return real_model

    monkeypatch.setattr(models, "load_encoder", load)
    monkeypatch.setattr(models, "_encoders", {})
    settings = models.ModelSettings(cache=Path("shared"))
    barrier = threading.Barrier(4)
    results: list[bytes] = []

    def embed() -> None:
        barrier.wait()
        results.append(models.shared_encoder(settings).encode([PINEAPPLE, ORANGES]).tobytes())

    threads = [threading.Thread(target=embed) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [settings]
    assert len(results) == 4
    assert len(set(results)) == 1
