"""The command line: list, lint, generate, diff, spec-diff, new-client.

Exit status: 0 all is well; 1 there are findings, or the committed files are not what generation gives; 2 the command
line is wrong; 3 generation failed (the description cannot be read, or a tool failed) and nothing was changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from chroma_generator import check, spec_diff, tools, write
from chroma_generator.check import Drift
from chroma_generator.errors import GeneratorError, MissingToolchain, UnknownTarget
from chroma_generator.lint import lint
from chroma_generator.new_client import languages, new_client
from chroma_generator.targets import REGISTRY, Inputs, Target, select

__all__ = ["main"]

OK, FINDINGS, USAGE, FAILED = 0, 1, 2, 3
_SPEC = Path("spec/openapi.yaml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status. Problems go to stderr, results to stdout."""
    parser = _parser()
    options = parser.parse_args(arguments)
    root = options.root.resolve() if options.root else _find_root(Path.cwd())
    if root is None:
        print(f"chroma_generator: no {_SPEC} here or above; use --root", file=sys.stderr)
        return USAGE
    inputs = Inputs(root=root, spec_path=options.spec or root / _SPEC)
    command: Callable[[Inputs, argparse.Namespace], int] = options.command
    try:
        return command(inputs, options)
    except GeneratorError as error:
        print(f"chroma_generator: {error}", file=sys.stderr)
        return USAGE if isinstance(error, UnknownTarget) else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chroma_generator", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--root", type=Path, help="the repository (default: here or the nearest directory above)")
    parser.add_argument("--spec", type=Path, help=f"the API description (default: {_SPEC} of the repository)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[Inputs, argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=summary, description=summary)
        command.set_defaults(command=run)
        return command

    def add_targets(command: argparse.ArgumentParser) -> None:
        command.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(REGISTRY)} (default: all)")

    add("list", _list, "list the targets, and the directories each one owns")
    add("lint", _lint, "check the description against the authoring rules")
    generate = add("generate", _generate, "generate, and put in place what has changed")
    generate.add_argument("--check", action="store_true", help="change nothing; fail if something would change")
    add_targets(generate)
    add_targets(add("diff", _diff, "show what generation would change"))
    official = add("spec-diff", _spec_diff, "compare the description with the one an official server serves")
    official.add_argument("--official-chroma", type=Path, required=True, help="the official `chroma` executable")
    official.add_argument(
        "--deviations", type=Path, help="the listed differences (default: deviations.yaml beside the description)"
    )
    new = add("new-client", _new_client, "make a client in another language")
    new.add_argument("language", help=f"{', '.join(languages())}, or a client generator of openapi-generator")
    new.add_argument("--output", type=Path, help="the client's directory (default: ./chroma-<language>)")
    new.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="an option of the generator")
    new.add_argument("--force", action="store_true", help="replace an earlier client there")
    return parser


def _find_root(start: Path) -> Path | None:
    return next((path for path in (start, *start.parents) if (path / _SPEC).is_file()), None)


def _targets(options: argparse.Namespace, verb: str) -> list[Target]:
    """The chosen targets whose toolchains are here; `verb` is what is not done for the others.

    Raises:
        UnknownTarget: A name is not registered.
        MissingToolchain: One that was named, or any where CI=true, lacks its toolchain.
    """
    able: list[Target] = []
    for target in select(options.targets, REGISTRY):
        lacking = tools.missing(target.requires)
        if not lacking:
            able.append(target)
            continue
        needs = f"needs {' and '.join(lacking)}: install {', '.join(tools.TOOLCHAINS[name] for name in lacking)}"
        if options.targets or os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            raise MissingToolchain(f"{target.name} {needs}")
        print(f"{target.name}: not {verb}: {needs}", file=sys.stderr)
    return able


def _list(_inputs: Inputs, _options: argparse.Namespace) -> int:
    for target in REGISTRY.values():
        print(f"{target.name:16} {target.summary}")
        for tree in target.trees:
            print(f"{'':16}   {tree}")
    return OK


def _generate(inputs: Inputs, options: argparse.Namespace) -> int:
    targets = _targets(options, "checked" if options.check else "generated")
    # A document that breaks a rule makes some tool fail or drop things, and none says so as clearly.
    if any("spec" in target.inputs(inputs) for target in targets) and _lint(inputs, options) != OK:
        print("chroma_generator: nothing was generated: the description breaks its rules", file=sys.stderr)
        return FINDINGS
    if options.check:
        return _check(inputs, targets)
    for target in targets:
        drifts = write.generate(target, inputs)
        print(f"{target.name}: {_count(drifts) if drifts else 'up to date'}")
    return OK


def _check(inputs: Inputs, targets: list[Target]) -> int:
    drifts = [drift for target in targets for drift in write.diff(target, inputs)]
    if not drifts:
        return OK
    print(check.report(drifts), file=sys.stderr)
    print("chroma_generator: the committed files are stale; run `python -m chroma_generator generate`", file=sys.stderr)
    return FINDINGS


def _diff(inputs: Inputs, options: argparse.Namespace) -> int:
    for target in _targets(options, "compared"):
        drifts = write.diff(target, inputs)
        print(f"{target.name}: {_count(drifts) if drifts else 'up to date'}")
        if drifts:
            print(check.report(drifts, whole=True))
    return OK


def _count(drifts: list[Drift]) -> str:
    return ", ".join(
        f"{sum(drift.kind == kind for drift in drifts)} {name}"
        for kind, name in (("missing", "new"), ("changed", "changed"), ("extra", "removed"))
        if any(drift.kind == kind for drift in drifts)
    )


def _lint(inputs: Inputs, _options: argparse.Namespace) -> int:
    findings = lint(inputs.spec.document)
    for finding in findings:
        print(f"{finding.pointer}: {finding.message} [{finding.rule}]")
    return FINDINGS if findings else OK


def _spec_diff(inputs: Inputs, options: argparse.Namespace) -> int:
    deviations = options.deviations or inputs.spec_path.parent / "deviations.yaml"
    report = spec_diff.run(inputs.spec_path, deviations, options.official_chroma)
    print(report)
    return OK if report.ok else FINDINGS


def _new_client(inputs: Inputs, options: argparse.Namespace) -> int:
    wrong = [option for option in options.option if "=" not in option]
    if wrong:
        print(f"chroma_generator: --option wants NAME=VALUE, and this is {wrong[0]!r}", file=sys.stderr)
        return USAGE
    if _lint(inputs, options) != OK:
        return FINDINGS
    directory = (options.output or Path(f"chroma-{options.language}")).resolve()
    given = dict(option.split("=", 1) for option in options.option)
    print(new_client(inputs.spec.document, options.language, directory, given, force=options.force))
    return OK
