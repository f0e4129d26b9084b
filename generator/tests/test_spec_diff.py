"""The comparison on small documents, and the handling of the server on stand-ins for it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from chroma_generator import spec_diff
from chroma_generator.spec_diff import Deviation, SpecDiffError, differences, judge, official_document, read_deviations

Document = dict[str, Any]


def document(schema: Document, *, path: str = "/things/{name}", **operation: Any) -> Document:
    """A document of one operation `make`, whose body is `schema`."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    responses = {"200": {"description": "Done."}}
    return {
        "paths": {path: {"post": {"operationId": "make", "requestBody": body, "responses": responses, **operation}}}
    }


def thing(required: list[str] | None = None, **properties: Document) -> Document:
    return {"type": "object", "properties": properties, "required": required or []}


STRING: Document = {"type": "string"}
NUMBER: Document = {"type": "number"}
NULL: Document = {"type": "null"}


def test_equal_documents_do_not_differ() -> None:
    assert differences(document(thing(name=STRING)), document(thing(name=STRING))) == []


@pytest.mark.parametrize(
    ("ours", "official", "expected"),
    [
        (thing(a=STRING), thing(), ["make.body.a.undeclared-officially"]),
        (thing(), thing(a=thing(b=STRING)), ["make.body.a.missing-here"]),
        (thing(["a"], a=STRING), thing(a=STRING), ["make.body.a.required.undeclared-officially"]),
        (
            thing(a=STRING),
            thing(a=NUMBER),
            ["make.body.a.type.number.missing-here", "make.body.a.type.string.undeclared-officially"],
        ),
        (thing(a={"type": ["string", "null"]}), thing(a={"oneOf": [NULL, STRING]}), []),
        (
            thing(a={"type": "array", "items": {"anyOf": [STRING, NUMBER]}}),
            thing(a={"oneOf": [{"type": "array", "items": STRING}, {"type": "array", "items": NUMBER}]}),
            [],
        ),
        (
            thing(a={"type": "array", "items": STRING}),
            thing(a={"type": "array", "items": NUMBER}),
            ["make.body.a[].type.number.missing-here", "make.body.a[].type.string.undeclared-officially"],
        ),
        (
            {"type": "object", "additionalProperties": STRING},
            {"type": "object", "additionalProperties": {"oneOf": [STRING, NUMBER]}},
            ["make.body{}.type.number.missing-here"],
        ),
        (
            {"type": "object", "additionalProperties": False},
            {"type": "object"},
            ["make.body.closed.undeclared-officially"],
        ),
        (
            thing(a=STRING | {"const": "x"}),
            thing(a=STRING | {"enum": ["x", "y"]}),
            ["make.body.a.value.y.missing-here"],
        ),
        (
            thing(a={"type": "integer", "minimum": 0}),
            thing(a={"type": "integer", "minimum": 1}),
            ["make.body.a.minimum.0.undeclared-officially", "make.body.a.minimum.1.missing-here"],
        ),
        # Anything on one side: what the other says of it is one difference.
        (thing(a=thing(b=STRING)), thing(a={}), ["make.body.a.type.any.missing-here"]),
        # A composition is the object it makes.
        (thing(["a"], a=STRING, b=STRING), {"allOf": [thing(["a"], a=STRING), thing(b=STRING)]}, []),
        # Of a union, a property is required that every object requires.
        (
            {"oneOf": [thing(["t"], t=STRING), thing(["t", "n"], t=STRING, n=STRING)]},
            thing(["t"], t=STRING, n=STRING),
            [],
        ),
    ],
)
def test_schemas(ours: Document, official: Document, expected: list[str]) -> None:
    assert differences(document(ours), document(official)) == expected


def test_what_lies_inside_a_missing_operation_is_not_named() -> None:
    assert differences(document(thing(a=STRING)), {"paths": {}}) == ["make.undeclared-officially"]


def test_paths_are_compared_without_the_names_in_them() -> None:
    found = differences(document(thing()), document(thing(), path="/things/{id}"))
    assert found == ["make.path-parameters.0-id.missing-here", "make.path-parameters.0-name.undeclared-officially"]
    found = differences(document(thing()), document(thing(), path="/others/{name}"))
    assert found == ["make.path.POST /others/{}.missing-here", "make.path.POST /things/{}.undeclared-officially"]


def test_query_parameters() -> None:
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    ours, official = document(thing(), parameters=[limit]), document(thing(), parameters=[{**limit, "required": True}])
    assert differences(ours, official) == ["make.query.limit.required.missing-here"]
    assert differences(ours, document(thing())) == ["make.query.limit.undeclared-officially"]


def test_statuses_of_the_extension_count_as_declared() -> None:
    failure = {"description": "It failed.", "content": {"application/json": {"schema": thing(message=STRING)}}}
    success = {"description": "Done."}
    ours = document(
        thing(),
        responses={"200": success, "default": failure},
        **{"x-chroma-statuses": {"200": {}, "400": {}, "404": {}}},
    )
    official = document(thing(), responses={"200": success, "404": failure, "500": failure})
    assert differences(ours, official) == [
        "make.responses.400.undeclared-officially",
        "make.responses.500.missing-here",
    ]


def test_recursive_schemas_end() -> None:
    ours = document({"$ref": "#/components/schemas/Tree"})
    ours["components"] = {
        "schemas": {
            "Tree": {"anyOf": [{"$ref": "#/components/schemas/Branch"}, STRING]},
            "Branch": thing(parts={"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}),
        }
    }
    assert differences(ours, document(thing(parts={"type": "array", "items": STRING}))) == [
        "make.body.type.string.undeclared-officially"
    ]


def test_judge_names_what_is_unlisted_and_what_is_stale() -> None:
    listed = [Deviation(("a.b[]{}.c", "x.*.y"), "r", "e")]
    report = judge(["a.b[]{}.c", "x.1.y", "x.2.y"], listed)
    assert report.ok
    assert (report.unlisted, report.stale) == ((), ())
    report = judge(["a.bb", "x.1.z"], listed)
    assert not report.ok
    assert (report.unlisted, report.stale) == (("a.bb", "x.1.z"), ("a.b[]{}.c", "x.*.y"))
    assert "unlisted: a.bb" in str(report)
    assert "stale: x.*.y" in str(report)


def test_deviations_are_read(tmp_path: Path) -> None:
    path = tmp_path / "deviations.yaml"
    path.write_text("document:\n- {keys: [a, b], reason: r, evidence: e}\n")
    assert read_deviations(path) == [Deviation(("a", "b"), "r", "e")]
    path.write_text("document:\n- {keys: [a], reason: r}\n")
    with pytest.raises(SpecDiffError, match="evidence"):
        read_deviations(path)


SERVE = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/openapi.json" else 404)
        self.end_headers()
        self.wfile.write(b'{"paths": {}}')
address = sys.argv[sys.argv.index("--host") + 1], int(sys.argv[sys.argv.index("--port") + 1])
http.server.HTTPServer(address, Handler).serve_forever()
"""


def executable(path: Path, program: str) -> Path:
    path.write_text(f"#!{sys.executable}\n{program}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_document_is_read_from_the_server(tmp_path: Path) -> None:
    assert official_document(executable(tmp_path / "chroma", SERVE)) == {"paths": {}}


def test_server_that_ends_is_reported_with_what_it_printed(tmp_path: Path) -> None:
    chroma = executable(tmp_path / "chroma", "raise SystemExit('no space left')")
    with pytest.raises(SpecDiffError, match=r"status 1\nno space left"):
        official_document(chroma)


def test_server_that_is_missing_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SpecDiffError, match="No such file"):
        official_document(tmp_path / "chroma")


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chroma = executable(tmp_path / "chroma", SERVE)
    spec = tmp_path / "openapi.yaml"
    spec.write_text("openapi: 3.1.0\npaths:\n  /a:\n    get: {operationId: a, responses: {'200': {description: A.}}}\n")
    deviations = tmp_path / "deviations.yaml"
    arguments = ["--official-chroma", str(chroma), "--spec", str(spec), "--deviations", str(deviations)]
    deviations.write_text("document: []\n")
    assert spec_diff.main(arguments) == 1
    assert "unlisted: a.undeclared-officially" in capsys.readouterr().out
    deviations.write_text("document:\n- {keys: [a.undeclared-officially], reason: r, evidence: e}\n")
    assert spec_diff.main(arguments) == 0
    deviations.unlink()
    assert spec_diff.main(arguments) == 3
    assert "deviations.yaml" in capsys.readouterr().err
