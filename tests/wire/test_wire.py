"""Our server against the recorded exchanges of the official one, and the judge against itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from servers import chroma_run

from wire.compare import differences
from wire.exchange import Answer, Connection, Run, cases, fill, run_case
from wire.replay import REQUIRED, SETTINGS, Verdict, agreement, listed_deviations, replay

ALL = list(cases())


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    listed = listed_deviations()
    found: dict[str, Verdict] = {}
    for profile, config in SETTINGS.items():
        with chroma_run(config=config) as url:
            chosen = [case for case in ALL if case.get("profile", "default") == profile]
            found.update((verdict.name, verdict) for verdict in replay(url, chosen, listed))
    return found


@pytest.mark.parametrize("name", [case["case"] for case in ALL])
def test_recorded_exchange(verdicts: dict[str, Verdict], name: str) -> None:
    verdict = verdicts[name]
    assert verdict.fault is None, "\n".join((verdict.fault or "", *verdict.differences))


def test_binding_cases_agree(verdicts: dict[str, Verdict]) -> None:
    good, count = agreement(verdicts.values())
    assert count > 800
    assert good >= REQUIRED * count


OURS_ALONE = frozenset(
    {
        "forks-are-made",
        "functions-run",
        "indexing-status-is-answered",
        "searches-are-answered",
        "sparse-vectors-are-stored",
    }
)
"""What our server does by default, and not as the official one does, that the profile `official-local` takes back."""


def test_the_official_profile_refuses_what_the_official_server_refuses() -> None:
    """With the same status and kind; whole operations also in the same words."""
    listed = listed_deviations()
    pinned = [case for case in ALL if listed.get(case["case"]) in OURS_ALONE]
    assert len(pinned) > 30
    with chroma_run(config={"profile": "official-local"}) as url:
        found = list(replay(url, pinned, {}))
        assert {verdict.name: verdict.differences for verdict in found if verdict.fault} == {}
        connection = Connection(url)
        for case in pinned:
            if case["operation"] in {"collections.fork", "collections.functions", "search"}:
                assert run_case(connection, case).answer.body == case["response"]["body"], case["case"]
        connection.close()


CASE: dict[str, Any] = {
    "case": "x/y",
    "operation": "x",
    "tags": ["success"],
    "request": {},
    "response": {"status": 200, "headers_of_interest": {}, "body": {"ids": ["a"], "metadatas": [{"k": 1}], "d": 0.5}},
}
GOOD = {"ids": ["a"], "metadatas": [{"k": 1}], "d": 0.500001}


def judged(body: Any, status: int = 200, **changes: Any) -> list[str]:
    return differences({**CASE, **changes}, Run({}, Answer(status, {}, body), [], []))


def test_judge_accepts_what_agrees() -> None:
    assert judged(GOOD) == []


@pytest.mark.parametrize(
    "body",
    [
        {**GOOD, "metadatas": [{"k": 1.0}]},
        {**GOOD, "metadatas": [{"k": True}]},
        {**GOOD, "d": 0.6},
        {**GOOD, "d": None},
        {**GOOD, "ids": []},
        {**GOOD, "more": 1},
        {"ids": ["a"]},
        None,
        {"error": "InternalError", "message": "x"},
    ],
)
def test_judge_sees_a_difference(body: Any) -> None:
    assert judged(body)


def test_judge_sees_status_kind_and_dropped_connections() -> None:
    assert judged(GOOD, status=201)
    error = {"status": 400, "body": {"error": "InvalidArgumentError", "message": "recorded text"}}
    assert judged({"error": "InvalidArgumentError", "message": "other text"}, status=400, response=error) == []
    assert judged({"error": "ChromaError", "message": "recorded text"}, status=400, response=error)
    assert judged({"error": "InvalidArgumentError"}, status=400, response=error)
    assert differences(CASE, Run({}, Answer(None), [], []))
    assert differences({**CASE, "response": {"closed": True}}, Run({}, Answer(200, {}, {}), [], []))


def test_judge_ties_and_multisets() -> None:
    recorded = {"ids": [["a", "b", "c"]], "distances": [[0.0, 1.0, 1.0]], "documents": [["x", "y", "z"]]}
    swapped = {"ids": [["a", "c", "b"]], "distances": [[0.0, 1.0, 1.0]], "documents": [["x", "z", "y"]]}
    response = {"status": 200, "body": recorded}
    assert judged(swapped, response=response, compare={"ties": True}) == []
    assert judged(swapped, response=response)
    torn = {**swapped, "documents": [["x", "y", "z"]]}
    assert judged(torn, response=response, compare={"ties": True})
    response = {"status": 200, "body": ["b", "a", "a"]}
    assert judged(["a", "b", "a"], response=response, compare={"unordered": [""]}) == []
    assert judged(["a", "b", "b"], response=response, compare={"unordered": [""]})


def test_placeholders() -> None:
    assert fill("{{b64f32:1,2}}", {}) == "AACAPwAAAEA="
    assert fill({"{{name}}": ["{{id}}", "{{other}}"]}, {"name": "n", "id": 7}) == {"n": ["7", "{{other}}"]}


def test_set_up_that_fails_is_a_difference() -> None:
    class Refusing(Connection):
        def send(self, *_: Any) -> Answer:
            return Answer(500, {}, json.loads('{"error": "InternalError", "message": "no"}'))

    case = next(c for c in ALL if c.get("setup"))
    assert run_case(Refusing("http://127.0.0.1:1"), case).problems


def names() -> Iterator[str]:
    return (case["case"] for case in ALL)


def test_case_names_are_unique() -> None:
    assert len(set(names())) == len(ALL) == 971
