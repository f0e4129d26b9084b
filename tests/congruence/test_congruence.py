"""One program, several subjects, the same answers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from contract.drivers.outcome import Outcome
from hypothesis import given, settings
from hypothesis import strategies as st

from congruence.compare import disagreement
from congruence.programs import Do, collection_programs, record_programs
from congruence.schemas import growing_programs
from congruence.searching import SCHEMA, search_programs
from congruence.subjects import Subject

congruence = settings.get_profile("congruence")
spaces = st.sampled_from(["l2", "cosine", "ip"])


def check(program: Sequence[Do], expected: Sequence[Outcome], actual: Sequence[Outcome], names: str) -> None:
    for number, (do, want, got) in enumerate(zip(program, expected, actual, strict=True)):
        found = disagreement(do, want, got)
        lines = "\n  ".join(found)
        assert not found, f"{names} disagree at step {number}, {do.operation} {do.arguments}:\n  {lines}"


@congruence
@given(program=record_programs(), space=spaces)
def test_records_in_process_and_over_http(local: Subject, server: Subject, program: list[Do], space: str) -> None:
    check(
        program,
        local.run_on_records(program, space),
        server.run_on_records(program, space),
        "the engine in process and our server",
    )


@pytest.mark.official
@congruence
@given(program=record_programs(), space=spaces)
def test_records_on_the_official_server(server: Subject, official: Subject, program: list[Do], space: str) -> None:
    check(
        program,
        official.run_on_records(program, space),
        server.run_on_records(program, space),
        "the official server and ours",
    )


@congruence
@given(program=collection_programs())
def test_collections_in_process_and_over_http(local: Subject, server: Subject, program: list[Do]) -> None:
    check(
        program,
        local.run_on_collections(program),
        server.run_on_collections(program),
        "the engine in process and our server",
    )


@pytest.mark.official
@congruence
@given(program=collection_programs())
def test_collections_on_the_official_server(server: Subject, official: Subject, program: list[Do]) -> None:
    check(
        program,
        official.run_on_collections(program),
        server.run_on_collections(program),
        "the official server and ours",
    )


@congruence
@given(program=search_programs())
def test_searches_and_forks_in_process_and_over_http(local: Subject, server: Subject, program: list[Do]) -> None:
    check(
        program,
        local.run_on_forks(program, SCHEMA),
        server.run_on_forks(program, SCHEMA),
        "the engine in process and our server",
    )


@congruence
@given(program=growing_programs())
def test_schemas_in_process_and_over_http(local: Subject, server: Subject, program: list[Do]) -> None:
    check(
        program,
        local.run_on_collections(program),
        server.run_on_collections(program),
        "the engine in process and our server",
    )


@pytest.mark.official
@congruence
@given(program=growing_programs())
def test_schemas_on_the_official_server(server: Subject, official: Subject, program: list[Do]) -> None:
    check(
        program,
        official.run_on_collections(program),
        server.run_on_collections(program),
        "the official server and ours",
    )
