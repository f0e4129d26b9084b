"""Services that refuse, are silent, or answer something else: what is raised, and what it says."""

from __future__ import annotations

import httpx
import numpy as np
import pytest
import respx
from chromadb.utils import embedding_functions as ef

KEY = "sk-secret"
TEXTS = ["one", "two"]
URL = "https://api.openai.com/v1/embeddings"
LISTED = {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [2.0]}]}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("OPENAI_API_KEY", "CLOUDFLARE_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("KEY", KEY)


ANSWERS: dict[str, tuple[httpx.Response | Exception, str]] = {
    "refused": (httpx.Response(429, text="slow down"), "OpenAI refused with 429: slow down"),
    "no json": (httpx.Response(200, text="<html>"), "something else than JSON: <html>"),
    "other json": (httpx.Response(200, json={"error": "x"}), "without embeddings"),
    "too few": (httpx.Response(200, json={"data": LISTED["data"][:1]}), "1 embeddings for 2 inputs"),
    "no numbers": (httpx.Response(200, json={"data": [{"embedding": ["x"]}] * 2}), "that are no numbers"),
    "no rows": (httpx.Response(200, json={"data": [1, 2]}), "without embeddings"),
    "no base64": (httpx.Response(200, json={"data": [{"embedding": "x"}] * 2}), "that are no numbers"),
    "no index": (httpx.Response(200, json={"data": [{"index": "x", "embedding": [1]}] * 2}), "the index 'x'"),
    "silence": (httpx.ReadTimeout("late"), "did not answer within 60 seconds"),
    "no connection": (httpx.ConnectError("refused"), "could not be reached at https://api.openai.com/v1/embeddings"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_failures_name_the_service_and_never_the_key(net: respx.MockRouter, case: str) -> None:
    answer, message = ANSWERS[case]
    route = net.post(URL)
    route.mock(return_value=answer) if isinstance(answer, httpx.Response) else route.mock(side_effect=answer)
    with pytest.raises(ef.EmbeddingServiceError, match=message) as raised:
        ef.OpenAIEmbeddingFunction(api_key_env_var="KEY")(TEXTS)
    assert KEY not in str(raised.value)
    assert raised.value.service == "OpenAI"
    assert raised.value.status == (429 if case == "refused" else None)


def test_an_answer_without_the_expected_fields_is_an_error(net: respx.MockRouter) -> None:
    cloudflare = ef.CloudflareWorkersAIEmbeddingFunction("m", "a", api_key_env_var="KEY")
    palm = ef.GooglePalmEmbeddingFunction(api_key_env_var="KEY")
    answers = [(cloudflare, {"result": None, "success": False}), (cloudflare, {"detail": "x"}), (cloudflare, [1])]
    for function, answer in [*answers, (palm, {"embeddings": [{"values": [1.0]}] * 2})]:
        net.post(url__regex=".*").respond(json=answer)
        with pytest.raises(ef.EmbeddingServiceError, match="answered without embeddings"):
            function(TEXTS)


def test_only_texts_are_embedded() -> None:
    with pytest.raises(ValueError, match="OpenAI embeds texts only"):
        ef.OpenAIEmbeddingFunction(api_key_env_var="KEY")([np.zeros(3)])  # type: ignore[list-item]
