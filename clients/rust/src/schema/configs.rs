use std::sync::Arc;

use serde_json::{Value, json};

use crate::embedding::{EmbeddingFunction, SparseEmbeddingFunction, dense_to_json, sparse_to_json};
use crate::filter::Key;
use crate::rest::models::{HnswIndexConfig, Space, SpannIndexConfig, SparseIndexAlgorithm};
use crate::{ChromaError, Result};

pub(super) const VALUE_TYPES: [&str; 6] = ["string", "float_list", "sparse_vector", "int", "float", "bool"];

/// An index, and its settings where it has any.
#[derive(Clone, Debug)]
pub enum IndexConfig {
    /// Full-text search on documents.
    FullText,
    /// Filters on texts.
    String,
    /// Filters on integers.
    Int,
    /// Filters on floats.
    Float,
    /// Filters on booleans.
    Bool,
    /// The index of embeddings.
    Vector(Box<VectorIndexConfig>),
    /// An index of sparse vectors.
    Sparse(SparseVectorIndexConfig),
}

impl IndexConfig {
    /// Value type, index and settings, as they stand in a schema.
    pub(super) fn place(&self) -> (&'static str, &'static str, Value) {
        match self {
            Self::FullText => ("string", "fts_index", json!({})),
            Self::String => ("string", "string_inverted_index", json!({})),
            Self::Int => ("int", "int_inverted_index", json!({})),
            Self::Float => ("float", "float_inverted_index", json!({})),
            Self::Bool => ("bool", "bool_inverted_index", json!({})),
            Self::Vector(config) => ("float_list", "vector_index", config.to_json()),
            Self::Sparse(config) => ("sparse_vector", "sparse_vector_index", config.to_json()),
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        let source = match self {
            Self::Vector(config) => config.source_key.as_ref(),
            Self::Sparse(config) => config.source_key.as_ref(),
            _ => None,
        };
        match source.map(Key::name) {
            Some(name) if name.starts_with('#') && name != Key::DOCUMENT.name() => {
                Err(ChromaError::invalid(format!("The source key {name} begins with #; only #document may")))
            }
            _ => Ok(()),
        }
    }
}

impl From<VectorIndexConfig> for IndexConfig {
    fn from(config: VectorIndexConfig) -> Self {
        Self::Vector(Box::new(config))
    }
}

impl From<SparseVectorIndexConfig> for IndexConfig {
    fn from(config: SparseVectorIndexConfig) -> Self {
        Self::Sparse(config)
    }
}

/// The embedding function that a schema names.
#[derive(Clone, Debug, Default)]
pub enum EmbeddingChoice {
    /// The one called `default`, which clients of other languages have built in.
    #[default]
    Default,
    /// None.
    None,
    /// This one.
    Function(Arc<dyn EmbeddingFunction>),
}

/// The vector index of a collection: how distance is measured, who embeds, and the index's own settings.
#[derive(Clone, Debug, Default)]
pub struct VectorIndexConfig {
    space: Option<Space>,
    embedding_function: EmbeddingChoice,
    pub(super) source_key: Option<Key>,
    hnsw: Option<HnswIndexConfig>,
    spann: Option<SpannIndexConfig>,
}

impl VectorIndexConfig {
    /// The settings of a collection that is given none.
    pub fn new() -> Self {
        Self::default()
    }

    /// The distance; that of the embedding function unless given.
    pub fn space(self, space: Space) -> Self {
        Self { space: Some(space), ..self }
    }

    /// Who embeds.
    pub fn embedding_function(self, choice: EmbeddingChoice) -> Self {
        Self { embedding_function: choice, ..self }
    }

    /// What is embedded: [`Key::DOCUMENT`], or a metadata key.
    pub fn source_key(self, key: impl Into<Key>) -> Self {
        Self { source_key: Some(key.into()), ..self }
    }

    /// Settings of a graph index.
    pub fn hnsw(self, hnsw: HnswIndexConfig) -> Self {
        Self { hnsw: Some(hnsw), ..self }
    }

    /// Settings of a cluster index, that of Chroma Cloud.
    pub fn spann(self, spann: SpannIndexConfig) -> Self {
        Self { spann: Some(spann), ..self }
    }

    pub(super) fn to_json(&self) -> Value {
        let (function, default_space) = match &self.embedding_function {
            EmbeddingChoice::Default => (json!({"type": "known", "name": "default", "config": {}}), Some(Space::L2)),
            EmbeddingChoice::None => (json!({"type": "legacy"}), None),
            EmbeddingChoice::Function(function) => (dense_to_json(function.as_ref()), Some(function.default_space())),
        };
        let mut config = json!({"embedding_function": function});
        if let Some(space) = self.space.or(default_space) {
            config["space"] = json!(space);
        }
        if let Some(key) = &self.source_key {
            config["source_key"] = json!(key.name());
        }
        if let Some(hnsw) = &self.hnsw {
            config["hnsw"] = json!(hnsw);
        }
        if let Some(spann) = &self.spann {
            config["spann"] = json!(spann);
        }
        config
    }
}

/// A sparse vector index on one metadata key.
#[derive(Clone, Debug, Default)]
pub struct SparseVectorIndexConfig {
    embedding_function: Option<Arc<dyn SparseEmbeddingFunction>>,
    pub(super) source_key: Option<Key>,
    bm25: Option<bool>,
    algorithm: Option<SparseIndexAlgorithm>,
}

impl SparseVectorIndexConfig {
    /// An index of vectors that writers bring.
    pub fn new() -> Self {
        Self::default()
    }

    /// Make the vectors with this function from the texts under `source`: [`Key::DOCUMENT`], or a metadata key.
    pub fn embedded_by(self, function: Arc<dyn SparseEmbeddingFunction>, source: impl Into<Key>) -> Self {
        Self { embedding_function: Some(function), source_key: Some(source.into()), ..self }
    }

    /// Whether a query's tokens are weighed by how rare they are.
    pub fn bm25(self, bm25: bool) -> Self {
        Self { bm25: Some(bm25), ..self }
    }

    /// How the index skips what cannot win.
    pub fn algorithm(self, algorithm: SparseIndexAlgorithm) -> Self {
        Self { algorithm: Some(algorithm), ..self }
    }

    pub(super) fn to_json(&self) -> Value {
        let mut config = json!({
            "embedding_function": self
                .embedding_function
                .as_ref()
                .map_or_else(|| json!({"type": "unknown"}), |function| sparse_to_json(function.as_ref())),
        });
        if let Some(key) = &self.source_key {
            config["source_key"] = json!(key.name());
        }
        if let Some(bm25) = self.bm25 {
            config["bm25"] = json!(bm25);
        }
        if let Some(algorithm) = self.algorithm {
            config["algorithm"] = json!(algorithm);
        }
        config
    }
}

/// The name of a key of your own with which Chroma Cloud encrypts a collection's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cmek(String);

impl Cmek {
    /// A key of Google Cloud, by its resource name: `projects/.../locations/.../keyRings/.../cryptoKeys/...`.
    pub fn gcp(resource: impl Into<String>) -> Self {
        Self(resource.into())
    }

    pub(super) fn to_json(&self) -> Value {
        json!({"gcp": self.0})
    }
}
