"""What tests of several modules ask of a Markdown page."""

from __future__ import annotations


def check_tables(page: str) -> None:
    """Every table of a Markdown page has rows of one width."""
    tables = [block.splitlines() for block in page.split("\n\n") if block.startswith("|")]
    assert tables
    for lines in tables:
        assert len(lines) > 2
        assert len({line.count(" | ") for line in lines}) == 1
        assert all(line.startswith("| ") and line.endswith(" |") for line in lines)
