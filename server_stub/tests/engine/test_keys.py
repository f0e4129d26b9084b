"""Values under a key as integers: the same from columns as from the metadata itself, in whatever part they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chroma_server.engine import Collection, Engine, keys
from chroma_server.engine.keys import codes_under
from chroma_server.engine.ranking import value_codes
from chroma_server.engine.rules.metadata import check_metadatas

VALUES: list[Any] = [
    "a",
    "ä",
    "b",
    7,
    -1,
    2**63 - 1,
    0.5,
    7.0,
    True,
    False,
    [1, 2],
    ["a"],
    {"indices": [1], "values": [2.0]},
    None,
]


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("kinds", [VALUES, VALUES[:3], VALUES[3:6], VALUES[8:10], [None], [0.5, 1.5, "a"]])
def test_from_columns_and_from_metadata_the_same(
    engine: Engine, collection: Collection, monkeypatch: pytest.MonkeyPatch, few: int, kinds: list[Any]
) -> None:
    monkeypatch.setattr(keys, "_FEW", few)
    rng = np.random.default_rng(3)
    given = [kinds[place] for place in rng.integers(0, len(kinds), 120)]
    for start in (0, 50, 100):
        # Two segments and a tail; the other key is there, so that every record has metadata.
        metadatas = [{"o": 1} if value is None else {"k": value, "o": 1} for value in given[start : start + 50]]
        ids = [str(start + place) for place in range(len(metadatas))]
        engine.add(collection.id, ids=ids, embeddings=np.zeros((len(ids), 2)), metadatas=metadatas)
        if start < 100:
            engine.vacuum()
    snapshot = engine._open(collection.id).snapshot()
    rows = rng.permutation(snapshot.live_rows)[:90]
    own = [metadata["k"] for metadata in check_metadatas([{"k": value} for value in given if value is not None])]
    normal = iter(own)
    stored = [None if value is None else next(normal) for value in given]
    places = [int(name) for name in snapshot.ids_at(rows)]
    assert codes_under(snapshot, "k", rows).tolist() == value_codes([stored[place] for place in places]).tolist()
    assert codes_under(snapshot, "absent", rows).tolist() == [0] * len(rows)
