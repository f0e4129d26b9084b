"""The short way of vectors, against the plain one: the same answer or the same error, whatever the body."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
import pytest
from chroma_server import shapes, vectors
from chroma_server.api.registry import MODELS, description
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.vectors import decode_embeddings, decode_query_embeddings
from chroma_server.errors import ApiError
from chroma_server.shapes import BodyShape
from chroma_server.vectors import as_matrix, cut_vectors, unpack_base64
from hypothesis import example, given, settings
from hypothesis import strategies as st

SCHEMAS = description()[0]["components"]["schemas"]


def shape(name: str) -> BodyShape:
    find = MODELS.find(name)
    assert find is not None
    return BodyShape(name, SCHEMAS[name], find)


ADD, UPDATE, QUERY = (
    shape(f"{name}Payload") for name in ("AddCollectionRecords", "UpdateCollectionRecords", "QueryRequest")
)

needs_pybase64 = pytest.mark.skipif(not vectors.HAS_PYBASE64, reason="pybase64 is not installed")
needs_simdjson = pytest.mark.skipif(not vectors.HAS_SIMDJSON, reason="simdjson is not installed")

SPACES = st.sampled_from(["", " ", "  ", "\n", "\t ", "\r\n", "\f"])
NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.floats(width=32, allow_nan=False, allow_infinity=False).map(repr),
    st.from_regex(r"-?[0-9]{0,20}\.?[0-9]{0,20}([eE][+-]?[0-9]{0,3})?", fullmatch=True),
    st.sampled_from(
        [
            "-0",
            "0",
            "01",
            "-01",
            "1.",
            ".5",
            "+1",
            "--1",
            "1e5",
            "1E+5",
            "1e",
            "1e400",
            "1e-400",
            "1e39",
            "3.4028236e38",
            "0x1",
            "1_0",
        ]
    ),
    st.sampled_from(["16777217", "9007199254740993", "18446744073709551615", "18446744073709551616"]),
    st.sampled_from(["NaN", "Infinity", "-Infinity", "null", "true", '"1"', '"]"', '"', "{}", "[]", "[1]", "[", "]"])
    | st.sampled_from(["", "1 2"]),
)
PLAIN = st.floats(-9, 9, width=32).map(repr) | st.integers(-9, 9).map(str)
KEYS = st.sampled_from(
    [
        "embeddings",
        "query_embeddings",
        "ids",
        "documents",
        "metadatas",
        "n_results",
        "x",
        "\\u0065mbeddings",
        'x\\"y',
        'x\\"embeddings',
        "",
        "embeddings ",
        "\x01",
    ]
)


@st.composite
def arrays(draw: st.DrawFn) -> str:
    """The text of an array of vectors, mostly right."""
    width = draw(st.integers(0, 3))
    numbers = draw(st.sampled_from([PLAIN, PLAIN, NUMBERS]))
    rows: list[str] = []
    for _ in range(draw(st.integers(0, 4))):
        count = width if draw(st.integers(0, 9)) else draw(st.integers(0, 3))
        rows.append("[" + ",".join(draw(SPACES) + draw(numbers) for _ in range(count)) + "]")
        if not draw(st.integers(0, 20)):
            rows[-1] = draw(NUMBERS)
    comma = draw(st.sampled_from([",", ",", ", ", " ,\n", ",,", ""]))
    return "[" + comma.join(rows) + draw(st.sampled_from(["]", "]", "]", "] ", " ]", ",]", "", "]]"]))


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """The text of a body: the fields of an add or a query in any order, with neighbours that look like them."""
    other = st.sampled_from(
        [
            '["a"]',
            "[]",
            "null",
            "1",
            '"embeddings"',
            '"\\"embeddings\\": [[1]]"',
            '{"embeddings": [[1, 2]]}',
            '"]"',
            '[{"embeddings": [1.5, 2.5]}]',
            '[{"query_embeddings": "x"}]',
            '["[[1]]"]',
            '{"a": {"embeddings": []}}',
            "]",
        ]
    )
    fields: list[tuple[str, str]] = [("ids", draw(st.sampled_from(['["a"]', '["a", "b"]', "[]", "[1]"])))]
    fields.append((draw(st.sampled_from(["embeddings", "embeddings", "query_embeddings"])), draw(arrays())))
    fields += draw(st.lists(st.tuples(KEYS, other | arrays()), max_size=3))
    text = ",".join(
        f'{draw(SPACES)}"{key}"{draw(SPACES)}:{draw(SPACES)}{value}' for key, value in draw(st.permutations(fields))
    )
    return ("{" + text + draw(st.sampled_from(["}", "}", "}", "} ", "", "}}", "]", "} x"]))).encode()


Outcome: TypeAlias = tuple[Any, ...]
BothWays: TypeAlias = Callable[[BodyShape, bytes], tuple[Outcome, Outcome]]


def outcome(body: BodyShape, raw: bytes) -> Outcome:
    """What becomes of a body: its fields with the vectors as the engine reads them, or the error of either."""
    try:
        found = body.read(raw)
        if body is QUERY:
            rows: Iterable[Any] = decode_query_embeddings(found["query_embeddings"])
        else:
            given = as_matrix(found.get("embeddings"))
            rows = decode_embeddings(given, len(found["ids"]), allow_none=body is UPDATE)
        found["query_embeddings" if body is QUERY else "embeddings"] = [
            None if row is None else row.tobytes() for row in rows
        ]
    except ApiError as error:
        return (error.status, error.kind, error.message)
    except InvalidArgument as error:
        return ("engine", error.message)
    return ("accepted", found)


def _nothing(rows: object) -> None: ...


@pytest.fixture(scope="module")
def both_ways() -> BothWays:
    """The outcomes of a body by the plain way and by the short one, which is tried at every size."""

    def run(body: BodyShape, raw: bytes) -> tuple[Outcome, Outcome]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shapes, "WORTHWHILE", len(raw) + 1)
            patch.setattr(vectors, "unpack_base64", _nothing)
            plain = outcome(body, raw)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shapes, "WORTHWHILE", 0)
            return plain, outcome(body, raw)

    return run


@needs_simdjson
@settings(max_examples=400, deadline=None)
@given(st.sampled_from([ADD, UPDATE, QUERY]), bodies())
@example(ADD, b'{"ids":["a"],"embeddings":[[1]],"embeddings":[[2]]}')
@example(ADD, b'{"ids":["a"],"embeddings":[[1]],"\\u0065mbeddings":[[2]]}')
@example(ADD, b'{"ids":["a"],"\\u0065mbeddings":[[2]],"embeddings":[[1]]}')
@example(ADD, b'{"ids":["a"],"metadatas":[{"embeddings":[1]}],"embeddings":[[1]]}')
@example(ADD, b'{"ids":["a"],"x\\"embeddings":[[2]],"embeddings":[[1]]}')
@example(ADD, b'{"ids":["a"],"embeddings":[1,[[2]]]}')
@example(ADD, b'{"ids":["a"],"embeddings":[[[1]]]}')
@example(ADD, b'{"ids":["a"],"embeddings":[[1]]]}')
@example(ADD, b'{"ids":["a"],"embeddings":[[1]}')
@example(ADD, b'[{"ids":["a"],"embeddings":[[1]]}]')
@example(UPDATE, b'{"ids":["a","b"],"embeddings":[[1],null]}')
@example(QUERY, b'{"query_embeddings":[[1e39]]}')
@example(QUERY, b'{"query_embeddings":[[-0.0,-0,1e-50,16777217,9007199254740993]]}')
@example(QUERY, b'{"query_embeddings":[[1],[1,2]]}')
@example(QUERY, b'{"query_embeddings":[[]]}')
@example(QUERY, b'\xef\xbb\xbf{"query_embeddings":[[1]]}')
@example(QUERY, b'{"query_embeddings":[[1]],"where":"\xff"}')
def test_a_body_is_read_the_same_either_way(both_ways: BothWays, body: BodyShape, raw: bytes) -> None:
    plain, short = both_ways(body, raw)
    assert short == plain


BASE64_ROWS = st.one_of(
    st.lists(st.floats(-9, 9, width=32), min_size=1, max_size=4).map(
        lambda row: base64.b64encode(np.array(row, dtype="<f4").tobytes()).decode()
    ),
    st.binary(max_size=9).map(lambda data: base64.b64encode(data).decode()),
    st.text(alphabet="AQEgw/+=_- é", max_size=9),
    st.none(),
)


@settings(deadline=None)
@given(
    st.sampled_from([ADD, UPDATE]),
    st.lists(BASE64_ROWS, max_size=4) | st.tuples(BASE64_ROWS, st.integers(1, 3)).map(lambda pair: [pair[0]] * pair[1]),
)
@example(ADD, ["AACAPw==", "AACAPx=="])
@example(ADD, ["AACAPw==", "AACAPwAA"])
@example(ADD, ["AACAP===", "AACAPw=="])
@example(ADD, ["AADAfw=="])
@example(ADD, ["AACAfwAA", "AACAPw=="])
@example(ADD, ["AAAAAAAAgD8AAIA/AAA=", "AAAAAAAAgD8AAIA/AA=="])
@example(ADD, ["AACAPwAAgD8AAIA/", "AACAPw==AACAPwAA"])
@example(ADD, ["AACAPwAAgD8AAIA/", "AACAPwAAgD8AAA=="])
@example(ADD, ["AACAPwAAgD8AAIA/", "AACAPwAA\ngD8AAI/"])
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("with_pybase64", [False, pytest.param(True, marks=needs_pybase64)])
def test_base64_is_read_the_same_either_way(
    both_ways: BothWays,
    with_pybase64: bool,
    separators: tuple[str, str],
    body: BodyShape,
    rows: list[str | None],
) -> None:
    ids = [str(number) for number in range(len(rows))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "HAS_PYBASE64", with_pybase64)
        raw = json.dumps({"ids": ids, "embeddings": rows, "uris": None}, separators=separators).encode()
        plain, short = both_ways(body, raw)
    assert short == plain


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_base64_that_was_tampered_with_is_read_the_same_either_way(both_ways: BothWays, data: st.DataObject) -> None:
    row = base64.b64encode(np.array([1.5, -2, 0.25], dtype="<f4").tobytes()).decode()
    raw = bytearray(json.dumps({"ids": ["a", "b", "c"], "embeddings": [row] * 3, "uris": None}).encode())
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(b'",]=[ \n-A\\x0')).to_bytes(
            1, "big"
        )
    plain, short = both_ways(ADD, bytes(raw))
    assert short == plain


def test_base64_is_no_vector_of_a_query(both_ways: BothWays) -> None:
    plain, short = both_ways(QUERY, b'{"query_embeddings":["AACAPwAAgD8AAIA/"]}')
    assert short == plain
    assert plain[0] == 422


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=4, max_size=4), min_size=1), st.booleans())
def test_base64_is_cut_out(rows: list[list[float]], spaced: bool) -> None:
    texts = [base64.b64encode(np.array(row, dtype="<f4").tobytes()).decode() for row in rows]
    separators = (", ", ": ") if spaced else (",", ":")
    raw = json.dumps({"ids": [], "embeddings": texts, "uris": ["]"]}, separators=separators).encode()
    cut = cut_vectors(raw, "embeddings", texts=True)
    assert cut is not None
    rest, matrix = cut
    assert np.array_equal(matrix, np.array(rows, dtype=np.float32))
    assert json.loads(rest) == {"ids": [], "embeddings": vectors.MARK, "uris": ["]"]}


@needs_simdjson
@given(st.lists(st.lists(st.floats(width=32), min_size=3, max_size=3), min_size=1), st.booleans())
def test_plain_vectors_are_cut_out(rows: list[list[float]], spaced: bool) -> None:
    finite = np.nan_to_num(np.array(rows, dtype=np.float32))
    separators = (", ", ": ") if spaced else (",", ":")
    raw = json.dumps({"ids": [], "embeddings": finite.tolist(), "uris": ["]"]}, separators=separators).encode()
    cut = cut_vectors(raw, "embeddings", texts=True)
    assert cut is not None
    rest, matrix = cut
    assert matrix.dtype == np.float32
    # JSON has one zero: "-0" and "-0.0" are read as the plain way does, which the comparison of both ways sees to.
    assert np.array_equal(matrix, finite)
    assert json.loads(rest) == {"ids": [], "embeddings": vectors.MARK, "uris": ["]"]}


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=5, max_size=5), min_size=1))
def test_plain_base64_is_one_matrix(rows: list[list[float]]) -> None:
    matrix = unpack_base64([base64.b64encode(np.array(row, dtype="<f4").tobytes()).decode() for row in rows])
    assert matrix is not None
    assert np.array_equal(matrix, np.array(rows, dtype=np.float32))


def test_a_server_takes_large_bodies_of_either_form(http_client: Any) -> None:
    rows = np.random.default_rng(5).standard_normal((40, 200)).astype(np.float32)
    root = http_client.create("large")
    ids = [f"r{number}" for number in range(40)]
    texts = [base64.b64encode(row.astype("<f4").tobytes()).decode() for row in rows]
    assert http_client.post(f"{root}/add", {"ids": ids[:20], "embeddings": rows[:20].tolist()}).status == 201
    assert http_client.post(f"{root}/upsert", {"ids": ids[20:], "embeddings": texts[20:]}).status == 200
    found = http_client.post(f"{root}/get", {"include": ["embeddings"]}).json
    assert np.array_equal(np.array(found["embeddings"], dtype=np.float32), rows)
    nearest = http_client.post(f"{root}/query", {"query_embeddings": rows.tolist(), "n_results": 1, "include": []})
    assert nearest.json["ids"] == [[name] for name in ids]
    wrong = http_client.post(f"{root}/add", {"ids": ["x"], "embeddings": rows.tolist()})
    assert (wrong.status, wrong.kind) == (400, "InvalidArgumentError")
