"""The tree of exceptions: what it catches, what it carries, what it keeps to itself."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest
from chromadb import errors
from chromadb.errors import ChromaError, error_from_response, error_types

EVERY = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, ChromaError)]


def test_tree_in_the_docstring_is_complete() -> None:
    assert errors.__doc__ is not None
    for error_type in EVERY:
        assert error_type.__name__ in errors.__doc__
    assert sorted(errors.__all__) == sorted([*(e.__name__ for e in EVERY), "error_from_response", "error_types"])


@pytest.mark.parametrize("error_type", EVERY, ids=lambda error_type: error_type.__name__)
def test_every_error_survives_pickle_and_copy_with_all_it_carries(error_type: type[ChromaError]) -> None:
    error = error_type(
        "what happened",
        status=418,
        kind="Teapot",
        method="POST",
        url="http://localhost:8000/api/v2",
        request_id="r-1",
        retry_after=2.5,
        trace_id="t-1",
    )
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is error_type
        assert repr(twin) == repr(error)
        assert (twin.status, twin.kind, twin.method, twin.url) == (
            418,
            "Teapot",
            "POST",
            "http://localhost:8000/api/v2",
        )
        assert (twin.request_id, twin.retry_after, twin.trace_id) == ("r-1", 2.5, "t-1")
        assert str(twin) == twin.message() == "what happened"
        assert twin.code() == 418


@pytest.mark.parametrize("error_type", EVERY, ids=lambda error_type: error_type.__name__)
def test_every_error_has_a_docstring_a_name_and_a_code(error_type: type[ChromaError]) -> None:
    assert error_type.__doc__
    assert error_type.name()
    assert 400 <= error_type().code() <= 599


@pytest.mark.parametrize(
    ("status", "kind", "message", "expected"),
    [
        (400, "InvalidArgumentError", "bad name", errors.InvalidArgumentError),
        (400, "ChromaError", "bad", errors.InvalidArgumentError),
        (401, "ChromaError", "Permission denied.", errors.AuthorizationError),
        (401, "AuthError", "Forbidden", errors.ChromaAuthError),
        (403, "ChromaError", "Permission denied.", errors.ChromaAuthError),
        (404, "NotFoundError", "Collection [x] does not exist", errors.NotFoundError),
        (404, None, "Not Found", errors.NotFoundError),
        (408, None, "", errors.ChromaTimeoutError),
        (409, "ChromaError", "Collection [x] already exists", errors.ConflictError),
        (409, "UniqueConstraintError", "", errors.UniqueConstraintError),
        (410, "Unimplemented", "The v1 API is deprecated", errors.UnimplementedError),
        (412, "ChromaError", "", errors.PreconditionFailedError),
        (413, None, "length limit exceeded", errors.BatchSizeExceededError),
        (415, "ChromaError", "Expected request with json", errors.InvalidArgumentError),
        (422, "ChromaError", "Failed to deserialize", errors.InvalidArgumentError),
        (422, "ChromaError", "Quota exceeded: 'Document size' exceeded quota limit", errors.QuotaError),
        (422, "InvalidArgumentError", "Billing limit exceeded", errors.QuotaError),
        (429, "ChromaError", "", errors.RateLimitError),
        (418, "ChromaError", "", ChromaError),
        (500, "InternalError", "", errors.InternalError),
        (500, "VersionMismatchError", "", errors.VersionMismatchError),
        (501, "ChromaError", "Error executing plan: Not implemented", errors.UnimplementedError),
        (502, None, "<html>", errors.ServiceUnavailableError),
        (503, "ChromaError", "", errors.ServiceUnavailableError),
        (504, None, "", errors.ChromaTimeoutError),
        (599, "SomethingNew", "", errors.InternalError),
    ],
)
def test_answers_become_the_exception_they_stand_for(
    status: int, kind: str | None, message: str, expected: type[ChromaError]
) -> None:
    error = error_from_response(status, kind, message, method="GET", url="http://h/x", request_id="r", retry_after=1.0)
    assert type(error) is expected
    assert error.code() == error.status == status
    assert error.args == (message,)
    assert (error.kind, error.method, error.url, error.request_id, error.retry_after) == (
        kind,
        "GET",
        "http://h/x",
        "r",
        1.0,
    )


@pytest.mark.parametrize(
    ("error_type", "builtin"),
    [
        (errors.NotFoundError, ValueError),
        (errors.ConflictError, ValueError),
        (errors.ConflictError, errors.UniqueConstraintError),
        (errors.InvalidArgumentError, ValueError),
        (errors.ChromaConnectionError, ValueError),
        (errors.ChromaConnectionError, ConnectionError),
        (errors.ChromaTimeoutError, TimeoutError),
        (errors.UnimplementedError, NotImplementedError),
        (errors.ClientClosedError, RuntimeError),
    ],
)
def test_builtin_bases_catch(error_type: type[ChromaError], builtin: type[Exception]) -> None:
    with pytest.raises(builtin, match="refused"):
        raise error_type("refused")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://user:hunter2@host:8000/x", "http://**********@host:8000/x"),
        ("http://host/x?api_key=hunter2&limit=3", "http://host/x?api_key=**********&limit=3"),
        ("http://host/x?Token=hunter2", "http://host/x?Token=**********"),
        ("http://host/x?limit=3#top", "http://host/x?limit=3#top"),
    ],
)
def test_urls_do_not_show_secrets(url: str, shown: str) -> None:
    error = ChromaError("m", url=url)
    assert error.url == shown
    assert "hunter2" not in repr(error)


def test_forbidden_is_the_message_of_an_authentication_error_without_one() -> None:
    assert errors.ChromaAuthError().message() == "Forbidden"
    assert errors.ChromaAuthError("Tenant a does not match b").message() == "Tenant a does not match b"


def test_kinds_of_the_official_package_are_known() -> None:
    assert set(error_types) == {
        "AuthError",
        "AuthorizationError",
        "BatchSizeExceededError",
        "ChromaError",
        "DuplicateID",
        "IDAlreadyExists",
        "InternalError",
        "InvalidArgumentError",
        "InvalidDimension",
        "InvalidHTTPVersion",
        "InvalidUUID",
        "NotFoundError",
        "QuotaError",
        "RateLimitError",
        "UniqueConstraintError",
        "VersionMismatchError",
    }
