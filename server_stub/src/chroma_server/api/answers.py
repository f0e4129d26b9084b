"""Answers that several resources share."""

from __future__ import annotations

from chroma_server.engine import GetResult
from chroma_server.stream import Columns


def get_answer(found: GetResult) -> Columns:
    """The columns of a read; one that was not included is null."""
    return Columns(
        {
            "ids": found.ids,
            "embeddings": found.embeddings,
            "documents": found.documents,
            "uris": found.uris,
            "metadatas": found.metadatas,
            "include": found.include,
        }
    )
