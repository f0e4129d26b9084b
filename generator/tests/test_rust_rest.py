"""The Rust floor: what is generated compiles, and its requests and models are written as the description says."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from chroma_generator import tools, write
from chroma_generator.errors import SpecError, ToolFailure
from chroma_generator.load import load
from chroma_generator.targets import Inputs
from chroma_generator.targets._rust import Alias, Models, Struct, Union, snake
from chroma_generator.targets.rust_rest import RustRest

TREE = "clients/rust/src/rest"
needs_rustfmt = pytest.mark.skipif(bool(tools.missing(RustRest.requires)), reason="rustfmt is missing: install Rust")
needs_cargo = pytest.mark.skipif(bool(tools.missing(["cargo"])), reason="cargo is missing: install Rust 1.95 or later")

_TEST = r"""
#[cfg(test)]
mod tests {
    use crate::rest::{models::*, operations, requests};

    #[test]
    fn requests_are_described() {
        let request = requests::list_collections("a/b c", Some(7), None, Some(ReadLevel::IndexOnly)).unwrap();
        assert_eq!(request.path, "/api/v2/a%2Fb%20c/collections");
        assert_eq!(request.query, "limit=7&read_level=index_only");
        assert_eq!((request.operation, request.body), (&operations::LIST_COLLECTIONS, None));
        assert!(requests::list_collections("..", None, None, None).is_err());
        assert!(operations::LIST_COLLECTIONS.repeatable && !operations::CREATE_COLLECTION.repeatable);
    }

    #[test]
    fn bodies_and_answers_keep_what_json_tells_apart() {
        let text = r##"{"name":"fruit","metadata":{"f":1.0,"i":1,"l":["x"],"n":-9007199254740993}}"##;
        let body: CreateCollection = serde_json::from_str(text).unwrap();
        let request = requests::create_collection("t", &body).unwrap();
        assert_eq!(request.body.as_deref(), Some(text.as_bytes()));
        let metadata = body.metadata.unwrap();
        assert_eq!((&metadata["i"], &metadata["f"]), (&MetadataValue::Int(1), &MetadataValue::Float(1.0)));
        assert_eq!(requests::create_collection("t", b"{}".to_vec()).unwrap().body.unwrap(), b"{}");
    }
}
"""


def document(**schemas: Any) -> dict[str, Any]:
    return {"components": {"schemas": schemas}}


@needs_rustfmt
def test_the_tree_is_complete_and_its_files_carry_the_banner(generated: Inputs) -> None:
    tree = generated.root / TREE

    assert {path.name for path in tree.iterdir()} == {
        *("MANIFEST.json", "mod.rs", "models.rs", "operations.rs", "regions.rs", "request.rs", "requests.rs"),
    }
    assert all(path.read_text().startswith("// Generated from spec/") for path in tree.glob("*.rs"))
    assert '"there.example"' in (tree / "regions.rs").read_text()


@needs_cargo
@needs_rustfmt
def test_what_is_generated_compiles_and_does_as_described(generated: Inputs, tmp_path: Path) -> None:
    shutil.copytree(generated.root / TREE, tmp_path / "src" / "rest")
    (tmp_path / "src" / "lib.rs").write_text("#![deny(warnings)]\n#![allow(dead_code)]\nmod rest;\n" + _TEST)
    # Versions and profile of the client, so that a target directory of its own serves both.
    client = Path(__file__).parents[2] / "clients" / "rust"
    shutil.copy(client / "Cargo.lock", tmp_path / "Cargo.lock")
    dependencies = "".join(
        line + "\n"
        for line in (client / "Cargo.toml").read_text().splitlines()
        if line.startswith(("percent-encoding =", "serde =", "serde_json =", "uuid ="))
    )
    (tmp_path / "Cargo.toml").write_text(
        f'[package]\nname = "floor"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n{dependencies}'
    )
    environment = {"CARGO_TARGET_DIR": str(tmp_path / "target"), **os.environ}

    done = subprocess.run(
        ["cargo", "test", "--quiet"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


@needs_rustfmt
def test_a_formatter_that_fails_is_named(repository: Inputs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "rustfmt"
    broken.write_text("#!/bin/sh\necho no thanks\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    with pytest.raises(ToolFailure, match=r"(?s)rustfmt.*failed with status 3.*no thanks"):
        write.generate(RustRest(), repository)


def test_names_become_rust_names() -> None:
    assert [snake(name) for name in ("nanosecond heartbeat", "$and", "#type", "where", "someName", "a_b")] == [
        *("nanosecond_heartbeat", "and", "type_", "where_", "some_name", "a_b"),
    ]


def test_types_that_hold_themselves_are_boxed_and_those_in_lists_are_not() -> None:
    own = {"$ref": "#/components/schemas/Tree"}
    properties = {"left": own, "all": {"type": "array", "items": own}}
    models = Models(document(Tree={"type": "object", "required": ["left", "all"], "properties": properties}))

    (tree,) = models.items
    assert isinstance(tree, Struct)
    assert [field.type for field in tree.fields] == ["Box<Tree>", "Vec<Tree>"]


def test_numbers_take_the_type_that_holds_them_and_no_more() -> None:
    def kind(**schema: Any) -> str:
        (item,) = Models(document(Number=schema)).items
        assert isinstance(item, Alias)
        return item.type

    assert kind(type="integer", format="int64") == "i64"
    assert kind(type="integer", format="int64", minimum=0) == "u64"
    assert kind(type="integer", format="int64", minimum=0, maximum=2**32 - 1) == "u32"
    assert kind(type="integer", format="int32") == "i32"
    assert (kind(type="number", format="float"), kind(type="number")) == ("f32", "f64")
    assert kind(type=["string", "null"]) == "Option<String>"


def test_the_tag_of_a_union_stands_in_the_union_alone() -> None:
    union = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
    }
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "const": "cat"}}}
    found = {item.name: item for item in Models(document(Pet=union, Cat=cat)).items}

    assert isinstance(found["Pet"], Union)
    assert found["Pet"].tag == "kind"
    assert [(item.name, item.wire, item.type) for item in found["Pet"].variants] == [("Cat", "cat", "Cat")]
    assert isinstance(found["Cat"], Struct)
    assert found["Cat"].fields == ()
    with pytest.raises(SpecError, match="Cat belongs to the tagged union Pet"):
        Models(document(Pet=union, Cat=cat, Zoo={"type": "array", "items": {"$ref": "#/components/schemas/Cat"}}))


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": ["string", "integer"]}, "several types"),
        ({"type": "array", "items": {"type": "object", "properties": {"a": {}}}}, "needs a name of its own"),
        ({"anyOf": [{"type": "string"}, {"type": "integer", "format": "int32"}]}, "needs a name of its own"),
    ],
)
def test_what_cannot_be_a_type_is_refused_by_name(schema: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=f"Odd.*{message}"):
        Models(document(Odd=schema))


def test_the_real_description_gives_a_function_for_each_operation(spec_path: Path) -> None:
    document = load(spec_path).document

    functions = Models(document).functions()

    assert [function.id for function in functions] == sorted(
        operation["operationId"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    )
