"""Running the function of a collection with a write to it, in the same transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from chroma_server.engine.batch import Batch
from chroma_server.engine.collection import OpenCollection, State, Write
from chroma_server.engine.functions import attached
from chroma_server.engine.functions.attached import AttachedFunction
from chroma_server.engine.functions.changes import Known, changes_between
from chroma_server.engine.functions.registry import FUNCTIONS


class Feed:
    """What follows one write of a collection: the write to the output of its function.

    output  the collection that was written, None when there was nothing to do
    """

    def __init__(self, open_collection: Callable[[sqlite3.Connection, str], OpenCollection]) -> None:
        self._open = open_collection
        self._attached: AttachedFunction | None = None
        self._before: Known = {}
        self._write: Write | None = None
        self.output: OpenCollection | None = None

    def begin(self, db: sqlite3.Connection, state: State, batches: Sequence[Batch]) -> None:
        """The write is about to be made: note the records as they are."""
        self._attached = attached.of_input(db, state.row)
        if self._attached is not None:
            ids = dict.fromkeys(record_id for batch in batches for record_id in batch.ids)
            self._before = self._known(state, list(ids))

    def run(self, db: sqlite3.Connection, state: State) -> None:
        """The write was made: run the function, and write what comes of it."""
        if self._attached is None:
            return
        changes = changes_between(self._before, self._known(state, list(self._before)))
        if not changes:
            return
        function, total = FUNCTIONS[self._attached.function_name], state.draft.live
        output = self._open(db, self._attached.output_collection_id)
        write = Write(output, lambda there: function.derive(changes, total, there.draft.metadata_of))
        write.run(db)
        self._write, self.output = write, output

    def undo(self) -> None:
        if self._write is not None:
            self._write.undo()

    def publish(self) -> None:
        if self._write is not None:
            self._write.publish()

    def _known(self, state: State, ids: Sequence[str]) -> Known:
        if self._attached is not None and FUNCTIONS[self._attached.function_name].reads_metadata:
            return state.draft.metadata_of(ids)
        return {record_id: {} if exists else None for record_id, exists in state.draft.existing(ids).items()}
