"""Replay the recorded exchanges against a server and judge every difference by spec/deviations.yaml.

    python tests/wire/replay.py [--url URL --profile P] [--only REGEX] [-v] [--report]

Without ``--url`` the server of this repository is started once for each setting that the recordings need.
Exit status 1 when a difference is not listed, a listed one does not differ, or less than 98 % of the cases that bind
(not tagged quirk, upstream-bug or local-unsupported) agree.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from servers import chroma_run

from wire.compare import differences
from wire.exchange import Connection, cases, run_case

ROOT = Path(__file__).resolve().parents[2]
EXEMPT = frozenset({"quirk", "upstream-bug", "local-unsupported"})
REQUIRED = 0.98
SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "reset": {"allow_reset": True},
    "cors_any": {"cors_allow_origins": ["*"]},
    "cors_list": {"cors_allow_origins": ["http://a.example", "http://b.example"]},
}


@dataclass(frozen=True)
class Verdict:
    """One case: does it bind, how does the answer differ, and which deviation says that it may."""

    name: str
    operation: str
    binding: bool
    differences: tuple[str, ...]
    deviation: str | None

    @property
    def agrees(self) -> bool:
        return not self.differences

    @property
    def fault(self) -> str | None:
        """Why this verdict fails the replay, or None."""
        if self.differences and self.deviation is None:
            return "differs, and no deviation lists it"
        if not self.differences and self.deviation is not None:
            return f"agrees: the deviation {self.deviation} is stale for it"
        return None


def listed_deviations() -> dict[str, str]:
    """Case name -> id of the behaviour deviation of spec/deviations.yaml that lists it."""
    document = yaml.safe_load((ROOT / "spec" / "deviations.yaml").read_text(encoding="utf-8"))
    listed: dict[str, str] = {}
    for entry in document["behaviour"]:
        for name in entry.get("cases", []):
            if name in listed:
                raise ValueError(f"{name} is listed twice: {listed[name]} and {entry['id']}")
            listed[name] = entry["id"]
    unknown = set(listed) - {case["case"] for case in cases()}
    if unknown:
        raise ValueError(f"spec/deviations.yaml names cases that are not recorded: {sorted(unknown)}")
    return listed


def replay(url: str, chosen: Iterable[dict[str, Any]], listed: dict[str, str]) -> Iterator[Verdict]:
    """Run the chosen cases against one server."""
    connection = Connection(url)
    try:
        for case in chosen:
            found = differences(case, run_case(connection, case))
            binding = not EXEMPT & set(case.get("tags", []))
            name = case["case"]
            yield Verdict(name, case["operation"], binding, tuple(found), listed.get(name))
    finally:
        connection.close()


def replay_ours(only: str = "") -> list[Verdict]:
    """Run every recorded case against the server of this repository, once per setting."""
    listed = listed_deviations()
    verdicts: list[Verdict] = []
    for profile, config in SETTINGS.items():
        chosen = [c for c in cases() if c.get("profile", "default") == profile and re.search(only, c["case"])]
        if chosen:
            with chroma_run(config=config) as url:
                verdicts += replay(url, chosen, listed)
    return verdicts


def agreement(verdicts: Iterable[Verdict]) -> tuple[int, int]:
    """How many of the binding cases agree, of how many."""
    binding = [verdict for verdict in verdicts if verdict.binding]
    return sum(verdict.agrees for verdict in binding), len(binding)


def report(verdicts: list[Verdict]) -> str:
    """A table: cases, agreeing and listed as deviations, by operation."""
    rows = [f"{'operation':<26}{'cases':>8}{'agree':>8}{'deviate':>9}{'fault':>7}"]
    for operation in sorted({verdict.operation for verdict in verdicts}):
        count = Counter[str]()
        for verdict in verdicts:
            if verdict.operation == operation:
                count["cases"] += 1
                count["agree"] += verdict.agrees
                count["deviate"] += verdict.deviation is not None
                count["fault"] += verdict.fault is not None
        rows.append(f"{operation:<26}{count['cases']:>8}{count['agree']:>8}{count['deviate']:>9}{count['fault']:>7}")
    good, all_ = agreement(verdicts)
    agreeing = sum(verdict.agrees for verdict in verdicts)
    rows.append(f"binding cases: {good} of {all_} agree ({good / max(all_, 1):.2%}; required {REQUIRED:.0%})")
    rows.append(f"all cases:     {agreeing} of {len(verdicts)} agree")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="replay against this server in place of our own")
    parser.add_argument("--profile", default="default", help="the setting that the server at --url runs with")
    parser.add_argument("--only", default="", help="regular expression of case names")
    parser.add_argument("-v", "--verbose", action="store_true", help="print listed deviations too")
    parser.add_argument("--report", action="store_true", help="print the table")
    options = parser.parse_args()
    if options.url:
        chosen = [c for c in cases() if c.get("profile", "default") == options.profile]
        chosen = [c for c in chosen if re.search(options.only, c["case"])]
        verdicts = list(replay(options.url, chosen, listed_deviations()))
    else:
        verdicts = replay_ours(options.only)
    for verdict in verdicts:
        if verdict.fault or (options.verbose and not verdict.agrees):
            print(f"{verdict.name}: {verdict.fault or 'deviates as ' + str(verdict.deviation)}")
            for line in verdict.differences[:5]:
                print(f"    {line}")
    if options.report:
        print(report(verdicts))
    good, all_ = agreement(verdicts)
    return int(any(verdict.fault for verdict in verdicts) or good < REQUIRED * all_)


if __name__ == "__main__":
    sys.exit(main())
