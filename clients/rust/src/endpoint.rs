//! From the ways in which people name a server to one URL.

use reqwest::Url;

use crate::{ChromaError, Result};

/// Where every path of the API begins.
pub(crate) const API_PATH: &str = "/api/v2";

/// The URL of a server named by a whole URL, or by a host with or without a port. `tls` holds where no scheme is named.
pub(crate) fn resolve_endpoint(text: &str, tls: bool) -> Result<Url> {
    let text = text.trim();
    let url = if text.contains("://") {
        text.to_owned()
    } else {
        if text.contains(['/', '?', '#', '@', '\\', ' ']) {
            return Err(ChromaError::invalid(format!(
                "Invalid host {text:?}. Give a host name, or a whole URL that begins with http:// or https://."
            )));
        }
        format!("{}://{text}", if tls { "https" } else { "http" })
    };
    let url = Url::parse(&url).map_err(|error| ChromaError::invalid(format!("Invalid URL: {error}.")))?;
    check_endpoint(&url)?;
    Ok(url)
}

/// Refuses a URL that is no server's.
pub(crate) fn check_endpoint(url: &Url) -> Result<()> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(ChromaError::invalid(format!("Invalid URL: the protocol {} is not HTTP.", url.scheme())));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(ChromaError::invalid("Invalid URL: a server's URL has no query and no fragment."));
    }
    Ok(())
}

/// What the API's paths are appended to: no slash at its end, and not the API's own path.
pub(crate) fn base_of(url: &Url) -> String {
    let trimmed = url.as_str().trim_end_matches('/');
    trimmed.strip_suffix(API_PATH).unwrap_or(trimmed).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str, tls: bool) -> String {
        base_of(&resolve_endpoint(text, tls).expect("a server"))
    }

    #[test]
    fn hosts_and_urls_become_a_base() {
        assert_eq!(base("localhost:8001", false), "http://localhost:8001");
        assert_eq!(base(" api.trychroma.com ", true), "https://api.trychroma.com");
        assert_eq!(base("http://h/a%20b/", true), "http://h/a%20b");
        assert_eq!(base("https://h:8443/chroma/api/v2/", false), "https://h:8443/chroma");
        assert_eq!(base("[::1]:8000", false), "http://[::1]:8000");
    }

    #[test]
    fn what_is_no_server_is_refused() {
        for text in ["", "a b", "host/path", "user@host", "ftp://h", "http://", "http://h?x=1", "http://h#f", "h:99999"]
        {
            assert!(resolve_endpoint(text, false).is_err(), "{text:?}");
        }
    }
}
