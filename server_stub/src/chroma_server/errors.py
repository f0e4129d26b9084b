"""What goes wrong, as HTTP answers: status, kind and message.

ApiError                    an answer of 400 or above; raised by the HTTP layer itself
 └── NotReady               503 of a health check, with its report
engine.errors.EngineError   raised below; `answer_to` gives it its status and kind

Only four kinds have names of their own on the wire. Every other status is a ``ChromaError``, so a client tells them
apart by the status.
"""

from __future__ import annotations

import secrets

from chroma_server.engine import errors as engine
from chroma_server.exchange import Headers, Response, json_response

INVALID_ARGUMENT = "InvalidArgumentError"
NOT_FOUND = "NotFoundError"
INTERNAL = "InternalError"
UNIMPLEMENTED = "Unimplemented"
CHROMA = "ChromaError"

_BY_ENGINE_ERROR: tuple[tuple[type[engine.EngineError], int, str], ...] = (
    (engine.InvalidArgument, 400, INVALID_ARGUMENT),
    (engine.NotFound, 404, NOT_FOUND),
    (engine.AlreadyExists, 409, CHROMA),
    (engine.Conflict, 409, CHROMA),
    (engine.FailedPrecondition, 412, CHROMA),
    (engine.PermissionDenied, 403, CHROMA),
    (engine.QuotaExceeded, 422, CHROMA),
    (engine.ResourceExhausted, 429, CHROMA),
    (engine.Unimplemented, 501, CHROMA),
    (engine.Unavailable, 503, CHROMA),
    (engine.Internal, 500, INTERNAL),
)


class ApiError(Exception):
    """An error answer that the HTTP layer decides on.

    ``kind`` None makes the message a bare text body without content type; with an empty message the body is empty.
    """

    def __init__(self, status: int, kind: str | None, message: str, headers: Headers = ()) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.headers = headers

    def response(self) -> Response:
        """The answer, without its trace id."""
        if self.kind is None:
            return Response(self.status, self.message.encode(), None, self.headers)
        return error_response(self.status, self.kind, self.message, self.headers)


class NotReady(ApiError):
    """503 with the report of a health check in place of an error object."""

    def __init__(self, report: dict[str, bool]) -> None:
        super().__init__(503, None, "not ready")
        self.report = report

    def response(self) -> Response:
        """The report, which has the same shape as that of a healthy server."""
        return json_response(self.report, self.status)


def error_response(status: int, kind: str, message: str, headers: Headers = ()) -> Response:
    """``{"error": kind, "message": message}``."""
    return json_response({"error": kind, "message": message}, status, headers)


def malformed_json(reason: str) -> ApiError:
    """400: the body is not JSON."""
    return ApiError(400, INVALID_ARGUMENT, f"Failed to parse the request body as JSON: {reason}")


def wrong_shape(reason: str) -> ApiError:
    """422: the body is JSON, but not the JSON that the operation takes."""
    return ApiError(422, CHROMA, f"Failed to deserialize the JSON body into the target type: {reason}")


def bad_query_string(reason: str) -> ApiError:
    """400: a query parameter cannot be read."""
    return ApiError(400, INVALID_ARGUMENT, f"Failed to deserialize query string: {reason}")


def unauthenticated() -> ApiError:
    """401: no key, or a key that opens nothing."""
    return ApiError(401, CHROMA, "Permission denied.")


def forbidden() -> ApiError:
    """403: the key is good, but not for this tenant, database or action."""
    return ApiError(403, CHROMA, "Permission denied.")


def answer_to(error: engine.EngineError) -> Response:
    """The answer that an error of the engine becomes."""
    for cls, status, kind in _BY_ENGINE_ERROR:
        if isinstance(error, cls):
            return error_response(status, kind, error.message)
    return error_response(500, INTERNAL, error.message)


def new_trace_id() -> str:
    """32 hex digits for the header ``chroma-trace-id`` of one error answer and its line in the log."""
    return secrets.token_hex(16)
