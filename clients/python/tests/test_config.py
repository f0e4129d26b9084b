"""Settings: where their values come from, what they refuse, what they do not show; and the component system."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from chromadb._env import parse_env_file
from chromadb.config import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    APIVersion,
    Component,
    RoutingMode,
    Settings,
    System,
    get_class,
    get_fqn,
)

OFFICIAL: dict[str, Any] = json.loads((Path(__file__).parent / "official" / "settings.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = set(Settings.model_fields)
    for name in list(os.environ):
        if name.lower() in known:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_fields_and_defaults_are_the_official_ones() -> None:
    assert Settings().model_dump(mode="json") == OFFICIAL


def test_names_of_the_defaults() -> None:
    assert (DEFAULT_TENANT, DEFAULT_DATABASE) == ("default_tenant", "default_database")


def test_an_argument_wins_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("CHROMA_SERVER_HTTP_PORT=1\nCHROMA_SERVER_HOST=file\nPERSIST_DIRECTORY=/file\n")
    monkeypatch.setenv("chroma_server_http_port", "2")
    monkeypatch.setenv("CHROMA_SERVER_HOST", "environment")
    settings = Settings(chroma_server_http_port=3)
    assert settings.chroma_server_http_port == 3
    assert settings.chroma_server_host == "environment"
    assert settings.persist_directory == "/file"
    assert settings.model_fields_set == {"chroma_server_http_port", "chroma_server_host", "persist_directory"}


def test_another_env_file_or_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ALLOW_RESET=true")
    (tmp_path / "other").write_text("ALLOW_RESET=true\nIS_PERSISTENT=1")
    assert Settings(_env_file=None).allow_reset is False
    assert Settings(_env_file=tmp_path / "other").is_persistent is True


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("ALLOW_RESET", "TRUE", True),
        ("ALLOW_RESET", "off", False),
        ("CHROMA_SERVER_HEADERS", '{"a": "b"}', {"a": "b"}),
        ("CHROMA_SERVER_CORS_ALLOW_ORIGINS", '["*"]', ["*"]),
        ("CHROMA_SERVER_NOFILE", "", None),
        ("CHROMA_SERVER_HTTP_PORT", " ", None),
        ("CHROMA_SERVER_HOST", "", ""),
        ("CHROMA_SERVER_SSL_VERIFY", "false", False),
        ("CHROMA_SERVER_SSL_VERIFY", "/certificates.pem", "/certificates.pem"),
        ("CHROMA_HTTP_KEEPALIVE_SECS", "1.5", 1.5),
        ("CHROMA_SERVER_API_DEFAULT_PATH", "/api/v1", APIVersion.V1),
        ("CHROMA_SEGMENT_DIRECTORY_ROUTING_MODE", "node", RoutingMode.NODE),
        ("MIGRATIONS", "validate", "validate"),
    ],
)
def test_values_of_the_environment(monkeypatch: pytest.MonkeyPatch, variable: str, text: str, value: object) -> None:
    monkeypatch.setenv(variable, text)
    assert getattr(Settings(), variable.lower()) == value


def test_a_wrong_value_in_the_environment_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("Migrations", "foo")
    with pytest.raises(ValueError, match=r"migrations: .*'foo' \(from Migrations in the environment\)"):
        Settings()
    assert Settings(migrations="none").migrations == "none"


def test_a_wrong_value_in_the_environment_does_not_hinder_the_import() -> None:
    environment = {**os.environ, "MIGRATIONS": "foo", "CHROMA_SERVER_HTTP_PORT": "http"}
    subprocess.run([sys.executable, "-c", "import chromadb, chromadb.config"], check=True, env=environment)


def test_every_wrong_argument_is_named() -> None:
    with pytest.raises(ValueError, match=r"chroma_server_http_port: expected an int.*allow_reset: expected a bool"):
        Settings(allow_reset="maybe", chroma_server_http_port="http")


def test_an_unknown_argument_is_ignored_with_a_warning_that_names_the_likely_one() -> None:
    with pytest.warns(UserWarning, match="did you mean 'allow_reset'"):
        assert Settings(alow_reset=True) == Settings()


def test_assignment_is_checked_and_converted() -> None:
    settings = Settings()
    settings.chroma_server_http_port = "8000"  # type: ignore[assignment]
    assert settings.chroma_server_http_port == 8000
    settings.persist_directory = Path("there")  # type: ignore[assignment]
    assert settings.persist_directory == "there"
    with pytest.raises(ValueError, match="chroma_server_http_port"):
        settings.chroma_server_http_port = "http"  # type: ignore[assignment]
    with pytest.raises(ValueError, match="no field"):
        settings.no_such_field = 1


def test_instances_do_not_share_their_defaults() -> None:
    Settings().chroma_server_cors_allow_origins.append("*")
    assert Settings().chroma_server_cors_allow_origins == []


def test_equality_copies_and_pickles() -> None:
    settings = Settings(allow_reset=True, chroma_server_headers={"a": "b"})
    assert settings != Settings()
    for twin in (
        settings.model_copy(),
        settings.copy(deep=True),
        copy.deepcopy(settings),
        pickle.loads(pickle.dumps(settings)),
        Settings(**settings.dict()),
        Settings.model_validate(settings.model_dump()),
        Settings.model_validate_json(settings.json()),
    ):
        assert twin == settings
    assert settings.model_copy(update={"allow_reset": False}).allow_reset is False
    assert settings.model_dump(exclude_unset=True) == {"allow_reset": True, "chroma_server_headers": {"a": "b"}}


def test_credentials_do_not_show() -> None:
    settings = Settings(
        chroma_client_auth_credentials="hunter2",
        chroma_server_headers={"X-Chroma-Token": "hunter2"},
        chroma_server_host="http://user:hunter2@host",
    )
    assert "hunter2" not in repr(settings) + str(settings)
    assert settings.model_dump()["chroma_client_auth_credentials"] == "hunter2"
    with pytest.raises(ValueError, match="chroma_client_auth_credentials") as refused:
        Settings(chroma_client_auth_credentials=["hunter2"])
    assert "hunter2" not in str(refused.value)


def test_credentials_of_the_environment_do_not_show_in_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_SERVER_HEADERS", "hunter2")
    with pytest.raises(ValueError, match="CHROMA_SERVER_HEADERS") as refused:
        Settings()
    assert "hunter2" not in str(refused.value)


def test_require_and_items() -> None:
    assert Settings(chroma_server_host="h").require("chroma_server_host") == "h"
    with pytest.raises(ValueError, match="Missing required config value 'chroma_server_host'"):
        Settings().require("chroma_server_host")
    with pytest.raises(ValueError, match="no longer exists"):
        Settings(chroma_api_impl="rest")["chroma_api_impl"]


def test_env_files() -> None:
    text = "\n".join(
        [
            "# a comment",
            "export A = bare value # said",
            "B='single $A # kept'",
            'C="line\\nbreak ${A}"',
            "D=${A}-${E:-none}",
            "F=#",
            "nonsense",
            "G=",
        ]
    )
    assert parse_env_file(text) == {
        "A": "bare value",
        "B": "single $A # kept",
        "C": "line\nbreak bare value",
        "D": "bare value-none",
        "F": "",
        "G": "",
    }


class Part(Component):
    """Writes down what happens to it."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.events: list[str] = []

    def start(self) -> None:
        super().start()
        self.events.append("start")

    def stop(self) -> None:
        super().stop()
        self.events.append("stop")

    def reset_state(self) -> None:
        self.events.append("reset")


class Whole(Part):
    """Needs a part."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.part = self.require(Part)


def test_a_system_has_one_instance_per_type_and_starts_dependencies_first() -> None:
    system = System(Settings(allow_reset=True))
    whole = system.instance(Whole)
    assert system.instance(Whole) is whole
    assert list(system.components()) == [whole.part, whole]
    system.start()
    system.reset_state()
    system.stop()
    assert whole.events == whole.part.events == ["start", "reset", "stop"]


def test_what_joins_a_running_system_is_started() -> None:
    system = System(Settings())
    system.start()
    assert system.instance(Part).events == ["start"]


def test_reset_needs_permission() -> None:
    with pytest.raises(ValueError, match="ALLOW_RESET"):
        System(Settings()).reset_state()


def test_a_setting_of_before_0_4_is_refused() -> None:
    with pytest.raises(ValueError, match="migrated"):
        System(Settings(chroma_db_impl="duckdb"))


def test_classes_by_name() -> None:
    assert get_class("chromadb.config.Settings", Settings) is Settings
    assert get_fqn(Part) == f"{__name__}.Part"
