"""The door to faiss, which is optional and imported when the first index is built or loaded."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import Any

_NEEDED = ("IndexIVFRaBitQFastScan", "IDSelectorBitmap", "SearchParametersIVF", "serialize_index")


@lru_cache(maxsize=1)
def load_faiss() -> Any | None:
    """The module, or None when it is not installed or too old for RaBitQ codes: then every search is exact."""
    try:
        import faiss
    except ImportError:
        return None
    module: ModuleType = faiss
    return module if all(hasattr(module, name) for name in _NEEDED) else None


@contextmanager
def threads(faiss: Any, count: int) -> Generator[None, None, None]:
    """Let faiss use this many threads inside the block.

    OpenMP keeps the number per calling thread, so neither other threads nor the caller's own work notice.
    """
    before: int = faiss.omp_get_max_threads()
    if before == count:
        yield
        return
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
