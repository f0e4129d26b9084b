"""Reading settings from the environment and from ``.env`` files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_][\w.-]*)\s*=\s*(?P<value>.*?)\s*$")
_REFERENCE = re.compile(r"\$\{(?P<name>[^}:]+)(?::-(?P<default>[^}]*))?\}")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "$": "$"}


def parse_env_file(text: str, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the ``NAME=value`` pairs of a ``.env`` text.

    Values may be bare, 'taken literally' or "with \\n escapes"; ``${NAME}`` and ``${NAME:-default}`` are replaced from
    ``environment`` and from the lines above, except within single quotes. A ``#`` after a space starts a comment.
    """
    known = dict(environment or {})
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            continue
        value = _unquote(match["value"], known)
        found[match["name"]] = known[match["name"]] = value
    return found


def _unquote(raw: str, known: Mapping[str, str]) -> str:
    if raw[:1] == "'" and (end := raw.find("'", 1)) > 0:
        return raw[1:end]
    if raw[:1] == '"' and (quoted := re.match(r'"((?:[^"\\]|\\.)*)"', raw)):
        value = re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[0]), quoted[1])
    else:
        value = re.split(r"\s+#", raw, maxsplit=1)[0]
        value = "" if value.startswith("#") else value.rstrip()
    return _REFERENCE.sub(lambda reference: known.get(reference["name"], reference["default"] or ""), value)


def read_environment(env_file: str | os.PathLike[str] | None, encoding: str = "utf-8") -> dict[str, tuple[str, str]]:
    """Return ``lower-case name -> (value, where it came from)``; the environment wins over the file."""
    found: dict[str, tuple[str, str]] = {}
    if env_file is not None:
        path = Path(env_file)
        if path.is_file():
            for name, value in parse_env_file(path.read_text(encoding=encoding), os.environ).items():
                found[name.lower()] = (value, f"{name} in {path}")
    for name, value in os.environ.items():
        found[name.lower()] = (value, f"{name} in the environment")
    return found
