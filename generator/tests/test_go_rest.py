"""The Go floor: what is generated compiles without a dependency, and a test server takes its requests."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from chroma_generator import tools, write
from chroma_generator.errors import SpecError
from chroma_generator.targets import Inputs
from chroma_generator.targets.go_rest import GoRest

pytestmark = pytest.mark.skipif(bool(tools.missing(GoRest.requires)), reason="go is missing: install Go 1.26 or later")

_TEST = """package rest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestRequestsAndAnswers(t *testing.T) {
	var sent string
	status, content := 200, "[]"
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		sent = request.Method + " " + request.RequestURI
		answer.WriteHeader(status)
		_, _ = answer.Write([]byte(content))
	}))
	defer server.Close()
	client := Client{Transport: &HTTPTransport{Server: server.URL + "/prefix/"}}
	limit := int64(0)

	if _, err := client.ListCollections(context.Background(), "..", &ListCollectionsParams{Limit: &limit}); err != nil {
		t.Fatal(err)
	}
	if sent != "GET /prefix/api/v2/%2E%2E/collections?limit=0" {
		t.Fatal(sent)
	}
	if _, err := client.ListCollections(context.Background(), "a/b c+\u00fc", nil); err != nil {
		t.Fatal(err)
	}
	if sent != "GET /prefix/api/v2/a%2Fb%20c%2B%C3%BC/collections" {
		t.Fatal(sent)
	}
	content = "<html>"
	var invalid *InvalidResponseError
	if _, err := client.Heartbeat(context.Background()); !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	status = 503
	var refused *StatusError
	if _, err := client.Heartbeat(context.Background()); !errors.As(err, &refused) || refused.Response.Status != 503 {
		t.Fatal(err)
	}
}
"""


@pytest.fixture
def go_tree(generated: Inputs, tmp_path: Path) -> Path:
    tree = tmp_path / "rest"
    shutil.copytree(generated.root / "clients/go/rest", tree)
    (tree / "go.mod").write_text("module rest\n\ngo 1.24\n")
    return tree


def go(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["go", *arguments], cwd=tree, capture_output=True, text=True, check=False)


def test_it_compiles_and_holds_the_rules_of_vet_and_gofmt(go_tree: Path) -> None:
    vetted = go(go_tree, "vet", "./...")
    assert vetted.returncode == 0, vetted.stderr

    formatted = subprocess.run(["gofmt", "-l", "."], cwd=go_tree, capture_output=True, text=True, check=True)
    assert formatted.stdout == ""


def test_what_it_sends_and_what_it_makes_of_answers(go_tree: Path) -> None:
    (go_tree / "api_test.go").write_text(_TEST)

    tested = go(go_tree, "test", "./...")

    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_the_operations_carry_ids_and_whether_they_may_be_repeated(go_tree: Path) -> None:
    text = (go_tree / "api.go").read_text()

    assert '{ID: "heartbeat", Method: "GET", Path: "/api/v2/heartbeat", Repeatable: true}' in text
    assert text.startswith("// Code generated from spec/openapi.yaml by chroma_generator. DO NOT EDIT")


def test_the_regions_are_those_of_the_list(generated: Inputs) -> None:
    text = (generated.root / "clients/go/rest/regions.go").read_text()

    assert 'const DefaultRegion = "there"' in text
    assert '{Name: "there", Cloud: "aws", Host: "there.example", Port: 443}' in text


def test_a_list_without_a_default_region_is_refused(repository: Inputs) -> None:
    path = repository.spec_path.parent / "regions.yaml"
    path.write_text(path.read_text().replace("default: true", "default: false"))

    with pytest.raises(SpecError, match="exactly one region must be the default, not 0"):
        write.generate(GoRest(), repository)
