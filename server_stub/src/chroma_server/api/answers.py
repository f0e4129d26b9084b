"""Answers that several resources share."""

from __future__ import annotations

from typing import Any

from chroma_server.engine import GetResult


def get_answer(found: GetResult) -> dict[str, Any]:
    """The columns of a read; one that was not included is null."""
    return {
        "ids": found.ids,
        "embeddings": found.embeddings,
        "documents": found.documents,
        "uris": found.uris,
        "metadatas": found.metadatas,
        "include": found.include,
    }
