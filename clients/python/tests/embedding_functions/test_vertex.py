"""Vertex AI: what is asked with which credentials. Stand-ins take the place of google-auth."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import respx
from chromadb.embedding_functions import _vertex
from chromadb.utils import embedding_functions as ef

TEXTS = ["one", "three", "a", "b", "c", "d"]
PLACE = "projects/p/locations/{}/publishers/google/models/{}:predict"


class GoogleAuthError(Exception):
    """Any failure to sign in."""


class Credentials:
    """Credentials that are valid once they were refreshed."""

    valid = False
    token: str | None = None
    refreshed = 0

    def refresh(self, request: Any) -> None:
        self.refreshed += 1
        self.valid, self.token = True, f"token-{self.refreshed}"


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> Credentials:
    """google-auth, as far as it is used, and an environment without keys."""
    found = Credentials()
    names = ("google.auth", "google.auth.transport", "google.auth.transport.requests", "google.auth.exceptions")
    modules = {name: ModuleType(name) for name in names}
    modules["google.auth"].default = lambda scopes: (found, "own-project")  # type: ignore[attr-defined]
    modules["google.auth.transport.requests"].Request = object  # type: ignore[attr-defined]
    modules["google.auth.exceptions"].GoogleAuthError = GoogleAuthError  # type: ignore[attr-defined]
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(_vertex, "_found", None)
    for variable in ("GOOGLE_API_KEY", "GEMINI_API_KEY", "GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("KEY", "sk-secret")
    return found


@pytest.fixture
def asked() -> Iterator[respx.Route]:
    """The service: it answers each text with its length."""

    def answer(request: Any) -> Any:
        lengths = [[float(len(one["content"]))] for one in json.loads(request.content)["instances"]]
        predictions = [{"embeddings": {"values": row, "statistics": {}}} for row in lengths]
        return respx.MockResponse(200, json={"predictions": predictions})

    with respx.mock() as net:
        yield net.post(url__regex=r"https://[a-z0-9-]*aiplatform\.googleapis\.com/v1/.*").mock(side_effect=answer)


def bodies(route: respx.Route) -> list[Any]:
    return [json.loads(call.request.content) for call in route.calls]


def test_a_model_of_vertex_ai(asked: respx.Route, credentials: Credentials) -> None:
    function = ef.GoogleVertexEmbeddingFunction(project_id="p", api_key_env_var="KEY")
    made = function(TEXTS)
    assert np.array_equal(made, [[3], [5], [1], [1], [1], [1]])
    assert [len(body["instances"]) for body in bodies(asked)] == [5, 1]
    assert bodies(asked)[0]["instances"][0] == {"content": "one"}
    request = asked.calls.last.request
    assert request.url.path == "/v1/" + PLACE.format("us-central1", "textembedding-gecko")
    assert request.url.host == "us-central1-aiplatform.googleapis.com"
    assert request.headers["authorization"] == "Bearer token-1"
    assert "sk-secret" not in str(request.headers) + str(request.url)
    function(["x"])
    assert credentials.refreshed == 1, "a token is used as long as it is valid"
    credentials.valid = False
    function(["x"])
    assert asked.calls.last.request.headers["authorization"] == "Bearer token-2"


def test_gemini_at_vertex_ai(asked: respx.Route) -> None:
    function = ef.GoogleGeminiEmbeddingFunction(
        vertexai=True, project="p", location="europe-west1", task_type="CLUSTERING", dimension=1, api_key_env_var=None
    )
    assert np.array_equal(function(TEXTS[:2]), [[3], [5]])
    task = {"task_type": "CLUSTERING"}
    parameters = {"outputDimensionality": 1}
    assert bodies(asked) == [
        {"instances": [{"content": text, **task}], "parameters": parameters} for text in TEXTS[:2]
    ], "models of Gemini take one text at once"
    assert asked.calls.last.request.url.path == "/v1/" + PLACE.format("europe-west1", "gemini-embedding-001")
    again = ef.GoogleGeminiEmbeddingFunction.build_from_config(function.get_config())
    assert again.get_config() == function.get_config()


def test_project_and_location_of_the_environment(asked: respx.Route, monkeypatch: pytest.MonkeyPatch) -> None:
    function = ef.GoogleGeminiEmbeddingFunction("gemini-m", vertexai=True)
    function(["x"])
    assert asked.calls.last.request.url.host == "aiplatform.googleapis.com"
    assert "/projects/own-project/locations/global/" in asked.calls.last.request.url.path
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "named")
    monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "us-east1")
    function(["x"])
    assert "/projects/named/locations/us-east1/" in asked.calls.last.request.url.path


def test_a_key_and_vertex_ai_exclude_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="Vertex AI takes no API key, and the KEY environment variable holds one"):
        ef.GoogleGeminiEmbeddingFunction(vertexai=True, api_key_env_var="KEY")
    with pytest.raises(ValueError, match="GEMINI_API_KEY environment variable is not set"):
        ef.GoogleGeminiEmbeddingFunction()


def test_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    def default(scopes: list[str]) -> Any:
        raise GoogleAuthError("no default credentials")

    monkeypatch.setattr(sys.modules["google.auth"], "default", default)
    with pytest.raises(ef.EmbeddingServiceError, match="Vertex AI cannot be signed in to: no default credentials"):
        ef.GoogleVertexEmbeddingFunction(api_key_env_var="KEY")(["x"])


def test_no_project(monkeypatch: pytest.MonkeyPatch, credentials: Credentials) -> None:
    monkeypatch.setattr(sys.modules["google.auth"], "default", lambda scopes: (credentials, None))
    with pytest.raises(ef.EmbeddingServiceError, match="no project is named"):
        ef.GoogleGeminiEmbeddingFunction(vertexai=True)(["x"])


def test_google_auth_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "google.auth", None)
    with pytest.raises(ef.MissingDependencyError, match=r"'google\.auth'.*pip install google-auth requests"):
        ef.GoogleVertexEmbeddingFunction(api_key_env_var="KEY")(["x"])
