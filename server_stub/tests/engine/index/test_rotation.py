"""Rotations keep distances and are the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from chroma_server.engine.index.rotation import Rotation


@pytest.mark.parametrize("dimension", [2, 3, 16, 17, 384, 1000, 1021, 4096])
def test_distances_stay(dimension: int) -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(5, dimension)).astype(np.float32)
    turned = Rotation(dimension)(vectors)
    assert turned.shape[1] < dimension + np.sqrt(dimension) + 1
    assert turned.flags.c_contiguous
    np.testing.assert_allclose(turned @ turned.T, vectors @ vectors.T, rtol=1e-4, atol=1e-2)


def test_the_weight_of_one_dimension_is_spread() -> None:
    one = np.zeros((1, 384), dtype=np.float32)
    one[0, 5] = 1
    assert np.abs(Rotation(384)(one)).max() < 0.5


def test_the_same_arguments_give_the_same_rotation() -> None:
    vectors = np.eye(64, dtype=np.float32)
    assert (Rotation(64)(vectors) == Rotation(64)(vectors)).all()
    assert not np.allclose(Rotation(64, seed=2)(vectors), Rotation(64)(vectors))
