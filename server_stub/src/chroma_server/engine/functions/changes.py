"""What a write did to each record, as functions see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from chroma_server.engine.batch import Batch
from chroma_server.engine.model import Metadata

Known: TypeAlias = "Mapping[str, Metadata | None]"
"""Record id -> its metadata, empty for a record without; None for a record that does not exist."""

Lookup: TypeAlias = "Callable[[Sequence[str]], Known]"


class Change(NamedTuple):
    """The metadata of a record before and after a write; None when it did not exist."""

    before: Metadata | None
    after: Metadata | None


class Function(NamedTuple):
    """A function that can be attached.

    derive          the writes to the output, given the changes, the number of records of the input after them, and a
                    way to look at what is in the output
    reads_metadata  whether it looks at more than which records there are
    """

    derive: Callable[[Sequence[Change], int, Lookup], list[Batch]]
    reads_metadata: bool


def changes_between(before: Known, after: Known) -> list[Change]:
    """The changes of the records that were there before or are there after."""
    found = (Change(before[record_id], after[record_id]) for record_id in before)
    return [change for change in found if change != (None, None)]
