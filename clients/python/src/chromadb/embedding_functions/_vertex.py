"""Asking Vertex AI, with the application default credentials of Google Cloud."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from chromadb._types.vectors import Embeddings

from ._optional import import_optional
from ._service import bearer, fields, parts, post, rows, texts, vectors
from .errors import EmbeddingServiceError

_SERVICE = "Vertex AI"
_SCOPE = "https://www.googleapis.com/auth/cloud-platform"
_INSTALL = "pip install google-auth requests"
# What every region and model takes; the models of Gemini take one text.
_AT_ONCE = 5

_lock = threading.Lock()
_found: Any = None


def embed(
    project: str | None,
    location: str,
    model_name: str,
    input: Sequence[Any],
    task_type: str | None = None,
    dimension: int | None = None,
) -> Embeddings:
    """Vectors of a model of Google's at Vertex AI; without a project, in that of the credentials.

    Raises:
        MissingDependencyError: google-auth is not installed.
        EmbeddingServiceError: there are no credentials, or the service does not give the vectors.
    """
    given = texts(_SERVICE, input)
    token, own_project = _sign_in()
    project = project or own_project
    if not project:
        raise EmbeddingServiceError(_SERVICE, "was not asked: no project is named, nor do the credentials have one")
    host = "aiplatform.googleapis.com" if location == "global" else f"{location}-aiplatform.googleapis.com"
    place = f"projects/{project}/locations/{location}/publishers/google/models/{model_name}"
    task = {} if task_type is None else {"task_type": task_type}
    parameters = {} if dimension is None else {"outputDimensionality": dimension}
    made: Embeddings = []
    for part in parts(given, 1 if model_name.startswith("gemini") else _AT_ONCE):
        body: dict[str, Any] = {"instances": [{"content": text, **task} for text in part]}
        if parameters:
            body["parameters"] = parameters
        answer = post(_SERVICE, f"https://{host}/v1/{place}:predict", body, bearer(token))
        found = rows(_SERVICE, answer, "predictions", len(part))
        made.extend(vectors(_SERVICE, fields(_SERVICE, found, "embeddings", "values")))
    return made


def _sign_in() -> tuple[str, str | None]:
    """A token that is still valid, and the project of the credentials."""
    global _found
    auth = import_optional("google.auth", _SERVICE, _INSTALL)
    transport = import_optional("google.auth.transport.requests", _SERVICE, _INSTALL)
    errors = import_optional("google.auth.exceptions", _SERVICE, _INSTALL)
    with _lock:
        try:
            if _found is None:
                _found = auth.default(scopes=[_SCOPE])
            credentials, project = _found
            if not credentials.valid:
                credentials.refresh(transport.Request())
        except errors.GoogleAuthError as error:
            raise EmbeddingServiceError(_SERVICE, f"cannot be signed in to: {error}") from error
        return credentials.token, project
