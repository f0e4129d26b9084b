"""The door to faiss, which is optional and imported when the first index is built or loaded."""

from __future__ import annotations

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


class threads:
    """Let faiss use this many threads inside the block.

    OpenMP keeps the number per calling thread, so neither other threads nor the caller's own work notice.
    """

    __slots__ = ("_before", "_count", "_faiss")

    def __init__(self, faiss: Any, count: int) -> None:
        self._faiss, self._count = faiss, count

    def __enter__(self) -> None:
        self._before: int = self._faiss.omp_get_max_threads()
        if self._before != self._count:
            self._faiss.omp_set_num_threads(self._count)

    def __exit__(self, *_: object) -> None:
        if self._before != self._count:
            self._faiss.omp_set_num_threads(self._before)
