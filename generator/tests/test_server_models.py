from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from chroma_generator import write
from chroma_generator.errors import ToolFailure
from chroma_generator.targets import Inputs
from chroma_generator.targets.server_models import ServerModels
from pydantic import TypeAdapter, ValidationError

PACKAGE = "server_stub/src/chroma_server"


@pytest.fixture
def models(generated: Inputs) -> Iterator[ModuleType]:
    # By its path: another package of the name `wire` may stand on the path of the tests.
    name = "generated_wire_models"
    found = importlib.util.spec_from_file_location(name, generated.root / PACKAGE / "wire" / "models.py")
    assert found is not None
    assert found.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(found)
    try:
        found.loader.exec_module(module)
        yield module
    finally:
        del sys.modules[name]


def test_a_filter_that_contains_itself_is_validated_all_the_way_down(models: ModuleType) -> None:
    where: TypeAdapter[Any] = TypeAdapter(models.Where)

    where.validate_python({"$and": [{"a": 1}, {"$and": [{"b": "x"}]}]})
    with pytest.raises(ValidationError):
        where.validate_python({"$and": [{"a": 1}, {"$and": [{"b": 1.5}]}]})


@pytest.mark.parametrize(
    "body",
    [b'{"name":1}', b'{"name":"ab"}', b'{"name":"abc","get_or_create":"true"}', b'{"name":"abc","get_or_create":null}'],
)
def test_values_are_not_converted(models: ModuleType, body: bytes) -> None:
    with pytest.raises(ValidationError):
        models.CreateCollection.model_validate_json(body)


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("1.0", 1.0), ("true", True), ('"1"', "1"), ('["a"]', ["a"])])
def test_a_value_of_metadata_keeps_its_type(models: ModuleType, text: str, value: object) -> None:
    found = TypeAdapter(models.MetadataValue).validate_json(text)

    assert found == value
    assert type(found) is type(value)


def test_the_description_is_there_as_json(generated: Inputs) -> None:
    served = json.loads((generated.root / PACKAGE / "wire" / "openapi.json").read_text())

    assert served == generated.spec.document
    assert served["paths"]["/api/v2/heartbeat"]["get"]["x-chroma-repeatable"] is True


def test_an_overlay_named_like_the_target_changes_its_models_alone(repository: Inputs) -> None:
    overlays = repository.root / "spec" / "overlays"
    overlays.mkdir()
    (overlays / "server-models.yaml").write_text(
        "overlay: 1.0.0\nactions:\n  - {target: $.components.schemas.GetRecords.properties.where.anyOf, remove: true}\n"
    )
    write.generate(ServerModels(), repository)
    wire = repository.root / PACKAGE / "wire"

    assert "where: Any | None = None" in (wire / "models.py").read_text()
    assert json.loads((wire / "openapi.json").read_text()) == repository.spec.document


def test_a_warning_of_the_tool_is_a_failure(repository: Inputs) -> None:
    spec = repository.spec_path
    spec.write_text(spec.read_text().replace("id: {type: string, format: uuid,", "id: {type: string, format: odd,"))

    with pytest.raises(ToolFailure, match="gave warnings") as caught:
        write.generate(ServerModels(), Inputs(repository.root, spec))
    assert "odd" in caught.value.output


def test_the_models_are_strictly_typed(generated: Inputs, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-version=3.10", f"--cache-dir={tmp_path}", "-p", "wire"],
        cwd=generated.root / PACKAGE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
