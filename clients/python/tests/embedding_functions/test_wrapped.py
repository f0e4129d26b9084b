"""Functions that are given something that embeds: a session of boto3, a model of LangChain's. Stand-ins take their
place."""

from __future__ import annotations

import io
import json
import sys
from types import ModuleType
from typing import Any

import chromadb
import numpy as np
import pytest
from chromadb.utils import embedding_functions as ef
from chromadb.utils.data_loaders import ChromaLangchainPassthroughDataLoader
from chromadb.utils.embedding_functions.chroma_langchain_embedding_function import create_langchain_embedding


class Session:
    """As boto3's: an answer is the length of the text."""

    made: list[Session] = []  # noqa: RUF012
    answer: bytes | None = None

    available_profiles: list[str] = []  # noqa: RUF012

    def __init__(self, region_name: str | None = None, profile_name: str | None = None) -> None:
        if profile_name is not None and profile_name not in self.available_profiles:
            raise LookupError(f"The config profile ({profile_name}) could not be found")
        self.region_name, self.profile_name = region_name, profile_name or "default"
        self.asked: list[dict[str, Any]] = []
        self.made.append(self)

    def client(self, service_name: str, **options: Any) -> Session:
        self.options = {"service_name": service_name, **options}
        return self

    def invoke_model(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        length = len(json.loads(asked["body"])["inputText"])
        made = json.dumps({"embedding": [length, 0.5], "inputTextTokenCount": 1}).encode()
        return {"body": io.BytesIO(made if self.answer is None else self.answer), "contentType": "application/json"}


class Lengths:
    """A model of LangChain's: the length of a text, and 1 for a query."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(len(text)), 0.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [float(len(text)), 1.0]


class Images(Lengths):
    """One that embeds images by address, too."""

    def embed_image(self, uris: list[str]) -> list[list[float]]:
        return [[float(len(uri)), 9.0] for uri in uris]


@pytest.fixture(autouse=True)
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """boto3 and langchain_core, as far as they are used."""
    boto3, core = ModuleType("boto3"), ModuleType("langchain_core.embeddings")
    boto3.Session = Session  # type: ignore[attr-defined]
    core.Embeddings = Lengths  # type: ignore[attr-defined]
    modules = {"boto3": boto3, "langchain_core": ModuleType("langchain_core"), "langchain_core.embeddings": core}
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(Session, "made", [])


def test_bedrock() -> None:
    session = Session("eu-west-1")
    function = ef.AmazonBedrockEmbeddingFunction(session, "amazon.titan-embed-text-v2:0", verify=False)
    assert np.array_equal(function(["one", "three"]), [[3, 0.5], [5, 0.5]])
    assert session.options == {"service_name": "bedrock-runtime", "verify": False}
    assert session.asked[0] == {
        "body": '{"inputText": "one"}',
        "modelId": "amazon.titan-embed-text-v2:0",
        "accept": "application/json",
        "contentType": "application/json",
    }
    assert function.default_space() == "l2"


def test_bedrock_is_built_again_of_region_and_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "available_profiles", ["mine"])
    function = ef.AmazonBedrockEmbeddingFunction(Session("eu-west-1", "mine"), verify=False)
    config = json.loads(json.dumps(function.get_config()))
    assert config == {
        "model_name": "amazon.titan-embed-text-v1",
        "session_args": {"region_name": "eu-west-1", "profile_name": "mine"},
        "kwargs": {"verify": False},
    }
    again = ef.AmazonBedrockEmbeddingFunction.build_from_config(config)
    assert again.get_config() == config
    assert (Session.made[-1].region_name, Session.made[-1].profile_name) == ("eu-west-1", "mine")
    with pytest.raises(ValueError, match="The model_name cannot be changed"):
        function.validate_config_update(config, {"model_name": "another"})
    with pytest.raises(ValueError, match="'session_args' is missing"):
        function.validate_config({"model_name": "m", "kwargs": {}})


@pytest.mark.parametrize("profiles", [[], ["default"]])
def test_a_session_without_a_profile_is_built_again(monkeypatch: pytest.MonkeyPatch, profiles: list[str]) -> None:
    monkeypatch.setattr(Session, "available_profiles", profiles)
    function = ef.AmazonBedrockEmbeddingFunction(Session("eu-west-1"))
    config = function.get_config()
    assert config["session_args"] == {"region_name": "eu-west-1", "profile_name": "default"}
    assert ef.AmazonBedrockEmbeddingFunction.build_from_config(config).get_config() == config
    assert not function.is_legacy()


@pytest.mark.parametrize(("answer", "message"), [(b"<html>", "than JSON"), (b'{"message": "x"}', "without embeddings")])
def test_bedrock_answers_something_else(monkeypatch: pytest.MonkeyPatch, answer: bytes, message: str) -> None:
    monkeypatch.setattr(Session, "answer", answer)
    with pytest.raises(ef.EmbeddingServiceError, match=f"Amazon Bedrock answered .*{message}"):
        ef.AmazonBedrockEmbeddingFunction(Session())(["x"])


def test_bedrock_without_boto3(monkeypatch: pytest.MonkeyPatch) -> None:
    config = ef.AmazonBedrockEmbeddingFunction(Session()).get_config()
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(ef.MissingDependencyError, match=r"Amazon Bedrock needs .*'boto3'.*pip install boto3"):
        ef.AmazonBedrockEmbeddingFunction.build_from_config(config)
    with pytest.raises(ValueError, match="Keyword argument config is not a primitive type"):
        ef.AmazonBedrockEmbeddingFunction(Session(), config=object())


def test_langchain() -> None:
    function = create_langchain_embedding(Lengths())
    assert isinstance(function, ef.ChromaLangchainEmbeddingFunction)
    assert np.array_equal(function(["one", "three"]), [[3, 0], [5, 0]])
    assert function.embed_documents(["one"]) == [[3.0, 0.0]]
    assert function.embed_query("one") == function.embed_query(query="one") == [3.0, 1.0]
    for made in (function.embed_query(["one", "three"]), function.embed_query(input=["one", "three"])):
        assert np.array_equal(made, [[3, 1], [5, 1]])
    assert function.default_space() == "l2"


def test_images_of_langchain() -> None:
    function = create_langchain_embedding(Images())
    uris = ChromaLangchainPassthroughDataLoader()(["a.png", "b.jpeg"])
    assert np.array_equal(function(uris), [[5, 9], [6, 9]])
    assert np.array_equal(function.embed_query(input=uris), [[5, 9], [6, 9]])
    with pytest.raises(ValueError, match="does not support image embeddings"):
        create_langchain_embedding(Lengths())(uris)


def test_a_collection_with_langchain() -> None:
    function = create_langchain_embedding(Images())
    loader = ChromaLangchainPassthroughDataLoader()
    with chromadb.EphemeralClient(isolated=True) as client:
        collection = client.create_collection("texts", embedding_function=function, data_loader=loader)
        collection.add(ids=["short", "long"], documents=["a", "abcdef"])
        collection.add(ids=["image"], uris=["i.png"])
        assert collection.query(query_texts=["abcd"], n_results=1)["ids"] == [["long"]]
        assert collection.query(query_uris=["i.png"], n_results=1)["ids"] == [["image"]]
        assert collection.configuration_json["embedding_function"] == {"type": "legacy"}
        again = client.get_collection("texts", embedding_function=function)
        assert again.query(query_texts=["a"], n_results=1)["ids"] == [["short"]]


def test_langchain_is_not_stored() -> None:
    function = create_langchain_embedding(Lengths())
    assert function.is_legacy()
    config = function.get_config()
    assert config["embedding_function_class"] == "Lengths"
    function.validate_config(config)
    with pytest.raises(NotImplementedError, match="pass it to create_langchain_embedding"):
        ef.ChromaLangchainEmbeddingFunction.build_from_config(config)
    with pytest.raises(NotImplementedError, match="pass it to create_langchain_embedding"):
        function.validate_config_update(config, config)


def test_what_langchain_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="must implement the Embeddings interface from langchain_core"):
        create_langchain_embedding(lambda texts: texts)
    monkeypatch.setitem(sys.modules, "langchain_core.embeddings", None)
    with pytest.raises(ef.MissingDependencyError, match=r"LangChain needs .*pip install langchain-core"):
        create_langchain_embedding(Lengths())
