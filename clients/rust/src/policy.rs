//! When a failed request is sent again, and after how long: no clock and no socket here.
//!
//! | failure | meaning | repeated for |
//! |---|---|---|
//! | not sent | no connection: the server saw nothing | every operation |
//! | refused | 429: refused before anything was done | every operation |
//! | unavailable | 503: perhaps done, perhaps not | repeatable operations |
//! | ambiguous | the connection broke or timed out midway | repeatable operations |

use std::time::{Duration, SystemTime};

use crate::{ChromaError, Result};

/// How often and how patiently a request is repeated.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    /// Tries in all, the first included; 1 never repeats.
    pub attempts: u32,
    /// The longest wait before the second try. It doubles from try to try.
    pub base_delay: Duration,
    /// No wait of our own choice is longer.
    pub max_delay: Duration,
    /// A server that asks for a longer wait is not waited for: the error is returned at once.
    pub max_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            base_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(5),
            max_retry_after: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// A policy that sends nothing twice.
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.attempts == 0 {
            return Err(ChromaError::invalid("RetryPolicy: attempts must be at least 1"));
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    NotSent,
    Refused,
    Unavailable,
    Ambiguous,
}

impl Failure {
    /// The failure that an answer's status stands for; `None` when repeating cannot help.
    pub(crate) fn of_status(status: u16) -> Option<Self> {
        match status {
            429 => Some(Self::Refused),
            503 => Some(Self::Unavailable),
            _ => None,
        }
    }
}

/// How long to wait before the next try, or `None` to give up.
///
/// `attempt` is the number of the try that failed, from 1; `random` lies in 0..1, and the wait is that share of the
/// exponential ceiling ("full jitter"). What the server asks for is waited besides, so that the callers it sent away
/// together do not come back together.
pub(crate) fn delay_before_retry(
    policy: &RetryPolicy,
    failure: Failure,
    attempt: u32,
    repeatable: bool,
    random: f64,
    retry_after: Option<Duration>,
) -> Option<Duration> {
    let may_repeat = repeatable || matches!(failure, Failure::NotSent | Failure::Refused);
    if attempt >= policy.attempts || !may_repeat {
        return None;
    }
    let doubled = policy.base_delay.saturating_mul(2_u32.saturating_pow(attempt - 1));
    let jitter = policy.max_delay.min(doubled).mul_f64(random);
    match retry_after {
        None => Some(jitter),
        Some(asked) if asked > policy.max_retry_after => None,
        Some(asked) => Some(asked + jitter),
    }
}

/// The wait that a `Retry-After` header asks for: seconds or an HTTP date; `None` when it says neither.
pub(crate) fn parse_retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let text = value.trim();
    if text.starts_with(|character: char| character.is_ascii_digit()) {
        return text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delay(failure: Failure, attempt: u32, repeatable: bool, retry_after: Option<u64>) -> Option<f64> {
        let retry_after = retry_after.map(Duration::from_secs);
        delay_before_retry(&RetryPolicy::default(), failure, attempt, repeatable, 0.5, retry_after)
            .map(|delay| delay.as_secs_f64())
    }

    #[test]
    fn only_what_was_not_done_is_repeated_for_every_operation() {
        for failure in [Failure::NotSent, Failure::Refused] {
            assert!(delay(failure, 1, false, None).is_some());
        }
        for failure in [Failure::Unavailable, Failure::Ambiguous] {
            assert!(delay(failure, 1, false, None).is_none());
            assert!(delay(failure, 1, true, None).is_some());
        }
    }

    #[test]
    fn the_ceiling_doubles_up_to_the_longest_wait_and_the_tries_end() {
        let waits: Vec<_> = (1..=4).map(|attempt| delay(Failure::Refused, attempt, false, None)).collect();
        assert_eq!(waits, [Some(0.1), Some(0.2), Some(0.4), None]);
        let patient = RetryPolicy { attempts: u32::MAX, ..RetryPolicy::default() };
        let wait = delay_before_retry(&patient, Failure::Refused, 1000, false, 1.0, None);
        assert_eq!(wait, Some(Duration::from_secs(5)));
    }

    #[test]
    fn the_servers_wish_is_added_to_the_jitter_unless_it_is_too_long() {
        assert_eq!(delay(Failure::Refused, 1, false, Some(7)), Some(7.1));
        assert_eq!(delay(Failure::Refused, 1, false, Some(61)), None);
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").expect("a date");
        assert_eq!(parse_retry_after(" 1.5 ", now), Some(Duration::from_millis(1500)));
        assert_eq!(parse_retry_after("Sun, 06 Nov 1994 08:49:40 GMT", now), Some(Duration::from_secs(3)));
        assert_eq!(parse_retry_after("Sun, 06 Nov 1994 08:49:30 GMT", now), Some(Duration::ZERO));
        for nonsense in ["soon", "-1", "1e400", "7x", ""] {
            assert_eq!(parse_retry_after(nonsense, now), None, "{nonsense:?}");
        }
    }
}
