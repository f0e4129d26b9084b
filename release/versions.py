"""The version in every manifest is the one in ``VERSION``.

``python -m release.versions`` writes it into the manifests; ``--check`` fails where one differs.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Place:
    """Where a manifest says the version: the one group of the pattern, which the file has exactly ``count`` times."""

    path: str
    pattern: str
    count: int = 1


PLACES = (
    *(Place(f"{package}/pyproject.toml", r'(?m)^version = "(.*)"$') for package in ("clients/python", "generator")),
    Place("server_stub/pyproject.toml", r'(?m)^version = "(.*)"$'),
    Place("clients/python/pyproject.toml", r'"polychrome-server==([^"]*)"'),
    Place("clients/go/version.go", r'(?m)^const Version = "(.*)"$'),
    Place("clients/rust/Cargo.toml", r'(?m)^version = "(.*)"$'),
    Place("clients/rust/Cargo.lock", r'(?m)^name = "polychrome-chroma"\nversion = "(.*)"$'),
    Place("tests/integration/crate/Cargo.lock", r'(?m)^name = "polychrome-chroma"\nversion = "(.*)"$'),
)


class WrongManifest(Exception):
    """A manifest does not have the version where it should."""


def wanted(root: Path = ROOT) -> str:
    """The version in ``VERSION``. Raises WrongManifest if it is none."""
    version = (root / "VERSION").read_text(encoding="utf-8").strip()
    if not re.fullmatch(r"\d+\.\d+\.\d+(-(alpha|beta|rc)\.\d+)?", version):
        raise WrongManifest(f"VERSION holds {version!r}, which is no version such as 1.2.3 or 1.2.3-rc.1")
    return version


def stale(version: str, root: Path = ROOT, *, write: bool = False) -> list[str]:
    """The places that say another version, in words; with ``write`` they say this one afterwards."""
    found = []
    for place in PLACES:
        path = root / place.path
        text = path.read_text(encoding="utf-8")
        matches = list(re.finditer(place.pattern, text))
        if len(matches) != place.count:
            raise WrongManifest(f"{place.path}: found {len(matches)} times instead of {place.count}: {place.pattern}")
        for match in reversed(matches):
            if match[1] != version:
                found.append(f"{place.path}: {match[1]}")
                text = text[: match.start(1)] + version + text[match.end(1) :]
        if write:
            path.write_text(text, encoding="utf-8")
    return found


def main(arguments: list[str]) -> int:
    try:
        version = wanted()
        found = stale(version, write="--check" not in arguments)
    except WrongManifest as error:
        print(error)
        return 2
    if "--check" in arguments and found:
        print(
            f"VERSION says {version}; these say otherwise (`python -m release.versions` mends them):", *found, sep="\n"
        )
        return 1
    print(f"every manifest says {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
