"""The settings of a server: where they come from, which wins, and what they are.

Options of the command line win over environment variables (``CHROMA_<KEY>``, double underscore for nesting), those over
the configuration file, that over the defaults. File keys are the official ones: ``port``, ``listen_address``,
``persist_path``, ``allow_reset``, ``cors_allow_origins``, ``max_payload_size_bytes``, ``sqlitedb``, ``open_telemetry``;
``profile`` and ``api_keys`` are ours. ``sqlitedb`` and ``open_telemetry`` are accepted and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chroma_server.jsontypes import is_array, is_count, is_object
from chroma_server.profiles import Profile, load_profile, profile_names

if TYPE_CHECKING:
    from chroma_server.auth import Gate
    from chroma_server.engine import Engine

DEFAULT_PORT = 8000
DEFAULT_HOST = "localhost"
DEFAULT_PATH = "./chroma"
MAX_PAYLOAD = 40 * 1024 * 1024


class SettingsError(ValueError):
    """A setting is missing, unknown or malformed. The message names it and where it came from."""


@dataclass(frozen=True)
class Settings:
    """How a server behaves.

    path                    the directory of the data; None keeps everything in memory
    host, port              where to listen; port 0 takes a free one
    profile                 see ``profiles``
    api_keys                the keys file of a profile that checks keys
    allow_reset             whether POST /api/v2/reset erases everything
    cors_allow_origins      origins that browsers may call from; ``("*",)`` for all, empty for none
    max_payload_size_bytes  the largest request body
    access_log              whether each request is logged
    """

    path: Path | None = None
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    profile: Profile = field(default_factory=lambda: load_profile("local"))
    api_keys: Path | None = None
    allow_reset: bool = False
    cors_allow_origins: tuple[str, ...] = ()
    max_payload_size_bytes: int = MAX_PAYLOAD
    access_log: bool = False

    def open_gate(self) -> Gate:
        """Who may come in. Raises SettingsError if the profile checks keys and there are none, or the reverse."""
        from chroma_server.auth import OpenGate, parse_keys

        if self.profile.authentication == "none":
            if self.api_keys is not None:
                raise SettingsError(f"the profile {self.profile.name} checks no keys: leave out --api-keys")
            return OpenGate()
        if self.api_keys is None:
            raise SettingsError(f"the profile {self.profile.name} checks keys: name the file with --api-keys FILE")
        try:
            return parse_keys(read_document(self.api_keys))
        except ValueError as error:
            raise SettingsError(f"{self.api_keys}: {error}") from None

    def provision(self, engine: Engine, gate: Gate) -> None:
        """Create the tenants and databases that the keys open and that do not exist yet."""
        from chroma_server.auth import EVERYTHING, KeyGate
        from chroma_server.engine.errors import AlreadyExists, NotFound

        if not isinstance(gate, KeyGate):
            return
        for identity in gate.identities:
            if identity.tenant == EVERYTHING:
                continue
            try:
                engine.get_tenant(identity.tenant)
            except NotFound:
                engine.create_tenant(identity.tenant)
            for database in identity.databases:
                if database == EVERYTHING:
                    continue
                try:
                    engine.create_database(identity.tenant, database)
                except AlreadyExists:
                    continue


def read_document(path: Path) -> Any:
    """The content of a JSON or YAML file. Raises SettingsError, which never quotes the content."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: not UTF-8") from None
    if path.suffix == ".json":
        import json

        try:
            return json.loads(text)
        except ValueError as error:
            raise SettingsError(f"{path}: not JSON: {error}") from None
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" at line {mark.line + 1}" if mark else ""
        raise SettingsError(f"{path}: not YAML: {error.problem}{place}") from None


def _number(low: int, high: int | None) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not is_count(value) or value < low or (high is not None and value > high):
            raise ValueError
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return value


def _path(value: Any) -> Path:
    return Path(_text(value))


def _origins(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not is_array(value):
        raise ValueError
    return tuple(_text(origin) for origin in value)


@dataclass(frozen=True)
class _Key:
    """A key of the configuration file: the field of `Settings` it sets, how it is read, and what it must be."""

    field: str
    read: Callable[[Any], Any]
    wanted: str


_KEYS: Mapping[str, _Key | None] = {
    "port": _Key("port", _number(0, 65535), "a port number"),
    "listen_address": _Key("host", _text, "an address"),
    "persist_path": _Key("path", _path, "a path"),
    "allow_reset": _Key("allow_reset", _flag, "true or false"),
    "cors_allow_origins": _Key("cors_allow_origins", _origins, "a list of origins"),
    "max_payload_size_bytes": _Key("max_payload_size_bytes", _number(1, None), "a number of bytes"),
    "profile": _Key("profile", load_profile, f"one of {', '.join(profile_names())}"),
    "api_keys": _Key("api_keys", _path, "a path"),
    "sqlitedb": None,
    "open_telemetry": None,
}
"""None: known, and without effect here."""


def load_settings(
    options: Mapping[str, Any], environment: Mapping[str, str], config: Path | None = None
) -> tuple[Settings, list[str]]:
    """Combine options (by `Settings` field name, absent ones left out), environment and configuration file.

    Returns the settings and a warning per key of the file that this server does not know. Raises SettingsError.
    """
    found: dict[str, Any] = {"path": Path(DEFAULT_PATH)}
    warnings: list[str] = []
    for key, value in _read_file(config).items():
        if key in _KEYS:
            _take(found, key, value, f"{key} in {config}")
        else:
            warnings.append(f"{config}: {key} is unknown and ignored")
    for name, text in environment.items():
        # Nested keys (CHROMA_SQLITEDB__...) belong to sections that have no effect here.
        key = name.removeprefix("CHROMA_").lower()
        if name.startswith("CHROMA_") and key in _KEYS:
            _take(found, key, _parse_scalar(text), name)
    return Settings(**{**found, **options}), warnings


def _take(found: dict[str, Any], key: str, value: Any, source: str) -> None:
    entry = _KEYS[key]
    if entry is None:
        return
    try:
        found[entry.field] = entry.read(value)
    except ValueError:
        raise SettingsError(f"{source} must be {entry.wanted}") from None


def _read_file(config: Path | None) -> dict[str, Any]:
    document = None if config is None else read_document(config)
    if document is None:
        return {}
    if not is_object(document):
        raise SettingsError(f"{config}: not an object")
    return document


def _parse_scalar(text: str) -> Any:
    # As in a YAML flow: numbers, booleans and ["lists"] are what they look like, the rest is text.
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text
