"""The engine's errors: what went wrong, in words, without a word about HTTP.

EngineError                 everything the engine raises on purpose
 ├── InvalidArgument        the caller's value is wrong; the message says which and how
 ├── NotFound               tenant, database, collection, record or function is missing
 ├── AlreadyExists          the name is taken
 ├── Conflict               a conditional write that lost: what it had read has changed
 ├── FailedPrecondition     the state does not allow the call (a function is attached, a read token is too old)
 ├── PermissionDenied       switched off by the settings (reset) or not allowed for the caller
 ├── QuotaExceeded          a published limit of the profile was passed
 ├── ResourceExhausted      too much at once; try again later
 ├── Unimplemented          known to the API, not answered by this profile
 ├── Unavailable            the store is locked by another process or closed
 └── Internal               the store is damaged or a promise of the engine was broken; the message names the file
"""

from __future__ import annotations

WAY_OUT = "`chroma check --repair` says what can be saved"
"""What every message about damage ends with."""


class EngineError(Exception):
    """Base of every error that the engine raises on purpose. ``str(error)`` is the message for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidArgument(EngineError):
    """A value is wrong. Correct the call; repeating it unchanged fails again."""


class NotFound(EngineError):
    """A tenant, database, collection or function does not exist."""


class AlreadyExists(EngineError):
    """A tenant, database or collection of that name exists already."""


class Conflict(EngineError):
    """What the transaction has read was written by another: read again, then decide anew."""


class FailedPrecondition(EngineError):
    """The state does not allow the call: read again, then decide anew."""


class PermissionDenied(EngineError):
    """Switched off by the settings, or not allowed for the caller."""


class QuotaExceeded(EngineError):
    """A limit of the profile was passed: send less, or ask for more."""


class ResourceExhausted(EngineError):
    """Too much at once: wait and repeat."""


class Unimplemented(EngineError):
    """The API knows the call, this profile does not answer it."""


class Unavailable(EngineError):
    """The store is closed, or locked by another process: wait and repeat."""


class Internal(EngineError):
    """The store is damaged, or a promise of the engine was broken; the message names the place."""
