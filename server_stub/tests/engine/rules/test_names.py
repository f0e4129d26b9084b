"""Names, with the official messages."""

from __future__ import annotations

from contextlib import suppress

import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.crn import Crn, parse_crn
from chroma_server.engine.rules.names import (
    check_collection_name,
    check_database_name,
    check_database_reference,
    check_tenant_name,
)
from hypothesis import given
from hypothesis import strategies as st

CHARACTERS = (
    "Expected a name containing 3-512 characters from [a-zA-Z0-9._-], "
    "starting and ending with a character in [a-zA-Z0-9]. Got: "
)
DOTS = "Expected a name that does not contains two consecutive periods (..). Got "
ADDRESS = "Expected a name that is not a valid ip address. Got "
TWO_TOPOLOGIES = "Expected a name to contain at most one topology:  Got two `+` characters."


@pytest.mark.parametrize(
    "name",
    [
        "abc",
        "1.2.3",
        "12345",
        "AbC.d_e-f.9",
        "by-id",
        "a" * 512,
        "abc+def",
        "a" * 255 + "+" + "b" * 256,
        "192.168.0.01",
    ],
)
def test_good_names(name: str) -> None:
    check_database_name(name)
    check_collection_name(name)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", CHARACTERS),
        ("ab", CHARACTERS + "ab"),
        ("a" * 513, CHARACTERS + "a" * 513),
        ("-abc", CHARACTERS + "-abc"),
        ("abc_", CHARACTERS + "abc_"),
        ("a b c", CHARACTERS + "a b c"),
        ("abc\ndef", CHARACTERS + "abc\ndef"),
        ("abc\n", CHARACTERS + "abc\n"),
        ("dätä", CHARACTERS + "dätä"),
        ("a..", CHARACTERS + "a.."),
        ("a..b", DOTS + "a..b"),
        ("10.0.0.1", ADDRESS + "10.0.0.1"),
        ("abc+", CHARACTERS),
        ("+abc", CHARACTERS),
        ("ab+def", CHARACTERS + "ab"),
        ("abc+d..f", DOTS + "d..f"),
        ("10.0.0.1+abc", ADDRESS + "10.0.0.1"),
        ("abc+def+ghi", TWO_TOPOLOGIES),
        ("++++", TWO_TOPOLOGIES),
        ("a" * 256 + "+" + "b" * 256, "Expected a name containing 3-512 characters. Got: 513"),
    ],
)
def test_bad_names(name: str, problem: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        check_database_name(name)
    assert str(raised.value) == problem
    with pytest.raises(InvalidArgument) as raised:
        check_collection_name(name, field="new_name")
    assert str(raised.value) == f"Validation error: new_name: {problem}"


@pytest.mark.parametrize("name", ["a b c", "-x-", "a/b", "ü☃x", "..."])
def test_good_tenant_names(name: str) -> None:
    check_tenant_name(name)


@pytest.mark.parametrize(
    ("name", "shown"), [("", ""), ("ab", "ab"), ("éé", "éé"), ('a"', 'a\\"'), ("\n\u200b", "\\n\\u{200b}")]
)
def test_short_tenant_names(name: str, shown: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        check_tenant_name(name)
    assert str(raised.value) == (
        f'Validation error: name: Validation error: length [{{"min": Number(3), "value": String("{shown}")}}]'
    )


def test_a_path_may_name_databases_that_could_not_be_created() -> None:
    check_database_reference("-é")
    with pytest.raises(InvalidArgument, match="at least 3 characters"):
        check_database_reference("é")


@pytest.mark.parametrize("check", [check_tenant_name, check_database_name, check_collection_name])
@pytest.mark.parametrize("value", [None, 7, b"abc", ["abc"]])
def test_names_are_strings(check, value) -> None:
    with pytest.raises(InvalidArgument, match="expected a string"):
        check(value)


@given(st.text())
def test_a_name_is_good_or_invalid(name: str) -> None:
    for check in (check_tenant_name, check_database_name, check_collection_name, check_database_reference):
        with suppress(InvalidArgument):
            check(name)


def test_crn() -> None:
    assert parse_crn("resource:db:name") == Crn("resource", "db", "name")


@pytest.mark.parametrize("text", ["", "a", "a:b", "a:b:c:d", ":b:c", "a::c", "a:b:"])
def test_bad_crn(text: str) -> None:
    with pytest.raises(InvalidArgument, match="CRN must be in the format"):
        parse_crn(text)
