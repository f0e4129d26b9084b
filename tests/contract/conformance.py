"""Every vector through every first-class client, against our server and the official one, and one table of it all.

``python -m contract.conformance`` builds and starts the drivers that ``clients.yaml`` names. The exit status is 0 when
every vector that a client can express holds, and every known failure still fails.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contract.drivers.outcome import Driver
from contract.drivers.process import DriverError, ProcessDriver
from contract.recording import recording
from contract.report import Cell, Report, Result
from contract.runner.load import load_all
from contract.runner.model import Target, Vector
from contract.runner.run import ContractFailure, run
from contract.runner.wire import unlike_wire
from contract.targets import OfficialMissing, Servers

HOME = Path(__file__).resolve().parent
ROOT = HOME.parent.parent
LAST = HOME / "last" / "conformance.md"
README = ROOT / "README.md"
_BEGIN, _END = "<!-- conformance: begin -->\n", "<!-- conformance: end -->\n"
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
SERVER_TARGETS: tuple[Target, ...] = ("server", "official")


class ToolchainMissing(Exception):
    """A program that builds or runs a client is not there."""


@dataclass(frozen=True)
class Client:
    """One first-class client: how its driver is built and started."""

    name: str
    title: str
    directory: Path
    command: tuple[str, ...]
    build: tuple[tuple[str, ...], ...] = ()
    needs: Mapping[str, str] = field(default_factory=dict)

    def prepare(self) -> None:
        """Build the driver.

        Raises:
            ToolchainMissing: what is missing, and what to install.
            subprocess.CalledProcessError: a step of the build failed; it has printed why.
        """
        for program, install in self.needs.items():
            if shutil.which(program) is None:
                raise ToolchainMissing(f"{program} is missing: install {install}")
        for step in self.build:
            print(f"$ {' '.join(step)}  (in {self.directory.relative_to(ROOT)})", flush=True)
            subprocess.run([shutil.which(step[0]) or step[0], *step[1:]], cwd=self.directory, check=True)

    def start(self) -> ProcessDriver:
        """The driver's process, not yet connected."""
        return ProcessDriver(self.command, self.directory)


def clients() -> list[Client]:
    """What ``clients.yaml`` lists, in its order."""
    content: Any = yaml.safe_load((HOME / "clients.yaml").read_text(encoding="utf-8"))
    words = {"{python}": sys.executable, "{exe}": ".exe" if os.name == "nt" else ""}

    def filled(command: Iterable[str]) -> tuple[str, ...]:
        parts = []
        for part in command:
            for word, value in words.items():
                part = part.replace(word, value)
            parts.append(part)
        return tuple(parts)

    return [
        Client(
            name,
            entry["title"],
            ROOT / entry["directory"],
            filled(entry["command"]),
            tuple(filled(step) for step in entry.get("build", ())),
            entry.get("needs", {}),
        )
        for name, entry in content["clients"].items()
    ]


def judge_vector(vector: Vector, driver: Driver, client: str, target: Target) -> Result:
    """What came of one vector of behaviour."""
    if target not in vector.targets:
        return Result(Cell.NOT_MEANT)
    if not {step.operation for step in vector.steps} <= driver.operations or not vector.needs <= driver.abilities:
        return Result(Cell.NOT_EXPRESSIBLE)
    known = vector.known_failure(target, client)
    try:
        run(vector, driver)
    except ContractFailure as error:
        return Result(Cell.KNOWN_FAILURE) if known else Result(Cell.FAILED, str(error))
    if known:
        return Result(Cell.FAILED, f"{vector.id} holds: take its known failure ({known.deviation}) away")
    return Result(Cell.HOLDS)


def judge_wire(vector: Vector, driver: ProcessDriver) -> Result:
    """What came of one wire vector: the driver is connected to a server that records."""
    wire = vector.wire
    assert wire is not None
    if wire.call.operation not in driver.operations or not vector.needs <= driver.abilities:
        return Result(Cell.NOT_EXPRESSIBLE)
    with recording(wire.call.operation, wire.answers, wire.client.base_path) as recorder:
        driver.connect(recorder.url, wire.client.headers)
        found = unlike_wire(vector, driver, recorder)
    return Result(Cell.FAILED, "\n  ".join([vector.id, *found])) if found else Result(Cell.HOLDS)


def run_client(client: Client, targets: Sequence[Target], servers: Servers, report: Report) -> None:
    """Every vector through one client. Raises DriverError when its driver fails."""
    driver = client.start()
    try:
        for target in targets:
            profiles = sorted({vector.profile for vector in load_all() if vector.steps})
            for profile in profiles:
                chosen = [vector for vector in load_all() if vector.steps and vector.profile == profile]
                if not any(target in vector.targets for vector in chosen):
                    for vector in chosen:
                        report.record(client.name, target, vector.id, Result(Cell.NOT_MEANT))
                    continue
                driver.connect(servers.url(target, profile))
                for vector in chosen:
                    report.record(client.name, target, vector.id, judge_vector(vector, driver, client.name, target))
        driver.connect("http://127.0.0.1:1")
        for vector in load_all():
            if vector.wire:
                report.record(client.name, "wire", vector.id, judge_wire(vector, driver))
    finally:
        driver.close()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="conformance", description=__doc__)
    parser.add_argument("--clients", help="names from clients.yaml, with commas; all by default")
    parser.add_argument("--targets", help="server, official; both by default", default=",".join(SERVER_TARGETS))
    parser.add_argument(
        "--write", action="store_true", help=f"write {LAST.relative_to(ROOT)} and the table of the README anew"
    )
    parser.add_argument("--check", action="store_true", help="fail when these are not what came out")
    chosen = parser.parse_args(arguments)
    known = {client.name: client for client in clients()}
    names = chosen.clients.split(",") if chosen.clients else list(known)
    targets = [target for target in SERVER_TARGETS if target in chosen.targets.split(",")]
    unknown = [*(set(names) - set(known)), *(set(chosen.targets.split(",")) - set(SERVER_TARGETS))]
    if unknown:
        parser.error(f"not known: {', '.join(sorted(unknown))}; clients: {', '.join(known)}; targets: server, official")
    if (chosen.write or chosen.check) and (len(names) < len(known) or len(targets) < len(SERVER_TARGETS)):
        parser.error("--write and --check are about all clients and targets")

    report = Report([(name, known[name].title) for name in names], targets)
    missing = []
    servers = Servers()
    try:
        for name in names:
            try:
                known[name].prepare()
                print(f"{name}: running", flush=True)
                run_client(known[name], targets, servers, report)
            except ToolchainMissing as error:
                missing.append(name)
                print(f"{name}: NOT RUN. {error}", flush=True)
            except (DriverError, subprocess.CalledProcessError, OfficialMissing) as error:
                report.broken(name, str(error))
    finally:
        servers.close()

    print(report.summary())
    for failure in report.failures():
        print(failure)
    if missing and (IN_CI or chosen.write or chosen.check):
        print(f"every client must run here; not run: {', '.join(missing)}")
        return 1
    if report.failures():
        return 1
    for file, text in {LAST: report.document(), README: with_summary(_read(README), report.summary())}.items():
        if chosen.write:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        elif chosen.check and _read(file) != text:
            print(f"{file.relative_to(ROOT)} is not what came out: run `python3 noxfile.py conformance -- --write`")
            return 1
    return 0


def with_summary(readme: str, summary: str) -> str:
    """The text with the summary in its place. Raises ValueError when it has no such place."""
    before, begin, rest = readme.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{README.name} has no place for the table of conformance")
    return f"{before}{begin}{summary}\n{end}{after}"


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
