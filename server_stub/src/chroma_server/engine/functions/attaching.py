"""Attaching functions to collections, and deriving their output from all that is in the input."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from chroma_server.engine import catalog
from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.collection import OpenCollection, State, Write
from chroma_server.engine.errors import AlreadyExists, FailedPrecondition, InvalidArgument, NotFound
from chroma_server.engine.functions import attached
from chroma_server.engine.functions.attached import AttachedFunction
from chroma_server.engine.functions.changes import Change
from chroma_server.engine.functions.registry import FUNCTIONS
from chroma_server.engine.model import Metadata
from chroma_server.engine.rules.configuration import resolve_create
from chroma_server.engine.rules.names import check_collection_name
from chroma_server.engine.store import Store

_DIMENSION = 1
_DETACHED = "_deleted_"
"""Upstream marks detached functions so, and takes no such name."""

Opener = Callable[[sqlite3.Connection, str], OpenCollection]


def attach(
    store: Store,
    source: OpenCollection,
    open_collection: Opener,
    *,
    name: str,
    function_name: str,
    output_collection: str,
    params: Mapping[str, Any] | None,
) -> tuple[AttachedFunction, bool]:
    """Attach a function and derive its output from the records there are; False when it was attached like that before.

    Other writes wait meanwhile. To be called with the store's write lock held. Raises as ``Engine.attach_function``.
    """
    if not name or name.startswith(_DETACHED):
        raise InvalidArgument(f"name: a function cannot be attached under the name {name!r}")
    check_collection_name(output_collection, field="output_collection")
    given = _checked_params(params)
    write: Write | None = None
    with source.lock:
        try:
            with store.write() as db:
                state = source.state(db)
                found = attached.of_input(db, state.row)
                if found is not None:
                    if (found.name, found.function_name, found.output_collection, found.params) == (
                        name,
                        function_name,
                        output_collection,
                        given,
                    ):
                        return found, False
                    raise FailedPrecondition(
                        f"collection already has an attached function: name={found.name}, "
                        f"function={found.function_name}, output_collection={found.output_collection}"
                    )
                _check_can_be_attached(db, state.row, function_name, output_collection)
                identifier = uuid.uuid4()
                output = _create_output(db, state.row, output_collection, identifier)
                attached.insert(db, identifier, name, function_name, given, state.row, output)
                catalog.touch(db, state.row)
                if state.draft.live:
                    write = Write(
                        open_collection(db, output.collection.id), lambda there: derive_all(function_name, state, there)
                    )
                    write.run(db)
                made = attached.of_input(db, state.row)
                if made is None:
                    raise ValueError("a row that was inserted is not there")
        except BaseException:
            if write is not None and write.ran:
                write.undo()
            raise
        source.invalidate()
    if write is not None:
        write.publish()
    return made, True


def derive_all(function_name: str, source: State, output: State) -> list[Batch]:
    """The writes that make an output what it must be, whatever it was; what a user has put there stays."""
    function = FUNCTIONS[function_name]
    snapshot = source.snapshot
    metadatas: list[Metadata | None] = [{}] * len(snapshot)
    if function.reads_metadata:
        metadatas = [metadata or {} for metadata in snapshot.metadatas_at(snapshot.live_rows)]
    nothing: Callable[[Any], dict[str, Metadata | None]] = lambda ids: dict.fromkeys(ids)  # noqa: E731
    batches = function.derive([Change(None, metadata) for metadata in metadatas], len(snapshot), nothing)
    derived = {record_id for batch in batches for record_id in batch.ids}
    there = output.snapshot
    rows = there.live_rows
    stale = [
        record_id
        for record_id, document in zip(there.ids_at(rows), there.documents_at(rows), strict=True)
        if record_id not in derived and (document or "").startswith("statistics about ")
    ]
    return [Batch("delete", stale), *batches] if stale else batches


def detach(db: sqlite3.Connection, row: CollectionRow, name: str) -> AttachedFunction:
    """Raises NotFound when no function of that name is attached."""
    found = find(db, row, name)
    if found is None:
        raise NotFound(f"Attached Function with name [{name}] does not exist")
    attached.delete(db, found.id)
    catalog.touch(db, row)
    return found


def find(db: sqlite3.Connection, row: CollectionRow, name: str) -> AttachedFunction | None:
    found = attached.of_input(db, row)
    return found if found is not None and found.name == name else None


def _check_can_be_attached(
    db: sqlite3.Connection, row: CollectionRow, function_name: str, output_collection: str
) -> None:
    source = row.collection
    if function_name not in FUNCTIONS:
        raise NotFound(f"function not found: there is no {function_name!r}, only {', '.join(FUNCTIONS)}")
    if source.schema.get("source_attached_function_id") is not None:
        raise FailedPrecondition("cannot attach function to an output collection")
    if catalog.find_collection(db, source.tenant, source.database, output_collection) is not None:
        raise AlreadyExists(f"Output collection [{output_collection}] already exists")


def _create_output(db: sqlite3.Connection, source: CollectionRow, name: str, identifier: uuid.UUID) -> CollectionRow:
    resolved = resolve_create(None, None, None)
    row = catalog.create_collection(
        db,
        source.collection.tenant,
        source.collection.database,
        name,
        metadata=None,
        configuration=resolved.configuration,
        schema={**resolved.schema, "source_attached_function_id": str(identifier)},
        space=resolved.space,
        get_or_create=False,
    )
    catalog.set_shape(db, row, dimension=_DIMENSION, schema=row.collection.schema)
    return catalog.require_collection(db, row.collection.id)


def _checked_params(params: object) -> Mapping[str, Any]:
    if params is None:
        return {}
    if not isinstance(params, Mapping):
        raise InvalidArgument(f"params: expected an object, got {type(params).__name__}")
    return dict(params)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
