"""Functions that ask a service: what they send, what they make of the answer, keys, configurations, failures."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np
import pytest
import respx
from chromadb.embedding_functions import chroma_cloud
from chromadb.utils import embedding_functions as ef

KEY = "sk-secret"
TEXTS = ["one", "two"]
BEARER = {"authorization": f"Bearer {KEY}"}
ROWS = [[1.0, 2.0], [3.0, 4.0]]
LISTED = {"data": [{"index": 1, "embedding": ROWS[1]}, {"index": 0, "embedding": ROWS[0]}]}
VARIABLES = (
    *("OPENAI_API_KEY", "COHERE_API_KEY", "JINA_API_KEY", "VOYAGE_API_KEY", "HUGGINGFACE_API_KEY", "TOGETHER_API_KEY"),
    *("MISTRAL_API_KEY", "CHROMA_API_KEY", "CHROMA_EMBED_URL", "BASETEN_API_KEY", "CLOUDFLARE_API_KEY"),
    *("GOOGLE_API_KEY", "PERPLEXITY_API_KEY"),
)
QWEN = chroma_cloud.ChromaCloudQwenEmbeddingModel.QWEN3_EMBEDDING_0p6B


def packed(row: list[float], dtype: str) -> str:
    return base64.b64encode(np.array(row, dtype).tobytes()).decode()


@dataclass
class Service:
    """One way to build a function, and the exchange that embedding TEXTS is."""

    build: Callable[[], Any]
    url: str
    sent: dict[str, Any]
    headers: dict[str, str] = field(default_factory=lambda: BEARER)
    answer: Any = field(default_factory=lambda: LISTED)


SERVICES: dict[str, Service] = {
    "openai": Service(
        lambda: ef.OpenAIEmbeddingFunction(
            model_name="text-embedding-3-small", dimensions=2, organization_id="org", api_key_env_var="KEY"
        ),
        "https://api.openai.com/v1/embeddings",
        {"model": "text-embedding-3-small", "input": TEXTS, "dimensions": 2},
        {**BEARER, "openai-organization": "org"},
    ),
    "openai elsewhere": Service(
        lambda: ef.OpenAIEmbeddingFunction(
            api_base="http://localhost:1234/v1/", default_headers={"x-a": "b"}, api_key_env_var="KEY", dimensions=7
        ),
        "http://localhost:1234/v1/embeddings",
        {"model": "text-embedding-ada-002", "input": TEXTS},
        {**BEARER, "x-a": "b"},
    ),
    "openai in azure": Service(
        lambda: ef.OpenAIEmbeddingFunction(
            api_base="https://me.openai.azure.com",
            api_type="azure",
            api_version="2024-02-01",
            deployment_id="mine",
            api_key_env_var="KEY",
        ),
        "https://me.openai.azure.com/openai/deployments/mine/embeddings?api-version=2024-02-01",
        {"model": "text-embedding-ada-002", "input": TEXTS},
        {"api-key": KEY},
    ),
    "voyageai": Service(
        lambda: ef.VoyageAIEmbeddingFunction(model_name="voyage-3", input_type="document", api_key_env_var="KEY"),
        "https://api.voyageai.com/v1/embeddings",
        {"input": TEXTS, "model": "voyage-3", "input_type": "document", "truncation": True},
    ),
    "mistral": Service(
        lambda: ef.MistralEmbeddingFunction("mistral-embed", api_key_env_var="KEY"),
        "https://api.mistral.ai/v1/embeddings",
        {"model": "mistral-embed", "input": TEXTS},
    ),
    "together_ai": Service(
        lambda: ef.TogetherAIEmbeddingFunction("m2-bert", api_key_env_var="KEY"),
        "https://api.together.xyz/v1/embeddings",
        {"model": "m2-bert", "input": TEXTS},
    ),
    "morph": Service(
        lambda: ef.MorphEmbeddingFunction(api_key_env_var="KEY"),
        "https://api.morphllm.com/v1/embeddings",
        {"model": "morph-embedding-v2", "input": TEXTS, "encoding_format": "float"},
    ),
    "morph in base64": Service(
        lambda: ef.MorphEmbeddingFunction(
            api_key_env_var="KEY", api_base="http://localhost:1/v1/", encoding_format="base64"
        ),
        "http://localhost:1/v1/embeddings",
        {"model": "morph-embedding-v2", "input": TEXTS, "encoding_format": "base64"},
        answer={"data": [{"index": n, "embedding": packed(row, "<f4")} for n, row in enumerate(ROWS)]},
    ),
    "perplexity": Service(
        lambda: ef.PerplexityEmbeddingFunction(api_key_env_var="KEY", dimensions=2),
        "https://api.perplexity.ai/v1/embeddings",
        {"model": "pplx-embed-v1-0.6b", "input": TEXTS, "encoding_format": "base64_int8", "dimensions": 2},
        answer={"data": [{"index": n, "embedding": packed(row, "i1")} for n, row in enumerate(ROWS)]},
    ),
    "baseten": Service(
        lambda: ef.BasetenEmbeddingFunction(None, "https://model-a.api.baseten.co/sync/v1", api_key_env_var="KEY"),
        "https://model-a.api.baseten.co/sync/v1/embeddings",
        {"model": "baseten-embedding-model", "input": TEXTS},
    ),
    "cloudflare_workers_ai": Service(
        lambda: ef.CloudflareWorkersAIEmbeddingFunction("@cf/baai/bge-m3", "account", api_key_env_var="KEY"),
        "https://api.cloudflare.com/client/v4/accounts/account/ai/run/@cf/baai/bge-m3",
        {"text": TEXTS},
        answer={"result": {"shape": [2, 2], "data": ROWS}, "success": True, "errors": [], "messages": []},
    ),
    "cloudflare_workers_ai behind a gateway": Service(
        lambda: ef.CloudflareWorkersAIEmbeddingFunction("@cf/m", "account", api_key_env_var="KEY", gateway_id="gate"),
        "https://gateway.ai.cloudflare.com/v1/account/gate/workers-ai/@cf/m",
        {"text": TEXTS},
        answer={"result": {"shape": [2, 2], "data": ROWS}, "success": True},
    ),
    "nomic": Service(
        lambda: ef.NomicEmbeddingFunction(
            "nomic-embed-text-v1.5", "search_document", {"task_type": "search_query"}, api_key_env_var="KEY"
        ),
        "https://api-atlas.nomic.ai/v1/embedding/text",
        {"model": "nomic-embed-text-v1.5", "texts": TEXTS, "task_type": "search_document"},
        answer={"embeddings": ROWS, "usage": {"prompt_tokens": 2, "total_tokens": 2}},
    ),
    "google_generative_ai": Service(
        lambda: ef.GoogleGenerativeAiEmbeddingFunction(
            model_name="models/text-embedding-004", task_type="retrieval_document", api_key_env_var="KEY"
        ),
        "https://generativelanguage.googleapis.com/v1beta/models/text-embedding-004:batchEmbedContents",
        {
            "requests": [
                {
                    "model": "models/text-embedding-004",
                    "taskType": "RETRIEVAL_DOCUMENT",
                    "content": {"parts": [{"text": text}]},
                }
                for text in TEXTS
            ]
        },
        {"x-goog-api-key": KEY},
        {"embeddings": [{"values": row} for row in ROWS]},
    ),
    "google_palm": Service(
        lambda: ef.GooglePalmEmbeddingFunction(api_key_env_var="KEY"),
        "https://generativelanguage.googleapis.com/v1beta/models/embedding-gecko-001:batchEmbedText",
        {"texts": TEXTS},
        {"x-goog-api-key": KEY},
        {"embeddings": [{"value": row} for row in ROWS]},
    ),
    "cohere": Service(
        lambda: ef.CohereEmbeddingFunction(model_name="embed-english-v3.0", api_key_env_var="KEY"),
        "https://api.cohere.com/v1/embed",
        {"texts": TEXTS, "model": "embed-english-v3.0", "input_type": "search_document"},
        answer={"embeddings": ROWS},
    ),
    "jina": Service(
        lambda: ef.JinaEmbeddingFunction(
            model_name="jina-embeddings-v3",
            task="retrieval.passage",
            normalized=False,
            query_config={"task": "retrieval.query"},
            api_key_env_var="KEY",
        ),
        "https://api.jina.ai/v1/embeddings",
        {"input": TEXTS, "model": "jina-embeddings-v3", "task": "retrieval.passage", "normalized": False},
    ),
    "huggingface": Service(
        lambda: ef.HuggingFaceEmbeddingFunction(model_name="a/b", api_key_env_var="KEY"),
        "https://router.huggingface.co/hf-inference/models/a/b/pipeline/feature-extraction",
        {"inputs": TEXTS},
        answer=ROWS,
    ),
    "huggingface_server": Service(
        lambda: ef.HuggingFaceEmbeddingServer("http://localhost:8080/embed", api_key_env_var="KEY"),
        "http://localhost:8080/embed",
        {"inputs": TEXTS},
        answer=ROWS,
    ),
    "google_gemini": Service(
        lambda: ef.GoogleGeminiEmbeddingFunction(dimension=2, task_type="CLUSTERING", api_key_env_var="KEY"),
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-embedding-001:batchEmbedContents",
        {
            "requests": [
                {
                    "model": "models/gemini-embedding-001",
                    "taskType": "CLUSTERING",
                    "outputDimensionality": 2,
                    "content": {"parts": [{"text": text}]},
                }
                for text in TEXTS
            ]
        },
        {"x-goog-api-key": KEY},
        {"embeddings": [{"values": row} for row in ROWS]},
    ),
    "ollama": Service(
        lambda: ef.OllamaEmbeddingFunction("http://localhost:11434/api/embeddings", "nomic-embed-text", 5),
        "http://localhost:11434/api/embed",
        {"model": "nomic-embed-text", "input": TEXTS},
        {},
        {"embeddings": ROWS},
    ),
    "chroma-cloud-qwen": Service(
        lambda: ef.ChromaCloudQwenEmbeddingFunction(QWEN, "nl_to_code", api_key_env_var="KEY"),
        "https://embed.trychroma.com",
        {"instructions": "", "texts": TEXTS},
        {"x-chroma-token": KEY, "x-chroma-embedding-model": "Qwen/Qwen3-Embedding-0.6B"},
        {"embeddings": ROWS},
    ),
}
SPLADE = Service(
    lambda: ef.ChromaCloudSpladeEmbeddingFunction(api_key_env_var="KEY", include_tokens=True),
    "https://embed.trychroma.com/embed_sparse",
    {"texts": TEXTS, "task": "", "target": "", "fetch_tokens": "true"},
    {"x-chroma-token": KEY, "x-chroma-embedding-model": "prithivida/Splade_PP_en_v1"},
    {
        "embeddings": [
            {"indices": [9, 2], "values": [0.5, 1.5], "labels": ["nine", "two"]},
            {"indices": [], "values": []},
        ]
    },
)
ALL = {**SERVICES, "chroma-cloud-splade": SPLADE}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("KEY", KEY)


def body(call: Any) -> Any:
    return json.loads(call.request.content)


@pytest.mark.parametrize("name", SERVICES)
def test_dense(net: respx.MockRouter, name: str) -> None:
    service = SERVICES[name]
    route = net.post(service.url).respond(json=service.answer)
    made = service.build()(TEXTS)
    assert body(route.calls.last) == service.sent
    for header, value in service.headers.items():
        assert route.calls.last.request.headers[header] == value
    assert np.array_equal(made, ROWS)
    assert {row.dtype for row in made} == {np.dtype(np.float32)}


def test_sparse(net: respx.MockRouter) -> None:
    route = net.post(SPLADE.url).respond(json=SPLADE.answer)
    made = SPLADE.build()(TEXTS)
    assert body(route.calls.last) == SPLADE.sent
    assert route.calls.last.request.headers["x-chroma-token"] == KEY
    assert [(v.indices, v.values, v.labels) for v in made] == [([2, 9], [1.5, 0.5], ["two", "nine"]), ([], [], None)]


def test_queries_differ_where_the_model_tells_them_apart(net: respx.MockRouter) -> None:
    jina = net.post(SERVICES["jina"].url).respond(json=LISTED)
    SERVICES["jina"].build().embed_query(TEXTS)
    assert body(jina.calls.last)["task"] == "retrieval.query"
    qwen = net.post("https://embed.trychroma.com").respond(json={"embeddings": ROWS})
    SERVICES["chroma-cloud-qwen"].build().embed_query(TEXTS)
    assert body(qwen.calls.last)["instructions"].startswith("Given a question about coding")
    nomic = net.post(SERVICES["nomic"].url).respond(json=SERVICES["nomic"].answer)
    SERVICES["nomic"].build().embed_query(TEXTS)
    assert body(nomic.calls.last)["task_type"] == "search_query"
    ef.NomicEmbeddingFunction("m", "clustering", None, api_key_env_var="KEY").embed_query(TEXTS)
    assert body(nomic.calls.last)["task_type"] == "clustering"


def test_many_texts_are_sent_in_parts(net: respx.MockRouter) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        texts = json.loads(request.content)["texts"]
        return httpx.Response(200, json={"embeddings": [[float(text)] for text in texts]})

    route = net.post(SERVICES["cohere"].url).mock(side_effect=answer)
    made = SERVICES["cohere"].build()([str(n) for n in range(200)])
    assert [len(body(call)["texts"]) for call in route.calls] == [96, 96, 8]
    assert np.array_equal(np.concatenate(made), np.arange(200))


@pytest.mark.parametrize("name", ALL)
def test_a_configuration_builds_the_function_again(net: respx.MockRouter, name: str) -> None:
    service = ALL[name]
    function = service.build()
    config = json.loads(json.dumps(function.get_config()))
    assert KEY not in json.dumps(config)
    function.validate_config(config)
    again = type(function).build_from_config(config)
    assert again.get_config() == function.get_config()
    route = net.post(service.url).respond(json=service.answer)
    again(TEXTS)
    assert body(route.calls.last) == service.sent
    assert type(function).name() == name.split(" ")[0]


@pytest.mark.parametrize("name", ALL)
def test_a_malformed_configuration_is_refused(name: str) -> None:
    function = ALL[name].build()
    config = function.get_config()
    for wrong in ({**config, "more": 1}, {**config, next(iter(config)): 3.5}, {}):
        with pytest.raises(ValueError, match="The configuration of embedding function"):
            function.validate_config(wrong)


# The model of Baseten is what stands at the address, which may move.
@pytest.mark.parametrize("name", [name for name in ALL if name != "baseten"])
def test_another_model_is_refused(name: str) -> None:
    function = ALL[name].build()
    old = function.get_config()
    function.validate_config_update(old, old)
    changed = next(key for key in ("model_name", "model", "url") if key in old)
    with pytest.raises(ValueError, match=f"The {changed} cannot be changed"):
        function.validate_config_update(old, {changed: "another"})


def test_keys_come_from_the_usual_variable_then_from_the_one_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-usual")
    function = ef.OpenAIEmbeddingFunction(api_key_env_var="KEY")
    assert (function.api_key, function.get_config()["api_key_env_var"]) == ("sk-usual", "OPENAI_API_KEY")


@pytest.mark.parametrize(
    "build",
    [lambda key: ef.CohereEmbeddingFunction(api_key=key), lambda key: ef.BasetenEmbeddingFunction(key, "http://b")],
)
def test_a_key_in_code_is_used_and_its_place_is_named(build: Callable[[str], Any]) -> None:
    with pytest.warns(DeprecationWarning, match="not stored") as warned:
        function = build("sk-given")
    assert function.api_key == "sk-given"
    assert [warning.filename for warning in warned] == [__file__]


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("ollama",)])
def test_a_missing_key_is_said_at_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("KEY")
    with pytest.raises(ValueError, match=r"environment variable KEY|KEY environment variable"):
        ALL[name].build()


def test_azure_needs_its_settings() -> None:
    with pytest.raises(ValueError, match="deployment_id must be specified for Azure OpenAI"):
        ef.OpenAIEmbeddingFunction(api_type="azure", api_version="1", api_base="https://x", api_key_env_var="KEY")


def test_an_address_is_needed() -> None:
    with pytest.raises(ValueError, match="api_base argument must be provided"):
        ef.BasetenEmbeddingFunction(None, "", api_key_env_var="KEY")


def test_what_is_stored_as_null_has_its_default(net: respx.MockRouter) -> None:
    config = {"api_key_env_var": "KEY", "model_name": "m", "api_base": None, "encoding_format": None}
    route = net.post(SERVICES["morph"].url).respond(json=LISTED)
    ef.MorphEmbeddingFunction.build_from_config(config)(TEXTS)
    assert body(route.calls.last) == {"model": "m", "input": TEXTS, "encoding_format": "float"}


def test_a_subclass_with_another_constructor_is_built_as_its_class(net: respx.MockRouter) -> None:
    class Mine(ef.OpenAIEmbeddingFunction):
        def __init__(self) -> None:
            super().__init__(api_key_env_var="KEY")

    assert not Mine().is_legacy()
    assert type(Mine.build_from_config(Mine().get_config())) is ef.OpenAIEmbeddingFunction


def test_a_server_of_hugging_face_takes_its_usual_key(monkeypatch: pytest.MonkeyPatch, net: respx.MockRouter) -> None:
    route = net.post("http://localhost:8080/embed").respond(json=ROWS)
    ef.HuggingFaceEmbeddingServer("http://localhost:8080/embed")(TEXTS)
    assert "authorization" not in route.calls.last.request.headers
    monkeypatch.setenv("HUGGINGFACE_API_KEY", "hf-usual")
    function = ef.HuggingFaceEmbeddingServer("http://localhost:8080/embed")
    function(TEXTS)
    assert route.calls.last.request.headers["authorization"] == "Bearer hf-usual"
    assert function.get_config()["api_key_env_var"] == "HUGGINGFACE_API_KEY"


def test_malformed_sparse_vectors_are_an_error(net: respx.MockRouter) -> None:
    for row in ({"indices": [1]}, {"indices": [1, 1], "values": [1.0, 2.0]}, 3):
        net.post(SPLADE.url).respond(json={"embeddings": [row, row]})
        with pytest.raises(ef.EmbeddingServiceError, match="something else than sparse vectors"):
            SPLADE.build()(TEXTS)


def test_the_cloud_uses_the_key_of_a_client_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEY")
    found: Any = "ck-client"
    monkeypatch.setattr("chromadb._shared.SharedSystemClient.get_chroma_cloud_api_key_from_clients", lambda: found)
    assert ef.ChromaCloudSpladeEmbeddingFunction().api_key == "ck-client"
    monkeypatch.setenv("CHROMA_EMBED_URL", "http://localhost:9/")
    with respx.mock() as router:
        route = router.post("http://localhost:9/embed_sparse").respond(json=SPLADE.answer)
        ef.ChromaCloudSpladeEmbeddingFunction()(TEXTS)
        assert body(route.calls.last)["fetch_tokens"] == "false"
