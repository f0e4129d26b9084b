"""The results as PNG pictures."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

from perf import summary
from perf.cases import MODES, RECALLS
from perf.packages import OFFICIAL, OURS

_COLOURS = {"memory": "#4c72b0", "persistent": "#dd8452", "http": "#55a868", OURS: "#4c72b0", OFFICIAL: "#b0b0b0"}


def draw(results: Mapping[str, Any], out: Path) -> list[Path]:
    """Write the plots; their paths. Without matplotlib there are none, and it says so."""
    if importlib.util.find_spec("matplotlib") is None:
        print("matplotlib is not installed: no plots")
        return []
    import matplotlib

    matplotlib.use("agg")
    cells = {key: cell for key, cell in results["cells"].items() if cell.get("recall")}
    shapes = dict.fromkeys((cell["records"], cell["dimension"]) for cell in cells.values())
    written = [_ratios(results, records, dimension, out) for records, dimension in shapes]
    if cells:
        written += [_recalls(cells, out), _space(results, cells, out)]
    return written


def _ratios(results: Mapping[str, Any], records: int, dimension: int, out: Path) -> Path:
    """For every case the ratio in each mode: bars from 1x, the range over kinds of data and repetitions as a line."""
    import matplotlib.pyplot as plt
    from matplotlib.patches import Patch

    cells = results["cells"]
    rows = [
        row
        for row in summary.rows(results)
        if row.ratio is not None
        and (cells[row.cell].get("records"), cells[row.cell].get("dimension")) == (records, dimension)
    ]
    names = list(dict.fromkeys(row.case for row in rows))
    figure, axes = plt.subplots(figsize=(9, 0.42 * len(names) + 1.6), layout="constrained")
    for offset, mode in enumerate(MODES):
        for place, name in enumerate(names):
            ratios = [row.ratio for row in rows if row.case == name and cells[row.cell]["mode"] == mode and row.ratio]
            if not ratios:
                continue
            middle = sorted(ratio.median for ratio in ratios)[len(ratios) // 2]
            y = place + (offset - 1) * 0.27
            axes.barh(y, middle - 1, left=1, height=0.25, color=_COLOURS[mode])
            axes.plot([min(r.least for r in ratios), max(r.most for r in ratios)], [y, y], color="black", linewidth=0.8)
    for goal in summary.wanted_goals():
        if goal.get("records") in (None, records):
            for name, mode in product(goal["cases"], goal["modes"]):
                if name in names:
                    y = names.index(name) + (MODES.index(mode) - 1) * 0.27
                    axes.plot([goal["at_least"]] * 2, [y - 0.14, y + 0.14], color="crimson", linewidth=1.6)
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel("times better than the official package (red: a goal)")
    axes.set_title(f"{records // 1000}k x {dimension}")
    axes.legend(handles=[Patch(color=_COLOURS[mode], label=mode) for mode in MODES], loc="lower right")
    return _save(figure, out / f"ratios-{records // 1000}k-{dimension}.png")


def _recalls(cells: Mapping[str, Any], out: Path) -> Path:
    """recall@10 of both packages, by filter, in every cell."""
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(
        1, len(RECALLS), figsize=(12, 0.3 * len(cells) + 1.6), sharey=True, layout="constrained", squeeze=False
    )
    for panel, percent in zip(panels[0], RECALLS, strict=True):
        for name, marker in ((OFFICIAL, "s"), (OURS, "o")):
            values = [cell["recall"][percent][name] for cell in cells.values()]
            panel.plot(values, range(len(values)), marker, color=_COLOURS[name], label=name, alpha=0.9)
        panel.axvline(0.99, color="crimson", linewidth=0.8)
        panel.set_title("no filter" if percent == "100" else f"filter {percent} %")
    panels[0][0].set_yticks(range(len(cells)), [cell["label"] for cell in cells.values()])
    panels[0][0].legend(loc="best")
    figure.suptitle("recall@10")
    return _save(figure, out / "recall.png")


def _space(results: Mapping[str, Any], cells: Mapping[str, Any], out: Path) -> Path:
    """Resident memory and disk of both packages."""
    import matplotlib.pyplot as plt

    rows = summary.rows(results)
    figure, panels = plt.subplots(1, 2, figsize=(12, 0.36 * len(cells) + 1.6), layout="constrained")
    for panel, case, unit, scale in zip(
        panels, ("memory", "disk"), ("resident MiB", "disk bytes per record"), (2**20, 1), strict=True
    ):
        chosen = [row for row in rows if row.case == case and row.cell in cells]
        for offset, name in ((-0.2, OURS), (0.2, OFFICIAL)):
            values = [(getattr(row, name) or 0) / scale for row in chosen]
            panel.barh([i + offset for i in range(len(chosen))], values, height=0.38, color=_COLOURS[name], label=name)
        panel.set_yticks(range(len(chosen)), [cells[row.cell]["label"] for row in chosen])
        panel.invert_yaxis()
        panel.set_xlabel(unit)
        panel.legend(loc="best")
    return _save(figure, out / "space.png")


def _save(figure: Any, file: Path) -> Path:
    import matplotlib.pyplot as plt

    figure.savefig(file, dpi=120)
    plt.close(figure)
    return file
