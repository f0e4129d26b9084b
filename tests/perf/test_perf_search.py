"""The measurement of searches runs and fills its tables; what it measures is asserted nowhere."""

from __future__ import annotations

import sys

import pytest

from perf import search


def test_every_search_is_measured(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["search", "--records", "1000", "--dimension", "16", "--calls", "2"])
    search.main()
    printed = capsys.readouterr().out
    sparse = search.Sparse(1).vectors(0, 1, 3)[0]
    for name in ("plain", "with sparse vectors", "query", *search.searches([0.0], sparse)):
        assert f"| {name:<26} | " in printed
