"""Text that does not show itself."""

from __future__ import annotations

from chromadb._redact import REDACTED


class SecretStr:
    """A text that ``repr``, ``str`` and logs do not show; ``get_secret_value()`` does."""

    def __init__(self, secret_value: str) -> None:
        self._secret_value = secret_value

    def get_secret_value(self) -> str:
        """The text."""
        return self._secret_value

    def __len__(self) -> int:
        return len(self._secret_value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretStr) and other._secret_value == self._secret_value

    def __hash__(self) -> int:
        return hash(self._secret_value)

    def __str__(self) -> str:
        return REDACTED if self._secret_value else ""

    def __repr__(self) -> str:
        return f"SecretStr({str(self)!r})"
