"""The embedding functions of whichever package is installed: constructors, configurations, spaces, keys.

Packages that they need are replaced by stand-ins. `record.py` writes down what the official package has;
``python -m official.functions`` shows what the installed one has.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import pkgutil
import sys
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from enum import Enum
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock, patch

import chromadb.utils.embedding_functions as functions
from chromadb.utils.embedding_functions import chroma_cloud_qwen_embedding_function as qwen

PACKAGES = (
    *("InstructorEmbedding", "PIL.Image", "boto3", "cohere", "fastembed", "fastembed.sparse", "fastembed.sparse.bm25"),
    *("google.genai", "google.generativeai", "huggingface_hub", "mistralai", "nomic", "ollama", "open_clip", "openai"),
    *("perplexity", "sentence_transformers", "text2vec", "torch", "vertexai", "vertexai.language_models", "voyageai"),
)
USUAL_VARIABLES = (
    *("BASETEN_API_KEY", "CHROMA_API_KEY", "CLOUDFLARE_API_KEY", "COHERE_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY"),
    *("HUGGINGFACE_API_KEY", "JINA_API_KEY", "MISTRAL_API_KEY", "MORPH_API_KEY", "NOMIC_API_KEY", "OPENAI_API_KEY"),
    *("PERPLEXITY_API_KEY", "ROBOFLOW_API_KEY", "TOGETHER_API_KEY", "VOYAGE_API_KEY"),
)
KEY: dict[str, Any] = {"api_key_env_var": "KEY"}
MODEL = qwen.ChromaCloudQwenEmbeddingModel.QWEN3_EMBEDDING_0p6B


class LangchainModel:
    """A model of LangChain's."""


SESSION = SimpleNamespace(region_name="eu-west-1", profile_name=None, client=MagicMock())

# By name in the registries, then by what is special about it: the arguments of the constructor.
BUILT: dict[str, dict[str, dict[str, Any]]] = {
    "amazon_bedrock": {"": {"session": SESSION}, "chosen": {"session": SESSION, "model_name": "m", "verify": False}},
    "baseten": {"": {"api_key": None, "api_base": "http://b/v1", **KEY}},
    "bm25": {"": {}, "chosen": {"k": 1.5, "language": "german", "query_config": {"task": "query"}, "cuda": True}},
    "chroma-cloud-qwen": {"": {"model": MODEL, "task": "nl_to_code", **KEY}, "no task": {"model": MODEL, "task": None}},
    "chroma-cloud-splade": {"": KEY, "tokens": {**KEY, "include_tokens": True}},
    "chroma_bm25": {"": {}, "chosen": {"k": 2, "stopwords": ["x"], "include_tokens": True}},
    "chroma_langchain": {"": {"embedding_function": LangchainModel()}},
    "cloudflare_workers_ai": {
        "": {"model_name": "m", "account_id": "a", **KEY},
        "gateway": {"model_name": "m", "account_id": "a", "gateway_id": "g", **KEY},
    },
    "cohere": {
        "": KEY,
        "english": {**KEY, "model_name": "embed-english-v2.0"},
        "multilingual": {**KEY, "model_name": "embed-multilingual-v2.0"},
    },
    "default": {"": {}},
    "fastembed_sparse": {"": {"model_name": "m"}, "chosen": {"model_name": "m", "threads": 2, "x": 1}},
    "google_gemini": {"": KEY, "chosen": {**KEY, "task_type": "CLUSTERING", "dimension": 256}},
    "google_genai": {"vertex": {"api_key_env_var": None, "vertexai": True, "project": "p", "location": "l"}},
    "google_generative_ai": {"": KEY, "chosen": {**KEY, "task_type": "RETRIEVAL_QUERY", "dimension": 256}},
    "google_palm": {"": KEY},
    "google_vertex": {"": KEY, "chosen": {**KEY, "project_id": "p", "region": "r", "model_name": "m"}},
    "huggingface": {"": KEY, "chosen": {**KEY, "model_name": "a/b"}},
    "huggingface_server": {"": {"url": "http://h/embed"}, "key": {"url": "http://h/embed", **KEY}},
    "huggingface_sparse": {"": {"model_name": "m", "device": "cpu"}},
    "instructor": {"": {}, "chosen": {"model_name": "m", "device": "cuda", "instruction": "Represent:"}},
    "jina": {"": KEY, "chosen": {**KEY, "task": "t", "dimensions": 64, "normalized": True}},
    "mistral": {"": {"model": "m", **KEY}},
    "morph": {"": KEY, "chosen": {**KEY, "api_base": "http://m", "encoding_format": "base64"}},
    "nomic": {
        "": {"model": "m", "task_type": "search_document", "query_config": None, **KEY},
        "queries": {"model": "m", "task_type": "x", "query_config": {"task_type": "search_query"}, **KEY},
    },
    "ollama": {"": {}, "chosen": {"url": "http://o", "model_name": "m", "timeout": 5}},
    "onnx_mini_lm_l6_v2": {"": {}, "chosen": {"preferred_providers": ["CPUExecutionProvider"]}},
    "open_clip": {"": {}, "chosen": {"model_name": "m", "checkpoint": "c", "device": "cuda"}},
    "openai": {
        "": KEY,
        "chosen": {**KEY, "model_name": "text-embedding-3-small", "dimensions": 64, "organization_id": "o"},
        "azure": {**KEY, "api_type": "azure", "api_version": "v", "deployment_id": "d", "api_base": "http://a"},
    },
    "perplexity": {"": KEY, "chosen": {**KEY, "dimensions": 256}},
    "roboflow": {"": KEY, "chosen": {**KEY, "api_url": "http://r"}},
    "sentence_transformer": {"": {}, "chosen": {"model_name": "m", "normalize_embeddings": True, "x": "y"}},
    "text2vec": {"": {}, "chosen": {"model_name": "m"}},
    "together_ai": {"": {"model_name": "m", **KEY}},
    "voyageai": {"": KEY, "chosen": {**KEY, "model_name": "m", "input_type": "query", "truncation": False}},
}


@contextmanager
def stand_ins() -> Generator[None, None, None]:
    """Stand-ins for the packages, a key in the variable KEY, and in no other."""
    modules: dict[str, ModuleType | MagicMock] = {name: MagicMock() for name in PACKAGES}
    modules["langchain_core"] = ModuleType("langchain_core")
    modules["langchain_core.embeddings"] = ModuleType("langchain_core.embeddings")
    modules["langchain_core"].embeddings = modules["langchain_core.embeddings"]  # type: ignore[attr-defined]
    modules["langchain_core.embeddings"].Embeddings = LangchainModel  # type: ignore[attr-defined]
    modules["boto3"].Session = lambda **given: SimpleNamespace(**given, client=MagicMock())  # type: ignore[attr-defined]
    environment = {name: value for name, value in os.environ.items() if name not in USUAL_VARIABLES}
    modules["open_clip"].create_model_and_transforms.return_value = (MagicMock(),) * 3  # type: ignore[union-attr]
    with (
        patch.dict("sys.modules", modules),
        patch.dict(os.environ, {**environment, "KEY": "sk-secret", "CHROMA_API_KEY": "ck-secret"}, clear=True),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    return value


def _parameters(kind: type) -> list[Any]:
    given = list(inspect.signature(kind.__init__).parameters.values())[1:]  # type: ignore[misc]
    return [
        [one.name, one.kind.name, *([] if one.default is one.empty else [_plain(one.default)])]  # no default: no entry
        for one in given
    ]


def _refuses(check: Any, *given: Any) -> bool:
    """Whether this is refused, by whatever error the package has for it."""
    try:
        check(*given)
    except Exception:  # noqa: BLE001 (jsonschema's error in one package, ValueError in the other)
        return True
    return False


def _variables(build: Any) -> list[str]:
    """The variables that are taken before the one that is named."""
    taken = []
    for variable in USUAL_VARIABLES:
        with patch.dict(os.environ, {variable: "sk-usual"}):
            if build().get_config().get("api_key_env_var") == variable:
                taken.append(variable)
    return taken


def _described(kind: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    function = kind(**arguments)
    config = json.loads(json.dumps(function.get_config()))
    described: dict[str, Any] = {
        "config": config,
        "malformed": _refuses(function.validate_config, config),
        "refused updates": [
            name for name in config if _refuses(function.validate_config_update, config, {name: "another"})
        ],
    }
    for space in ("default_space", "supported_spaces"):
        described[space] = getattr(function, space)() if hasattr(function, space) else None
    if "api_key_env_var" in arguments:
        described["taken before"] = _variables(lambda: kind(**arguments))
    if not _refuses(kind.build_from_config, config):
        described["again"] = kind.build_from_config(config).get_config()
    return described


def known() -> dict[str, Any]:
    """Every function that is known by name."""
    return {**functions.known_embedding_functions, **functions.sparse_known_embedding_functions}


def all_functions() -> dict[str, Any]:
    """Every function that is known by name, described."""
    with stand_ins():
        return {
            name: {
                "class": kind.__name__,
                "name": kind.name(),
                "parameters": _parameters(kind),
                "built": {case: _described(kind, arguments) for case, arguments in BUILT[name].items()},
            }
            for name, kind in known().items()
        }


def all_modules() -> dict[str, list[str]]:
    """The public classes and functions of each function's own module."""
    names: dict[str, list[str]] = {}
    for found in pkgutil.iter_modules(functions.__path__):
        module = importlib.import_module(f"{functions.__name__}.{found.name}")
        own = (name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__)
        if found.name.endswith("_embedding_function"):
            names[found.name] = sorted(name for name in own if not name.startswith("_"))
    return names


if __name__ == "__main__":
    json.dump({"functions": all_functions(), "modules": all_modules()}, sys.stdout)
