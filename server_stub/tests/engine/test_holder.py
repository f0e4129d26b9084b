"""The note that says who is writing."""

from __future__ import annotations

import os
from pathlib import Path

from chroma_server.engine.holder import HolderNote


def test_it_names_the_writer_until_it_has_written(tmp_path: Path) -> None:
    note = HolderNote(tmp_path / "note")
    assert note.read() is None
    note.write()
    assert f"process {os.getpid()} " in (note.read() or "")
    note.clear()
    assert note.read() is None
    note.close()


def test_who_has_written_does_not_blank_the_note_of_the_next_writer(tmp_path: Path) -> None:
    """The lock is free before the note is blanked."""
    (tmp_path / "note").write_bytes(b"")
    first, second = HolderNote(tmp_path / "note"), HolderNote(tmp_path / "note")
    first.write()
    (tmp_path / "note").write_bytes(b"process 1 on another machine".ljust(160))
    first.clear()
    assert second.read() == "process 1 on another machine"
    second.close()
    first.close()


def test_a_note_that_cannot_be_written_stops_no_one(tmp_path: Path) -> None:
    note = HolderNote(tmp_path / "missing" / "note")
    note.write()
    note.clear()
    assert note.read() is None
    note.close()
