//! What can go wrong.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use serde_json::Value;

/// The result of a call.
pub type Result<T, E = ChromaError> = std::result::Result<T, E>;

/// An error of any cause, as embedding functions return.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call failed. Every variant carries [`ErrorDetails`]; [`details`](Self::details) gives them for any of them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChromaError {
    /// 400, 415, 422, or refused before it was sent: a value is wrong. The message says which.
    #[error(transparent)]
    InvalidArgument(Box<ErrorDetails>),
    /// 401: no API key, or a wrong one.
    #[error(transparent)]
    Unauthenticated(Box<ErrorDetails>),
    /// 403: a good API key, but not for this; or credentials that leave the tenant or database open.
    #[error(transparent)]
    PermissionDenied(Box<ErrorDetails>),
    /// 404: the tenant, database, collection or function does not exist.
    #[error(transparent)]
    NotFound(Box<ErrorDetails>),
    /// 409: the name is taken.
    #[error(transparent)]
    Conflict(Box<ErrorDetails>),
    /// 412: the state has changed since it was read, or does not allow the call.
    #[error(transparent)]
    PreconditionFailed(Box<ErrorDetails>),
    /// 413: more than the server takes in one call.
    #[error(transparent)]
    TooLarge(Box<ErrorDetails>),
    /// 422 with the words of a quota: a limit of Chroma Cloud is reached.
    #[error(transparent)]
    Quota(Box<ErrorDetails>),
    /// 429: too many calls, and the last try was one, too.
    #[error(transparent)]
    RateLimit(Box<ErrorDetails>),
    /// 500 and other failures of the server. A write may or may not have been applied.
    #[error(transparent)]
    Internal(Box<ErrorDetails>),
    /// The server's parts, or its data, are of different versions.
    #[error(transparent)]
    VersionMismatch(Box<ErrorDetails>),
    /// 501, 410: the API knows the call, this server does not answer it.
    #[error(transparent)]
    Unimplemented(Box<ErrorDetails>),
    /// 502, 503: the server, or a proxy before it, is not ready.
    #[error(transparent)]
    Unavailable(Box<ErrorDetails>),
    /// 408, 504, or no answer within the client's own limits. A write may or may not have been applied.
    #[error(transparent)]
    Timeout(Box<ErrorDetails>),
    /// No connection, or one that broke.
    #[error(transparent)]
    Connection(Box<ErrorDetails>),
    /// The answer is not Chroma's.
    #[error(transparent)]
    InvalidResponse(Box<ErrorDetails>),
    /// The embedding function failed, is missing, or returned something else than was asked.
    #[error(transparent)]
    Embedding(Box<ErrorDetails>),
    /// Any other answer that is no success.
    #[error(transparent)]
    Other(Box<ErrorDetails>),
}

/// What is known of a failure. Its text is the message.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ErrorDetails {
    /// What is wrong, for a person to read.
    pub message: String,
    /// The HTTP status; `None` when there was no answer.
    pub status: Option<u16>,
    /// The kind the server names, such as `NotFoundError`.
    pub kind: Option<String>,
    /// The operation, such as `collection_add`.
    pub operation: Option<&'static str>,
    /// The HTTP method.
    pub method: Option<&'static str>,
    /// The address that was called, without credentials and without a query.
    pub url: Option<String>,
    /// The server's name, or that of a proxy before it, for the request: quote it to its operator.
    pub request_id: Option<String>,
    /// How long the server asks to wait before the next try.
    pub retry_after: Option<Duration>,
    /// Of a write that was split into several requests: how many records were acknowledged before the failure.
    pub records_written: Option<usize>,
    /// Of such a write: which of its requests failed, counted from 1.
    pub failed_batch: Option<usize>,
    pub(crate) source: Option<BoxError>,
}

impl fmt::Display for ErrorDetails {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl StdError for ErrorDetails {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as &(dyn StdError + 'static))
    }
}

impl ErrorDetails {
    pub(crate) fn new(message: impl Into<String>) -> Box<Self> {
        Box::new(Self { message: message.into(), ..Self::default() })
    }
}

impl ChromaError {
    /// What is known of the failure.
    pub fn details(&self) -> &ErrorDetails {
        match self {
            Self::InvalidArgument(details)
            | Self::Unauthenticated(details)
            | Self::PermissionDenied(details)
            | Self::NotFound(details)
            | Self::Conflict(details)
            | Self::PreconditionFailed(details)
            | Self::TooLarge(details)
            | Self::Quota(details)
            | Self::RateLimit(details)
            | Self::Internal(details)
            | Self::VersionMismatch(details)
            | Self::Unimplemented(details)
            | Self::Unavailable(details)
            | Self::Timeout(details)
            | Self::Connection(details)
            | Self::InvalidResponse(details)
            | Self::Embedding(details)
            | Self::Other(details) => details,
        }
    }

    fn details_mut(&mut self) -> &mut ErrorDetails {
        match self {
            Self::InvalidArgument(details)
            | Self::Unauthenticated(details)
            | Self::PermissionDenied(details)
            | Self::NotFound(details)
            | Self::Conflict(details)
            | Self::PreconditionFailed(details)
            | Self::TooLarge(details)
            | Self::Quota(details)
            | Self::RateLimit(details)
            | Self::Internal(details)
            | Self::VersionMismatch(details)
            | Self::Unimplemented(details)
            | Self::Unavailable(details)
            | Self::Timeout(details)
            | Self::Connection(details)
            | Self::InvalidResponse(details)
            | Self::Embedding(details)
            | Self::Other(details) => details,
        }
    }

    /// The HTTP status; `None` when there was no answer.
    pub fn status(&self) -> Option<u16> {
        self.details().status
    }

    /// The kind the server names, such as `NotFoundError`.
    pub fn kind(&self) -> Option<&str> {
        self.details().kind.as_deref()
    }

    /// What is wrong, for a person to read.
    pub fn message(&self) -> &str {
        &self.details().message
    }

    /// The server's name for the request.
    pub fn request_id(&self) -> Option<&str> {
        self.details().request_id.as_deref()
    }

    /// The operation, such as `collection_add`.
    pub fn operation(&self) -> Option<&'static str> {
        self.details().operation
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::InvalidArgument(ErrorDetails::new(message))
    }

    pub(crate) fn embedding(message: impl Into<String>) -> Self {
        Self::Embedding(ErrorDetails::new(message))
    }

    /// Notes how far a split write had come.
    pub(crate) fn after_writing(mut self, written: usize, failed_batch: usize, total: usize) -> Self {
        let details = self.details_mut();
        details.message = format!(
            "{} (request {failed_batch} of a split write failed; the server has acknowledged the first {written} of \
             {total} records)",
            details.message
        );
        details.records_written = Some(written);
        details.failed_batch = Some(failed_batch);
        self
    }

    /// The error that an answer stands for. The kind decides where it says something, else the status.
    pub(crate) fn of_answer(mut details: Box<ErrorDetails>, status: u16, kind: Option<String>) -> Self {
        details.status = Some(status);
        let quota = ["Quota exceeded", "Billing limit exceeded"];
        let is_quota = status == 422 && quota.iter().any(|words| details.message.starts_with(words));
        let known = match kind.as_deref() {
            _ if is_quota => Some(Self::Quota as fn(Box<ErrorDetails>) -> Self),
            Some(
                "InvalidArgumentError" | "InvalidDimension" | "InvalidUUID" | "InvalidHTTPVersion" | "DuplicateID",
            ) => Some(Self::InvalidArgument as _),
            Some("NotFoundError") => Some(Self::NotFound as _),
            Some("IDAlreadyExists" | "UniqueConstraintError") => Some(Self::Conflict as _),
            Some("AuthorizationError") => Some(Self::Unauthenticated as _),
            Some("AuthError") => Some(Self::PermissionDenied as _),
            Some("BatchSizeExceededError") => Some(Self::TooLarge as _),
            Some("QuotaError") => Some(Self::Quota as _),
            Some("RateLimitError") => Some(Self::RateLimit as _),
            Some("VersionMismatchError") => Some(Self::VersionMismatch as _),
            Some("InternalError") => Some(Self::Internal as _),
            _ => None,
        };
        details.kind = kind;
        known.unwrap_or(match status {
            400 | 415 | 422 => Self::InvalidArgument,
            401 => Self::Unauthenticated,
            403 => Self::PermissionDenied,
            404 => Self::NotFound,
            408 | 504 => Self::Timeout,
            409 => Self::Conflict,
            410 | 501 => Self::Unimplemented,
            412 => Self::PreconditionFailed,
            413 => Self::TooLarge,
            429 => Self::RateLimit,
            502 | 503 => Self::Unavailable,
            500.. => Self::Internal,
            _ => Self::Other,
        })(details)
    }
}

impl From<crate::rest::RequestError> for ChromaError {
    fn from(error: crate::rest::RequestError) -> Self {
        let mut details = ErrorDetails::new(error.to_string());
        details.source = Some(Box::new(error));
        Self::InvalidArgument(details)
    }
}

/// Kind and message of an error's body: the API's JSON, or bare text, as a proxy sends.
pub(crate) fn said(content: &[u8]) -> (Option<String>, Option<String>) {
    const SHOWN: usize = 200;
    match serde_json::from_slice::<Value>(content) {
        Ok(Value::Object(body)) => {
            let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
            (text("error").map(str::to_owned), text("message").map(str::to_owned))
        }
        Ok(Value::Null) => (None, None),
        Ok(body) => (None, Some(body.to_string().chars().take(SHOWN).collect())),
        Err(_) => {
            let text = String::from_utf8_lossy(content);
            let text = text.trim();
            // A page of HTML says nothing that its status does not.
            let useful = !text.is_empty() && !text.starts_with('<');
            (None, useful.then(|| text.chars().take(SHOWN).collect()))
        }
    }
}
