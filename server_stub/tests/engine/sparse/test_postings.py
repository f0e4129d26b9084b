"""Postings are the entries by dimension, and nothing else."""

from __future__ import annotations

import numpy as np
from chroma_server.engine.sparse.postings import Entries, Postings
from hypothesis import given, settings
from hypothesis import strategies as st

indices = st.sampled_from([0, 1, 5, 65_536, 2**31, 2**32 - 1])
vectors = st.lists(st.dictionaries(indices, st.integers(-3, 3).map(float), max_size=5), max_size=12)


def entries_of(given_vectors: list[dict[int, float]]) -> Entries:
    flat = [(row, index, vector[index]) for row, vector in enumerate(given_vectors) for index in sorted(vector)]
    rows, dimensions, values = ([entry[place] for entry in flat] for place in range(3))
    return Entries(np.array(rows, np.uint32), np.array(dimensions, np.uint32), np.array(values, np.float32))


@settings(deadline=None)
@given(vectors, st.sets(indices | st.just(7)))
def test_the_entries_of_each_dimension(given_vectors: list[dict[int, float]], wanted: set[int]) -> None:
    postings = Postings.of(entries_of(given_vectors))
    asked = sorted(wanted)
    found = {
        asked[position]: dict(zip(rows.tolist(), values.tolist(), strict=True))
        for position, rows, values in postings.of_dimensions(np.array(asked, dtype=np.uint32))
    }
    expected = {
        index: {row: vector[index] for row, vector in enumerate(given_vectors) if index in vector} for index in asked
    }
    assert found == {index: rows for index, rows in expected.items() if rows}


@settings(deadline=None)
@given(vectors)
def test_saved_and_restored(given_vectors: list[dict[int, float]]) -> None:
    postings = Postings.of(entries_of(given_vectors))
    again = Postings.restored(postings.sections)
    assert all((again.sections[name] == array).all() for name, array in postings.sections.items())
    assert postings.nbytes == sum(array.nbytes for array in postings.sections.values())
