"""A lock that many readers or one writer may hold."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager


class ReadWriteLock:
    """Readers share, a writer is alone.

    A waiting writer goes before new readers, so a stream of reads cannot starve it.
    Not reentrant: a thread that reads must not ask for the write side, nor for the read side again.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition(threading.Lock())
        self._readers = 0
        self._writing = False
        self._writers_waiting = 0

    @contextmanager
    def reading(self) -> Generator[None, None, None]:
        with self._condition:
            while self._writing or self._writers_waiting:
                self._condition.wait()
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                if not self._readers:
                    self._condition.notify_all()

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        with self._condition:
            self._writers_waiting += 1
            try:
                while self._writing or self._readers:
                    self._condition.wait()
            finally:
                self._writers_waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._condition.notify_all()
