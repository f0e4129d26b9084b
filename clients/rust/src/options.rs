//! How a client is to behave.

use std::fmt;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::endpoint::resolve_endpoint;
use crate::policy::RetryPolicy;
use crate::redact::{REDACTED, Secret};
use crate::rest::regions::DEFAULT_REGION;
use crate::{ChromaError, Result};

/// The port of a server on this machine.
const DEFAULT_ENDPOINT: &str = "http://localhost:8000";

/// How a caller shows who it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ChromaAuthMethod {
    /// Not at all.
    #[default]
    None,
    /// With a header on every request. Made by [`cloud_api_key`](Self::cloud_api_key) and [`bearer`](Self::bearer).
    Header(Credential),
}

/// A header that shows who is calling. Its value is never printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    name: &'static str,
    value: Secret,
}

impl ChromaAuthMethod {
    /// The API key of Chroma Cloud, or of a server with keys of its own; sent as `x-chroma-token`.
    ///
    /// # Errors
    /// The key is empty, or has characters that a header cannot carry. The key is not shown.
    pub fn cloud_api_key(key: impl AsRef<str>) -> Result<Self> {
        Ok(Self::Header(Credential { name: "x-chroma-token", value: Secret::new(checked(key.as_ref())?) }))
    }

    /// A token sent as `Authorization: Bearer`.
    ///
    /// # Errors
    /// As [`cloud_api_key`](Self::cloud_api_key).
    pub fn bearer(token: impl AsRef<str>) -> Result<Self> {
        let value = Secret::new(format!("Bearer {}", checked(token.as_ref())?));
        Ok(Self::Header(Credential { name: "authorization", value }))
    }
}

fn checked(key: &str) -> Result<&str> {
    let key = key.trim();
    if key.is_empty() {
        return Err(ChromaError::invalid("The API key is empty. Pass one, or set CHROMA_API_KEY."));
    }
    if !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Err(ChromaError::invalid(
            "The API key has characters that an HTTP header cannot carry (control characters or letters outside \
             ASCII); perhaps it was not copied whole.",
        ));
    }
    Ok(key)
}

/// Headers to send with every request. Their values are never printed.
#[derive(Clone, Default, PartialEq)]
pub struct Headers(HeaderMap);

impl Headers {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a header, or replaces the one of that name.
    ///
    /// # Errors
    /// HTTP cannot carry the name or the value. The value is not shown.
    pub fn with(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Result<Self> {
        let name = name.as_ref();
        let key = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| ChromaError::invalid(format!("{name:?} is not a name HTTP allows for a header")))?;
        let mut value = HeaderValue::from_str(value.as_ref())
            .map_err(|_| ChromaError::invalid(format!("The value of the header {name:?} cannot be sent")))?;
        value.set_sensitive(true);
        self.0.insert(key, value);
        Ok(self)
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.0.keys().map(|name| (name.as_str(), REDACTED))).finish()
    }
}

/// How long is waited for what. `None` waits for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection to be made.
    pub connect: Option<Duration>,
    /// Between two pieces of an answer; in practice, for the server to do its work.
    pub read: Option<Duration>,
    /// For a call as a whole, its repetitions and the waits between them included.
    pub total: Option<Duration>,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Some(Duration::from_secs(5)), read: Some(Duration::from_secs(60)), total: None }
    }
}

/// Where a server is, who is calling, and how patiently.
///
/// The default is a server on this machine, without credentials.
#[derive(Clone, Debug)]
pub struct ChromaHttpClientOptions {
    /// The server's address: scheme, host, port and, behind a proxy, a path. `http://localhost:8000` by default.
    pub endpoint: Url,
    /// The credentials.
    pub auth_method: ChromaAuthMethod,
    /// The tenant. Without one, it is `default_tenant` for a caller without credentials, and otherwise that of the
    /// credentials, asked of the server at the first call that needs it.
    pub tenant_id: Option<String>,
    /// The database. Without one, it is `default_database` for a caller without credentials, and otherwise the only one
    /// that the credentials open.
    pub database_name: Option<String>,
    /// How long is waited.
    pub timeouts: Timeouts,
    /// What is sent again.
    pub retries: RetryPolicy,
    /// Headers to send besides.
    pub headers: Headers,
}

impl Default for ChromaHttpClientOptions {
    fn default() -> Self {
        Self::at(DEFAULT_ENDPOINT.parse().expect("a constant that is a URL"))
    }
}

impl ChromaHttpClientOptions {
    fn at(endpoint: Url) -> Self {
        Self {
            endpoint,
            auth_method: ChromaAuthMethod::None,
            tenant_id: None,
            database_name: None,
            timeouts: Timeouts::default(),
            retries: RetryPolicy::default(),
            headers: Headers::default(),
        }
    }

    /// Chroma Cloud, in its default region. The tenant is that of the key.
    ///
    /// # Errors
    /// The key is empty, or has characters that a header cannot carry.
    pub fn cloud(api_key: impl AsRef<str>, database_name: impl Into<String>) -> Result<Self> {
        Ok(Self {
            auth_method: ChromaAuthMethod::cloud_api_key(api_key)?,
            database_name: Some(database_name.into()),
            ..Self::at(resolve_endpoint(DEFAULT_REGION.host, true)?)
        })
    }

    /// What the environment says: `CHROMA_ENDPOINT` or `CHROMA_HOST` (a server on this machine without either),
    /// `CHROMA_API_KEY`, `CHROMA_TENANT`, `CHROMA_DATABASE`. A host without a scheme is reached over TLS if there is a
    /// key.
    ///
    /// # Errors
    /// A variable is malformed; the message names it.
    pub fn from_env() -> Result<Self> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Chroma Cloud as the environment says: `CHROMA_API_KEY` (required), `CHROMA_ENDPOINT` or `CHROMA_HOST` (the
    /// default region without either), `CHROMA_TENANT`, `CHROMA_DATABASE`.
    ///
    /// # Errors
    /// There is no key, or a variable is malformed; the message names it.
    pub fn from_cloud_env() -> Result<Self> {
        Self::from_cloud_variables(|name| std::env::var(name).ok())
    }

    pub(crate) fn from_variables(read: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let get = |name: &str| read(name).filter(|value| !value.trim().is_empty());
        let key = get("CHROMA_API_KEY");
        let endpoint = match endpoint_variable(&get) {
            Some((name, value)) => resolve_endpoint(&value, key.is_some()).map_err(|error| naming(name, &error))?,
            None => resolve_endpoint(DEFAULT_ENDPOINT, false)?,
        };
        Ok(Self {
            auth_method: match key {
                Some(key) => ChromaAuthMethod::cloud_api_key(key).map_err(|error| naming("CHROMA_API_KEY", &error))?,
                None => ChromaAuthMethod::None,
            },
            tenant_id: get("CHROMA_TENANT"),
            database_name: get("CHROMA_DATABASE"),
            ..Self::at(endpoint)
        })
    }

    pub(crate) fn from_cloud_variables(read: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let get = |name: &str| read(name).filter(|value| !value.trim().is_empty());
        if get("CHROMA_API_KEY").is_none() {
            return Err(ChromaError::invalid(
                "Set the environment variable CHROMA_API_KEY to the key of Chroma Cloud.",
            ));
        }
        let mut options = Self::from_variables(&read)?;
        if endpoint_variable(&get).is_none() {
            options.endpoint = resolve_endpoint(DEFAULT_REGION.host, true)?;
        }
        Ok(options)
    }

    /// The headers of every request; those of the credentials win.
    pub(crate) fn all_headers(&self) -> Result<HeaderMap> {
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::from_static("application/json"));
        headers.insert("user-agent", HeaderValue::from_static(concat!("polychrome-rust/", env!("CARGO_PKG_VERSION"))));
        for (name, value) in &self.headers.0 {
            headers.insert(name, value.clone());
        }
        if let ChromaAuthMethod::Header(Credential { name, value }) = &self.auth_method {
            let mut value = HeaderValue::from_str(value.reveal())
                .map_err(|_| ChromaError::invalid("The API key cannot be sent in a header"))?;
            value.set_sensitive(true);
            headers.insert(*name, value);
        }
        Ok(headers)
    }

    pub(crate) fn has_credentials(&self) -> bool {
        self.auth_method != ChromaAuthMethod::None
    }
}

fn endpoint_variable(get: &impl Fn(&str) -> Option<String>) -> Option<(&'static str, String)> {
    ["CHROMA_ENDPOINT", "CHROMA_HOST"].into_iter().find_map(|name| get(name).map(|value| (name, value)))
}

fn naming(variable: &str, error: &ChromaError) -> ChromaError {
    ChromaError::invalid(format!("{variable}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_names_a_server() {
        let options = ChromaHttpClientOptions::from_variables(environment(&[])).expect("defaults");
        assert_eq!(options.endpoint.as_str(), "http://localhost:8000/");
        assert_eq!((options.tenant_id, options.database_name), (None, None));
        assert_eq!(options.auth_method, ChromaAuthMethod::None);

        let variables = [("CHROMA_HOST", "db.example"), ("CHROMA_TENANT", "t"), ("CHROMA_DATABASE", "d")];
        let options = ChromaHttpClientOptions::from_variables(environment(&variables)).expect("a host");
        assert_eq!(options.endpoint.as_str(), "http://db.example/");
        assert_eq!((options.tenant_id.as_deref(), options.database_name.as_deref()), (Some("t"), Some("d")));

        let variables = [("CHROMA_ENDPOINT", "http://a:1/p"), ("CHROMA_HOST", "b")];
        let options = ChromaHttpClientOptions::from_variables(environment(&variables)).expect("an endpoint");
        assert_eq!(options.endpoint.as_str(), "http://a:1/p");
    }

    #[test]
    fn the_environment_names_the_cloud() {
        let variables = [("CHROMA_API_KEY", " ck-1 "), ("CHROMA_HOST", "europe-west1.gcp.trychroma.com")];
        let options = ChromaHttpClientOptions::from_cloud_variables(environment(&variables)).expect("a region");
        assert_eq!(options.endpoint.as_str(), "https://europe-west1.gcp.trychroma.com/");
        assert_eq!(options.auth_method, ChromaAuthMethod::cloud_api_key("ck-1").expect("a key"));

        let variables = [("CHROMA_API_KEY", "ck-1")];
        let options = ChromaHttpClientOptions::from_cloud_variables(environment(&variables)).expect("the default");
        assert_eq!(options.endpoint.as_str(), "https://api.trychroma.com/");
    }

    #[test]
    fn what_is_wrong_with_the_environment_is_said_without_the_key() {
        let error =
            ChromaHttpClientOptions::from_cloud_variables(environment(&[("CHROMA_API_KEY", " ")])).expect_err("no key");
        assert!(error.message().contains("CHROMA_API_KEY"), "{error}");
        let error = ChromaHttpClientOptions::from_variables(environment(&[("CHROMA_API_KEY", "ck-\u{e9}")]))
            .expect_err("a bad key");
        assert!(error.message().starts_with("CHROMA_API_KEY") && !error.message().contains("ck-"), "{error}");
        let error = ChromaHttpClientOptions::from_variables(environment(&[("CHROMA_HOST", "ftp://x")]))
            .expect_err("a bad host");
        assert!(error.message().starts_with("CHROMA_HOST"), "{error}");
    }

    #[test]
    fn secrets_do_not_show() {
        let mut options = ChromaHttpClientOptions::cloud("ck-secret", "d").expect("options");
        options.headers = Headers::new().with("x-other", "hidden").expect("a header");
        let shown = format!("{options:?}");
        assert!(!shown.contains("ck-secret") && !shown.contains("hidden"), "{shown}");
        let error = Headers::new().with("x", "hidden\n").expect_err("a bad value");
        assert!(!error.message().contains("hidden"), "{error}");
    }
}
