"""``python -m perf.publish OUT``: make the results in ``OUT`` the last ones, and show their goals in the README.

The README's table is the one under "Goals" of ``last/table.md``; a test compares the two.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

LAST = Path(__file__).with_name("last")
README = Path(__file__).parents[2] / "README.md"
_BEGIN, _END = "<!-- speed: begin -->\n", "<!-- speed: end -->\n"
_HEADING = "## Goals\n\n"


def goals_of(page: str) -> str:
    """The table of goals in a page of results, without the places of the worst.

    Raises ValueError when the page has no such table.
    """
    _, heading, rest = page.partition(_HEADING)
    rows = [line.split(" | ")[:-1] for line in rest.partition("\n\n")[0].splitlines() if line.startswith("|")]
    if not heading or len(rows) < 3:
        raise ValueError("the page has no table of goals")
    return "".join(" | ".join(row) + " |\n" for row in rows)


def with_goals(readme: str, goals: str) -> str:
    """The text with the table in its place. Raises ValueError when it has no such place."""
    before, begin, rest = readme.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError("the text has no place for the table of goals")
    return f"{before}{begin}{goals}{end}{after}"


def publish(out: Path) -> None:
    """Copy the table and the plots in ``out`` to ``last``, without those of before, and renew the README."""
    for plot in LAST.glob("*.png"):
        plot.unlink()
    for file in (out / "table.md", *out.glob("*.png")):
        shutil.copyfile(file, LAST / file.name)
    page = (LAST / "table.md").read_text(encoding="utf-8")
    README.write_text(with_goals(README.read_text(encoding="utf-8"), goals_of(page)), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m perf.publish", description="Make results the last ones.")
    parser.add_argument("out", type=Path, help="the folder that perf.run wrote")
    publish(parser.parse_args(arguments).out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
