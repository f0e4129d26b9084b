"""The ``chroma`` command.

Parsing needs the standard library alone: ``chroma --help`` and a mistyped option answer at once, and numpy, uvicorn
and the engine are imported only when a server really starts.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

FAILURE = 1
USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 after a clean stop, 1 if it cannot run, 2 for a wrong usage."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.version:
        print(f"chroma {_version()}")
        return 0
    if arguments.command == "run":
        return _run(arguments)
    if arguments.command == "check":
        return _check(arguments)
    if arguments.command == "vacuum":
        return _vacuum(arguments)
    if arguments.command == "version":
        print(_version())
        return 0
    parser.print_help()
    return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chroma", description="A Chroma-compatible server.")
    parser.add_argument("-V", "--version", action="store_true", help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    run = commands.add_parser("run", help="start a server", description="Start a Chroma server.")
    run.add_argument(
        "config_path", nargs="?", metavar="CONFIG_PATH", type=Path, help="configuration file, YAML or JSON"
    )
    run.add_argument("--config", dest="config_option", metavar="FILE", type=Path, help="the same as CONFIG_PATH")
    where = run.add_mutually_exclusive_group()
    where.add_argument("--path", type=Path, help="directory of the data (default: ./chroma)")
    where.add_argument("--in-memory", action="store_true", help="keep everything in memory, nothing on disk")
    run.add_argument("--host", help="address to listen on (default: localhost)")
    run.add_argument("--port", type=_port, help="port to listen on; 0 takes a free one (default: 8000)")
    run.add_argument("--profile", help="local (default), official-local or cloud")
    run.add_argument("--api-keys", type=Path, metavar="FILE", help="keys of a profile that checks them, YAML or JSON")
    run.add_argument("--allow-reset", action="store_true", default=None, help="let POST /api/v2/reset erase everything")
    run.add_argument("--access-log", action="store_true", default=None, help="log every request")
    check = commands.add_parser(
        "check",
        help="verify a directory",
        description="Read everything in a data directory and compare it with its checksums. Ends with 1 when there is "
        "damage.",
    )
    check.add_argument("path", type=Path, metavar="PATH", help="directory of the data")
    check.add_argument(
        "--repair", action="store_true", help="save every record that is whole, and rebuild the caches from the records"
    )
    vacuum = commands.add_parser(
        "vacuum", help="give space back", description="Rewrite a data directory as its live records alone."
    )
    vacuum.add_argument("path", type=Path, metavar="PATH", help="directory of the data")
    commands.add_parser("version", help="print the version")
    return parser


def _version() -> str:
    from importlib.metadata import version

    return version("polychrome-server")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number")
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    from chroma_server.profiles import load_profile
    from chroma_server.settings import load_settings

    if arguments.config_path and arguments.config_option:
        return _fail("give the configuration file once: as CONFIG_PATH or with --config", USAGE)
    names = ("path", "host", "port", "profile", "api_keys", "allow_reset", "access_log")
    options = {name: value for name in names if (value := getattr(arguments, name)) is not None}
    if arguments.in_memory:
        options["path"] = None
    try:
        if arguments.profile is not None:
            options["profile"] = load_profile(arguments.profile)
        settings, warnings = load_settings(options, os.environ, arguments.config_path or arguments.config_option)
        gate = settings.open_gate()
    except ValueError as error:
        return _fail(str(error), USAGE)
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)

    from chroma_server.app import create_app
    from chroma_server.engine import Engine, EngineOptions
    from chroma_server.engine.errors import EngineError
    from chroma_server.listen import AddressUnavailable, Server, bind_sockets, url_of

    try:
        sockets = bind_sockets(settings.host, settings.port)
    except AddressUnavailable as error:
        return _fail(str(error))
    try:
        with Engine.open(settings.path, options=EngineOptions(allow_reset=settings.allow_reset)) as engine:
            server = Server(create_app(engine, settings, gate), sockets, access_log=settings.access_log)
            server.run_until_stopped(lambda: _announce(url_of(sockets), settings.path, settings.profile.name))
    except (EngineError, OSError) as error:
        return _fail(str(error))
    finally:
        for opened in sockets:
            opened.close()
    print("Stopped", flush=True)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from chroma_server.engine import EngineError
    from chroma_server.engine.maintenance import check, repair

    try:
        report = repair(arguments.path) if arguments.repair else check(arguments.path)
    except (EngineError, OSError) as error:
        return _fail(str(error))
    for line in report.repairs:
        print(f"repaired: {line}")
    for line in report.notes:
        print(f"note: {line}")
    for line in report.damage:
        print(f"{'lost' if arguments.repair else 'damage'}: {line}")
    print(f"{report.collections} collections, {report.segments} segments, {report.records} records can be read")
    return 0 if report.ok else FAILURE


def _vacuum(arguments: argparse.Namespace) -> int:
    from chroma_server.engine import EngineError
    from chroma_server.engine.maintenance import vacuum

    try:
        before, after = vacuum(arguments.path)
    except (EngineError, OSError) as error:
        return _fail(str(error))
    print(f"{before} bytes before, {after} bytes after")
    return 0


def _announce(url: str, path: Path | None, profile: str) -> None:
    print(f"Saving data to: {path}" if path is not None else "Keeping data in memory")
    print(f"Profile: {profile}")
    print(f"API reference: {url}/docs")
    print(f"Listening on {url}", flush=True)


def _fail(message: str, code: int = FAILURE) -> int:
    print(f"chroma: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
