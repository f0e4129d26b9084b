//! What may be shown of secrets and addresses.

use std::fmt;

use reqwest::Url;

pub(crate) const REDACTED: &str = "**********";

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}

/// The address without a user, a password, a query or a fragment.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    let named = !url.username().is_empty() || url.password().is_some();
    url.set_query(None);
    url.set_fragment(None);
    if named && url.set_username(REDACTED).is_ok() && url.set_password(None).is_ok() {
        return url.to_string();
    }
    if named {
        return format!("{}://{REDACTED}", url.scheme());
    }
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_users_are_not_shown() {
        assert_eq!(format!("{:?}", Secret::new("ck-1")), REDACTED);
        let url = "https://me:pass@host:1/a?key=ck-1#f".parse().expect("a URL");
        assert_eq!(shown(&url), format!("https://{REDACTED}@host:1/a"));
        let url = "http://host:1/a%20b".parse().expect("a URL");
        assert_eq!(shown(&url), "http://host:1/a%20b");
    }
}
