"""Which functions are attached to what: SQL on an open transaction."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chroma_server.engine.catalog import CollectionRow, DamagedRow

RECORDS_PER_RUN = 1
"""Functions run with each write."""


@dataclass(frozen=True)
class AttachedFunction:
    """A function attached to a collection.

    name                        how to address it; unique per input
    function_name               what it does
    params                      what was given when it was attached
    completion_offset           up to where in the log of the input the output has come: to its end
    min_records_for_invocation  how many writes of records it takes to run the function
    """

    id: str
    name: str
    function_name: str
    params: Mapping[str, Any]
    input_collection_id: str
    output_collection: str
    output_collection_id: str
    tenant: str
    database_id: str
    completion_offset: int
    min_records_for_invocation: int = RECORDS_PER_RUN


_SELECT = """
SELECT a.id, a.name, a.function, a.params, i.id, o.name, o.id, d.tenant, d.id, i.head
FROM attached_functions a JOIN collections i ON i.number = a.input JOIN collections o ON o.number = a.output
    JOIN databases d ON d.id = i.database
"""


def of_input(db: sqlite3.Connection, row: CollectionRow) -> AttachedFunction | None:
    """The function that is attached to a collection."""
    found = db.execute(_SELECT + "WHERE a.input = ?", (row.number,)).fetchone()
    return None if found is None else _read(*found)


def every(db: sqlite3.Connection) -> list[AttachedFunction]:
    """All attached functions of the store."""
    return [_read(*found) for found in db.execute(_SELECT + "ORDER BY a.input")]


def insert(
    db: sqlite3.Connection,
    identifier: uuid.UUID,
    name: str,
    function_name: str,
    params: Mapping[str, Any],
    source: CollectionRow,
    output: CollectionRow,
) -> None:
    db.execute(
        "INSERT INTO attached_functions (id, name, function, params, input, output) VALUES (?, ?, ?, ?, ?, ?)",
        (str(identifier), name, function_name, json.dumps(params), source.number, output.number),
    )


def delete(db: sqlite3.Connection, identifier: str) -> None:
    db.execute("DELETE FROM attached_functions WHERE id = ?", (identifier,))


def _read(identifier: str, name: str, function_name: str, params: str, *rest: Any) -> AttachedFunction:
    try:
        return AttachedFunction(identifier, name, function_name, json.loads(params), *rest)
    except ValueError as error:
        raise DamagedRow(f"the parameters of attached function [{name}] ({identifier}) are no JSON") from error
