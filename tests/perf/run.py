"""``python -m perf.run``: measure, and write ``results.json``, ``table.md`` and plots. See README.md.

Every finished cell is a file of its own in ``cells/``, so a run that was stopped, or ran out of its time, goes on with
``--resume`` where it was.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from perf import plots, summary, table
from perf.cases import MODES
from perf.data import KINDS
from perf.measure import Measurer
from perf.packages import OURS, Package, packages
from perf.plan import SIZES, Cell, affordable, plan
from perf.stores import Stores

HOST = "host"
_DEFAULT_OUT = Path(__file__).with_name("results")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0, or 1 when a case failed."""
    chosen = _parser().parse_args(arguments)
    chosen.out = chosen.out.absolute()
    chosen.work = (chosen.work or chosen.out / "work").absolute()
    results = _measure(chosen, packages(chosen.official_python))
    write(results, chosen.out)
    print(f"wrote {chosen.out}")
    failed = [row for row in summary.rows(results) if row.error is not None]
    for row in failed:
        print(f"failed: {row.cell} {row.case}: {row.error}", file=sys.stderr)
    return 1 if failed else 0


def _measure(chosen: argparse.Namespace, both: Sequence[Package]) -> dict[str, Any]:
    """The raw results: those that were there when resuming, and what there is time for."""
    started = time.monotonic()

    def progress(text: str) -> None:
        seconds = int(time.monotonic() - started)
        print(f"[{seconds // 60:02d}:{seconds % 60:02d}] {text}", flush=True)

    size = SIZES[chosen.size]
    repeat = chosen.repeat or size.repeat
    stores = Stores(chosen.work, fresh=not chosen.resume, quiet=size.quiet, progress=progress)
    measurer = Measurer(both, size, stores, chosen.work / "scratch", repeat=repeat, progress=progress)
    done = chosen.out / "cells"
    if not chosen.resume:
        shutil.rmtree(done, ignore_errors=True)
    done.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {
        "size": chosen.size,
        "repeat": repeat,
        "started": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": _machine(),
        "versions": {},
        "cells": {},
        "left_out": [],
    }

    file = done / f"{HOST}.json"
    if not file.exists():
        progress("import and server start")
        file.write_text(json.dumps({"label": "without data", "kind": None, "mode": HOST, **measurer.host()}))
    results["cells"][HOST] = json.loads(file.read_text())

    cells = plan(size, chosen.modes, chosen.kinds)
    end = started + 60 * (chosen.minutes or size.minutes)
    for number, cell in enumerate(cells):
        file = done / f"{cell.key}.json"
        if not file.exists():
            left = end - time.monotonic()
            if not affordable([cell], left):
                results["left_out"].append(cell.label)
                progress(f"left out, too little time is left: {cell.label}")
                continue
            if cell.mode != "memory":
                # Those of later cells with it, because two builds go on at a time.
                soon = [other.dataset for other in affordable(cells[number:], left) if other.mode != "memory"]
                stores.build(list(dict.fromkeys(soon)), both)
            progress(f"{cell.label} ({number + 1} of {len(cells)})")
            file.write_text(json.dumps(measurer.cell(cell)))
        results["cells"][cell.key] = json.loads(file.read_text())
        for package, facts in results["cells"][cell.key]["build"].items():
            results["versions"][package] = facts["version"]

    if chosen.profile:
        _profile(measurer, cells, chosen.modes, chosen.out, both)
    shutil.rmtree(chosen.work / "scratch", ignore_errors=True)
    return results


def write(results: dict[str, Any], out: Path) -> None:
    """Write results, table and plots into the directory."""
    (out / "results.json").write_text(json.dumps({**results, **summary.as_json(results)}))
    (out / "table.md").write_text(table.page(results))
    for plot in plots.draw(results, out):
        print(f"wrote {plot}")


def _profile(
    measurer: Measurer, cells: Sequence[Cell], modes: Sequence[str], out: Path, both: Sequence[Package]
) -> None:
    """Profiles of our package, for the first cell of every mode."""
    ours = next(package for package in both if package.name == OURS)
    for mode in modes:
        cell = next(cell for cell in cells if cell.mode == mode)
        directory = out / "profiles" / cell.key
        directory.mkdir(parents=True, exist_ok=True)
        for case, text in measurer.profiles(cell, ours).items():
            (directory / f"{case}.txt").write_text(text)


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m perf.run", description="Ours and the official chromadb, in turn.")
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--modes", type=_among(MODES), default=list(MODES), help="comma-separated, default all")
    parser.add_argument(
        "--kinds", type=_among(KINDS), default=["hard", "clustered", "manifold"], help="of data, the first one first"
    )
    parser.add_argument("--repeat", type=int, help="repetitions of every case")
    parser.add_argument("--minutes", type=float, help="begin no cell that would end later")
    parser.add_argument("--official-python", type=Path, help="default: beside the command that OFFICIAL_CHROMA names")
    parser.add_argument("--out", type=Path, default=_DEFAULT_OUT, help="folder of the results (default: %(default)s)")
    parser.add_argument("--work", type=Path, help="folder of generated data and built stores (default: OUT/work)")
    parser.add_argument("--resume", action="store_true", help="keep the cells that OUT has, measure the others")
    parser.add_argument("--profile", action="store_true", help="also write cProfile tables of ours to OUT/profiles")
    return parser


def _among(known: Sequence[str]) -> Any:
    def names(text: str) -> list[str]:
        chosen = text.split(",")
        unknown = set(chosen) - set(known)
        if unknown:
            raise argparse.ArgumentTypeError(f"not among {', '.join(known)}: {', '.join(sorted(unknown))}")
        return chosen

    return names


if __name__ == "__main__":
    sys.exit(main())
