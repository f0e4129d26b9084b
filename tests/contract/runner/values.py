"""Variables and generated values in the arguments and expectations of a vector."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

_PLACEHOLDER = re.compile(r"\{\{([a-z0-9_:]+)\}\}")
_BUILT_IN: Mapping[str, str | int] = {"tenant": "default_tenant", "database": "default_database"}


class Variables:
    """The variables of one run of one vector.

    ``{{name}}`` is the variable of that name, ``{{new:label}}`` a name nobody used before, the same for the same label
    during the run. A text that is a placeholder and nothing else takes the variable's value with its type.
    """

    def __init__(self, initial: Mapping[str, str | int]) -> None:
        self._values: dict[str, Any] = dict(_BUILT_IN)
        self._run = secrets.token_hex(6)
        for name, value in initial.items():
            self._values[name] = self.fill(value)

    def __getitem__(self, name: str) -> Any:
        if name.startswith("new:"):
            return f"{name.removeprefix('new:').replace('_', '-')}-{self._run}"
        try:
            return self._values[name]
        except KeyError:
            raise ValueError(f"the vector uses the variable '{name}' before it is set") from None

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def save(self, name: str, value: Any) -> None:
        """Keep a part of an answer under ``name``."""
        self._values[name] = value

    def fill(self, value: Any) -> Any:
        """``value`` with every placeholder replaced and every generator expanded."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, Mapping):
            if len(value) == 1 and "$$repeat" in value:
                return _repeat(**value["$$repeat"])
            return {str(self._text(key)): self.fill(item) for key, item in value.items()}
        return value

    def _text(self, text: str) -> Any:
        whole = _PLACEHOLDER.fullmatch(text)
        if whole:
            return self[whole.group(1)]
        return _PLACEHOLDER.sub(lambda found: str(self[found.group(1)]), text)


def _repeat(count: int, item: Any = None, text: str | None = None, number: str | None = None) -> Any:
    """``count`` times ``text`` joined, or a list of ``count`` items; ``number: prefix`` counts them from 0."""
    if text is not None:
        return text * count
    if number is not None:
        return [f"{number}{index}" for index in range(count)]
    return [item] * count


def pointer(value: Any, path: str) -> Any:
    """The part of ``value`` that the JSON pointer ``path`` names."""
    for part in path.split("/")[1:]:
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = value[int(part)]
        else:
            value = value[part.replace("~1", "/").replace("~0", "~")]
    return value
