from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from chroma_generator.errors import SpecError
from chroma_generator.load import load
from chroma_generator.operations import Operation, operations

SMALL = load(Path(__file__).parent / "data" / "small.yaml").document


def test_operations_come_by_id_with_all_a_table_needs() -> None:
    found = {operation.id: operation for operation in operations(SMALL)}

    assert list(found) == ["collection_get", "create_collection", "heartbeat", "list_collections"]
    assert found["collection_get"] == Operation(
        id="collection_get",
        method="POST",
        path="/api/v2/{tenant}/collections/{collection_id}/get",
        tag="records",
        repeatable=True,
    )
    assert found["create_collection"].repeatable is False


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"operationId": None}, "GET /api/v2/heartbeat: no operationId"),
        ({"operationId": "collection_get"}, "operationId collection_get is used twice"),
        ({"tags": ["a", "b"]}, "heartbeat: needs exactly one tag"),
        ({"x-chroma-repeatable": None}, "heartbeat: x-chroma-repeatable must be true or false"),
        ({"requestBody": {"content": {"text/plain": {}}}}, "heartbeat: the request body must be application/json"),
        (
            {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Where"}}}}},
            "heartbeat: the request body must be required",
        ),
    ],
)
def test_an_operation_the_tables_cannot_hold_is_refused_by_name(change: dict[str, Any], message: str) -> None:
    document = copy.deepcopy(SMALL)
    document["paths"]["/api/v2/heartbeat"]["get"].update(change)

    with pytest.raises(SpecError, match=message):
        operations(document)
