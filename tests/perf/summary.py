"""From raw figures to ratios and goals. Pure functions over the results JSON.

A ratio says how many times better ours is: the official time, size or memory divided by ours. It is taken in each
repetition from the medians of the two packages, which ran right after each other; reported are the median of these
ratios and their range.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from perf.packages import OFFICIAL, OURS

LEAST_RECORDS = 10_000
"""Goals speak of collections of this size and larger; the smoke size says nothing about them."""
GOALS_FILE = Path(__file__).with_name("goals.json")


@dataclass(frozen=True)
class Ratio:
    """How many times better ours is: the median over the repetitions, and the range."""

    median: float
    least: float
    most: float


@dataclass(frozen=True)
class Row:
    """A case in a cell. Times are medians in milliseconds, other figures single values in bytes."""

    cell: str
    case: str
    ours: float | None
    official: float | None
    ratio: Ratio | None
    cpu_ratio: float | None
    same_answers: bool
    error: str | None = None


@dataclass(frozen=True)
class Goal:
    """A goal with what was reached: the worst and the best ratio among the cells it speaks of.

    met is None when nothing it speaks of was measured. For queries it also asks that our recall is no lower.
    reaching counts the measurements, of all ``measured``, that reach the ratio.
    """

    goal: str
    at_least: float
    reached: float | None
    best: float | None
    worst_cell: str | None
    recall_no_lower: bool | None
    met: bool | None
    measured: int = 0
    reaching: int = 0


def rows(results: Mapping[str, Any]) -> list[Row]:
    """One row for every case of every cell, and for memory and disk."""
    found: list[Row] = []
    for key, cell in results["cells"].items():
        found += [_case_row(key, case, figures) for case, figures in cell["cases"].items()]
        found += _size_rows(key, cell)
    return found


def goals(results: Mapping[str, Any]) -> list[Goal]:
    """The goals of ``goals.json`` with what the results say of them."""
    table = rows(results)
    return [_goal(goal, results["cells"], table) for goal in wanted_goals()]


def wanted_goals() -> list[dict[str, Any]]:
    """What ``goals.json`` says: name, ratio, cases, modes, and the number of records where it speaks of one alone."""
    wanted: list[dict[str, Any]] = json.loads(GOALS_FILE.read_text())
    return wanted


def as_json(results: Mapping[str, Any]) -> dict[str, Any]:
    """Rows and goals as plain data."""
    return {"rows": [asdict(row) for row in rows(results)], "goals": [asdict(goal) for goal in goals(results)]}


def _goal(wanted: Mapping[str, Any], cells: Mapping[str, Any], table: Sequence[Row]) -> Goal:
    spoken = [
        row
        for row in table
        if row.case in wanted["cases"]
        and cells[row.cell].get("mode") in wanted["modes"]
        and _speaks_of(wanted, cells[row.cell]["records"])
    ]
    measured = sorted((row.ratio.median, row.cell, row.case) for row in spoken if row.ratio is not None)
    recalls = [_recall_no_lower(cells[row.cell], row.case) for row in spoken]
    known = [recall for recall in recalls if recall is not None]
    no_lower = all(known) if known else None
    at_least = float(wanted["at_least"])
    if not measured:
        met = False if spoken else None
        return Goal(wanted["goal"], at_least, None, None, None, no_lower, met)
    worst, cell, case = measured[0]
    met = worst >= at_least and no_lower is not False and len(measured) == len(spoken)
    place = f"{cells[cell]['label']}, {case}"
    reaching = sum(ratio >= at_least for ratio, _, _ in measured)
    return Goal(wanted["goal"], at_least, worst, measured[-1][0], place, no_lower, met, len(measured), reaching)


def _speaks_of(wanted: Mapping[str, Any], records: int) -> bool:
    return records == wanted["records"] if "records" in wanted else records >= LEAST_RECORDS


def _recall_no_lower(cell: Mapping[str, Any], case: str) -> bool | None:
    """Whether our recall is at least the official one; None for a case that has no recall."""
    if not case.startswith(("query", "filter_")):
        return None
    recall = cell["recall"][case.removeprefix("filter_") if case.startswith("filter_") else "100"]
    return bool(recall[OURS] >= recall[OFFICIAL])


def _case_row(cell: str, case: str, figures: Mapping[str, Any]) -> Row:
    if "errors" in figures:
        return Row(cell, case, None, None, None, None, False, error="; ".join(figures["errors"].values()))
    ours, official = figures[OURS], figures[OFFICIAL]
    walls = {name: [median(turn) for turn in series["wall_ms"]] for name, series in figures.items()}
    ratio = _ratio(walls[OFFICIAL], walls[OURS])
    cpu_ratio = None
    if all(turn for series in (ours, official) for turn in series["cpu_ms"]):
        cpus = [[median(turn) for turn in series["cpu_ms"]] for series in (official, ours)]
        cpu_ratio = _ratio(*cpus).median
    answers = [{count for turn in series["answers"] for count in turn} for series in (ours, official)]
    return Row(cell, case, median(walls[OURS]), median(walls[OFFICIAL]), ratio, cpu_ratio, answers[0] == answers[1])


def _size_rows(key: str, cell: Mapping[str, Any]) -> list[Row]:
    found: list[Row] = []
    memory = cell.get("memory", {})
    if memory and all(memory[name]["after"] is not None for name in (OURS, OFFICIAL)):
        for case, field in (("memory", "resident"), ("anonymous", "anonymous")):
            found.append(_size_row(key, case, *(memory[name]["after"][field] for name in (OURS, OFFICIAL))))
    build = cell.get("build", {})
    if build and all("disk_bytes" in build[name] for name in (OURS, OFFICIAL)):
        found.append(
            _size_row(key, "disk", *(build[name]["disk_bytes"] / cell["records"] for name in (OURS, OFFICIAL)))
        )
    if build and all("load_and_rest_cpu" in build[name] for name in (OURS, OFFICIAL)):
        per_record = (build[name]["load_and_rest_cpu"] * 1e3 / cell["records"] for name in (OURS, OFFICIAL))
        found.append(_size_row(key, "load_cpu", *per_record))
    return found


def _size_row(key: str, case: str, ours: float, official: float) -> Row:
    ratio = official / ours
    return Row(key, case, ours, official, Ratio(ratio, ratio, ratio), None, True)


def _ratio(official: Sequence[float], ours: Sequence[float]) -> Ratio:
    # A clock tick that did not pass counts as a microsecond.
    ratios = [a / max(b, 1e-3) for a, b in zip(official, ours, strict=True)]
    return Ratio(median(ratios), min(ratios), max(ratios))
