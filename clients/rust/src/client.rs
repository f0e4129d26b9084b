//! The client: collections of one database, tenants and databases, and calls about the server itself.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Result;
use crate::collection::{ChromaCollection, CollectionModel};
use crate::creation::{NewCollection, check_stored_function};
use crate::embedding::EmbeddingFunction;
use crate::options::ChromaHttpClientOptions;
use crate::rest::models::{
    CreateDatabasePayload, CreateTenantPayload, Database, HealthReport, Tenant, UpdateTenantPayload, UserIdentity,
};
use crate::rest::{Request, requests};
use crate::scope::Scope;
use crate::transport::Transport;

/// A client of one tenant and database.
///
/// Making one asks the server nothing. Clones share the connections. A call is cancelled by dropping its future: what it
/// asked may or may not have been done.
///
/// Every call fails with [`ChromaError`](crate::ChromaError): `Connection` and `Timeout` when there is no answer, `Unauthenticated` and
/// `PermissionDenied` when the credentials do not open what is asked for, and what its own documentation names.
#[derive(Clone)]
pub struct ChromaHttpClient {
    // What is wrong with the options is said by every call: a constructor that cannot fail is easier to use.
    transport: Result<Arc<Transport>, Arc<ChromaHttpClientOptions>>,
    scope: Arc<Scope>,
}

impl fmt::Debug for ChromaHttpClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.transport.as_ref().map(|transport| transport.target()).unwrap_or("nothing");
        formatter.debug_struct("ChromaHttpClient").field("target", &target).finish_non_exhaustive()
    }
}

impl Default for ChromaHttpClient {
    fn default() -> Self {
        Self::new(ChromaHttpClientOptions::default())
    }
}

impl ChromaHttpClient {
    /// A client with these options. What is wrong with them is the error of its first call.
    pub fn new(options: ChromaHttpClientOptions) -> Self {
        let scope = Arc::new(Scope::new(&options));
        Self { transport: Transport::new(&options).map(Arc::new).map_err(|_| Arc::new(options)), scope }
    }

    /// A client of the server that the environment names: see [`ChromaHttpClientOptions::from_env`].
    ///
    /// # Errors
    /// A variable is malformed.
    pub fn from_env() -> Result<Self> {
        Ok(Self::new(ChromaHttpClientOptions::from_env()?))
    }

    /// A client of Chroma Cloud, as the environment says: see [`ChromaHttpClientOptions::from_cloud_env`].
    ///
    /// # Errors
    /// There is no key, or a variable is malformed.
    pub fn cloud() -> Result<Self> {
        Ok(Self::new(ChromaHttpClientOptions::from_cloud_env()?))
    }

    /// A client of another tenant and database that shares the connections of this one.
    pub fn in_database(&self, tenant: impl Into<String>, database: impl Into<String>) -> Self {
        Self { transport: self.transport.clone(), scope: Arc::new(Scope::of(tenant.into(), database.into())) }
    }

    /// The tenant and database of this client, asked of the server if they are not known yet.
    ///
    /// # Errors
    /// `PermissionDenied`: the credentials do not say which.
    pub async fn resolve(&self) -> Result<(String, String)> {
        let (tenant, database) = self.scope().await?;
        Ok((tenant.to_owned(), database.to_owned()))
    }

    /// Sends a request of [`rest::requests`](crate::rest::requests), with the credentials and the patience of this
    /// client: for what it has no method for.
    pub async fn send<T: DeserializeOwned>(&self, request: Request<T>) -> Result<T> {
        self.transport()?.send(request).await
    }

    fn transport(&self) -> Result<Arc<Transport>> {
        match &self.transport {
            Ok(transport) => Ok(Arc::clone(transport)),
            Err(options) => Transport::new(options).map(Arc::new),
        }
    }

    async fn scope(&self) -> Result<(&str, &str)> {
        self.scope.get(&*self.transport()?).await
    }

    // ---------------------------------------------------------------- the server

    /// The server's time, in nanoseconds since 1970.
    pub async fn heartbeat(&self) -> Result<u64> {
        Ok(self.send(requests::heartbeat()?).await?.nanosecond_heartbeat)
    }

    /// The version of the API; every server says `1.0.0`.
    pub async fn version(&self) -> Result<String> {
        self.send(requests::version()?).await
    }

    /// Whether the server can do its work.
    ///
    /// # Errors
    /// `Unavailable`: it cannot.
    pub async fn healthcheck(&self) -> Result<HealthReport> {
        self.send(requests::healthcheck()?).await
    }

    /// How many records the server advises to send at once. Larger writes are split.
    pub async fn max_batch_size(&self) -> Result<u32> {
        Ok(self.transport()?.limits().await?.max_batch_size)
    }

    /// Whom the server takes the caller for, and which tenant and databases the credentials open.
    pub async fn identity(&self) -> Result<UserIdentity> {
        self.send(requests::get_user_identity()?).await
    }

    /// Erases everything on the server. It is refused unless the server was configured to allow it.
    pub async fn reset(&self) -> Result<bool> {
        self.send(requests::reset()?).await
    }

    // ---------------------------------------------------------------- collections

    /// Creates a collection, of a name alone or of a [`NewCollection`].
    ///
    /// # Errors
    /// `Conflict`: the name is taken. `InvalidArgument`: a value is refused.
    pub async fn create_collection(&self, new: impl Into<NewCollection>) -> Result<ChromaCollection> {
        self.create(new.into(), false).await
    }

    /// The collection of that name, created if it does not exist; for one that exists, settings are ignored.
    ///
    /// # Errors
    /// `InvalidArgument`: a value is refused, or the collection was made with another embedding function.
    pub async fn get_or_create_collection(&self, new: impl Into<NewCollection>) -> Result<ChromaCollection> {
        self.create(new.into(), true).await
    }

    async fn create(&self, new: NewCollection, get_or_create: bool) -> Result<ChromaCollection> {
        let body = new.body(get_or_create)?;
        let (tenant, database) = self.scope().await?;
        let request = requests::create_collection(tenant, database, body)?.answered_as::<CollectionModel>();
        let model = self.send(request).await?;
        if get_or_create {
            check_stored_function(&model.configuration_json, new.embedding_function.as_deref())?;
        }
        self.collection(model, new.embedding_function)
    }

    /// The collection of that name.
    ///
    /// # Errors
    /// `NotFound`: it does not exist.
    pub async fn get_collection(&self, name: impl AsRef<str>) -> Result<ChromaCollection> {
        let (tenant, database) = self.scope().await?;
        let request = requests::get_collection(tenant, database, name.as_ref())?;
        self.collection(self.send(request.answered_as()).await?, None)
    }

    /// The collection of that name, with an embedding function of your own instead of the stored one.
    ///
    /// # Errors
    /// `NotFound`: it does not exist. `InvalidArgument`: it was made with another embedding function.
    pub async fn get_collection_with(
        &self,
        name: impl AsRef<str>,
        function: Arc<dyn EmbeddingFunction>,
    ) -> Result<ChromaCollection> {
        let (tenant, database) = self.scope().await?;
        let request = requests::get_collection(tenant, database, name.as_ref())?;
        let model: CollectionModel = self.send(request.answered_as()).await?;
        check_stored_function(&model.configuration_json, Some(function.as_ref()))?;
        self.collection(model, Some(function))
    }

    /// The collection of that id.
    ///
    /// # Errors
    /// `NotFound`: it does not exist in this database.
    pub async fn get_collection_by_id(&self, id: Uuid) -> Result<ChromaCollection> {
        let (tenant, database) = self.scope().await?;
        let request = requests::get_collection_by_id(tenant, database, &id.to_string())?;
        self.collection(self.send(request.answered_as()).await?, None)
    }

    /// The collection of a resource name, `tenant_resource_name:database:collection`, wherever it lies.
    ///
    /// # Errors
    /// `NotFound`: it does not exist. `InvalidArgument`: the name does not have three parts.
    pub async fn get_collection_by_crn(&self, crn: impl AsRef<str>) -> Result<ChromaCollection> {
        let request = requests::get_collection_by_crn(crn.as_ref())?;
        self.collection(self.send(request.answered_as()).await?, None)
    }

    /// The collections of the database in the server's order, `limit` of them from `offset` on.
    pub async fn list_collections(&self, limit: Option<u32>, offset: Option<u32>) -> Result<Vec<ChromaCollection>> {
        let (tenant, database) = self.scope().await?;
        let request = requests::list_collections(tenant, database, limit, offset)?;
        let models: Vec<CollectionModel> = self.send(request.answered_as()).await?;
        models.into_iter().map(|model| self.collection(model, None)).collect()
    }

    /// How many collections the database has.
    pub async fn count_collections(&self) -> Result<u64> {
        let (tenant, database) = self.scope().await?;
        self.send(requests::count_collections(tenant, database)?).await
    }

    /// Deletes the collection of that name with its records: irreversible.
    ///
    /// # Errors
    /// `NotFound`: it does not exist.
    pub async fn delete_collection(&self, name: impl AsRef<str>) -> Result<()> {
        let (tenant, database) = self.scope().await?;
        self.send(requests::delete_collection(tenant, database, name.as_ref())?).await.map(drop)
    }

    fn collection(
        &self,
        model: CollectionModel,
        function: Option<Arc<dyn EmbeddingFunction>>,
    ) -> Result<ChromaCollection> {
        Ok(ChromaCollection::new(self.transport()?, model, function))
    }

    // ---------------------------------------------------------------- tenants and databases

    /// Creates a tenant; it has no databases.
    ///
    /// # Errors
    /// `Conflict`: it exists. `InvalidArgument`: the name has fewer than three characters.
    pub async fn create_tenant(&self, name: impl Into<String>) -> Result<()> {
        let body = CreateTenantPayload { name: name.into() };
        self.send(requests::create_tenant(&body)?).await.map(drop)
    }

    /// The tenant of that name.
    ///
    /// # Errors
    /// `NotFound`: it does not exist.
    pub async fn get_tenant(&self, name: impl AsRef<str>) -> Result<Tenant> {
        self.send(requests::get_tenant(name.as_ref())?).await
    }

    /// The tenants by name. The official server does not answer this call.
    pub async fn list_tenants(&self, limit: Option<u32>, offset: Option<u32>) -> Result<Vec<Tenant>> {
        self.send(requests::list_tenants(limit, offset)?).await
    }

    /// Sets the tenant's resource name, which can be done once.
    ///
    /// # Errors
    /// `NotFound`: the tenant does not exist. `Conflict`: it has another resource name.
    pub async fn update_tenant(&self, name: impl AsRef<str>, resource_name: impl Into<String>) -> Result<()> {
        let body = UpdateTenantPayload { resource_name: resource_name.into() };
        self.send(requests::update_tenant(name.as_ref(), &body)?).await.map(drop)
    }

    /// Creates a database in a tenant.
    ///
    /// # Errors
    /// `NotFound`: the tenant does not exist. `Conflict`: it has a database of that name.
    pub async fn create_database(&self, tenant: impl AsRef<str>, name: impl Into<String>) -> Result<()> {
        let body = CreateDatabasePayload { name: name.into() };
        self.send(requests::create_database(tenant.as_ref(), &body)?).await.map(drop)
    }

    /// The database of that name in a tenant.
    ///
    /// # Errors
    /// `NotFound`: it does not exist.
    pub async fn get_database(&self, tenant: impl AsRef<str>, name: impl AsRef<str>) -> Result<Database> {
        self.send(requests::get_database(tenant.as_ref(), name.as_ref())?).await
    }

    /// The databases of a tenant by name; none for an unknown tenant.
    pub async fn list_databases(
        &self,
        tenant: impl AsRef<str>,
        limit: Option<u32>,
        offset: Option<u32>,
    ) -> Result<Vec<Database>> {
        self.send(requests::list_databases(tenant.as_ref(), limit, offset)?).await
    }

    /// Deletes a database with its collections: irreversible.
    ///
    /// # Errors
    /// `NotFound`: it does not exist.
    pub async fn delete_database(&self, tenant: impl AsRef<str>, name: impl AsRef<str>) -> Result<()> {
        self.send(requests::delete_database(tenant.as_ref(), name.as_ref())?).await.map(drop)
    }
}
