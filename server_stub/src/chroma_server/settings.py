"""The settings of a server: where they come from, which wins, and what they are.

Options of the command line win over environment variables (``CHROMA_<KEY>``, double underscore for nesting), those over
the configuration file, that over the defaults. File keys are the official ones: ``port``, ``listen_address``,
``persist_path``, ``allow_reset``, ``cors_allow_origins``, ``max_payload_size_bytes``, ``sqlitedb``, ``open_telemetry``;
``profile`` and ``api_keys`` are ours. ``sqlitedb`` and ``open_telemetry`` are accepted and change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chroma_server.profiles import Profile, load_profile

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


_FILE_KEYS = frozenset(
    {
        "port",
        "listen_address",
        "persist_path",
        "allow_reset",
        "cors_allow_origins",
        "max_payload_size_bytes",
        "sqlitedb",
        "open_telemetry",
        "profile",
        "api_keys",
    }
)


def load_settings(
    options: Mapping[str, Any], environment: Mapping[str, str], config: Path | None = None
) -> tuple[Settings, list[str]]:
    """Combine options (by `Settings` field name, absent ones left out), environment and configuration file.

    Returns the settings and a warning per key of the file that this server does not know. Raises SettingsError.
    """
    values: dict[str, Any] = {}
    warnings: list[str] = []
    if config is not None:
        document = read_document(config)
        if document is not None and not isinstance(document, dict):
            raise SettingsError(f"{config}: not an object")
        for key, value in (document or {}).items():
            if key in _FILE_KEYS:
                values[key] = (value, f"{key} in {config}")
            else:
                warnings.append(f"{config}: {key} is unknown and ignored")
    for name, text in environment.items():
        key = name.removeprefix("CHROMA_").lower().split("__")[0] if name.startswith("CHROMA_") else ""
        if key in _FILE_KEYS and "__" not in name:
            values[key] = (_parse_scalar(text), name)
    return _build(values, options), warnings


def _parse_scalar(text: str) -> Any:
    # As in a YAML flow: numbers, booleans and ["lists"] are what they look like, the rest is text.
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text


def _build(values: Mapping[str, tuple[Any, str]], options: Mapping[str, Any]) -> Settings:
    found: dict[str, Any] = {"path": Path(DEFAULT_PATH)}

    def take(key: str, target: str, good: bool, wanted: str, value: Any) -> None:
        if not good:
            raise SettingsError(f"{values[key][1]} must be {wanted}")
        found[target] = value

    for key, (value, _) in values.items():
        if key == "port":
            take(key, "port", _is_count(value) and value < 65536, "a port number", value)
        elif key == "listen_address":
            take(key, "host", isinstance(value, str) and bool(value), "an address", value)
        elif key == "persist_path":
            take(key, "path", isinstance(value, str) and bool(value), "a path", Path(str(value)))
        elif key == "allow_reset":
            take(key, "allow_reset", isinstance(value, bool), "true or false", value)
        elif key == "cors_allow_origins":
            good = isinstance(value, list) and all(isinstance(item, str) for item in value)
            take(key, "cors_allow_origins", good or value is None, "a list of origins", tuple(value or ()))
        elif key == "max_payload_size_bytes":
            take(key, "max_payload_size_bytes", _is_count(value) and value > 0, "a number of bytes", value)
        elif key == "profile":
            take(key, "profile", isinstance(value, str), "the name of a profile", value)
        elif key == "api_keys":
            take(key, "api_keys", isinstance(value, str) and bool(value), "a path", Path(str(value)))
    found |= options
    if isinstance(found.get("profile"), str):
        try:
            found["profile"] = load_profile(found["profile"])
        except ValueError as error:
            raise SettingsError(str(error)) from None
    return Settings(**found)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
