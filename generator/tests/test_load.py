from __future__ import annotations

from pathlib import Path

import pytest
from chroma_generator.document import resolve
from chroma_generator.errors import SpecError
from chroma_generator.load import load, read_yaml

PART = """
create:
  post:
    operationId: create
    requestBody: {$ref: "#/components/requestBodies/Body"}
components:
  requestBodies:
    Body: {content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}
  schemas:
    Tree:
      type: object
      properties:
        children: {type: array, items: {$ref: "#/components/schemas/Tree"}}
        of: {$ref: "openapi.yaml#/components/schemas/Kind"}
"""
ROOT = """
openapi: 3.1.0
paths:
  /things: {$ref: "part.yaml#/create"}
components:
  schemas:
    Kind: {type: string}
"""


def write(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text)
    return path / "openapi.yaml"


def test_parts_are_bundled_into_one_document_that_refers_to_itself_only(tmp_path: Path) -> None:
    document = load(write(tmp_path, openapi=ROOT, part=PART)).document

    assert document["paths"]["/things"]["post"]["requestBody"] == {"$ref": "#/components/requestBodies/Body"}
    assert list(document["components"]["schemas"]) == ["Kind", "Tree"]
    tree = document["components"]["schemas"]["Tree"]["properties"]
    assert tree["children"]["items"] == {"$ref": "#/components/schemas/Tree"}
    assert tree["of"] == {"$ref": "#/components/schemas/Kind"}


def test_one_name_for_two_things_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, openapi=ROOT.replace("Kind: {", "Tree: {type: string}\n    Kind: {"), part=PART)

    with pytest.raises(SpecError, match=r"schemas/Tree is defined both in part\.yaml and in the root file"):
        load(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "duplicate key 'a'"),
        ("- 1\n", "expected a mapping, found list"),
        ("a: [1\n", "expected ',' or ']'"),
        ("true: 1\n", "key True is not text"),
        ('a: {$ref: "#/b/c"}\n', "reference #/b/c leads nowhere: no 'b'"),
        ('a: {$ref: "missing.yaml#/components/schemas/A"}\n', "missing.yaml: No such file"),
        ('a: {$ref: "part.yaml#/create"}\n', "must point at /components/<kind>/<name>"),
        ('a: {$ref: "https://example.com/spec.yaml#/a"}\n', "is remote"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        load(write(tmp_path, openapi=text, part=PART))
    assert message in str(caught.value)


def test_merged_keys_give_way_to_own_keys_and_are_no_duplicates(tmp_path: Path) -> None:
    path = write(tmp_path, openapi="base: &base {a: 1, b: 2}\nother: {<<: *base, b: 3}\n")

    assert read_yaml(path)["other"] == {"a": 1, "b": 3}


def test_status_codes_are_text_and_dates_stay_text(tmp_path: Path) -> None:
    path = write(tmp_path, openapi="200: 2026-01-02\n")

    assert read_yaml(path) == {"200": "2026-01-02"}


def test_the_hash_follows_content_and_order_but_not_comments(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        return load(write(tmp_path, openapi=text)).sha256

    assert digest("a: 1\nb: 2\n") == digest("# why\na: 1\n\nb: 2\n")
    assert digest("a: 1\nb: 2\n") != digest("b: 2\na: 1\n")
    assert digest("a: 1\nb: 2\n") != digest("a: 1\nb: 3\n")


def test_resolve_follows_chains_and_notices_circles() -> None:
    document = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/c~1d"}, "c/d": 7, "x": {"$ref": "#/x"}}

    assert resolve(document, {"$ref": "#/a"}) == 7
    with pytest.raises(SpecError, match="circle"):
        resolve(document, {"$ref": "#/x"})
