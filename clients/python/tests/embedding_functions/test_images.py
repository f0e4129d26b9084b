"""Functions that embed images beside texts: Cohere, Jina AI, Roboflow and OpenCLIP, and collections made with one."""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import chromadb
import httpx
import numpy as np
import pytest
import respx
from chromadb.embedding_functions import _models
from chromadb.utils import embedding_functions as ef
from chromadb.utils.data_loaders import ImageLoader
from numpy.typing import NDArray
from PIL import Image

KEY = "sk-secret"
DARK, LIGHT = (np.full((4, 6, 3), value, np.uint8) for value in (10, 200))
L2: Any = {"hnsw": {"space": "l2"}}
FUNCTIONS: dict[str, type[Any]] = {
    "Cohere": ef.CohereEmbeddingFunction,
    "Jina AI": ef.JinaEmbeddingFunction,
    "Roboflow": ef.RoboflowEmbeddingFunction,
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("COHERE_API_KEY", "JINA_API_KEY", "ROBOFLOW_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("KEY", KEY)


def sent_image(encoded: str) -> NDArray[Any]:
    with Image.open(io.BytesIO(base64.b64decode(encoded.rpartition(",")[2]))) as image:
        return np.asarray(image)


def embedded(item: Any) -> list[float]:
    """What the services of these tests make: 1 and the length of a text, 0 and the brightness of an image."""
    if isinstance(item, dict) and "text" in item:
        item = item["text"]
    if isinstance(item, str) and not item.startswith("data:"):
        return [1.0, float(len(item))]
    encoded = item if isinstance(item, str) else item["image"]
    return [0.0, float(sent_image(encoded).mean().round(-1))]


def answer(request: httpx.Request) -> httpx.Response:
    body = json.loads(request.content)
    if "infer.roboflow.com" in request.url.host:
        item = {"image": body["image"]["value"]} if "image" in body else body["text"]
        return httpx.Response(200, json={"embeddings": [embedded(item)], "time": 0.1})
    if "cohere" in request.url.host:
        items = body.get("texts") or body["images"]
        return httpx.Response(200, json={"embeddings": [embedded(item) for item in items]})
    rows = [embedded(item) for item in body["input"]]
    return httpx.Response(200, json={"data": [{"index": n, "embedding": row} for n, row in enumerate(rows)]})


@pytest.fixture
def services() -> Iterator[respx.Route]:
    with respx.mock() as net:
        yield net.post(url__regex=".*").mock(side_effect=answer)


def bodies(route: respx.Route) -> list[Any]:
    return [json.loads(call.request.content) for call in route.calls]


@pytest.mark.parametrize("service", FUNCTIONS)
def test_images(services: respx.Route, service: str) -> None:
    function = FUNCTIONS[service](api_key_env_var="KEY")
    assert np.array_equal(function([DARK, LIGHT]), [[0, 10], [0, 200]])
    assert np.array_equal(function(["ab", "c"]), [[1, 2], [1, 1]])


@pytest.mark.parametrize("service", ["Jina AI", "Roboflow"])
def test_texts_and_images_together(services: respx.Route, service: str) -> None:
    function = FUNCTIONS[service](api_key_env_var="KEY")
    assert np.array_equal(function(["ab", LIGHT]), [[1, 2], [0, 200]])
    assert np.array_equal(function.embed_query([DARK, "c"]), [[0, 10], [1, 1]])


def test_what_cohere_is_sent(services: respx.Route) -> None:
    function = ef.CohereEmbeddingFunction(api_key_env_var="KEY", model_name="embed-v4.0")
    function([DARK, LIGHT])
    first, second = bodies(services)
    assert {name: first[name] for name in ("model", "input_type")} == {"model": "embed-v4.0", "input_type": "image"}
    [image] = first["images"]
    assert image.startswith("data:image/png;base64,")
    assert np.array_equal(sent_image(image), DARK)
    assert np.array_equal(sent_image(second["images"][0]), LIGHT)
    with pytest.raises(ValueError, match="Cohere embeds texts or images, and not both at once"):
        function(["ab", DARK])


def test_what_jina_is_sent(services: respx.Route) -> None:
    function = ef.JinaEmbeddingFunction(api_key_env_var="KEY", model_name="jina-clip-v2", query_config={"task": "q"})
    function(["ab", DARK])
    function.embed_query(["ab"])
    together, query = bodies(services)
    assert together["input"][0] == {"text": "ab"}
    assert np.array_equal(sent_image(together["input"][1]["image"]), DARK)
    assert query == {"model": "jina-clip-v2", "input": ["ab"], "task": "q"}


def test_what_roboflow_is_sent(services: respx.Route) -> None:
    function = ef.RoboflowEmbeddingFunction(api_key_env_var="KEY")
    function(["ab", np.full((3, 3, 4), 200, np.uint8)])
    text, image = services.calls
    assert str(text.request.url) == "https://infer.roboflow.com/clip/embed_text"
    assert json.loads(text.request.content) == {"api_key": KEY, "text": "ab"}
    assert str(image.request.url) == "https://infer.roboflow.com/clip/embed_image"
    sent = json.loads(image.request.content)
    assert (sent["api_key"], sent["image"]["type"]) == (KEY, "base64")
    assert sent_image(sent["image"]["value"]).shape == (3, 3, 3), "JPEG has no transparency"
    function.validate_config_update(function.get_config(), {"api_url": "http://localhost:9001"})
    assert function.build_from_config(function.get_config()).get_config() == function.get_config()


@pytest.mark.parametrize("service", FUNCTIONS)
@pytest.mark.parametrize(
    ("item", "message"),
    [
        (7, r"input\[1\] is neither a text nor an array of two dimensions or more, but int"),
        (np.zeros(3), r"input\[1\] is neither a text nor an array"),
        (np.zeros((2, 2, 3), np.int64), r"input\[1\], an array of the shape \(2, 2, 3\) and the dtype int64, is no"),
    ],
)
def test_what_is_no_image_is_refused(service: str, item: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FUNCTIONS[service](api_key_env_var="KEY")([DARK, item])


@pytest.mark.parametrize("service", FUNCTIONS)
def test_pillow_is_needed_for_images_alone(
    monkeypatch: pytest.MonkeyPatch, services: respx.Route, service: str
) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    function = FUNCTIONS[service](api_key_env_var="KEY")
    assert np.array_equal(function(["ab"]), [[1, 2]])
    with pytest.raises(ef.MissingDependencyError, match=rf"{service} needs .*'PIL\.Image'.*pip install pillow"):
        function([DARK])


class Tensor:
    """As torch's, as far as OpenCLIP's are used."""

    def __init__(self, row: Any, device: str = "cpu") -> None:
        self.row, self.device = np.asarray(row, np.float32), device

    def unsqueeze(self, place: int) -> Tensor:
        return Tensor(self.row[None], self.device)

    def to(self, device: str) -> Tensor:
        return Tensor(self.row, device)

    def norm(self, dim: int, keepdim: bool) -> Any:
        return np.linalg.norm(self.row, axis=dim, keepdims=keepdim)

    def __truediv__(self, other: Any) -> Tensor:
        return Tensor(self.row / other, self.device)

    def squeeze(self) -> Tensor:
        return Tensor(self.row.squeeze(), self.device)

    def cpu(self) -> Tensor:
        return self.to("cpu")

    def numpy(self) -> Any:
        assert self.device == "cpu"
        return self.row


class Clip:
    """A model: an image's brightness stands beside 0, a text's length beside 3."""

    made: list[dict[str, Any]] = []  # noqa: RUF012
    device = "cpu"

    def to(self, device: str) -> None:
        self.device = device

    def encode_image(self, image: Tensor) -> Tensor:
        assert image.device == self.device
        return Tensor([[0.0, image.row.mean()]], self.device)

    def encode_text(self, tokens: Tensor) -> Tensor:
        assert tokens.device == self.device
        return Tensor([[3.0, tokens.row.size]], self.device)


@pytest.fixture
def open_clip(monkeypatch: pytest.MonkeyPatch) -> None:
    """open_clip and torch, as far as they are used."""

    def create(**named: Any) -> Any:
        Clip.made.append(named)
        return Clip(), None, lambda image: Tensor(np.asarray(image))

    package, torch = ModuleType("open_clip"), ModuleType("torch")
    package.create_model_and_transforms = create  # type: ignore[attr-defined]
    package.get_tokenizer = lambda model_name: lambda text: Tensor([list(text.encode())])  # type: ignore[attr-defined]
    torch.no_grad = nullcontext  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "open_clip", package)
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setattr(_models, "_loaded", {})
    monkeypatch.setattr(Clip, "made", [])


@pytest.mark.usefixtures("open_clip")
def test_open_clip() -> None:
    function = ef.OpenCLIPEmbeddingFunction("ViT-B-16", checkpoint="openai", device="cuda")
    assert Clip.made == []
    assert np.allclose(function(["four", DARK]), [[0.6, 0.8], [0, 1]])
    assert function.default_space() == "cosine"
    again = ef.OpenCLIPEmbeddingFunction.build_from_config(function.get_config())
    assert np.allclose(again.embed_query([LIGHT]), [[0, 1]])
    assert Clip.made == [{"model_name": "ViT-B-16", "pretrained": "openai"}], "the same model is loaded once"
    with pytest.raises(ValueError, match="The checkpoint cannot be changed"):
        function.validate_config_update(function.get_config(), {"checkpoint": "another"})


@pytest.mark.usefixtures("open_clip")
@pytest.mark.parametrize("package", ["open_clip", "torch"])
def test_a_missing_package_is_named_when_something_is_embedded(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ef.MissingDependencyError, match=r"OpenCLIP needs .*pip install (open-clip-torch|torch)"):
        ef.OpenCLIPEmbeddingFunction()(["x"])


def test_a_collection_of_images(services: respx.Route, tmp_path: Path) -> None:
    Image.fromarray(LIGHT).save(tmp_path / "light.png")
    function = ef.RoboflowEmbeddingFunction(api_key_env_var="KEY")
    with chromadb.EphemeralClient(isolated=True) as client:
        collection = client.create_collection(
            "images", embedding_function=function, data_loader=ImageLoader(), configuration=L2
        )
        collection.add(ids=["dark"], images=[DARK])
        collection.add(ids=["light"], uris=[str(tmp_path / "light.png")])
        collection.add(ids=["text"], documents=["abc"])
        assert np.array_equal(collection.get(include=["embeddings"])["embeddings"], [[0, 10], [0, 200], [1, 3]])
        assert collection.query(query_images=[LIGHT], n_results=1)["ids"] == [["light"]]
        assert collection.query(query_uris=[str(tmp_path / "light.png")], n_results=2)["ids"][0][0] == "light"
        assert collection.query(query_texts=["ab"], n_results=1)["ids"] == [["text"]]
        collection.update(ids=["text"], images=[DARK])
        assert np.array_equal(collection.get(ids=["text"], include=["embeddings"])["embeddings"], [[0, 10]])
        opened = client.get_collection("images")
        assert opened.query(query_images=[LIGHT], n_results=1)["ids"] == [["light"]]
        assert opened.configuration_json["embedding_function"]["name"] == "roboflow"


async def test_a_collection_of_images_in_async(services: respx.Route, tmp_path: Path) -> None:
    Image.fromarray(LIGHT).save(tmp_path / "light.png")
    function = ef.JinaEmbeddingFunction(api_key_env_var="KEY", model_name="jina-clip-v2")
    async with chromadb.AsyncEphemeralClient(isolated=True) as client:
        collection = await client.create_collection(
            "images", embedding_function=function, data_loader=ImageLoader(), configuration=L2
        )
        await collection.add(ids=["dark", "darker"], images=[DARK, DARK // 10])
        await collection.add(ids=["light"], uris=[str(tmp_path / "light.png")])
        assert np.array_equal((await collection.get(include=["embeddings"]))["embeddings"], [[0, 10], [0, 0], [0, 200]])
        assert (await collection.query(query_images=[LIGHT], n_results=1))["ids"] == [["light"]]
        assert (await collection.query(query_texts=["ab"], n_results=1))["ids"] == [["darker"]]
