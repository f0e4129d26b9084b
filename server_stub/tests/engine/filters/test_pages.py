"""Pages of a collection without a filter, from segments with deleted records."""

from __future__ import annotations

import numpy as np
import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine

_RECORDS = 9000


@pytest.fixture(params=[1.0, 0.9, 0.3, 0.002], ids=lambda share: f"{share:.1%} left")
def kept(request: pytest.FixtureRequest, engine: Engine) -> tuple[str, list[str]]:
    """A collection in one segment of which that share is left; the ids it holds."""
    made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "pages").id
    ids = [f"id-{number}" for number in range(_RECORDS)]
    engine.add(made, ids=ids, embeddings=np.ones((_RECORDS, 2), dtype=np.float32))
    engine.vacuum()
    left = np.random.default_rng(1).random(_RECORDS) < request.param
    if not left.all():
        engine.delete(made, ids=[ids[row] for row in np.flatnonzero(~left)])
    return made, [ids[row] for row in np.flatnonzero(left)]


@pytest.mark.parametrize("offset", [0, 1, 7, 1000, 1025, 4000, 8990, 9000])
@pytest.mark.parametrize("limit", [1, 3, 100, 2000, None])
def test_a_page_is_a_slice_of_all_records(
    engine: Engine, kept: tuple[str, list[str]], offset: int, limit: int | None
) -> None:
    collection, ids = kept
    end = None if limit is None else offset + limit
    assert engine.get(collection, offset=offset, limit=limit, include=[]).ids == ids[offset:end]
