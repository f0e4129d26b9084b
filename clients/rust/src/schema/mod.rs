//! Schemas: which indexes a collection has, and how they are set.

mod configs;

use serde_json::{Map, Value, json};

pub use configs::{Cmek, EmbeddingChoice, IndexConfig, SparseVectorIndexConfig, VectorIndexConfig};

use crate::embedding::{Stored, stored_dense};
use crate::filter::Key;
use crate::{ChromaError, Result};

const DOCUMENT: &str = "#document";
const EMBEDDING: &str = "#embedding";

/// Which indexes a collection has.
///
/// A new schema is the one a collection gets without: filters on every scalar, full-text search on documents, a vector
/// index on embeddings.
///
/// ```
/// use chroma::schema::{IndexConfig, Schema, VectorIndexConfig};
/// use chroma::rest::models::Space;
///
/// # fn main() -> chroma::Result<()> {
/// let schema = Schema::new()
///     .create_index(VectorIndexConfig::new().space(Space::Cosine), None)?
///     .delete_index(IndexConfig::String, Some("body".into()))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    json: Map<String, Value>,
}

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}

impl Schema {
    /// The indexes of a collection that is given no schema.
    pub fn new() -> Self {
        let on = json!({"enabled": true, "config": {}});
        let off = json!({"enabled": false, "config": {}});
        let vector = VectorIndexConfig::new();
        let Value::Object(json) = json!({
            "defaults": {
                "string": {"fts_index": off, "string_inverted_index": on},
                "float_list": {"vector_index": {"enabled": false, "config": vector.to_json()}},
                "sparse_vector": {
                    "sparse_vector_index": {"enabled": false, "config": SparseVectorIndexConfig::new().to_json()}
                },
                "int": {"int_inverted_index": on},
                "float": {"float_inverted_index": on},
                "bool": {"bool_inverted_index": on},
            },
            "keys": {
                DOCUMENT: {"string": {"fts_index": on, "string_inverted_index": off}},
                EMBEDDING: {
                    "float_list": {
                        "vector_index": {"enabled": true, "config": vector.source_key(Key::DOCUMENT).to_json()}
                    }
                },
            },
        }) else {
            unreachable!("json! of an object is one")
        };
        Self { json }
    }

    /// A schema as a server stores it. What it says that is unknown here stays in it.
    ///
    /// # Errors
    /// It is not a schema.
    pub fn from_json(value: &Value) -> Result<Self> {
        let refused = || ChromaError::invalid(format!("Not a schema: {value}"));
        let mut json = value.as_object().cloned().ok_or_else(refused)?;
        if let Some(cmek) = json.get("cmek").filter(|cmek| !cmek.is_null())
            && !cmek["gcp"].is_string()
        {
            return Err(ChromaError::invalid(format!("Not a customer-managed key: {cmek}")));
        }
        for part in ["defaults", "keys"] {
            json.entry(part).or_insert_with(|| json!({}));
        }
        let (defaults, keys) = (json["defaults"].as_object(), json["keys"].as_object());
        if defaults.is_none() || keys.is_none_or(|keys| keys.values().any(|value| !value.is_object())) {
            return Err(refused());
        }
        let mut made = Self { json };
        made.complete();
        Ok(made)
    }

    /// The schema as it travels.
    pub fn to_json(&self) -> Value {
        Value::Object(self.json.clone())
    }

    /// Switches an index on, or sets it.
    ///
    /// A [`VectorIndexConfig`] takes no key: it holds for the embeddings. [`IndexConfig::FullText`] takes
    /// [`Key::DOCUMENT`], a [`SparseVectorIndexConfig`] a metadata key. The others take a metadata key, or none: then they
    /// hold for every key.
    ///
    /// # Errors
    /// The index cannot be had on that key, or a second sparse vector index is wanted.
    pub fn create_index(mut self, config: impl Into<IndexConfig>, key: Option<Key>) -> Result<Self> {
        let config = config.into();
        let key = key.as_ref().map(Key::name);
        check_key(key, &config, "create")?;
        config.check()?;
        match (&config, key) {
            (IndexConfig::Vector(_), Some(_)) => {
                return refused("A vector index cannot be had on single keys: create it without a key".to_owned());
            }
            (IndexConfig::Vector(vector), None) => self.set_vector_index(vector),
            (IndexConfig::FullText, key) if key != Some(DOCUMENT) => {
                return refused("Full-text search can only be had on #document".to_owned());
            }
            (IndexConfig::Sparse(_), None) => {
                return refused("A sparse vector index needs a key".to_owned());
            }
            (IndexConfig::Sparse(_), Some(name)) => {
                self.check_sparse_index(name)?;
                self.set_index(key, &config, true);
            }
            _ => self.set_index(key, &config, true),
        }
        Ok(self)
    }

    /// Switches an index off: on one key, or without a key everywhere.
    ///
    /// # Errors
    /// It is an index that cannot be switched off.
    pub fn delete_index(mut self, config: impl Into<IndexConfig>, key: Option<Key>) -> Result<Self> {
        let config = config.into();
        let key = key.as_ref().map(Key::name);
        check_key(key, &config, "delete")?;
        match &config {
            IndexConfig::Vector(_) => return refused("The vector index cannot be deleted".to_owned()),
            IndexConfig::Sparse(_) => return refused("A sparse vector index cannot be deleted".to_owned()),
            IndexConfig::FullText if key != Some(DOCUMENT) => {
                return refused("Full-text search can only be deleted on #document".to_owned());
            }
            _ => self.set_index(key, &config, false),
        }
        Ok(self)
    }

    /// Encrypt with a key of your own, or with `None` no longer.
    pub fn set_cmek(mut self, cmek: Option<Cmek>) -> Self {
        match cmek {
            Some(cmek) => self.json.insert("cmek".to_owned(), cmek.to_json()),
            None => self.json.remove("cmek"),
        };
        self
    }

    /// The stored embedding function of the embeddings, if one is.
    pub(crate) fn dense_function(&self) -> Option<&Value> {
        let of = |types: &Value| types.pointer("/float_list/vector_index/config/embedding_function").cloned();
        let keyed = self.json["keys"].get(EMBEDDING).and_then(of);
        let place = if keyed.is_some() { self.json["keys"].get(EMBEDDING) } else { self.json.get("defaults") };
        place?.pointer("/float_list/vector_index/config/embedding_function")
    }

    /// The enabled sparse indexes: key and configuration.
    pub(crate) fn sparse_indexes(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.json["keys"].as_object().into_iter().flatten().filter_map(|(key, types)| {
            let index = types.pointer("/sparse_vector/sparse_vector_index")?;
            index["enabled"].as_bool().unwrap_or(true).then_some((key.as_str(), &index["config"]))
        })
    }

    fn set_vector_index(&mut self, config: &VectorIndexConfig) {
        let pointer = "/float_list/vector_index";
        let enabled = |types: Option<&Value>, otherwise: bool| {
            types.and_then(|types| types.pointer(pointer)?["enabled"].as_bool()).unwrap_or(otherwise)
        };
        let (default, embedding) = (&self.json["defaults"], self.json["keys"].get(EMBEDDING));
        let source = embedding.map_or_else(
            || json!(DOCUMENT),
            |types| types.pointer(&format!("{pointer}/config/source_key")).cloned().unwrap_or(Value::Null),
        );
        let (default_on, embedding_on) = (enabled(Some(default), false), enabled(embedding, true));
        let mut keyed = config.to_json();
        if source.is_null() {
            keyed.as_object_mut().map(|keyed| keyed.remove("source_key"));
        } else {
            keyed["source_key"] = source;
        }
        self.json["defaults"]["float_list"] =
            json!({"vector_index": {"enabled": default_on, "config": config.to_json()}});
        self.json["keys"][EMBEDDING]["float_list"] =
            json!({"vector_index": {"enabled": embedding_on, "config": keyed}});
    }

    fn check_sparse_index(&self, key: &str) -> Result<()> {
        match self.sparse_indexes().find(|(other, _)| *other != key) {
            Some((other, _)) => {
                refused(format!("A collection has at most one sparse vector index: {other} has one, so {key} cannot"))
            }
            None => Ok(()),
        }
    }

    fn set_index(&mut self, key: Option<&str>, config: &IndexConfig, enabled: bool) {
        let (value_type, index, settings) = config.place();
        let types = match key {
            None => &mut self.json["defaults"],
            Some(key) => &mut self.json["keys"][key],
        };
        types[value_type][index] = json!({"enabled": enabled, "config": settings});
    }

    /// Writes out what a stored schema leaves to be understood.
    fn complete(&mut self) {
        let keyed = self.json.get_mut("keys").and_then(Value::as_object_mut).map(std::mem::take).unwrap_or_default();
        let mut keyed = keyed;
        let defaults = self.json.get_mut("defaults").into_iter();
        for types in defaults.chain(keyed.values_mut()).filter_map(Value::as_object_mut) {
            for (name, indexes) in types.iter_mut().filter(|(name, _)| configs::VALUE_TYPES.contains(&name.as_str())) {
                for (_, index) in indexes.as_object_mut().into_iter().flatten() {
                    complete_index(name, index);
                }
            }
        }
        self.json.insert("keys".to_owned(), Value::Object(keyed));
    }
}

fn complete_index(value_type: &str, index: &mut Value) {
    let Some(index) = index.as_object_mut() else { return };
    index.entry("enabled").or_insert(json!(true));
    let config = index.entry("config").or_insert_with(|| json!({}));
    if value_type == "float_list"
        && config["space"].is_null()
        && let Stored::Built(function) = stored_dense(config.get("embedding_function"))
    {
        config["space"] = json!(function.default_space());
    }
}

fn check_key(key: Option<&str>, config: &IndexConfig, verb: &str) -> Result<()> {
    match key {
        Some(EMBEDDING) => refused(format!("Cannot {verb} an index on #embedding: name no key for the vector index")),
        Some(DOCUMENT) if !matches!(config, IndexConfig::FullText) => {
            refused(format!("Cannot {verb} this index on #document: only full-text search can be had there"))
        }
        Some(key) if key.starts_with('#') && key != DOCUMENT => {
            refused(format!("{key}: keys that begin with # are reserved"))
        }
        _ => Ok(()),
    }
}

fn refused<T>(message: String) -> Result<T> {
    Err(ChromaError::invalid(message))
}
