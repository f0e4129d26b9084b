//! Which tenant and database a client works in: as given, or as its credentials say, asked once.

use tokio::sync::OnceCell;

use crate::error::ErrorDetails;
use crate::options::ChromaHttpClientOptions;
use crate::rest::models::UserIdentity;
use crate::rest::requests;
use crate::transport::Transport;
use crate::{ChromaError, Result};

/// The tenant of callers without credentials.
pub(crate) const DEFAULT_TENANT: &str = "default_tenant";
/// The database of callers without credentials.
pub(crate) const DEFAULT_DATABASE: &str = "default_database";

#[derive(Debug)]
pub(crate) struct Scope {
    tenant: Option<String>,
    database: Option<String>,
    found: OnceCell<(String, String)>,
}

impl Scope {
    pub(crate) fn new(options: &ChromaHttpClientOptions) -> Self {
        let otherwise = |name: &str| (!options.has_credentials()).then(|| name.to_owned());
        Self {
            tenant: options.tenant_id.clone().or_else(|| otherwise(DEFAULT_TENANT)),
            database: options.database_name.clone().or_else(|| otherwise(DEFAULT_DATABASE)),
            found: OnceCell::new(),
        }
    }

    pub(crate) fn of(tenant: String, database: String) -> Self {
        Self { tenant: Some(tenant), database: Some(database), found: OnceCell::new() }
    }

    /// Tenant and database.
    pub(crate) async fn get(&self, transport: &Transport) -> Result<(&str, &str)> {
        if let (Some(tenant), Some(database)) = (&self.tenant, &self.database) {
            return Ok((tenant, database));
        }
        let (tenant, database) = self
            .found
            .get_or_try_init(async || {
                let identity = transport.send(requests::get_user_identity()?).await?;
                Ok::<_, ChromaError>((
                    tenant_of(&identity, self.tenant.as_deref())?,
                    database_of(&identity, self.database.as_deref())?,
                ))
            })
            .await?;
        Ok((tenant, database))
    }
}

fn tenant_of(identity: &UserIdentity, given: Option<&str>) -> Result<String> {
    let theirs = Some(identity.tenant.as_str()).filter(|tenant| !tenant.is_empty() && *tenant != "*");
    match (given, theirs) {
        (Some(given), Some(theirs)) if given != theirs => {
            Err(denied(format!("The tenant {given} is not that of the credentials, which is {theirs}")))
        }
        (Some(tenant), _) | (None, Some(tenant)) => Ok(tenant.to_owned()),
        (None, None) => Err(denied("The credentials are of no particular tenant: name one".to_owned())),
    }
}

fn database_of(identity: &UserIdentity, given: Option<&str>) -> Result<String> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let mut names: Vec<&str> = identity.databases.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let found = match names[..] {
        [name] if name != "*" => return Ok(name.to_owned()),
        [] => "no database".to_owned(),
        _ if names.contains(&"*") => "every database of the tenant".to_owned(),
        _ => format!("{} databases: {}", names.len(), names.join(", ")),
    };
    Err(denied(format!("The credentials open {found}. Name a database, or set CHROMA_DATABASE")))
}

fn denied(message: String) -> ChromaError {
    ChromaError::PermissionDenied(ErrorDetails::new(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(tenant: &str, databases: &[&str]) -> UserIdentity {
        let databases = databases.iter().map(|name| (*name).to_owned()).collect();
        UserIdentity { user_id: String::new(), tenant: tenant.to_owned(), databases }
    }

    #[test]
    fn the_tenant_is_the_one_given_or_that_of_the_credentials() {
        assert_eq!(tenant_of(&identity("t", &[]), None).expect("theirs"), "t");
        assert_eq!(tenant_of(&identity("t", &[]), Some("t")).expect("both"), "t");
        assert_eq!(tenant_of(&identity("*", &[]), Some("u")).expect("given"), "u");
        assert!(tenant_of(&identity("t", &[]), Some("u")).is_err());
        assert!(tenant_of(&identity("*", &[]), None).is_err());
        assert!(tenant_of(&identity("", &[]), None).is_err());
    }

    #[test]
    fn the_database_is_the_one_given_or_the_only_one() {
        assert_eq!(database_of(&identity("t", &["a", "b"]), Some("c")).expect("given"), "c");
        assert_eq!(database_of(&identity("t", &["a", "a"]), None).expect("the only one"), "a");
        for names in [&[] as &[&str], &["*"], &["a", "b"], &["a", "*"]] {
            assert!(database_of(&identity("t", names), None).is_err(), "{names:?}");
        }
        let error = database_of(&identity("t", &["b", "a"]), None).expect_err("two");
        assert!(error.message().contains("2 databases: a, b"), "{error}");
    }
}
