"""The ``Settings`` of clients and servers: every field of the official package, with its default.

What a field means to this package is said beside it; the others are kept so that programs which set them go on working,
and have no effect.
"""

from __future__ import annotations

import difflib
import json
import os
import warnings
from enum import Enum
from typing import Any, ClassVar, Literal

from chromadb._env import read_environment
from chromadb._model import Field, Model, ModelValidationError
from chromadb._redact import REDACTED, redact_url

LEGACY_ERROR = (
    "This configuration names a part of Chroma that no longer exists. Build the client with chromadb.PersistentClient, "
    "chromadb.EphemeralClient, chromadb.HttpClient or chromadb.CloudClient instead; data written by versions before "
    "0.4 must be migrated first, see https://docs.trychroma.com/deployment/migration"
)

_LEGACY_VALUES = frozenset(
    {
        "duckdb",
        "duckdb+parquet",
        "clickhouse",
        "local",
        "rest",
        "chromadb.db.duckdb.DuckDB",
        "chromadb.db.duckdb.PersistentDuckDB",
        "chromadb.db.clickhouse.Clickhouse",
        "chromadb.api.local.LocalAPI",
    }
)
_SECRET_FIELDS = frozenset(
    {"chroma_client_auth_credentials", "chroma_server_authn_credentials", "chroma_server_authz_config"}
)
_SECRET_MAPPINGS = frozenset({"chroma_server_headers", "chroma_otel_collection_headers"})


class APIVersion(str, Enum):
    """Path prefix of an API version. Servers answer V2; V1 is gone (status 410)."""

    V1 = "/api/v1"
    V2 = "/api/v2"


class RoutingMode(Enum):
    """How a distributed server picks a query node: by node name or by member id."""

    NODE = "node"
    ID = "id"


def _empty_to_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


class Settings(Model):
    """Settings of a client or server.

    A field is taken from the arguments, else from the environment variable of its name in any case (``ALLOW_RESET``),
    else from the file ``.env`` in the working directory, else from its default. ``_env_file=None`` reads no file.
    Dicts and lists stand in variables as JSON. Fields can be assigned later; credentials do not show in ``repr``.

    Raises:
        ValueError: a value does not fit its field; the message names the field, and the variable if it came from one.
    """

    environment: str = ""
    # Which kind of client `Client(settings)` makes: "chromadb.api.fastapi.FastAPI" is HTTP, the others are in process.
    chroma_api_impl: str = "chromadb.api.rust.RustBindingsAPI"
    chroma_server_nofile: int | None = None
    chroma_server_thread_pool_size: int = 40

    # The client's way to a server.
    tenant_id: str = "default"
    topic_namespace: str = "default"
    chroma_server_host: str | None = None
    chroma_server_headers: dict[str, str] | None = None
    chroma_server_http_port: int | None = None
    chroma_server_ssl_enabled: bool | None = False
    # True or None verifies against the system's certificates, False does not verify, a text is a path to certificates.
    chroma_server_ssl_verify: bool | str | None = None
    chroma_server_api_default_path: APIVersion | None = APIVersion.V2
    chroma_server_cors_allow_origins: list[str] = []  # noqa: RUF012
    chroma_http_keepalive_secs: float | None = 40.0
    chroma_http_max_connections: int | None = None
    chroma_http_max_keepalive_connections: int | None = None

    # Local storage.
    is_persistent: bool = False
    persist_directory: str = "./chroma"
    chroma_memory_limit_bytes: int = 0
    chroma_segment_cache_policy: str | None = None
    allow_reset: bool = False

    # Credentials. The header is "Authorization" (the default) or "X-Chroma-Token".
    chroma_auth_token_transport_header: str | None = None
    chroma_client_auth_provider: str | None = None
    chroma_client_auth_credentials: str | None = None
    chroma_server_auth_ignore_paths: dict[str, list[str]] = {  # noqa: RUF012
        "/api/v2": ["GET"],
        "/api/v2/heartbeat": ["GET"],
        "/api/v2/version": ["GET"],
        "/api/v1": ["GET"],
        "/api/v1/heartbeat": ["GET"],
        "/api/v1/version": ["GET"],
    }
    chroma_overwrite_singleton_tenant_database_access_from_auth: bool = False
    chroma_server_authn_provider: str | None = None
    chroma_server_authn_credentials: str | None = None
    chroma_server_authn_credentials_file: str | None = None
    chroma_server_authz_provider: str | None = None
    chroma_server_authz_config: str | None = None
    chroma_server_authz_config_file: str | None = None

    # Telemetry. This package sends none, whatever these say.
    chroma_product_telemetry_impl: str = "chromadb.telemetry.product.posthog.Posthog"
    chroma_telemetry_impl: str = "chromadb.telemetry.product.posthog.Posthog"
    anonymized_telemetry: bool = True
    chroma_otel_collection_endpoint: str | None = ""
    chroma_otel_service_name: str | None = "chromadb"
    chroma_otel_collection_headers: dict[str, str] = {}  # noqa: RUF012
    chroma_otel_granularity: str | None = None

    # The official server's own parts: without effect here.
    migrations: Literal["none", "validate", "apply"] = "apply"
    migrations_hash_algorithm: Literal["md5", "sha256"] = "md5"
    chroma_segment_directory_impl: str = (
        "chromadb.segment.impl.distributed.segment_directory.RendezvousHashSegmentDirectory"
    )
    chroma_segment_directory_routing_mode: RoutingMode = RoutingMode.ID
    chroma_memberlist_provider_impl: str = (
        "chromadb.segment.impl.distributed.segment_directory.CustomResourceMemberlistProvider"
    )
    worker_memberlist_name: str = "query-service-memberlist"
    chroma_coordinator_host: str = "localhost"
    chroma_server_grpc_port: int | None = None
    chroma_sysdb_impl: str = "chromadb.db.impl.sqlite.SqliteDB"
    chroma_producer_impl: str = "chromadb.db.impl.sqlite.SqliteDB"
    chroma_consumer_impl: str = "chromadb.db.impl.sqlite.SqliteDB"
    chroma_segment_manager_impl: str = "chromadb.segment.impl.manager.local.LocalSegmentManager"
    chroma_executor_impl: str = "chromadb.execution.executor.local.LocalExecutor"
    chroma_query_replication_factor: int = 2
    chroma_logservice_host: str = "localhost"
    chroma_logservice_port: int = 50052
    chroma_quota_provider_impl: str | None = None
    chroma_rate_limiting_provider_impl: str | None = None
    chroma_quota_enforcer_impl: str = "chromadb.quota.simple_quota_enforcer.SimpleQuotaEnforcer"
    chroma_rate_limit_enforcer_impl: str = "chromadb.rate_limit.simple_rate_limit.SimpleRateLimitEnforcer"
    chroma_async_rate_limit_enforcer_impl: str = "chromadb.rate_limit.simple_rate_limit.SimpleAsyncRateLimitEnforcer"
    chroma_logservice_request_timeout_seconds: int = 3
    chroma_sysdb_request_timeout_seconds: int = 3
    chroma_query_request_timeout_seconds: int = 60
    chroma_db_impl: str | None = None
    chroma_collection_assignment_policy_impl: str = "chromadb.ingest.impl.simple_policy.SimpleAssignmentPolicy"

    model_config: ClassVar[dict[str, Any]] = {"env_file": ".env", "env_file_encoding": "utf-8", "extra": "ignore"}
    _checks = {"chroma_server_nofile": _empty_to_none}  # noqa: RUF012

    def __init__(
        self,
        _env_file: str | os.PathLike[str] | None = ".env",
        _env_file_encoding: str | None = None,
        **values: Any,
    ) -> None:
        sources = dict.fromkeys(values, "the argument")
        problems: list[tuple[str, str]] = []
        given = dict(values)
        found = read_environment(_env_file, _env_file_encoding or "utf-8")
        for name, field in self.model_fields.items():
            if name in given or name not in found:
                continue
            text, source = found[name]
            if not text.strip() and field.annotation not in (str, str | None):
                continue
            sources[name] = source
            try:
                given[name] = self._convert(name, _from_text(text, field, secret=name in _SECRET_MAPPINGS))
            except ValueError as error:
                problems.append((name, f"{error} (from {source})"))
        for name in set(values) - set(self.model_fields):
            close = difflib.get_close_matches(name, self.model_fields, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            warnings.warn(f"Settings has no field {name!r}; it is ignored{hint}", UserWarning, stacklevel=2)
        if problems:
            raise ModelValidationError("Settings", problems)
        super().__init__(**given)

    @classmethod
    def _convert(cls, name: str, value: Any) -> Any:
        try:
            return super()._convert(name, value)
        except ValueError:
            if name in _SECRET_FIELDS | _SECRET_MAPPINGS:
                wanted = "a dict of str to str" if name in _SECRET_MAPPINGS else "a str"
                raise ValueError(f"expected {wanted}, got something else ({type(value).__name__})") from None
            raise

    def require(self, key: str) -> Any:
        """Return the value of a field that must be set.

        Raises:
            ValueError: it is None.
        """
        value = self[key]
        if value is None:
            raise ValueError(f"Missing required config value '{key}'")
        return value

    def __getitem__(self, key: str) -> Any:
        value = getattr(self, key)
        if isinstance(value, str) and value in _LEGACY_VALUES:
            raise ValueError(LEGACY_ERROR)
        return value

    def _shown(self, name: str) -> str:
        value = getattr(self, name)
        if value and name in _SECRET_FIELDS:
            return repr(REDACTED)
        if value and name in _SECRET_MAPPINGS:
            return repr(dict.fromkeys(value, REDACTED))
        if value and name in ("chroma_server_host", "chroma_otel_collection_endpoint") and "@" in value:
            return repr(redact_url(value))
        return repr(value)


def _from_text(text: str, field: Field, *, secret: bool) -> Any:
    """The value a variable's text stands for: JSON for containers, a bool where a bool is allowed beside a path."""
    if "dict[" in str(field.annotation) or "list[" in str(field.annotation):
        try:
            return json.loads(text)
        except ValueError:
            shown = REDACTED if secret else text
            raise ValueError(f"expected JSON, got {shown!r}") from None
    if field.annotation == (bool | str | None) and text.strip().lower() in ("true", "false"):
        return text.strip().lower() == "true"
    return text
