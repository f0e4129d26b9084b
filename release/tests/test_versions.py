"""One version for every manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.versions import PLACES, ROOT, WrongManifest, main, stale, wanted


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The manifests alone."""
    for path in {"VERSION", *(place.path for place in PLACES)}:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text((ROOT / path).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_every_manifest_says_the_version() -> None:
    assert main(["--check"]) == 0


def test_a_new_version_reaches_every_manifest(copy: Path) -> None:
    assert len(stale("9.8.7", copy, write=True)) == sum(place.count for place in PLACES)
    assert stale("9.8.7", copy) == []
    assert len(stale(wanted(), copy)) == sum(place.count for place in PLACES)


def test_a_manifest_without_its_version(copy: Path) -> None:
    (copy / PLACES[0].path).write_text("[project]\n", encoding="utf-8")
    with pytest.raises(WrongManifest, match="found 0 times instead of 1"):
        stale("9.8.7", copy)


@pytest.mark.parametrize("text", ["", "1.0", "v1.0.0", "1.0.0-dev", "1.0.0\n1.0.1"])
def test_what_is_no_version(tmp_path: Path, text: str) -> None:
    (tmp_path / "VERSION").write_text(text, encoding="utf-8")
    with pytest.raises(WrongManifest, match="no version"):
        wanted(tmp_path)


@pytest.mark.parametrize("text", ["1.2.3\n", "0.1.0-rc.2"])
def test_what_is_a_version(tmp_path: Path, text: str) -> None:
    (tmp_path / "VERSION").write_text(text, encoding="utf-8")
    assert wanted(tmp_path) == text.strip()
