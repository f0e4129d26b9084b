"""From the arguments of the constructor functions to settings and targets: defaults, environment, contradictions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chromadb._targets import HttpTarget, http_target
from chromadb.config import Settings

if TYPE_CHECKING:
    from chromadb.transport.hooks import EventHooks
    from chromadb.transport.options import Timeout
    from chromadb.transport.policy import RetryPolicy

__all__ = ["CLOUD_HOST", "REGIONS", "CloudArguments", "cloud_arguments", "http_settings"]

CLOUD_HOST = "api.trychroma.com"
_CLOUD_PORT = 443

REGIONS: Mapping[str, str] = {
    "aws-us-east-1": CLOUD_HOST,
    "gcp-europe-west1": "europe-west1.gcp.trychroma.com",
}
"""Region -> host of Chroma Cloud, as ``spec/regions.yaml`` has them."""


def http_settings(
    settings: Settings | None, *, host: str, port: int, ssl: bool, headers: dict[str, str] | None, implementation: str
) -> Settings:
    """A copy of ``settings`` that names the server of an HTTP client; neither ``settings`` nor ``headers`` change.

    Raises:
        ValueError: the settings name another host, port, scheme or other headers than the arguments do.
    """
    given = Settings() if settings is None else settings
    host, port, ssl = str(host), int(port), bool(ssl)
    if given.chroma_server_host and given.chroma_server_host != host:
        raise ValueError(
            f"Chroma server host provided in settings[{given.chroma_server_host}] is different to the one provided in "
            f"HttpClient: [{host}]"
        )
    if given.chroma_server_http_port and given.chroma_server_http_port != port:
        raise ValueError(
            f"Chroma server http port provided in settings[{given.chroma_server_http_port}] is different to the one "
            f"provided in HttpClient: [{port}]"
        )
    if given.chroma_server_ssl_enabled and not ssl and not host.startswith("https://"):
        raise ValueError("Chroma server ssl is enabled in settings and not in HttpClient: pass ssl=True")
    if headers is not None and given.chroma_server_headers not in (None, headers):
        raise ValueError("Chroma server headers provided in settings are different to the ones provided in HttpClient")
    sent = headers if headers is not None else given.chroma_server_headers
    return given.model_copy(
        update={
            "chroma_api_impl": implementation,
            "chroma_server_host": host,
            "chroma_server_http_port": port,
            "chroma_server_ssl_enabled": ssl,
            "chroma_server_headers": None if sent is None else {str(name): str(sent[name]) for name in sent},
        }
    )


@dataclass(frozen=True)
class CloudArguments:
    """What a Cloud client is made from. The key does not show in ``repr``: it is in the settings, which redact it."""

    settings: Settings
    target: HttpTarget
    tenant: str | None
    database: str | None

    @property
    def api_key(self) -> str:
        """The checked API key."""
        return str(self.settings.chroma_client_auth_credentials)


def cloud_arguments(
    *,
    tenant: str | None,
    database: str | None,
    api_key: str | None,
    settings: Settings | None,
    cloud_host: str | None,
    cloud_port: int,
    enable_ssl: bool,
    region: str | None,
    timeout: float | Timeout | None = None,
    retries: int | RetryPolicy | None = None,
    hooks: EventHooks | None = None,
    environment: Mapping[str, str] | None = None,
) -> CloudArguments:
    """Put the arguments of a Cloud client together with the environment: what is not given is taken from
    ``CHROMA_API_KEY``, ``CHROMA_TENANT``, ``CHROMA_DATABASE`` and ``CHROMA_HOST``.

    Raises:
        ValueError: no key, or one that cannot be sent; an unknown region; a region and another host.
    """
    from chromadb.transport.auth import API_KEY_HEADER, check_api_key

    variables = os.environ if environment is None else environment
    key = check_api_key(
        variables.get("CHROMA_API_KEY") if api_key is None else api_key,
        source="the environment variable CHROMA_API_KEY" if api_key is None else "the api_key argument",
    )
    host = _cloud_host(cloud_host, region, variables.get("CHROMA_HOST"))
    named = Settings() if settings is None else settings
    changes: dict[str, Any] = {
        "chroma_api_impl": "chromadb.api.fastapi.FastAPI",
        "chroma_server_host": host,
        "chroma_server_http_port": _cloud_port(int(cloud_port), host),
        "chroma_server_ssl_enabled": False if host.startswith("http://") else bool(enable_ssl),
        "chroma_client_auth_provider": "chromadb.auth.token_authn.TokenAuthClientProvider",
        "chroma_client_auth_credentials": key,
        "chroma_auth_token_transport_header": API_KEY_HEADER,
        "chroma_overwrite_singleton_tenant_database_access_from_auth": True,
    }
    made = named.model_copy(update=changes)
    return CloudArguments(
        settings=made,
        target=http_target(made, timeout=timeout, retries=retries, hooks=hooks),
        tenant=_name(tenant, variables.get("CHROMA_TENANT")),
        database=_name(database, variables.get("CHROMA_DATABASE")),
    )


def _cloud_host(argument: str | None, region: str | None, variable: str | None) -> str:
    if region is not None:
        if region not in REGIONS:
            raise ValueError(f"Unknown region {region!r}. Chroma Cloud has {', '.join(REGIONS)}.")
        if argument is not None and argument != REGIONS[region]:
            raise ValueError(f"region={region!r} means the host {REGIONS[region]}, not cloud_host={argument!r}")
        return REGIONS[region]
    return str(argument or (variable or "").strip() or CLOUD_HOST)


def _cloud_port(port: int, host: str) -> int | None:
    """The port beside ``host``; None when the host, given as a URL or as host:port, is to say it itself."""
    says_it_itself = "://" in host or urlsplit(f"//{host}").port is not None
    return None if says_it_itself and port == _CLOUD_PORT else port


def _name(argument: str | None, variable: str | None) -> str | None:
    """An argument, or else a variable; empty ones are as good as none."""
    chosen = argument or (variable or "").strip()
    return str(chosen) if chosen else None
