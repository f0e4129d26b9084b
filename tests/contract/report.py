"""What came of vectors x clients x targets, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Cell(Enum):
    """What came of one vector with one client against one target; the value is how the table shows it."""

    HOLDS = "yes"
    KNOWN_FAILURE = "known"
    NOT_EXPRESSIBLE = "-"
    NOT_MEANT = "."
    FAILED = "**no**"
    NOT_RUN = "?"


@dataclass(frozen=True)
class Result:
    cell: Cell
    reason: str = ""


TITLES = {"server": "our server", "official": "official 1.5.9", "wire": "what is sent"}
_LEGEND = """\
- *yes*: the vector holds.
- *known*: it is run there and fails, for a reason in [spec/deviations.yaml](../../../spec/deviations.yaml). It must.
- *-*: the client cannot say it: an ergonomic client refuses to send such a request. Plain HTTP runs it.
- *.*: the vector is not about that server.
"""
_HEAD = """\
# Conformance

Every contract vector, through every first-class client, against our server and the official one; and what each client
sends for a call, against a server that records. Written by `python3 noxfile.py conformance -- --write`.
"""
_FIGURES = """
The figures: vectors that hold, of those that the client can say. In brackets, known failures, which still fail.
"""


class Report:
    """Collects results; the clients and targets are the columns, the vectors the rows."""

    def __init__(self, clients: Sequence[tuple[str, str]], targets: Sequence[str]) -> None:
        self._titles = dict(clients)
        self._targets = [*targets, "wire"]
        self._results: dict[tuple[str, str], dict[str, Result]] = {
            (client, target): {} for client in self._titles for target in self._targets
        }
        self._broken: dict[str, str] = {}

    def record(self, client: str, target: str, vector: str, result: Result) -> None:
        self._results[client, target][vector] = result

    def broken(self, client: str, reason: str) -> None:
        """The client's driver itself failed."""
        self._broken[client] = reason

    def failures(self) -> list[str]:
        """Every fault, with client and target."""
        found = [f"{client}: {reason}" for client, reason in self._broken.items()]
        for (client, target), results in self._results.items():
            found += [
                f"{client}, {TITLES[target]}: {result.reason}"
                for result in results.values()
                if result.cell is Cell.FAILED
            ]
        return found

    def summary(self) -> str:
        """One line a client: how many vectors hold, of those that it can express and that are meant for the target."""
        heads = [TITLES[target] for target in self._targets]
        lines = [_row(["client", *heads]), _row(["---", *("---" for _ in heads)])]
        for client, title in self._titles.items():
            lines.append(_row([title, *(self._counted(client, target) for target in self._targets)]))
        return "\n".join(lines)

    def document(self) -> str:
        """The whole table, as Markdown."""
        parts = [
            _HEAD,
            self.summary(),
            _FIGURES,
            "## Every vector\n",
            _LEGEND,
            "### Behaviour\n",
            self._matrix([target for target in self._targets if target != "wire"]),
            "\n### What is sent\n",
            self._matrix(["wire"]),
        ]
        return "\n".join(parts) + "\n"

    def _counted(self, client: str, target: str) -> str:
        cells = [result.cell for result in self._results[client, target].values()]
        if not cells:
            return "not run"
        holds, known = cells.count(Cell.HOLDS), cells.count(Cell.KNOWN_FAILURE)
        told = holds + cells.count(Cell.FAILED)
        return f"{holds} of {told}" + (f" ({known} known)" if known else "")

    def _matrix(self, targets: Sequence[str]) -> str:
        columns = [(client, target) for target in targets for client in self._titles]
        heads = [
            self._titles[client] + (f", {TITLES[target]}" if len(targets) > 1 else "") for client, target in columns
        ]
        vectors = sorted({vector for column in columns for vector in self._results[column]})
        lines = [_row(["vector", *heads]), _row(["---"] * (len(heads) + 1))]
        absent = Result(Cell.NOT_RUN)
        for vector in vectors:
            lines.append(_row([vector, *(self._results[column].get(vector, absent).cell.value for column in columns)]))
        return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
