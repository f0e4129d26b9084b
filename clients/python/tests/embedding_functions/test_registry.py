"""Registration by name, stored configurations, and names nobody registered."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from chromadb.api.types import Documents, EmbeddingFunction, Embeddings
from chromadb.utils import embedding_functions as ef


class Length(EmbeddingFunction[Documents]):
    """The length of a document, as a vector of one number."""

    def __init__(self, factor: float = 1.0) -> None:
        self.factor = factor

    def __call__(self, input: Documents) -> Embeddings:
        return [np.array([self.factor * len(document)], dtype=np.float32) for document in input]

    @staticmethod
    def name() -> str:
        return "test_length"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Length:
        return Length(config["factor"])

    def get_config(self) -> dict[str, Any]:
        return {"factor": self.factor}


@pytest.fixture(autouse=True)
def restore_registry() -> Iterator[None]:
    before = dict(ef.known_embedding_functions)
    yield
    ef.known_embedding_functions.clear()
    ef.known_embedding_functions.update(before)


def test_the_built_in_names() -> None:
    assert {"default", "onnx_mini_lm_l6_v2", "openai", "sentence_transformer"} <= set(ef.known_embedding_functions)
    assert set(ef.sparse_known_embedding_functions) == {
        *("bm25", "chroma-cloud-splade", "chroma_bm25", "fastembed_sparse", "huggingface_sparse")
    }
    known = {**ef.known_embedding_functions, **ef.sparse_known_embedding_functions}
    # One function has an earlier name.
    assert known.pop("google_genai") is ef.GoogleGenaiEmbeddingFunction is ef.GoogleGeminiEmbeddingFunction
    assert ef.get_builtins() == {"GoogleGenaiEmbeddingFunction"} | {cls.__name__ for cls in known.values()}
    for name, cls in known.items():
        # One is known by another name than its own, as in the official package.
        assert cls.name() == ("langchain" if name == "chroma_langchain" else name)
        assert getattr(ef, cls.__name__) is cls


def test_a_stored_name_is_found_without_looking_at_the_registry() -> None:
    code = (
        "import sys\n"
        "from chromadb.schema.embedding import embedding_function_from_json as build\n"
        "assert 'chromadb.embedding_functions.ollama' not in sys.modules\n"
        "built = build({'type': 'known', 'name': 'ollama', 'config': {'url': 'http://o', 'model_name': 'm'}})\n"
        "assert type(built).__name__ == 'OllamaEmbeddingFunction', built\n"
        "assert 'chromadb.embedding_functions.openai' not in sys.modules\n"
        "assert 'httpx' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("how", ["call", "decorator", "decorator with parentheses"])
def test_register(how: str) -> None:
    if how == "call" or how == "decorator":
        assert ef.register_embedding_function(Length) is Length
    else:
        assert ef.register_embedding_function()(Length) is Length
    built = ef.config_to_embedding_function({"type": "known", "name": "test_length", "config": {"factor": 2.5}})
    assert isinstance(built, Length)
    assert built(["four"])[0] == pytest.approx([10.0])


def test_a_class_without_a_name_is_refused() -> None:
    class Nameless(EmbeddingFunction[Documents]):
        def __call__(self, input: Documents) -> Embeddings:
            return []

        @staticmethod
        def name() -> str:
            raise RuntimeError("no name")

    class WrongName(Nameless):
        @staticmethod
        def name() -> str:
            return 7  # type: ignore[return-value]

    with pytest.raises(ValueError, match="Failed to register embedding function: no name"):
        ef.register_embedding_function(Nameless)
    with pytest.raises(ValueError, match="must return a name, got 7"):
        ef.register_embedding_function(WrongName)


def test_a_config_needs_a_name() -> None:
    with pytest.raises(ValueError, match="must contain a 'name' field"):
        ef.config_to_embedding_function({"config": {}})


def test_a_config_its_class_refuses() -> None:
    ef.register_embedding_function(Length)
    with pytest.raises(ValueError, match=r"Could not build embedding function test_length from config \{\}: 'factor'"):
        ef.config_to_embedding_function({"name": "test_length", "config": {}})


def test_an_unknown_name_keeps_its_configuration_and_cannot_embed() -> None:
    stored = {"model": "m-1", "api_key_env_var": "SOME_KEY", "nested": {"deep": [1, None]}}
    unknown = ef.config_to_embedding_function({"type": "known", "name": "of_another_world", "config": stored})
    assert isinstance(unknown, ef.UnknownEmbeddingFunction)
    assert (unknown.name(), unknown.get_config(), unknown.is_legacy()) == ("of_another_world", stored, False)
    assert type(unknown).name() == "of_another_world"
    assert type(unknown).build_from_config(stored).get_config() == stored
    for embed in (unknown, unknown.embed_query):
        with pytest.raises(ef.UnknownEmbeddingFunctionError, match=r"'of_another_world'.*register_embedding_function"):
            embed(["text"])


def test_the_config_of_the_default_function() -> None:
    default = ef.config_to_embedding_function({"name": "default", "config": {}})
    assert isinstance(default, ef.DefaultEmbeddingFunction)
    assert (default.name(), default.get_config(), default.is_legacy()) == ("default", {}, False)
    with pytest.raises(ValueError, match="'model' is not a known field"):
        ef.DefaultEmbeddingFunction.validate_config({"model": "x"})


def test_the_config_of_the_onnx_function() -> None:
    providers = ["CPUExecutionProvider"]
    function = ef.ONNXMiniLM_L6_V2(preferred_providers=providers)
    config = function.get_config()
    assert config == {"preferred_providers": providers}
    built = ef.config_to_embedding_function({"name": "onnx_mini_lm_l6_v2", "config": config})
    assert built.get_config() == config
    assert ef.ONNXMiniLM_L6_V2().get_config() == {"preferred_providers": None}
    assert (function.default_space(), function.max_tokens()) == ("cosine", 256)
    ef.ONNXMiniLM_L6_V2.validate_config(config)
    with pytest.raises(ValueError, match="'preferred_providers' must be null or a list of strings"):
        ef.ONNXMiniLM_L6_V2.validate_config({"preferred_providers": [1]})


@pytest.mark.parametrize("providers", [["A", "A"], [1]])
def test_preferred_providers_are_checked(providers: list[Any]) -> None:
    with pytest.raises(ValueError, match="Preferred providers must be"):
        ef.ONNXMiniLM_L6_V2(preferred_providers=providers)


@pytest.mark.usefixtures("real_model")
def test_the_default_function_finds_by_meaning() -> None:
    function = ef.DefaultEmbeddingFunction()
    documents = function(["This is a document about pineapple", "This is a document about oranges"])
    query = function.embed_query(["This is a query document about hawaii"])[0]
    assert [type(vector) for vector in documents] == [np.ndarray, np.ndarray]
    distances = [float(np.square(np.asarray(vector) - np.asarray(query)).sum()) for vector in documents]
    assert distances[0] < distances[1]


def test_importing_loads_no_run_time() -> None:
    code = (
        "import json, sys, chromadb.utils.embedding_functions; "
        "print(json.dumps(sorted({'numpy', 'onnxruntime', 'tokenizers', 'safetensors', 'httpx'} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) <= {"numpy"}
