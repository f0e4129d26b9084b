from __future__ import annotations

import copy
from typing import Any

import pytest
from chroma_generator.errors import SpecError
from chroma_generator.transform import apply_overlay, drop_extensions, pipeline

DOCUMENT: dict[str, Any] = {
    "x-top": 1,
    "paths": {"/x-path": {"get": {"x-note": 1, "operationId": "read"}}},
    "components": {
        "x-own": 1,
        "schemas": {
            "x-model": {"type": "object", "x-note": 1, "properties": {"x-field": {"type": "string", "x-note": 1}}},
            "Other": {"default": {"x-data": 1}, "anyOf": [{"x-note": 1, "type": "null"}]},
        },
    },
}


def overlay(*actions: object) -> dict[str, Any]:
    return {"overlay": "1.0.0", "actions": list(actions)}


def test_extensions_go_and_names_and_data_that_look_like_them_stay() -> None:
    assert drop_extensions(DOCUMENT) == {
        "paths": {"/x-path": {"get": {"operationId": "read"}}},
        "components": {
            "schemas": {
                "x-model": {"type": "object", "properties": {"x-field": {"type": "string"}}},
                "Other": {"default": {"x-data": 1}, "anyOf": [{"type": "null"}]},
            },
        },
    }


def test_an_overlay_updates_and_removes_what_its_targets_find() -> None:
    document = {"a": {"one": {"k": 1, "list": [1]}, "two": {"k": 2}}, "b": [{"c": 1}, {"c": 2}], "d e": 1}
    step = apply_overlay(
        overlay(
            {"target": "$.a.*", "update": {"new": True, "list": [2]}},
            {"target": "$.b[*].c", "remove": True},
            {"target": "$['d e']", "update": 5},
            {"target": "$.b[0]", "remove": True},
            {"target": "$", "update": {"top": 1}},
        )
    )

    assert step(document) == {
        "a": {"one": {"k": 1, "list": [1, 2], "new": True}, "two": {"k": 2, "new": True, "list": [2]}},
        "b": [{}],
        "d e": 5,
        "top": 1,
    }


def test_removing_every_item_of_a_list_removes_each_once() -> None:
    assert apply_overlay(overlay({"target": "$.a[*]", "remove": True}))({"a": [1, 2, 3]}) == {"a": []}


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"target": "$.gone", "remove": True}, r"\$\.gone finds nothing"),
        ({"target": "$..deep", "remove": True}, "cannot read target"),
        ({"target": "paths", "remove": True}, "cannot read target"),
        ({"target": "$.paths"}, "needs either update or remove"),
        ({"target": "$", "remove": True}, "whole description cannot be removed"),
        ({"update": {}}, "needs a target"),
    ],
)
def test_an_overlay_that_does_not_fit_is_refused_by_name_and_number(action: dict[str, Any], message: str) -> None:
    step = apply_overlay(overlay(action), shown="client.yaml")

    with pytest.raises(SpecError, match=f"client.yaml: action 0: .*{message}"):
        step(DOCUMENT)


def test_steps_compose_and_leave_their_input_alone() -> None:
    before = copy.deepcopy(DOCUMENT)
    step = pipeline(apply_overlay(overlay({"target": "$.components.schemas.Other", "remove": True})), drop_extensions)

    assert list(step(DOCUMENT)["components"]["schemas"]) == ["x-model"]
    assert before == DOCUMENT
