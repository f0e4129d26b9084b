"""Routing without a server."""

from __future__ import annotations

import pytest
from chroma_server.router import InvalidPath, Match, Router, WrongMethod


@pytest.fixture
def router() -> Router[str]:
    found: Router[str] = Router()
    found.add("GET", "/c/{name}", "by name")
    found.add("PUT", "/c/{id}", "change")
    found.add("GET", "/c/by-id/{id}", "by id")
    found.add("POST", "/c/{id}/add", "add")
    found.add("POST", "/c/{id}/add/all", "add all")
    found.add("GET", "/docs/", "docs")
    return found


def test_a_literal_wins_over_a_parameter_and_gives_way_where_it_leads_nowhere(router: Router[str]) -> None:
    assert router.match("GET", b"/c/by-id/7") == Match("by id", {"id": "7"})
    assert router.match("GET", b"/c/by-id") == Match("by name", {"name": "by-id"})
    assert router.match("POST", b"/c/by-id/add/all") == Match("add all", {"id": "by-id"})


def test_one_place_may_have_a_name_per_method(router: Router[str]) -> None:
    assert router.match("GET", b"/c/x") == Match("by name", {"name": "x"})
    assert router.match("PUT", b"/c/x") == Match("change", {"id": "x"})


def test_parameters_are_decoded_after_the_match(router: Router[str]) -> None:
    assert router.match("GET", b"/c/a%2Fb%C3%A9") == Match("by name", {"name": "a/bé"})
    with pytest.raises(InvalidPath, match="Invalid UTF-8 in `name`"):
        router.match("GET", b"/c/%ff")


@pytest.mark.parametrize("path", [b"/c", b"/c/", b"/c//add", b"/C/x", b"/docs", b"", b"/"])
def test_paths_are_exact(router: Router[str], path: bytes) -> None:
    assert router.match("GET", path) is None


def test_a_wrong_method_names_the_right_ones(router: Router[str]) -> None:
    assert router.match("DELETE", b"/c/x") == WrongMethod("GET,HEAD,PUT")
    assert router.match("HEAD", b"/c/x/add") == WrongMethod("POST")


def test_head_is_answered_by_get(router: Router[str]) -> None:
    assert router.match("HEAD", b"/c/x") == Match("by name", {"name": "x"})


def test_a_route_cannot_be_added_twice(router: Router[str]) -> None:
    with pytest.raises(ValueError, match="routed twice"):
        router.add("GET", "/c/{other}", "again")
