//! Embedding functions: the interface of your own, and the registry that finds them by the name a collection stores.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::error::BoxError;
use crate::rest::models::{Space, SparseVector};

/// What turns texts into vectors.
///
/// Its name and configuration are stored with each collection made with it. [`register_embedding_function`] lets a
/// client build it again from those when the collection is opened.
#[async_trait]
pub trait EmbeddingFunction: Send + Sync {
    /// The name under which it is registered and stored.
    fn name(&self) -> &str;

    /// What is needed to build it again; never a secret.
    fn config(&self) -> Value {
        json!({})
    }

    /// The space its vectors are made for. A collection made with it has that one, unless another is asked for.
    fn default_space(&self) -> Space {
        Space::L2
    }

    /// One vector for each text.
    ///
    /// # Errors
    /// Whatever keeps it from embedding; calls return it as the source of [`ChromaError::Embedding`](crate::ChromaError).
    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, BoxError>;

    /// One vector for each text of a query. The same as for records, unless the model tells the two apart.
    ///
    /// # Errors
    /// As [`embed`](Self::embed).
    async fn embed_query(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, BoxError> {
        self.embed(texts).await
    }
}

/// What turns texts into sparse vectors. See [`EmbeddingFunction`].
#[async_trait]
pub trait SparseEmbeddingFunction: Send + Sync {
    /// The name under which it is registered and stored.
    fn name(&self) -> &str;

    /// What is needed to build it again; never a secret.
    fn config(&self) -> Value {
        json!({})
    }

    /// One vector for each text.
    ///
    /// # Errors
    /// Whatever keeps it from embedding.
    async fn embed(&self, texts: &[String]) -> Result<Vec<SparseVector>, BoxError>;

    /// One vector for each text of a query.
    ///
    /// # Errors
    /// As [`embed`](Self::embed).
    async fn embed_query(&self, texts: &[String]) -> Result<Vec<SparseVector>, BoxError> {
        self.embed(texts).await
    }
}

impl fmt::Debug for dyn EmbeddingFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EmbeddingFunction({:?})", self.name())
    }
}

impl fmt::Debug for dyn SparseEmbeddingFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SparseEmbeddingFunction({:?})", self.name())
    }
}

type Builder<F> = Arc<dyn Fn(&Value) -> Result<Arc<F>, BoxError> + Send + Sync>;
type Registry<F> = LazyLock<RwLock<HashMap<String, Builder<F>>>>;

static DENSE: Registry<dyn EmbeddingFunction> = LazyLock::new(RwLock::default);
static SPARSE: Registry<dyn SparseEmbeddingFunction> = LazyLock::new(RwLock::default);

/// Registers how an embedding function is built from its stored configuration; a later registration of a name replaces
/// the earlier one.
pub fn register_embedding_function<F: EmbeddingFunction + 'static>(
    name: impl Into<String>,
    build: impl Fn(&Value) -> Result<F, BoxError> + Send + Sync + 'static,
) {
    let builder: Builder<dyn EmbeddingFunction> = Arc::new(move |config| Ok(Arc::new(build(config)?)));
    DENSE.write().unwrap_or_else(PoisonError::into_inner).insert(name.into(), builder);
}

/// Registers how a sparse embedding function is built; see [`register_embedding_function`].
pub fn register_sparse_embedding_function<F: SparseEmbeddingFunction + 'static>(
    name: impl Into<String>,
    build: impl Fn(&Value) -> Result<F, BoxError> + Send + Sync + 'static,
) {
    let builder: Builder<dyn SparseEmbeddingFunction> = Arc::new(move |config| Ok(Arc::new(build(config)?)));
    SPARSE.write().unwrap_or_else(PoisonError::into_inner).insert(name.into(), builder);
}

/// A stored embedding function.
#[derive(Clone, Debug)]
pub(crate) enum Stored<F: ?Sized> {
    /// Nothing is stored that could be built.
    Nothing,
    /// The function.
    Built(Arc<F>),
    /// One that cannot be built here, and why.
    Unavailable(String),
}

fn stored<F: ?Sized>(stored: Option<&Value>, registry: &Registry<F>, register: &str) -> Stored<F> {
    let Some(stored) = stored.filter(|stored| stored["type"] == "known") else {
        return Stored::Nothing;
    };
    let name = stored["name"].as_str().unwrap_or_default();
    let builder = registry.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
    match builder.map(|build| build(&stored["config"])) {
        Some(Ok(function)) => Stored::Built(function),
        Some(Err(error)) => {
            Stored::Unavailable(format!("The embedding function {name:?} of the collection cannot be built: {error}"))
        }
        None => Stored::Unavailable(format!(
            "The embedding function {name:?} of the collection is not known here, so nothing can be embedded with it. \
             Register it with {register}, or pass vectors, or an embedding function of your own."
        )),
    }
}

pub(crate) fn stored_dense(value: Option<&Value>) -> Stored<dyn EmbeddingFunction> {
    stored(value, &DENSE, "register_embedding_function")
}

pub(crate) fn stored_sparse(value: Option<&Value>) -> Stored<dyn SparseEmbeddingFunction> {
    stored(value, &SPARSE, "register_sparse_embedding_function")
}

pub(crate) fn dense_to_json(function: &dyn EmbeddingFunction) -> Value {
    json!({"type": "known", "name": function.name(), "config": function.config()})
}

pub(crate) fn sparse_to_json(function: &dyn SparseEmbeddingFunction) -> Value {
    json!({"type": "known", "name": function.name(), "config": function.config()})
}
