"""A numpy array that grows at its end at constant cost per row."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)


class GrowableArray(Generic[Scalar]):
    """Rows of a fixed shape and dtype. :attr:`view` is the live part; a view taken earlier keeps its old length."""

    def __init__(self, dtype: type[Scalar], row_shape: tuple[int, ...] = ()) -> None:
        self._data: NDArray[Scalar] = np.zeros((0, *row_shape), dtype=dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def view(self) -> NDArray[Scalar]:
        return self._data[: self._length]

    @property
    def nbytes(self) -> int:
        """Bytes in memory, the unused ones included."""
        return self._data.nbytes

    def extend(self, count: int, values: Any = 0) -> NDArray[Scalar]:
        """Add ``count`` rows holding ``values`` (an array or one value for all); a view of them."""
        start, end = self._length, self._length + count
        if end > len(self._data):
            # Half as much again: at most a third of the memory is unused.
            grown = np.zeros((max(end, len(self._data) * 3 // 2, 4), *self._data.shape[1:]), dtype=self._data.dtype)
            grown[:start] = self._data[:start]
            self._data = grown
        self._data[start:end] = values
        self._length = end
        return self._data[start:end]

    def copy(self) -> GrowableArray[Scalar]:
        """The same rows in memory of their own, with no room to spare."""
        made: GrowableArray[Scalar] = GrowableArray(self._data.dtype.type)
        made._data = np.array(self._data[: self._length])
        made._length = self._length
        return made

    def truncate(self, length: int) -> None:
        """Forget the rows from ``length`` on. Rows added later take their place, so no view may reach beyond it."""
        self._length = length
