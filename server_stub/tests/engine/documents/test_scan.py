"""Where a run of bytes occurs: every place, whatever the windows and the bytes compared first."""

from __future__ import annotations

import numpy as np
import pytest
from chroma_server.engine.documents import scan
from chroma_server.engine.documents.scan import Needle, TooDense, sample_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def places(text: bytes, run: bytes, start: int, end: int) -> list[int]:
    return [at for at in range(start, min(end, len(text) - len(run) + 1)) if text[at : at + len(run)] == run]


def found(text: bytes, run: bytes, start: int, end: int) -> list[int]:
    data = np.frombuffer(text, dtype=np.uint8)
    at: list[int] = Needle(run, sample_of(data)).occurrences(data, start, end).tolist()
    return at


@given(
    text=st.binary(max_size=200) | st.text("ab", max_size=200).map(str.encode),
    run=st.binary(min_size=1, max_size=3) | st.text("ab", min_size=1, max_size=9).map(str.encode),
    window=st.sampled_from([8, 16, 24, 64]),
    bounds=st.tuples(st.integers(0, 220), st.integers(0, 220)),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_every_place_is_found(
    monkeypatch: pytest.MonkeyPatch, text: bytes, run: bytes, window: int, bounds: tuple[int, int]
) -> None:
    monkeypatch.setattr(scan, "WINDOW", window)
    monkeypatch.setattr(scan, "_TOO_DENSE", 0)
    assert found(text, run, *sorted(bounds)) == places(text, run, *sorted(bounds))


def test_a_place_at_the_border_of_windows() -> None:
    text = bytearray(b"x" * (3 * scan.WINDOW))
    expected = [scan.WINDOW - 3, 2 * scan.WINDOW - 1, 2 * scan.WINDOW + 20]
    for at in expected:
        text[at : at + 6] = b"needle"
    assert found(bytes(text), b"needle", 0, len(text)) == expected


def test_a_run_of_what_the_text_is_made_of_is_not_compared_place_by_place() -> None:
    text = np.full(8 * scan.WINDOW, ord("a"), dtype=np.uint8)
    needle = Needle(b"aaaaaaaaaa", sample_of(text))
    with pytest.raises(TooDense):
        needle.occurrences(text, 0, len(text))


def test_the_rarest_bytes_are_compared_first() -> None:
    text = np.frombuffer(b"the quick brown fox jumps over the lazy dog " * 300, dtype=np.uint8)
    run = b"the quartz"
    assert run[Needle(run, sample_of(text)).probes[0]] in b"qz"
