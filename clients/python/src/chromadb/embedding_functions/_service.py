"""Asking embedding services over HTTP: keys, requests, and what comes back."""

from __future__ import annotations

import base64
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chromadb._narrow import is_list, is_mapping

from .errors import EmbeddingServiceError

TIMEOUT = 60.0
_SHOWN = 500

_lock = threading.Lock()
_client: Any = None


def key_from(api_key: str | None, variable: str, usual: str | None = None) -> tuple[str, str]:
    """The API key, and the environment variable it is found in again.

    Args:
        api_key: given in code; it is used, and not stored with a collection.
        variable: the environment variable named in code or stored.
        usual: the service's own variable, which is taken instead when it is set.

    Raises:
        ValueError: neither gives a key.
    """
    if api_key is not None:
        warnings.warn(
            "An api_key given directly is not stored with collections: set an environment variable and name it as "
            "api_key_env_var.",
            DeprecationWarning,
            stacklevel=3,
        )
    if usual is not None and os.environ.get(usual) is not None:
        variable = usual
    key = api_key or os.environ.get(variable)
    if not key:
        raise ValueError(f"The {variable} environment variable is not set.")
    return key, variable


def bearer(key: str) -> dict[str, str]:
    """The header that most services want the key in."""
    return {"Authorization": f"Bearer {key}"}


def post(service: str, url: str, body: Mapping[str, Any], headers: Mapping[str, str], timeout: float = TIMEOUT) -> Any:
    """The service's answer to a JSON body, read as JSON. Connections are kept and shared by all functions.

    Raises:
        EmbeddingServiceError: it cannot be reached, refuses, or answers no JSON. Headers, and so keys, are not shown.
    """
    import httpx

    try:
        answer = _shared_client().post(url, json=dict(body), headers=dict(headers), timeout=timeout)
    except httpx.TimeoutException:
        raise EmbeddingServiceError(service, f"did not answer within {timeout:g} seconds") from None
    except httpx.HTTPError as error:
        raise EmbeddingServiceError(service, f"could not be reached at {url}: {error}") from error
    except httpx.InvalidURL as error:
        raise EmbeddingServiceError(service, f"has no such address as {url!r}: {error}") from error
    if not answer.is_success:
        raise EmbeddingServiceError(
            service, f"refused with {answer.status_code}: {answer.text[:_SHOWN]}", status=answer.status_code
        )
    try:
        return answer.json()
    except ValueError:
        raise EmbeddingServiceError(
            service, f"answered with something else than JSON: {answer.text[:_SHOWN]}"
        ) from None


def _shared_client() -> Any:
    global _client
    import httpx

    with _lock:
        if _client is None:
            _client = httpx.Client()
        return _client


def parts(values: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """The values in parts of at most ``size``, as many as a service takes at once."""
    return [values[start : start + size] for start in range(0, len(values), size)]


def rows(service: str, answer: Any, field: str | None, count: int) -> list[Any]:
    """The list under ``field`` of an answer, or the answer itself, if it has ``count`` entries.

    Raises:
        EmbeddingServiceError: it is another thing.
    """
    found: Any = answer if field is None else answer.get(field) if is_mapping(answer) else None
    if not is_list(found):
        raise EmbeddingServiceError(service, f"answered without embeddings: {str(answer)[:_SHOWN]}")
    if len(found) != count:
        raise EmbeddingServiceError(service, f"answered with {len(found)} embeddings for {count} inputs")
    return found


def vectors(service: str, found: list[Any], packed: str = "<f4") -> list[NDArray[np.float32]]:
    """Rows of numbers as float32 arrays; a row that is a text is base64 of numbers of the dtype ``packed``.

    Raises:
        EmbeddingServiceError: they are something else.
    """
    try:
        return [
            np.frombuffer(base64.b64decode(row, validate=True), packed).astype(np.float32)
            if isinstance(row, str)
            else np.asarray(row, dtype=np.float32)
            for row in found
        ]
    except (TypeError, ValueError):
        raise EmbeddingServiceError(service, "answered with embeddings that are no numbers") from None


def listed(service: str, answer: Any, count: int, packed: str = "<f4") -> list[NDArray[np.float32]]:
    """The vectors of an answer in the form that most services share: ``{"data": [{"index", "embedding"}]}``."""
    found = rows(service, answer, "data", count)
    ordered = sorted(enumerate(found), key=lambda entry: _place(service, *entry))
    return vectors(service, fields(service, [entry for _, entry in ordered], "embedding"), packed)


def _place(service: str, place: int, entry: Any) -> int:
    """Where an entry says that it stands; where it stands, if it does not."""
    said = entry.get("index", place) if is_mapping(entry) else place
    if not isinstance(said, int):
        raise EmbeddingServiceError(service, f"answered with the index {said!r}")
    return said


def fields(service: str, found: list[Any], *path: str) -> list[Any]:
    """What stands in each entry under the names of ``path``, one in the other.

    Raises:
        EmbeddingServiceError: an entry has no such field.
    """
    for name in path:
        if not all(is_mapping(entry) and name in entry for entry in found):
            raise EmbeddingServiceError(service, "answered without embeddings")
        found = [entry[name] for entry in found]
    return found


def embed_listed(
    service: str,
    url: str,
    headers: Mapping[str, str],
    items: Sequence[Any],
    options: Mapping[str, Any],
    *,
    at_once: int,
    packed: str = "<f4",
) -> list[NDArray[np.float32]]:
    """Embed in the form that most services share: ``{"input": [...], ...}`` goes, and what `listed` reads comes.

    Raises:
        EmbeddingServiceError: the service does not give the vectors.
    """
    made: list[NDArray[np.float32]] = []
    for part in parts(items, at_once):
        answer = post(service, url, {"input": part, **options}, headers)
        made.extend(listed(service, answer, len(part), packed))
    return made


def texts(service: str, input: Sequence[Any]) -> list[str]:
    """The input as a list of texts.

    Raises:
        ValueError: there is something else among them.
    """
    if not all(isinstance(item, str) for item in input):
        raise ValueError(f"{service} embeds texts only")
    return list(input)


def unchanged(old: Mapping[str, Any], new: Mapping[str, Any], *fields: str) -> None:
    """Raise a ValueError if a new configuration changes one of ``fields``: the vectors would no longer fit."""
    for field in fields:
        if field in new and new[field] != old.get(field):
            raise ValueError(f"The {field} cannot be changed after the embedding function has been initialized.")
