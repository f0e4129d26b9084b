"""Each authoring rule on a small document that breaks it, and the rules on one that breaks none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from chroma_generator.lint import RULES, Finding, lint

Document = dict[str, Any]

SCHEMAS = "components/schemas"
READ = "paths/~1things~1{name}/get"
WRITE = "paths/~1things/post"


def good() -> Document:
    """A document that breaks no rule and has something for every rule to look at."""
    failure = {"$ref": "#/components/responses/Failure"}
    read_statuses = {"200": {"when": "It exists."}, "404": {"kinds": ["NotFoundError"], "when": "It does not."}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "security": [{}, {"Key": []}],
        "tags": [{"name": "things"}],
        "paths": {
            "/things/{name}": {
                "parameters": [{"$ref": "#/components/parameters/name"}],
                "get": {
                    "operationId": "get_thing",
                    "tags": ["things"],
                    "summary": "Read a thing",
                    "description": "The thing of that name.",
                    "x-chroma-repeatable": True,
                    "x-chroma-statuses": read_statuses,
                    "responses": {"200": answer("Thing"), "default": failure},
                },
            },
            "/things": {
                "post": {
                    "operationId": "create_thing",
                    "tags": ["things"],
                    "summary": "Create a thing",
                    "description": "Creates it.",
                    "x-chroma-repeatable": False,
                    "x-chroma-statuses": {"201": {"when": "It exists now."}},
                    "requestBody": {"required": True, "content": answer("Thing")["content"]},
                    "responses": {"201": answer("Thing"), "default": failure},
                },
            },
        },
        "components": {
            "securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "key"}},
            "parameters": {
                "name": {
                    "name": "name",
                    "in": "path",
                    "required": True,
                    "description": "The thing's name.",
                    "schema": {"type": "string"},
                }
            },
            "responses": {"Failure": answer("ErrorResponse")},
            "schemas": {
                "ErrorResponse": {"type": "object", "description": "What went wrong."},
                "Thing": {
                    "type": "object",
                    "required": ["size"],
                    "description": "A thing.",
                    "properties": {
                        "size": {"type": "integer", "format": "int64", "description": "How large.", "default": 1},
                        "colour": {"type": ["string", "null"], "description": "Its colour."},
                        "part": {
                            "description": "Its part.",
                            "anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}],
                        },
                    },
                },
                "Part": {
                    "description": "One of two things.",
                    "oneOf": [{"$ref": "#/components/schemas/Wheel"}, {"$ref": "#/components/schemas/Axle"}],
                    "discriminator": {"propertyName": "type"},
                },
                "Wheel": tagged("wheel"),
                "Axle": tagged("axle"),
            },
        },
    }


def answer(name: str) -> Document:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": "It.", "content": {"application/json": {"schema": schema}}}


def tagged(tag: str) -> Document:
    kind = {"type": "string", "const": tag, "description": "The tag."}
    return {"type": "object", "required": ["type"], "description": f"A {tag}.", "properties": {"type": kind}}


def node_at(document: Document, path: str) -> Any:
    node: Any = document
    for step in path.split("/") if path else []:
        node = node[step.replace("~1", "/")]
    return node


def put(path: str, value: Any) -> Callable[[Document], None]:
    """The change that sets the value at a path."""

    def change(document: Document) -> None:
        holder, _, key = path.rpartition("/")
        node_at(document, holder)[key.replace("~1", "/")] = value

    return change


def drop(path: str) -> Callable[[Document], None]:
    """The change that removes what stands at a path."""

    def change(document: Document) -> None:
        holder, _, key = path.rpartition("/")
        del node_at(document, holder)[key.replace("~1", "/")]

    return change


THING = f"{SCHEMAS}/Thing/properties"
SCALAR = {"type": "string"}

# rule, change that breaks it, pointer at which it must be found
BREACHES: list[tuple[str, Callable[[Document], None], str]] = [
    ("openapi-valid", drop("info"), ""),
    ("openapi-valid", put(f"{SCHEMAS}/Thing/required", "size"), ""),
    (
        "references-resolve",
        put(f"{THING}/part/anyOf", [{"$ref": "#/nowhere"}, {"type": "null"}]),
        f"{THING}/part/anyOf/0",
    ),
    ("references-resolve", put(f"{READ}/responses/default", {"$ref": "other.yaml#/x"}), f"{READ}/responses/default"),
    ("components-used", put(f"{SCHEMAS}/Loner", {"type": "object", "description": "Alone."}), f"{SCHEMAS}/Loner"),
    ("components-used", put("security", [{}]), "components/securitySchemes/Key"),
    ("nothing-empty", put(f"{SCHEMAS}/Thing/for example a car", None), f"{SCHEMAS}/Thing/for example a car"),
    ("security-global", drop("security"), ""),
    ("security-global", put(f"{READ}/security", [{}]), f"{READ}/security"),
    ("examples-valid", put(f"{THING}/size/default", "big"), f"{THING}/size/default"),
    ("examples-valid", put(f"{THING}/size/examples", [1, "big"]), f"{THING}/size/examples/1"),
    ("examples-valid", put(f"{SCHEMAS}/Thing/example", {"size": 1, "part": {"type": "x"}}), f"{SCHEMAS}/Thing/example"),
    ("operation-ids", drop(f"{READ}/operationId"), READ),
    ("operation-ids", put(f"{READ}/operationId", "getThing"), f"{READ}/operationId"),
    ("operation-ids", put(f"{READ}/operationId", "create_thing"), f"{READ}/operationId"),
    ("one-tag", put(f"{READ}/tags", ["things", "things"]), READ),
    ("one-tag", put(f"{READ}/tags", ["others"]), f"{READ}/tags/0"),
    ("repeatable-said", drop(f"{READ}/x-chroma-repeatable"), READ),
    ("repeatable-said", put(f"{READ}/x-chroma-repeatable", "yes"), READ),
    ("statuses-said", drop(f"{READ}/x-chroma-statuses"), READ),
    ("statuses-said", drop(f"{READ}/x-chroma-statuses/200"), f"{READ}/x-chroma-statuses"),
    (
        "statuses-said",
        put(f"{READ}/x-chroma-statuses/4xx", {"kinds": [], "when": "Often."}),
        f"{READ}/x-chroma-statuses/4xx",
    ),
    ("statuses-said", drop(f"{READ}/x-chroma-statuses/404/when"), f"{READ}/x-chroma-statuses/404"),
    ("statuses-said", put(f"{READ}/x-chroma-statuses/404/kinds", ["Oops"]), f"{READ}/x-chroma-statuses/404"),
    ("one-success-one-default", put(f"{READ}/responses/404", answer("ErrorResponse")), f"{READ}/responses"),
    ("one-success-one-default", drop(f"{READ}/responses/default"), f"{READ}/responses"),
    ("one-success-one-default", put(f"{READ}/responses/default", answer("Thing")), f"{READ}/responses/default"),
    ("prose", drop(f"{READ}/summary"), READ),
    ("prose", drop("components/parameters/name/description"), "components/parameters/name"),
    ("prose", drop(f"{SCHEMAS}/Thing/description"), f"{SCHEMAS}/Thing"),
    ("prose", drop(f"{THING}/size/description"), f"{THING}/size"),
    ("objects-named", put(f"{THING}/part", {"type": "object", "description": "It."}), f"{THING}/part"),
    (
        "objects-named",
        put(f"{THING}/part", {"type": "array", "description": "Them.", "items": {"properties": {}}}),
        f"{THING}/part/items",
    ),
    ("names-free", put(f"{SCHEMAS}/HashMap", SCALAR), f"{SCHEMAS}/HashMap"),
    ("names-free", put(f"{SCHEMAS}/GetThingResponse", SCALAR), f"{SCHEMAS}/GetThingResponse"),
    ("names-free", put(f"{SCHEMAS}/u32", SCALAR), f"{SCHEMAS}/u32"),
    ("names-distinct", put(f"{SCHEMAS}/THING", SCALAR), f"{SCHEMAS}/THING"),
    ("no-all-of", put(f"{THING}/part", {"allOf": [SCALAR], "description": "It."}), f"{THING}/part"),
    ("nullable-forms", put(f"{THING}/colour/nullable", True), f"{THING}/colour"),
    ("nullable-forms", put(f"{THING}/colour/type", ["string", "boolean"]), f"{THING}/colour"),
    ("nullable-forms", put(f"{THING}/part/anyOf", [{"type": "null"}, SCALAR]), f"{THING}/part"),
    ("nullable-forms", put(f"{THING}/part", {"oneOf": [SCALAR, {"type": "null"}]}), f"{THING}/part"),
    ("unions-tagged", drop(f"{SCHEMAS}/Part/discriminator"), f"{SCHEMAS}/Part"),
    ("one-array-per-union", put(f"{THING}/part", {"anyOf": [{"type": "array"}, {"type": "array"}]}), f"{THING}/part"),
    (
        "integer-before-number",
        put(f"{THING}/part", {"anyOf": [{"type": "number"}, {"type": "integer", "format": "int64"}]}),
        f"{THING}/part",
    ),
    ("integers-sized", drop(f"{THING}/size/format"), f"{THING}/size"),
    (
        "integers-sized",
        put(f"{THING}/size", {"type": "integer", "format": "int32", "maximum": 2**32 - 1}),
        f"{THING}/size",
    ),
]


def test_good_document_breaks_no_rule() -> None:
    assert lint(good()) == []


@pytest.mark.parametrize(("rule", "change", "pointer"), BREACHES)
def test_breach_is_found_at_its_place(rule: str, change: Callable[[Document], None], pointer: str) -> None:
    document = good()
    change(document)
    found = [finding for finding in lint(document) if finding.rule == rule]
    places = [finding.pointer for finding in found]
    if rule == "openapi-valid":  # where in the document is the validator's business
        assert places
    else:
        assert ("/" + pointer if pointer else "") in places


def test_unions_tagged_needs_two_untagged_members() -> None:
    document = good()
    for name in ("Wheel", "Axle"):
        document["components"]["schemas"][name] = {"type": "object", "description": "It."}
    assert [finding.pointer for finding in lint(document) if finding.rule == "unions-tagged"] == [
        f"/{SCHEMAS}/Thing/properties/part",
        f"/{SCHEMAS}/Part",
    ]


def test_every_rule_has_a_breach() -> None:
    assert {rule.id for rule in RULES} == {rule for rule, _, _ in BREACHES}
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_lint_changes_nothing_and_repeats_itself() -> None:
    document = good()
    document["paths"]["/things"]["post"]["tags"] = []
    before = copy.deepcopy(document)
    assert lint(document) == lint(document)
    assert document == before


def test_finding_names_place_and_rule() -> None:
    assert str(Finding("prose", "/paths", "has no summary")) == "/paths: has no summary [prose]"
