"""The parts of the benchmark that need no package under test: data, exact answers, ratios, goals, the soak."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from perf import checkpoints, many, plots, publish, summary, table
from perf.cases import MODES, OTHER_TITLES, RECALLS
from perf.checks import check_tables
from perf.data import BLOCK, COMMON, KINDS, MID, RARE, Source, record_id
from perf.dataset import Dataset, K, Truth, filters
from perf.histogram import Histogram, total
from perf.packages import OFFICIAL, OURS, packages
from perf.plan import SIZES, affordable, ingest_seconds, plan
from perf.soak import growth_percent, soak


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_unit_vectors(kind: str) -> None:
    source, again = Source(kind, 48), Source(kind, 48)
    vectors = source.vectors(3)
    assert vectors.shape == (BLOCK, 48)
    assert vectors.dtype == np.float32
    assert np.array_equal(vectors, again.vectors(3))
    assert not np.array_equal(vectors, source.vectors(4))
    assert not np.array_equal(vectors, Source(kind, 48, seed=8).vectors(3))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_hard_vectors_have_an_effective_dimension_of_about_150() -> None:
    source = Source("hard", 384)
    vectors = np.concatenate([source.vectors(block) for block in range(4)])
    variances = np.linalg.eigvalsh(np.cov(vectors.T))
    assert 130 < variances.sum() ** 2 / (variances**2).sum() < 180


def test_documents_are_of_the_right_size_and_hold_terms_as_often_as_they_say() -> None:
    documents = [text for block in range(5) for text in Source("hard", 8).documents(block)]
    assert 700 < np.mean([len(text) for text in documents]) < 860
    for term, share in (COMMON, MID, RARE):
        assert sum(term in text for text in documents) == pytest.approx(share * len(documents), rel=0.5, abs=5)


@pytest.mark.parametrize(("percent", "share"), [("100", 1.0), ("50", 0.5), ("5", 0.05), ("0.1", 0.001)])
def test_filters_match_the_share_they_say_and_agree_with_the_metadata(percent: str, share: float) -> None:
    dataset = Dataset(Source("hard", 8), 2 * BLOCK)
    metadatas = [metadata for block in range(2) for metadata in dataset.source.metadatas(block)]
    truth = Truth(dataset, 1)
    for where in filters(percent, 4):
        mask = truth.matching(where)
        assert mask.mean() == pytest.approx(share, rel=0.5)
        assert [_matches(metadata, where) for metadata in metadatas] == mask.tolist()


def _matches(metadata: dict[str, Any], where: Any) -> bool:
    for key, wanted in (where or {}).items():
        if isinstance(wanted, dict):
            holds = metadata[key] >= wanted["$gte"] if "$gte" in wanted else metadata[key] < wanted["$lt"]
        else:
            holds = metadata[key] == wanted
        if not holds:
            return False
    return True


def test_recall_is_the_share_of_the_exact_answer() -> None:
    dataset = Dataset(Source("clustered", 16), BLOCK)
    vectors, queries = dataset.source.vectors(0), dataset.source.queries()[:3]
    exact = [np.argsort(np.linalg.norm(vectors - query, axis=1))[:K] for query in queries]
    answers = [[record_id(row) for row in rows] for rows in exact]
    truth = Truth(dataset, 3)
    assert truth.recall(answers, [None] * 3) == 1.0
    assert truth.recall([answers[0], answers[1][:5], []], [None] * 3) == pytest.approx(0.5)
    assert truth.recall([["unknown"], answers[0][:1] * K, answers[1]], [None] * 3) < 0.2
    # What the filter excludes is no answer, however near.
    where = {"category": "category-03"}
    allowed = truth.matching(where)
    assert truth.recall(answers, [where] * 3) <= max(allowed[rows].sum() for rows in exact) / K


def test_a_dataset_on_disk_is_what_its_source_gives(tmp_path: Path) -> None:
    dataset = Dataset(Source("manifold", 12), BLOCK)
    directory = dataset.write(tmp_path)
    info = json.loads((directory / "info.json").read_text())
    vectors = np.fromfile(directory / "vectors.f32", dtype=np.float32).reshape(info["rows"], 12)
    assert np.array_equal(vectors[BLOCK : 2 * BLOCK], dataset.source.vectors(1))
    assert json.loads((directory / "block-00001.json").read_text())["documents"] == dataset.source.documents(1)
    assert dataset.write(tmp_path) == directory


def test_the_plan_has_every_cell_once_and_what_is_affordable_leads_it() -> None:
    for size in SIZES.values():
        cells = plan(size, MODES, KINDS)
        assert len({cell.key for cell in cells}) == len(cells) == len(size.shapes) * len(MODES) * len(KINDS)
        some = affordable(cells, 600)
        assert cells[: len(some)] == some
        assert sum(cell.seconds for cell in some) <= 600
        assert affordable(cells, 0) == []
    assert {cell.mode for cell in affordable(plan(SIZES["full"], MODES, KINDS), 24 * 60)} == set(MODES)
    assert ingest_seconds(Dataset(Source("hard", 384), 600)) == 1.0


def test_packages_say_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFICIAL_CHROMA", raising=False)
    with pytest.raises(FileNotFoundError, match="--official-python"):
        packages()
    with pytest.raises(FileNotFoundError, match="there is no"):
        packages(tmp_path / "python")


def _results(*, ours_ms: float, recall: float = 1.0, records: int = 10_000) -> dict[str, Any]:
    """Results of one cell in which the official package takes 100 ms for a query and for an add."""
    series = {
        OURS: {
            "wall_ms": [[ours_ms, ours_ms * 9, ours_ms], [ours_ms * 2]],
            "cpu_ms": [[1.0], [1.0]],
            "answers": [[10], [10]],
        },
        OFFICIAL: {"wall_ms": [[100.0], [100.0]], "cpu_ms": [[8.0], [4.0]], "answers": [[10], [10]]},
    }
    memory = {
        name: {"before": None, "after": {"resident": size, "anonymous": 2}} for name, size in ((OURS, 2), (OFFICIAL, 8))
    }
    cell = {
        "label": "a cell",
        "kind": "hard",
        "mode": "persistent",
        "records": records,
        "dimension": 384,
        "cases": {
            "query": series,
            "add": {OURS: series[OURS], OFFICIAL: series[OFFICIAL], "errors": {OURS: "it broke"}},
        },
        "recall": {percent: {OURS: recall, OFFICIAL: 0.99} for percent in RECALLS},
        "memory": memory,
        "build": {
            OURS: {"disk_bytes": 10 * records, "load_and_rest_cpu": 2.0},
            OFFICIAL: {"disk_bytes": 90 * records, "load_and_rest_cpu": 3.0},
        },
    }
    return {
        "size": "small",
        "repeat": 2,
        "started": "today",
        "machine": "a machine",
        "versions": {},
        "left_out": ["b"],
        "cells": {"key": cell},
    }


def test_a_ratio_is_the_median_of_the_repetitions_with_their_range() -> None:
    rows = {row.case: row for row in summary.rows(_results(ours_ms=10.0))}
    assert rows["query"].ratio == summary.Ratio(median=7.5, least=5.0, most=10.0)
    assert rows["query"].cpu_ratio == 6.0
    assert rows["query"].same_answers
    assert rows["add"].error == "it broke"
    assert rows["memory"].ratio == summary.Ratio(4.0, 4.0, 4.0)
    assert rows["anonymous"].ratio == summary.Ratio(1.0, 1.0, 1.0)
    assert rows["disk"].ours == 10
    assert rows["load_cpu"].ratio is not None
    assert rows["load_cpu"].ratio.median == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("ours_ms", "recall", "records", "met"),
    [(10.0, 1.0, 10_000, True), (40.0, 1.0, 10_000, False), (10.0, 0.98, 10_000, False), (10.0, 1.0, 1000, None)],
)
def test_a_goal_is_met_by_the_worst_cell_at_no_less_recall(
    ours_ms: float, recall: float, records: int, met: bool | None
) -> None:
    goals = {goal.goal: goal for goal in summary.goals(_results(ours_ms=ours_ms, recall=recall, records=records))}
    assert goals["query, 10k"].met is met
    assert goals["query, 10k"].reaching == (records == 10_000 and ours_ms == 10.0)
    assert goals["HTTP query"].met is None


def test_a_goal_whose_case_failed_is_not_met() -> None:
    goals = {goal.goal: goal for goal in summary.goals(_results(ours_ms=1.0))}
    assert goals["durable add"].met is False
    assert goals["durable add"].reached is None


def test_the_goals_speak_of_cases_and_modes_that_there_are() -> None:
    known = (
        {case.name for case in SIZES["full"].cases()} | set(OTHER_TITLES) | {"memory", "anonymous", "disk", "load_cpu"}
    )
    wanted = summary.wanted_goals()
    assert len({goal["goal"] for goal in wanted}) == len(wanted) >= 14
    for goal in wanted:
        assert set(goal["cases"]) <= known
        assert set(goal["modes"]) <= set(MODES)
        assert goal["at_least"] > 1


def test_the_table_says_what_failed_and_what_was_left_out() -> None:
    page = table.page(_results(ours_ms=10.0))
    assert "it broke" in page
    assert "Out of time: b" in page
    assert "7.5x (5x to 10x)" in page
    check_tables(page)


def test_plots_are_drawn_where_matplotlib_is(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for plot in plots.draw(_results(ours_ms=10.0), tmp_path):
        assert plot.read_bytes().startswith(b"\x89PNG")


def test_a_histogram_gives_percentiles_within_two_percent() -> None:
    both = [Histogram(), Histogram()]
    for number in range(1, 1001):
        both[number % 2].record(number / 10)
    together = total(both)
    assert together.count == 1000
    assert together.percentile(50) == pytest.approx(50, rel=0.03)
    assert together.percentile(99) == pytest.approx(99, rel=0.03)
    assert together.summary()["max_ms"] == 100.0
    assert Histogram().percentile(50) == 0.0


def test_memory_growth_compares_quarters_and_needs_a_minute() -> None:
    flat = [(float(i), {"resident": 100}) for i in range(160)]
    growing = [(float(i), {"resident": 100 + i}) for i in range(160)]
    assert growth_percent(flat) == 0
    assert (growth_percent(growing) or 0) > 10
    assert growth_percent(flat[:50]) is None


def test_a_short_soak_finds_no_error(tmp_path: Path) -> None:
    report = soak(tmp_path / "data", seconds=2, threads=4, records=400, dimension=16, pause=0.3)
    assert report["errors"] == []
    assert report["latencies"]["all reads"]["quiet"]["count"] > 0
    assert report["latencies"]["all writes"]["quiet"]["count"] > 0
    assert report["maintenance"]["count"] > 0
    assert report["records_at_the_end"] > 0


def test_reads_are_measured_while_checkpoints_go_on(tmp_path: Path) -> None:
    report = checkpoints.measure(tmp_path / "data", records=2000, dimension=16, rounds=3, pause=0.1)
    assert report["checkpoints"]["count"] == 3
    for both in report["reads"].values():
        assert both[checkpoints.QUIET]["count"] + both[checkpoints.DURING]["count"] > 0
    assert "during a checkpoint" in checkpoints.page(report)


def test_many_small_collections_each_hold_their_own(tmp_path: Path) -> None:
    """Ten thousand of them: ``python -m perf.many``."""
    report = many.measure(tmp_path / "data", count=300, records=3, dimension=16)
    assert (report["read"]["wrong"], report["read"]["listed"]) == ([], 300)
    # A collection with its log takes a few pages of the database at most, and no file of its own.
    assert report["disk_bytes"] < 300 * 64 * 1024
    assert list((tmp_path / "data").glob("segments/*")) == []
    assert "300 collections" in many.page(report)


def test_the_readme_shows_the_goals_of_the_last_table() -> None:
    page = (publish.LAST / "table.md").read_text(encoding="utf-8")
    readme = publish.README.read_text(encoding="utf-8")
    assert publish.with_goals(readme, publish.goals_of(page)) == readme


def test_goals_are_put_into_a_page_and_read_from_one() -> None:
    page = (
        "# Title\n\n## Goals\n\n| goal | met | worst at |\n| --- | --- | --- |\n| add | yes | 10k, add |\n\n## Recall\n"
    )
    goals = publish.goals_of(page)
    assert goals == "| goal | met |\n| --- | --- |\n| add | yes |\n"
    readme = "before\n<!-- speed: begin -->\nold\n<!-- speed: end -->\nafter\n"
    assert publish.with_goals(readme, goals) == f"before\n<!-- speed: begin -->\n{goals}<!-- speed: end -->\nafter\n"
    for wrong in ("# Title\n", "## Goals\n\nnothing\n"):
        with pytest.raises(ValueError, match="no table"):
            publish.goals_of(wrong)
    with pytest.raises(ValueError, match="no place"):
        publish.with_goals("nothing\n", goals)
