"""The results as a Markdown page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perf import summary
from perf.cases import OTHER_TITLES, RECALLS
from perf.packages import OFFICIAL, OURS
from perf.plan import SIZES
from perf.summary import Goal, Row

_SIZES = {
    "memory": "resident memory",
    "anonymous": "of it memory of its own, no pages of files",
    "disk": "disk per record",
    "load_cpu": "CPU to load a record, with all that is done in the background",
}


def page(results: Mapping[str, Any]) -> str:
    """Goals first, then recall, then one table per cell."""
    rows = summary.rows(results)
    titles, per = _titles(results["size"])
    parts = [
        "# Ours and the official chromadb, measured in one run",
        f"Size `{results['size']}`, {results['repeat']} repetitions in turn, {results['started']}; "
        f"{results['machine']}; official {results['versions'].get(OFFICIAL, 'not measured')}. "
        "Times are wall medians; a ratio says how many times better ours is: the median of the repetitions and "
        "their range.",
        "## Goals",
        _goals(summary.goals(results)),
        "## Recall@10 against exact search",
        _recalls(results["cells"]),
    ]
    for key, cell in results["cells"].items():
        parts += [f"## {cell['label']}", _cell([row for row in rows if row.cell == key], titles, per)]
    if results["left_out"]:
        parts += ["## Not measured", "Out of time: " + "; ".join(results["left_out"]) + ". Run again with `--resume`."]
    return "\n\n".join(parts) + "\n"


def _titles(size: str) -> tuple[dict[str, str], dict[str, int]]:
    cases = SIZES[size].cases()
    titles = {case.name: case.title for case in cases} | OTHER_TITLES | _SIZES
    return titles, {case.name: case.per for case in cases if case.per}


def _goals(goals: Sequence[Goal]) -> str:
    lines: list[list[str]] = []
    for goal in goals:
        reached = "not measured" if goal.reached is None else f"{_times(goal.reached)} to {_times(goal.best or 0)}"
        verdict = {None: "-", True: "yes", False: "**no**"}[goal.met]
        if goal.recall_no_lower is False:
            verdict += " (recall is lower)"
        share = f"{goal.reaching} of {goal.measured}"
        lines.append([goal.goal, f"{goal.at_least:g}x", reached, verdict, share, goal.worst_cell or ""])
    return _table(["goal", "at least", "worst to best", "met", "reached in", "worst at"], lines)


def _recalls(cells: Mapping[str, Any]) -> str:
    lines = [
        [cell["label"], *(f"{cell['recall'][p][OURS]:.4f} / {cell['recall'][p][OFFICIAL]:.4f}" for p in RECALLS)]
        for cell in cells.values()
        if cell.get("recall")
    ]
    heads = ["no filter" if percent == "100" else f"filter {percent} %" for percent in RECALLS]
    return _table(["ours / official", *heads], lines)


def _cell(rows: Sequence[Row], titles: Mapping[str, str], per: Mapping[str, int]) -> str:
    lines: list[list[str]] = []
    for row in rows:
        title = titles[row.case]
        if row.ratio is None or row.ours is None or row.official is None:
            first = (row.error or "").strip().splitlines()
            lines.append([title, "failed", "failed", "-", "-", first[-1] if first else ""])
            continue
        spread = (
            "" if row.ratio.least == row.ratio.most else f" ({_times(row.ratio.least)} to {_times(row.ratio.most)})"
        )
        lines.append(
            [
                title,
                _figure(row.case, row.ours, per),
                _figure(row.case, row.official, per),
                f"{_times(row.ratio.median)}{spread}",
                "-" if row.cpu_ratio is None else _times(row.cpu_ratio),
                "" if row.same_answers else "answers differ in number",
            ]
        )
    return _table(["", "ours", "official", "ratio", "CPU ratio", ""], lines)


def _figure(case: str, value: float, per: Mapping[str, int]) -> str:
    if case in ("memory", "anonymous"):
        return f"{value / 2**20:,.0f} MiB"
    if case == "disk":
        return f"{value:,.0f} bytes"
    if case in per:
        return f"{_milliseconds(value)} ({per[case] / value * 1e3:,.0f} records/s)"
    return _milliseconds(value)


def _milliseconds(value: float) -> str:
    return f"{value:,.0f} ms" if value >= 100 else f"{value:.3g} ms"


def _times(value: float) -> str:
    return f"{value:,.0f}x" if value >= 100 else f"{value:.3g}x"


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    marks = ["---"] + ["---:"] * (len(heads) - 1)
    return "\n".join("| " + " | ".join(line) + " |" for line in (heads, marks, *lines))
