"""Where settings come from and which wins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from chroma_server.settings import MAX_PAYLOAD, SettingsError, load_settings


def _file(tmp_path: Path, text: str, name: str = "config.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text)
    return path


def test_the_defaults_are_the_official_ones() -> None:
    settings, warnings = load_settings({}, {})
    assert (settings.host, settings.port, settings.path) == ("localhost", 8000, Path("chroma"))
    assert settings.max_payload_size_bytes == MAX_PAYLOAD == 40 * 1024 * 1024
    assert (settings.allow_reset, settings.cors_allow_origins, settings.profile.name) == (False, (), "local")
    assert warnings == []


def test_every_key_of_the_file(tmp_path: Path) -> None:
    text = """
        port: 9000
        listen_address: 0.0.0.0
        persist_path: /data
        allow_reset: true
        cors_allow_origins: ["http://a.example"]
        max_payload_size_bytes: 1000
        sqlitedb: {hash_type: md5}
        open_telemetry: {endpoint: "http://x", service_name: chroma}
        profile: official-local
    """
    settings, warnings = load_settings({}, {}, _file(tmp_path, text))
    assert (settings.port, settings.host, settings.path) == (9000, "0.0.0.0", Path("/data"))
    assert (settings.allow_reset, settings.cors_allow_origins) == (True, ("http://a.example",))
    assert (settings.max_payload_size_bytes, settings.profile.name) == (1000, "official-local")
    assert warnings == []


def test_json_and_empty_files_are_files_too(tmp_path: Path) -> None:
    assert load_settings({}, {}, _file(tmp_path, '{"port": 1}', "c.json"))[0].port == 1
    assert load_settings({}, {}, _file(tmp_path, ""))[0].port == 8000


def test_options_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    config = _file(tmp_path, "port: 1\nlisten_address: a\npersist_path: p\n")
    environment = {"CHROMA_PORT": "2", "CHROMA_LISTEN_ADDRESS": "b"}
    settings, _ = load_settings({"port": 3}, environment, config)
    assert (settings.port, settings.host, settings.path) == (3, "b", Path("p"))


def test_the_environment_speaks_json_where_it_can() -> None:
    environment = {
        "CHROMA_ALLOW_RESET": "true",
        "CHROMA_CORS_ALLOW_ORIGINS": '["*"]',
        "CHROMA_PERSIST_PATH": "/data",
        "CHROMA_SQLITEDB__HASH_TYPE": "md5",
        "CHROMA_OPEN_TELEMETRY__ENDPOINT": "http://x",
    }
    settings, _ = load_settings({}, environment)
    assert (settings.allow_reset, settings.cors_allow_origins, settings.path) == (True, ("*",), Path("/data"))


def test_variables_of_clients_are_left_alone() -> None:
    environment = {"CHROMA_HOST": "api.example", "CHROMA_API_KEY": "SECRET", "CHROMA_TENANT": "t", "PORT": "1"}
    settings, _ = load_settings({}, environment)
    assert (settings.host, settings.port, settings.api_keys) == ("localhost", 8000, None)


def test_an_unknown_key_of_the_file_is_a_warning(tmp_path: Path) -> None:
    _, warnings = load_settings({}, {}, _file(tmp_path, "prot: 1\n"))
    assert len(warnings) == 1
    assert "prot is unknown" in warnings[0]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"CHROMA_PORT": "eighty"}, "CHROMA_PORT must be a port number"),
        ({"CHROMA_PORT": "65536"}, "CHROMA_PORT must be a port number"),
        ({"CHROMA_PORT": "true"}, "CHROMA_PORT must be a port number"),
        ({"CHROMA_ALLOW_RESET": "yes"}, "CHROMA_ALLOW_RESET must be true or false"),
        ({"CHROMA_CORS_ALLOW_ORIGINS": "*"}, "CHROMA_CORS_ALLOW_ORIGINS must be a list of origins"),
        ({"CHROMA_MAX_PAYLOAD_SIZE_BYTES": "0"}, "must be a number of bytes"),
        ({"CHROMA_PROFILE": "moon"}, "CHROMA_PROFILE must be one of cloud, local, official-local"),
    ],
)
def test_a_malformed_setting_is_named_with_its_source(values: dict[str, str], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        load_settings({}, values)


@pytest.mark.parametrize(
    ("text", "name", "problem"),
    [
        ("port: [", "c.yaml", "not YAML"),
        ("{", "c.json", "not JSON"),
        ("- port", "c.yaml", "not an object"),
        ("port: x", "c.yaml", "port in .*c.yaml must be a port number"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, text: str, name: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        load_settings({}, {}, _file(tmp_path, text, name))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    options: dict[str, Any] = {}
    with pytest.raises(SettingsError, match=r"nowhere\.yaml"):
        load_settings(options, {}, tmp_path / "nowhere.yaml")
