"""The benchmark from end to end at its smallest size. What it measures is not judged: no time is asserted."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest

from perf import million, run
from perf.cases import MODES, OTHER_TITLES, RECALLS
from perf.checks import check_tables
from perf.packages import OFFICIAL, OURS
from perf.plan import SIZES

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
PER_CELL = {case.name for case in SIZES["smoke"].cases()}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not os.environ.get("OFFICIAL_CHROMA"):
        reason = "OFFICIAL_CHROMA is not set: it names the chroma command of chromadb 1.5.9"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("perf")
    assert run.main(["--size", "smoke", "--kinds", "clustered", "--out", str(folder), "--minutes", "20"]) == 0
    return folder


@pytest.fixture(scope="module")
def results(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "results.json").read_text())
    return found


pytestmark = [pytest.mark.official, pytest.mark.slow]


def test_every_cell_of_the_plan_was_measured(results: dict[str, Any]) -> None:
    assert results["left_out"] == []
    modes = [cell["mode"] for cell in results["cells"].values()]
    assert sorted(modes) == sorted([run.HOST, *MODES * len(SIZES["smoke"].shapes)])


def test_every_case_has_figures_of_both_packages(results: dict[str, Any]) -> None:
    assert set(results["cells"][run.HOST]["cases"]) == {"import", "server_start"}
    for cell in results["cells"].values():
        if cell["mode"] != run.HOST:
            assert set(cell["cases"]) - set(OTHER_TITLES) == PER_CELL
        for case, figures in cell["cases"].items():
            assert set(figures) == {OURS, OFFICIAL}, case
            for series in figures.values():
                assert len(series["wall_ms"]) == SIZES["smoke"].repeat, case
                assert all(turn and min(turn) > 0 for turn in series["wall_ms"]), case


def test_both_packages_answer_with_as_many_records(results: dict[str, Any]) -> None:
    differing = [(row["cell"], row["case"]) for row in results["rows"] if not row["same_answers"]]
    assert differing == []


def test_recall_is_sane(results: dict[str, Any]) -> None:
    for cell in results["cells"].values():
        for percent in RECALLS if cell["mode"] != run.HOST else ():
            assert 0.9 <= cell["recall"][percent][OFFICIAL] <= 1.0
            assert 0.98 <= cell["recall"][percent][OURS] <= 1.0


def test_ratios_are_numbers_and_disk_is_known(results: dict[str, Any]) -> None:
    for row in results["rows"]:
        assert row["error"] is None
        assert math.isfinite(row["ratio"]["median"])
        assert 0 < row["ratio"]["least"] <= row["ratio"]["median"] <= row["ratio"]["most"]
    assert {row["cell"] for row in results["rows"] if row["case"] == "disk"} == {
        key for key, cell in results["cells"].items() if cell["mode"] in {"persistent", "http"}
    }
    # The goals speak of larger collections.
    assert all(goal["met"] is None for goal in results["goals"])


def test_the_table_is_well_formed(out: Path, results: dict[str, Any]) -> None:
    page = (out / "table.md").read_text()
    check_tables(page)
    for cell in results["cells"].values():
        assert f"\n## {cell['label']}\n" in page


def test_a_finished_run_resumes_without_measuring_again(out: Path, results: dict[str, Any]) -> None:
    arguments = ["--size", "smoke", "--kinds", "clustered", "--out", str(out), "--resume", "--minutes", "0.001"]
    assert run.main(arguments) == 0
    again = json.loads((out / "results.json").read_text())
    assert again["cells"] == results["cells"]
    assert again["left_out"] == []


def test_the_large_load_reports_at_a_small_size(tmp_path: Path) -> None:
    assert million.main(["--count", "2000", "--dimension", "32", "--calls", "2", "--out", str(tmp_path)]) == 0
    report = json.loads((tmp_path / "million.json").read_text())
    assert report["count"] == 2000
    assert min(report["recall"].values()) >= 0.98
    assert "opened again, first query" in report["steps"]
    assert "2,000 x 32" in (tmp_path / "million.md").read_text()
