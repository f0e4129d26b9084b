"""Data loaders: from URIs to data."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import numpy as np

from chromadb._types.embedding_function import DataLoader
from chromadb._types.records import URI, Image, URIs

__all__ = ["ChromaLangchainPassthroughDataLoader", "DataLoader", "ImageLoader"]


class ImageLoader(DataLoader[list[Image | None]]):
    """Loads images from files, several at a time, as arrays of shape (height, width) or (height, width, channels).

    Raises:
        ValueError: Pillow is not installed.
    """

    def __init__(self, max_workers: int = os.cpu_count() or 1) -> None:
        try:
            self._pillow: Any = importlib.import_module("PIL.Image")
        except ImportError:
            raise ValueError(
                "The PIL python package is not installed. Please install it with `pip install pillow`"
            ) from None
        self._max_workers = max_workers

    def _load_image(self, uri: URI | None) -> Image | None:
        if uri is None:
            return None
        with self._pillow.open(uri) as image:
            return cast("Image", np.array(image))

    def __call__(self, uris: Sequence[URI | None]) -> list[Image | None]:
        with ThreadPoolExecutor(max_workers=self._max_workers) as executor:
            return list(executor.map(self._load_image, uris))


class ChromaLangchainPassthroughDataLoader(DataLoader[list[Image | None]]):
    """Hands the URIs through, marked as images, to an embedding function of LangChain that loads them itself."""

    def __call__(self, uris: URIs) -> Any:
        return ("images", uris)
