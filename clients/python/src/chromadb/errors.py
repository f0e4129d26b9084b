"""Every exception this package raises on purpose, except ``ValueError`` and ``TypeError`` of argument checks.

ChromaError
 ├── InvalidArgumentError (also ValueError)      400, 415, 422   the server refuses a value
 ├── InvalidDimensionException                                   vectors of different lengths
 ├── InvalidUUIDError                                            text that is not a UUID
 ├── InvalidHTTPVersion                                          the server refuses the HTTP version
 ├── DuplicateIDError                                            the same id twice in one call
 ├── IDAlreadyExistsError                        409             the record exists
 ├── AuthorizationError                          401             no credentials, or wrong ones
 ├── ChromaAuthError                             403             good credentials, but not for this
 ├── NotFoundError (also ValueError)             404             tenant, database, collection, function
 ├── UniqueConstraintError                       409
 │    └── ConflictError (also ValueError)        409             the name is taken
 ├── PreconditionFailedError                     412             the state has changed since it was read
 ├── BatchSizeExceededError                      413             too much in one call
 ├── QuotaError                                  422             a quota or billing limit of Chroma Cloud
 ├── RateLimitError                              429             too many calls
 ├── InternalError                               500, other 5xx  the server failed
 ├── VersionMismatchError                        500             the server was built for another format
 ├── UnimplementedError (also NotImplementedError)  501, 410     this server does not answer the call
 ├── ServiceUnavailableError                     502, 503        the server, or a proxy before it, is not ready
 ├── ChromaTimeoutError (also TimeoutError)      408, 504        no answer in time
 ├── ChromaConnectionError (also ConnectionError and ValueError) no connection, or a broken one
 ├── InvalidResponseError                                        an answer that is not Chroma's
 └── ClientClosedError (also RuntimeError)                       a call on a closed client

Where a builtin base is named, code written for the documented ``ValueError`` keeps working.
"""

from __future__ import annotations

from chromadb._redact import redact_url

__all__ = [
    "AuthorizationError",
    "BatchSizeExceededError",
    "ChromaAuthError",
    "ChromaConnectionError",
    "ChromaError",
    "ChromaTimeoutError",
    "ClientClosedError",
    "ConflictError",
    "DuplicateIDError",
    "IDAlreadyExistsError",
    "InternalError",
    "InvalidArgumentError",
    "InvalidDimensionException",
    "InvalidHTTPVersion",
    "InvalidResponseError",
    "InvalidUUIDError",
    "NotFoundError",
    "PreconditionFailedError",
    "QuotaError",
    "RateLimitError",
    "ServiceUnavailableError",
    "UnimplementedError",
    "UniqueConstraintError",
    "VersionMismatchError",
    "error_from_response",
    "error_types",
]


class ChromaError(Exception):
    """Base of all. ``str(error)`` is the message; the rest is in the attributes.

    Attributes:
        status: HTTP status of the answer, None when there was no answer.
        kind: the ``error`` field of the answer, e.g. ``"NotFoundError"``.
        method, url: what was called; the URL without credentials.
        request_id, trace_id: the server's names for the call; quote them to its operator.
        retry_after: seconds the server asked to wait before the next attempt.
        records_written, failed_batch: of a write that was split into several requests, how many records were
            acknowledged before the error and which request failed, from 1; None when the write was not split.
    """

    status: int | None = None
    kind: str | None = None
    method: str | None = None
    url: str | None = None
    request_id: str | None = None
    retry_after: float | None = None
    trace_id: str | None = None
    records_written: int | None = None
    failed_batch: int | None = None

    def __init__(
        self,
        *args: object,
        status: int | None = None,
        kind: str | None = None,
        method: str | None = None,
        url: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        trace_id: str | None = None,
    ) -> None:
        super().__init__(*args)
        self.status = status
        self.kind = kind
        self.method = method
        self.url = None if url is None else redact_url(url)
        self.request_id = request_id
        self.retry_after = retry_after
        self.trace_id = trace_id

    def code(self) -> int:
        """The HTTP status: that of the answer, or the one this kind of error stands for."""
        return self.status if self.status is not None else self._code()

    def _code(self) -> int:
        return 400

    def message(self) -> str:
        """The message alone."""
        return ", ".join(str(arg) for arg in self.args)

    @classmethod
    def name(cls) -> str:
        """The kind of error as Chroma names it."""
        return "ChromaError"

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        shown = [repr(self.message())]
        for attribute in ("status", "kind", "method", "url", "request_id", "retry_after", "trace_id"):
            value = getattr(self, attribute)
            if value is not None:
                shown.append(f"{attribute}={value!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


class InvalidArgumentError(ChromaError, ValueError):
    """The server refuses a value: the message says which. Correct the call; repeating it fails again."""

    @classmethod
    def name(cls) -> str:
        return "InvalidArgument"


class InvalidDimensionException(ChromaError):
    """Vectors do not have the collection's dimension. Embed with the function the collection was made with."""

    @classmethod
    def name(cls) -> str:
        return "InvalidDimension"


class InvalidUUIDError(ChromaError):
    """A text that should be a collection's UUID is none."""

    @classmethod
    def name(cls) -> str:
        return "InvalidUUID"


class InvalidHTTPVersion(ChromaError):
    """The server does not speak the HTTP version of the request."""

    @classmethod
    def name(cls) -> str:
        return "InvalidHTTPVersion"


class DuplicateIDError(ChromaError):
    """One call carries the same record id twice: the message lists them. Send each record once."""

    @classmethod
    def name(cls) -> str:
        return "DuplicateID"


class IDAlreadyExistsError(ChromaError):
    """A record of that id exists. Use ``upsert`` to replace, ``update`` to change it."""

    def _code(self) -> int:
        return 409

    @classmethod
    def name(cls) -> str:
        return "IDAlreadyExists"


class AuthorizationError(ChromaError):
    """The server does not know the caller: no API key, or a wrong one. Check CHROMA_API_KEY or the auth settings."""

    def _code(self) -> int:
        return 401

    @classmethod
    def name(cls) -> str:
        return "AuthorizationError"


class ChromaAuthError(ChromaError):
    """The caller is known and may not do this: another tenant or database, or reset on a server that forbids it."""

    def _code(self) -> int:
        return 403

    def message(self) -> str:
        return super().message() or "Forbidden"

    @classmethod
    def name(cls) -> str:
        return "AuthError"


class NotFoundError(ChromaError, ValueError):
    """The tenant, database, collection or function does not exist. Create it, or check the names."""

    def _code(self) -> int:
        return 404

    @classmethod
    def name(cls) -> str:
        return "NotFoundError"


class UniqueConstraintError(ChromaError):
    """Something of that name exists and names are unique."""

    def _code(self) -> int:
        return 409

    @classmethod
    def name(cls) -> str:
        return "UniqueConstraintError"


class ConflictError(UniqueConstraintError, ValueError):
    """A tenant, database or collection of that name exists. Use ``get_or_create_collection``, or another name."""

    @classmethod
    def name(cls) -> str:
        return "ConflictError"


class PreconditionFailedError(ChromaError):
    """The state has changed since it was read, or does not allow the call. Read again, then decide anew."""

    def _code(self) -> int:
        return 412

    @classmethod
    def name(cls) -> str:
        return "PreconditionFailed"


class BatchSizeExceededError(ChromaError):
    """The call carries more than the server takes at once. Send smaller batches (``client.get_max_batch_size()``)."""

    def _code(self) -> int:
        return 413

    @classmethod
    def name(cls) -> str:
        return "BatchSizeExceededError"


class QuotaError(ChromaError):
    """A quota or billing limit of Chroma Cloud is reached: the message names it. Send less, or ask for more."""

    @classmethod
    def name(cls) -> str:
        return "QuotaError"


class RateLimitError(ChromaError):
    """Too many calls. Wait ``retry_after`` seconds, or use fewer workers."""

    def _code(self) -> int:
        return 429

    @classmethod
    def name(cls) -> str:
        return "RateLimitError"


class InternalError(ChromaError):
    """The server failed. A write may or may not have been applied; read before repeating it."""

    def _code(self) -> int:
        return 500

    @classmethod
    def name(cls) -> str:
        return "InternalError"


class VersionMismatchError(ChromaError):
    """The server's parts, or its data, are of different versions."""

    def _code(self) -> int:
        return 500

    @classmethod
    def name(cls) -> str:
        return "VersionMismatchError"


class UnimplementedError(ChromaError, NotImplementedError):
    """The API knows the call, this server does not answer it."""

    def _code(self) -> int:
        return 501

    @classmethod
    def name(cls) -> str:
        return "Unimplemented"


class ServiceUnavailableError(ChromaError):
    """The server, or a proxy before it, cannot serve now. Wait ``retry_after`` seconds and repeat."""

    def _code(self) -> int:
        return 503

    @classmethod
    def name(cls) -> str:
        return "ServiceUnavailable"


class ChromaTimeoutError(ChromaError, TimeoutError):
    """No answer in time. A write may or may not have been applied; raise the timeout, or send less at once."""

    def _code(self) -> int:
        return 504

    @classmethod
    def name(cls) -> str:
        return "Timeout"


class ChromaConnectionError(ChromaError, ConnectionError, ValueError):
    """No connection to the server, or one that broke. Check host, port, ssl, and that the server runs."""

    def _code(self) -> int:
        return 503

    @classmethod
    def name(cls) -> str:
        return "ConnectionError"


class InvalidResponseError(ChromaError):
    """The answer is not Chroma's: check that host and port lead to a Chroma server and not to something else."""

    def _code(self) -> int:
        return 502

    @classmethod
    def name(cls) -> str:
        return "InvalidResponse"


class ClientClosedError(ChromaError, RuntimeError):
    """The client was closed. Make a new one."""

    @classmethod
    def name(cls) -> str:
        return "ClientClosed"


error_types: dict[str, type[ChromaError]] = {
    "InvalidDimension": InvalidDimensionException,
    "InvalidArgumentError": InvalidArgumentError,
    "IDAlreadyExists": IDAlreadyExistsError,
    "DuplicateID": DuplicateIDError,
    "InvalidUUID": InvalidUUIDError,
    "InvalidHTTPVersion": InvalidHTTPVersion,
    "AuthorizationError": AuthorizationError,
    "NotFoundError": NotFoundError,
    "BatchSizeExceededError": BatchSizeExceededError,
    "VersionMismatchError": VersionMismatchError,
    "RateLimitError": RateLimitError,
    "AuthError": ChromaAuthError,
    "UniqueConstraintError": UniqueConstraintError,
    "QuotaError": QuotaError,
    "InternalError": InternalError,
    "ChromaError": ChromaError,
}
"""The exception for each kind an answer can name. ``"ChromaError"`` is what servers call everything else."""

_status_types: dict[int, type[ChromaError]] = {
    400: InvalidArgumentError,
    401: AuthorizationError,
    403: ChromaAuthError,
    404: NotFoundError,
    408: ChromaTimeoutError,
    409: ConflictError,
    410: UnimplementedError,
    412: PreconditionFailedError,
    413: BatchSizeExceededError,
    415: InvalidArgumentError,
    422: InvalidArgumentError,
    429: RateLimitError,
    501: UnimplementedError,
    502: ServiceUnavailableError,
    503: ServiceUnavailableError,
    504: ChromaTimeoutError,
}
_QUOTA_PREFIXES = ("Quota exceeded", "Billing limit exceeded")


def error_from_response(
    status: int,
    kind: str | None,
    message: str,
    *,
    method: str | None = None,
    url: str | None = None,
    request_id: str | None = None,
    retry_after: float | None = None,
    trace_id: str | None = None,
) -> ChromaError:
    """Build the exception for an answer that is not a success.

    The kind decides where it says something; ``"ChromaError"`` and unknown kinds leave it to the status. A 422 whose
    message begins with a quota or billing phrase is a QuotaError, as in the other languages' clients.
    """
    if status == 422 and message.startswith(_QUOTA_PREFIXES):
        error_type: type[ChromaError] = QuotaError
    elif kind is not None and kind != "ChromaError" and kind in error_types:
        error_type = error_types[kind]
    else:
        error_type = _status_types.get(status, InternalError if status >= 500 else ChromaError)
    return error_type(
        message,
        status=status,
        kind=kind,
        method=method,
        url=url,
        request_id=request_id,
        retry_after=retry_after,
        trace_id=trace_id,
    )
