"""Functions that run another package's model: stand-ins for those packages show what is asked of them."""

from __future__ import annotations

import json
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from chromadb.embedding_functions import _models
from chromadb.utils import embedding_functions as ef

TEXTS = ["one", "three"]


class Tensor:
    """As torch's: to_dense, cpu, numpy."""

    def __init__(self, row: list[float]) -> None:
        self.row = row

    def to_dense(self) -> Tensor:
        return self

    def cpu(self) -> Tensor:
        return self

    def numpy(self) -> Any:
        return np.array(self.row, np.float32)


class Model:
    """Any model: remembers its options; a text's length is what it embeds."""

    made: list[dict[str, Any]] = []  # noqa: RUF012

    def __init__(self, **options: Any) -> None:
        self.made.append(options)

    def encode(self, texts: list[Any], *, convert_to_numpy: bool, normalize_embeddings: bool = False) -> Any:
        assert convert_to_numpy
        # A text may stand behind its instruction.
        joined = [text if isinstance(text, str) else "".join(text) for text in texts]
        return np.array([[len(text), float(normalize_embeddings)] for text in joined])

    def embed(self, texts: list[str]) -> Any:
        return (SimpleNamespace(indices=np.array([7, 3]), values=np.array([len(t), 0.5])) for t in texts)

    def query_embed(self, texts: list[str]) -> Any:
        return (SimpleNamespace(indices=np.array([1]), values=np.array([1.0])) for _ in texts)

    def encode_document(self, texts: list[str]) -> Any:
        return [Tensor([0, len(text), 0, 0.5]) for text in texts]

    def encode_query(self, texts: list[str]) -> Any:
        return [Tensor([1, 0]) for _ in texts]


@pytest.fixture(autouse=True)
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """fastembed and sentence-transformers, as far as they are used."""
    monkeypatch.setattr(_models, "_loaded", {})
    monkeypatch.setattr(Model, "made", [])
    names = {
        "InstructorEmbedding": ["INSTRUCTOR"],
        "fastembed": ["SparseTextEmbedding"],
        "fastembed.sparse": [],
        "fastembed.sparse.bm25": ["Bm25"],
        "sentence_transformers": ["SentenceTransformer", "SparseEncoder"],
        "text2vec": ["SentenceModel"],
    }
    for name, kinds in names.items():
        module = ModuleType(name)
        for kind in kinds:
            setattr(module, kind, Model)
        monkeypatch.setitem(sys.modules, name, module)


def build(name: str, **named: Any) -> Any:
    if name == "Bm25EmbeddingFunction":
        with pytest.warns(DeprecationWarning, match="ChromaBm25EmbeddingFunction"):
            return ef.Bm25EmbeddingFunction(**named)
    return getattr(ef, name)(**named)


FUNCTIONS: dict[str, dict[str, Any]] = {
    "SentenceTransformerEmbeddingFunction": {
        "model_name": "m",
        "normalize_embeddings": True,
        "trust_remote_code": True,
    },
    "InstructorEmbeddingFunction": {"model_name": "m", "device": "cuda", "instruction": "Represent: "},
    "Text2VecEmbeddingFunction": {"model_name": "m"},
    "FastembedSparseEmbeddingFunction": {"model_name": "m", "threads": 2, "query_config": {"task": "query"}},
    "Bm25EmbeddingFunction": {"k": 1.5, "language": "german", "query_config": {"task": "query"}},
    "HuggingFaceSparseEmbeddingFunction": {"model_name": "m", "device": "cpu", "query_config": {"task": "query"}},
}


def test_sentence_transformer() -> None:
    function = build("SentenceTransformerEmbeddingFunction", **FUNCTIONS["SentenceTransformerEmbeddingFunction"])
    assert Model.made == []
    assert np.array_equal(function(TEXTS), [[3, 1], [5, 1]])
    assert Model.made == [{"model_name_or_path": "m", "device": "cpu", "trust_remote_code": True}]
    assert function.default_space() == "cosine"


def test_instructor() -> None:
    assert np.array_equal(build("InstructorEmbeddingFunction", model_name="m")(TEXTS), [[3, 0], [5, 0]])
    function = build("InstructorEmbeddingFunction", **FUNCTIONS["InstructorEmbeddingFunction"])
    assert np.array_equal(function(TEXTS), [[14, 0], [16, 0]])
    assert Model.made[-1] == {"model_name_or_path": "m", "device": "cuda"}


def test_text2vec() -> None:
    assert np.array_equal(build("Text2VecEmbeddingFunction")(TEXTS), [[3, 0], [5, 0]])
    assert Model.made == [{"model_name_or_path": "shibing624/text2vec-base-chinese"}]
    with pytest.raises(ValueError, match="Text2Vec embeds texts only"):
        build("Text2VecEmbeddingFunction")([np.zeros((2, 2))])


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("FastembedSparseEmbeddingFunction", {"model_name": "m", "threads": 2}),
        ("Bm25EmbeddingFunction", {"model_name": "Qdrant/bm25", "k": 1.5, "language": "german"}),
    ],
)
def test_fastembed(name: str, options: dict[str, Any]) -> None:
    function = build(name, **FUNCTIONS[name])
    assert [(v.indices, v.values) for v in function(TEXTS)] == [([3, 7], [0.5, 3.0]), ([3, 7], [0.5, 5.0])]
    assert [(v.indices, v.values) for v in function.embed_query(["x"])] == [([1], [1.0])]
    assert Model.made == [options]


def test_sparse_encoder() -> None:
    function = build("HuggingFaceSparseEmbeddingFunction", **FUNCTIONS["HuggingFaceSparseEmbeddingFunction"])
    assert [(v.indices, v.values) for v in function(TEXTS)] == [([1, 3], [3.0, 0.5]), ([1, 3], [5.0, 0.5])]
    assert [(v.indices, v.values) for v in function.embed_query(["x"])] == [([0], [1.0])]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_configuration_builds_the_function_again(name: str) -> None:
    function = build(name, **FUNCTIONS[name])
    config = json.loads(json.dumps(function.get_config()))
    function.validate_config(config)
    if name == "Bm25EmbeddingFunction":
        with pytest.warns(DeprecationWarning, match="ChromaBm25EmbeddingFunction"):
            again = type(function).build_from_config(config)
    else:
        again = type(function).build_from_config(config)
    assert again.get_config() == function.get_config()
    function(TEXTS), again(TEXTS)
    assert len(Model.made) == 1, "the same model is loaded once"
    with pytest.raises(ValueError, match="is not valid: 'more' is not a known field"):
        function.validate_config({**config, "more": 1})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_missing_package_is_named_when_a_text_is_embedded(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    packages = ("InstructorEmbedding", "fastembed", "fastembed.sparse.bm25", "sentence_transformers", "text2vec")
    for module in packages:
        monkeypatch.setitem(sys.modules, module, None)
    function = build(name, **FUNCTIONS[name])
    with pytest.raises(ef.MissingDependencyError, match=r"pip install [a-zA-Z2-]+$"):
        function(TEXTS)


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name[:4] not in ("Inst", "Text")])
def test_an_option_that_cannot_be_stored_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="Keyword argument strange is not a primitive type"):
        build(name, **FUNCTIONS[name], strange=object())


def test_an_unknown_task_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid task: summary"):
        build("FastembedSparseEmbeddingFunction", model_name="m", task="summary")(TEXTS)
