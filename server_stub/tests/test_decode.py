"""Decoding without a server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from chroma_server.decode import U32_MAX, QueryString, check_content_type, check_depth, decode_json, read_body
from chroma_server.errors import ApiError
from hypothesis import given
from hypothesis import strategies as st

TOO_LARGE = ApiError(413, None, "Payload too large")


def nested(levels: int, kind: str) -> Any:
    value: Any = 1
    for level in range(levels):
        value = [value] if kind == "array" or (kind == "mixed" and level % 2) else {"k": value}
    return value


@pytest.mark.parametrize("kind", ["array", "object", "mixed"])
def test_depth_is_counted_in_containers(kind: str) -> None:
    check_depth(nested(128, kind))
    with pytest.raises(ApiError, match="recursion limit exceeded"):
        check_depth(nested(129, kind))


def test_the_way_down_is_told() -> None:
    rank: Any = {"$val": 1}
    for _ in range(1000):
        rank = {"$abs": rank}
    with pytest.raises(ApiError) as raised:
        check_depth({"searches": [{"filter": {}}, {"rank": {"$sum": [{"$val": 2}, rank]}}]})
    assert "searches[1].rank.$sum[1].$abs.$abs.$abs: recursion limit exceeded" in str(raised.value)


def test_width_is_not_depth() -> None:
    check_depth([[{"k": []}] * 3] * 300)
    check_depth("text")


@given(
    st.recursive(
        st.none() | st.integers(-(2**63), 2**63) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_comes_through(value: Any) -> None:
    assert decode_json(json.dumps(value).encode()) == value


def test_only_fields_of_the_top_level_may_not_repeat() -> None:
    assert decode_json(b'{"a":1,"b":{"a":1,"a":2},"c":"\\"a\\""}', ["a"]) == {"a": 1, "b": {"a": 2}, "c": '"a"'}
    assert decode_json(b'{"x":1,"x":2}', ["a"]) == {"x": 2}
    with pytest.raises(ApiError, match="duplicate field `a`") as caught:
        decode_json(b'{"a":1,"b":2,"a":1}', ["a", "b"])
    assert caught.value.status == 422


@given(st.integers(0, U32_MAX), st.sampled_from(["", "+", "000"]))
def test_unsigned_numbers_are_read(number: int, prefix: str) -> None:
    sign = "%2B" if prefix == "+" else prefix
    assert QueryString(f"limit={sign}{number}".encode()).u32("limit") == number


@given(st.text(alphabet="0123456789abc.-_ ٣", max_size=12))
def test_anything_else_is_refused_and_nothing_else_happens(text: str) -> None:
    query = QueryString(b"limit=" + "".join(f"%{byte:02x}" for byte in text.encode()).encode())
    if text.isascii() and text.isdigit() and int(text) <= U32_MAX:
        assert query.u32("limit") == int(text)
        return
    with pytest.raises(ApiError) as caught:
        query.u32("limit")
    assert caught.value.status == 400


def test_absent_and_unknown_parameters() -> None:
    query = QueryString(b"other=1&other=2")
    assert query.u32("limit") is None
    assert query.choice("level", ("a",)) is None


@pytest.mark.parametrize("value", [b"application/json", b" APPLICATION/JSON ;x=y", b"application/a.b+json", None])
def test_json_media_types(value: bytes | None) -> None:
    check_content_type(value)


@pytest.mark.parametrize("value", [b"", b"application/+json", b"application/json,text/plain", b"json", b"text/json"])
def test_other_media_types(value: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        check_content_type(value)
    assert caught.value.status == 415


async def _chunks(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def test_a_body_is_read_up_to_its_limit() -> None:
    assert await read_body(_chunks(b"ab", b"", b"c"), None, 3, TOO_LARGE) == b"abc"
    assert await read_body(_chunks(), b"0", 3, TOO_LARGE) == b""
    for chunks, declared in (((b"ab", b"cd"), None), ((), b"4"), ((b"abcd",), b"nonsense")):
        with pytest.raises(ApiError) as caught:
            await read_body(_chunks(*chunks), declared, 3, TOO_LARGE)
        assert caught.value is TOO_LARGE
