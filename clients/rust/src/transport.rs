//! The one place that speaks HTTP: sends described requests, repeats what may be repeated, and turns every failure into
//! a [`ChromaError`].

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, Url};
use serde::de::DeserializeOwned;
use tokio::sync::OnceCell;

use crate::endpoint::{API_PATH, base_of, check_endpoint};
use crate::error::{ErrorDetails, said};
use crate::options::ChromaHttpClientOptions;
use crate::policy::{Failure, RetryPolicy, delay_before_retry, parse_retry_after};
use crate::redact::shown;
use crate::rest::models::Checklist;
use crate::rest::operations::Operation;
use crate::rest::{Request, requests};
use crate::{ChromaError, Result};

const SHOWN_BYTES: usize = 200;
const NO_TRACE: &str = "00000000000000000000000000000000";

#[derive(Debug)]
pub(crate) struct Transport {
    http: Client,
    base: String,
    /// The address for messages, without a slash at its end: the base, but for what is secret in it.
    target: String,
    retries: RetryPolicy,
    total: Option<Duration>,
    limits: OnceCell<Checklist>,
}

/// An answer, or the part of it that a failure is made of.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

/// Why a try has no answer.
struct Broken {
    failure: Option<Failure>,
    error: reqwest::Error,
}

impl Transport {
    pub(crate) fn new(options: &ChromaHttpClientOptions) -> Result<Self> {
        check_endpoint(&options.endpoint)?;
        options.retries.check()?;
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls(options.endpoint.scheme() == "https")?)
            .default_headers(options.all_headers()?)
            // Credentials go to the server they were given for and nowhere else.
            .redirect(reqwest::redirect::Policy::none());
        if let Some(limit) = options.timeouts.connect {
            builder = builder.connect_timeout(limit);
        }
        if let Some(limit) = options.timeouts.read {
            builder = builder.read_timeout(limit);
        }
        let http = builder.build().map_err(|error| ChromaError::Connection(caused_by("No HTTP client", error)))?;
        Ok(Self {
            http,
            base: base_of(&options.endpoint),
            target: shown(&options.endpoint).trim_end_matches('/').to_owned(),
            retries: options.retries.clone(),
            total: options.timeouts.total,
            limits: OnceCell::new(),
        })
    }

    pub(crate) fn target(&self) -> &str {
        &self.target
    }

    /// What one write may carry, asked of the server once.
    pub(crate) async fn limits(&self) -> Result<&Checklist> {
        self.limits.get_or_try_init(async || self.send(requests::pre_flight_checks()?).await).await
    }

    /// Sends a request and reads its answer, which is a success.
    pub(crate) async fn send<T: DeserializeOwned>(&self, request: Request<T>) -> Result<T> {
        let operation = request.operation;
        let answer = self.answer(operation, &request.path, &request.query, request.body).await?;
        serde_json::from_slice(&answer.body).map_err(|error| self.misfit(operation, &request.path, &answer, error))
    }

    async fn answer(
        &self,
        operation: &'static Operation,
        path: &str,
        query: &str,
        body: Option<Vec<u8>>,
    ) -> Result<Answer> {
        let text = format!("{}{path}{}{query}", self.base, if query.is_empty() { "" } else { "?" });
        let url: Url =
            text.parse().map_err(|error| ChromaError::invalid(format!("{path:?} is no path of a URL: {error}")))?;
        let calls = self.repeated(operation, url, body.map(Bytes::from), path);
        match self.total {
            None => calls.await,
            Some(limit) => tokio::time::timeout(limit, calls).await.unwrap_or_else(|_| {
                let message = format!("{} took longer than {limit:?} in all", self.target);
                Err(ChromaError::Timeout(self.details(message, operation, path)))
            }),
        }
    }

    async fn repeated(
        &self,
        operation: &'static Operation,
        url: Url,
        body: Option<Bytes>,
        path: &str,
    ) -> Result<Answer> {
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|error| ChromaError::invalid(format!("{}: {error}", operation.id)))?;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let mut request = self.http.request(method.clone(), url.clone());
            if let Some(body) = &body {
                request = request.header("content-type", "application/json").body(body.clone());
            }
            let tried = attempt_once(request).await;
            let (failure, retry_after) = match &tried {
                Ok(answer) => (Failure::of_status(answer.status), retry_after_of(&answer.headers)),
                Err(broken) => (broken.failure, None),
            };
            let delay = failure.and_then(|failure| {
                delay_before_retry(&self.retries, failure, attempt, operation.repeatable, fastrand::f64(), retry_after)
            });
            let Some(delay) = delay else {
                return match tried {
                    Ok(answer) if (200..300).contains(&answer.status) => Ok(answer),
                    Ok(answer) => Err(self.error_of_answer(&answer, operation, path)),
                    Err(broken) => Err(self.error_without_answer(broken.error, operation, path)),
                };
            };
            tokio::time::sleep(delay).await;
        }
    }

    fn details(&self, message: String, operation: &'static Operation, path: &str) -> Box<ErrorDetails> {
        let mut details = ErrorDetails::new(message);
        details.operation = Some(operation.id);
        details.method = Some(operation.method);
        details.url = Some(format!("{}{path}", self.target.strip_suffix(API_PATH).unwrap_or(&self.target)));
        details
    }

    fn error_of_answer(&self, answer: &Answer, operation: &'static Operation, path: &str) -> ChromaError {
        let (kind, message) = said(&answer.body);
        let message = message.unwrap_or_else(|| match answer.status {
            300..400 => {
                let place = answer.headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or("elsewhere");
                let place = place.parse().map_or_else(|_| "another place".to_owned(), |url| shown(&url));
                format!("The server redirects to {place}, where credentials are not sent: use that address instead")
            }
            status => format!("The server answered {status} without a message"),
        });
        let mut details = self.details(message, operation, path);
        details.request_id = request_id_of(&answer.headers);
        details.retry_after = retry_after_of(&answer.headers);
        ChromaError::of_answer(details, answer.status, kind)
    }

    fn misfit(
        &self,
        operation: &'static Operation,
        path: &str,
        answer: &Answer,
        error: serde_json::Error,
    ) -> ChromaError {
        let begin = String::from_utf8_lossy(&answer.body[..answer.body.len().min(SHOWN_BYTES)]).into_owned();
        let mut details = self.details(String::new(), operation, path);
        details.message = format!(
            "The answer is not Chroma's. Does {} lead to a Chroma server? It begins with {begin:?} ({error})",
            self.target
        );
        details.status = Some(answer.status);
        details.source = Some(Box::new(error));
        ChromaError::InvalidResponse(details)
    }

    fn error_without_answer(&self, error: reqwest::Error, operation: &'static Operation, path: &str) -> ChromaError {
        // The error's own text would repeat the URL, with what is secret in it.
        let error = error.without_url();
        let cause = causes(&error);
        let target = &self.target;
        let (make, message): (fn(Box<ErrorDetails>) -> ChromaError, _) = if error.is_connect() {
            let message = format!("Could not connect to a Chroma server. Is it running? ({target}: {cause})");
            (ChromaError::Connection, message)
        } else if error.is_timeout() {
            (ChromaError::Timeout, format!("{target} did not answer in time ({cause})"))
        } else if error.is_builder() {
            (ChromaError::InvalidArgument, format!("The request cannot be sent: {cause}"))
        } else {
            (ChromaError::Connection, format!("The connection to {target} failed: {cause}"))
        };
        let mut details = self.details(message, operation, path);
        details.source = Some(Box::new(error));
        make(details)
    }
}

async fn attempt_once(request: reqwest::RequestBuilder) -> Result<Answer, Broken> {
    let mut response = request.send().await.map_err(broken)?;
    let status = response.status().as_u16();
    let headers = std::mem::take(response.headers_mut());
    // Read here, so that a connection that breaks within the body counts as a failed try.
    let body = response.bytes().await.map_err(broken)?;
    Ok(Answer { status, headers, body })
}

fn broken(error: reqwest::Error) -> Broken {
    let failure = if error.is_builder() {
        None
    } else if error.is_connect() {
        Some(Failure::NotSent)
    } else {
        Some(Failure::Ambiguous)
    };
    Broken { failure, error }
}

fn retry_after_of(headers: &HeaderMap) -> Option<Duration> {
    parse_retry_after(headers.get("retry-after")?.to_str().ok()?, SystemTime::now())
}

/// What a request is called by the server, or by a proxy before it. Chroma's own servers name only failed ones, by their
/// trace, and write zeros when they keep none.
fn request_id_of(headers: &HeaderMap) -> Option<String> {
    ["x-request-id", "request-id", "chroma-trace-id"]
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok())
        .find(|value| !value.is_empty() && *value != NO_TRACE)
        .map(str::to_owned)
}

fn causes(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

fn caused_by(what: &str, error: impl StdError + Send + Sync + 'static) -> Box<ErrorDetails> {
    let mut details = ErrorDetails::new(format!("{what}: {}", causes(&error)));
    details.source = Some(Box::new(error));
    details
}

/// TLS with the certificates that the system trusts; with none where it is not needed, since a system may have none.
fn tls(needed: bool) -> Result<rustls::ClientConfig> {
    use rustls_platform_verifier::BuilderVerifierExt;

    let failed = |error| ChromaError::Connection(caused_by("TLS is not to be had", error));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(failed)?;
    if !needed {
        return Ok(builder.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth());
    }
    Ok(builder.with_platform_verifier().map_err(failed)?.with_no_client_auth())
}
