"""`builders.json` is what the Python client's builders give now."""

from __future__ import annotations

from contract.make_builders import FILE, text


def test_the_file_is_fresh() -> None:
    stale = "stale: run python tests/contract/make_builders.py, and the tests of the other languages"
    assert FILE.read_text(encoding="utf-8") == text(), stale
