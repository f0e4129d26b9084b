from datetime import datetime, timedelta, timezone

import pytest
from chromadb.transport.policy import (
    Failure,
    RetryPolicy,
    delay_before_retry,
    failure_of_status,
    parse_retry_after,
    retry_policy,
)
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 20, 12, 0, 0, tzinfo=timezone.utc)
POLICIES = st.builds(
    RetryPolicy,
    attempts=st.integers(1, 9),
    base_delay=st.floats(0, 10),
    max_delay=st.floats(0, 60),
    max_retry_after=st.floats(0, 100),
)


@pytest.mark.parametrize(
    ("failure", "repeatable", "again"),
    [
        (Failure.NOT_SENT, False, True),
        (Failure.NOT_SENT, True, True),
        (Failure.REFUSED, False, True),
        (Failure.REFUSED, True, True),
        (Failure.UNAVAILABLE, False, False),
        (Failure.UNAVAILABLE, True, True),
        (Failure.AMBIGUOUS, False, False),
        (Failure.AMBIGUOUS, True, True),
    ],
)
def test_an_unsafe_operation_repeats_only_what_did_nothing(failure: Failure, repeatable: bool, again: bool) -> None:
    delay = delay_before_retry(RetryPolicy(), failure, attempt=1, repeatable=repeatable, random=0.5)
    assert (delay is not None) is again


@given(POLICIES, st.integers(1, 9), st.floats(0, 1, exclude_max=True))
def test_the_wait_is_a_share_of_an_exponential_ceiling(policy: RetryPolicy, attempt: int, random: float) -> None:
    delay = delay_before_retry(policy, Failure.NOT_SENT, attempt=attempt, repeatable=False, random=random)
    if attempt >= policy.attempts:
        assert delay is None
    else:
        assert delay == random * min(policy.max_delay, policy.base_delay * 2 ** (attempt - 1))


@given(POLICIES, st.floats(0, 200), st.floats(0, 1, exclude_max=True))
def test_the_servers_wait_is_kept_or_the_error_raised(policy: RetryPolicy, asked: float, random: float) -> None:
    delay = delay_before_retry(policy, Failure.REFUSED, attempt=1, repeatable=True, random=random, retry_after=asked)
    if policy.attempts == 1 or asked > policy.max_retry_after:
        assert delay is None
    else:
        assert delay is not None
        assert asked <= delay <= asked + policy.max_delay


def test_a_thousandth_attempt_does_not_overflow() -> None:
    policy = RetryPolicy(attempts=5000)
    assert delay_before_retry(policy, Failure.NOT_SENT, attempt=4000, repeatable=True, random=0.5) == 2.5


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        (" 0 ", 0.0),
        ("1.5", 1.5),
        ("Fri, 20 Nov 2026 12:00:30 GMT", 30.0),
        ("Fri, 20 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


def test_a_date_is_relative_to_now_in_any_zone() -> None:
    zone = timezone(timedelta(hours=2))
    assert parse_retry_after("Fri, 20 Nov 2026 12:00:30 GMT", NOW.astimezone(zone)) == 30.0


def test_which_statuses_are_worth_repeating() -> None:
    assert {status: failure_of_status(status) for status in (429, 503, 400, 401, 404, 409, 500, 501, 504)} == {
        429: Failure.REFUSED,
        503: Failure.UNAVAILABLE,
        **dict.fromkeys((400, 401, 404, 409, 500, 501, 504)),
    }


def test_a_number_of_retries_is_one_less_than_the_attempts() -> None:
    assert retry_policy(None) == RetryPolicy()
    assert retry_policy(0).attempts == 1
    assert retry_policy(5).attempts == 6
    policy = RetryPolicy(attempts=2)
    assert retry_policy(policy) is policy
    with pytest.raises(ValueError, match="attempts"):
        retry_policy(-1)
