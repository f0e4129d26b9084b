//! A collection to be: what is sent to make it, from what a caller gives.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::embedding::{EmbeddingFunction, dense_to_json};
use crate::metadata::{Metadata, MetadataUpdate, check_metadata};
use crate::rest::models::{HnswConfiguration, NullableMetadataValue, SpannConfiguration};
use crate::schema::Schema;
use crate::{ChromaError, Result};

/// A collection to create. A name alone makes one, too: `client.create_collection("fruit")`.
///
/// ```
/// use chroma::{NewCollection, metadata, rest::models::{HnswConfiguration, Space}};
///
/// let new = NewCollection::new("fruit")
///     .metadata(metadata! {"topic" => "fruit"})
///     .hnsw(HnswConfiguration { space: Some(Space::Cosine), ..Default::default() });
/// ```
#[derive(Clone, Debug)]
pub struct NewCollection {
    name: String,
    metadata: Option<Metadata>,
    hnsw: Option<HnswConfiguration>,
    spann: Option<SpannConfiguration>,
    configuration: Option<Value>,
    schema: Option<Schema>,
    pub(crate) embedding_function: Option<Arc<dyn EmbeddingFunction>>,
}

impl<T: Into<String>> From<T> for NewCollection {
    fn from(name: T) -> Self {
        Self::new(name)
    }
}

impl NewCollection {
    /// A collection of that name: 3 to 512 characters of `a-z A-Z 0-9 . _ -`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            metadata: None,
            hnsw: None,
            spann: None,
            configuration: None,
            schema: None,
            embedding_function: None,
        }
    }

    /// Metadata of the collection itself.
    pub fn metadata(self, metadata: Metadata) -> Self {
        Self { metadata: Some(metadata), ..self }
    }

    /// Settings of a graph index.
    pub fn hnsw(self, hnsw: HnswConfiguration) -> Self {
        Self { hnsw: Some(hnsw), ..self }
    }

    /// Settings of a cluster index, that of Chroma Cloud.
    pub fn spann(self, spann: SpannConfiguration) -> Self {
        Self { spann: Some(spann), ..self }
    }

    /// The whole configuration as it travels, in place of [`hnsw`](Self::hnsw) and [`spann`](Self::spann).
    pub fn configuration_json(self, configuration: Value) -> Self {
        Self { configuration: Some(configuration), ..self }
    }

    /// The indexes. Give either this or settings of an index.
    pub fn schema(self, schema: Schema) -> Self {
        Self { schema: Some(schema), ..self }
    }

    /// What makes vectors of texts. Its name and configuration are stored with the collection.
    pub fn embedding_function(self, function: impl EmbeddingFunction + 'static) -> Self {
        self.shared_embedding_function(Arc::new(function))
    }

    /// As [`embedding_function`](Self::embedding_function), for one that is used elsewhere, too.
    pub fn shared_embedding_function(self, function: Arc<dyn EmbeddingFunction>) -> Self {
        Self { embedding_function: Some(function), ..self }
    }

    pub(crate) fn body(&self, get_or_create: bool) -> Result<Vec<u8>> {
        let mut body = json!({"name": self.name, "get_or_create": get_or_create});
        if let Some(metadata) = &self.metadata {
            check_collection_metadata(metadata)?;
            body["metadata"] = json!(metadata);
        }
        if let Some(configuration) = self.configuration()? {
            body["configuration"] = configuration;
        }
        if let Some(schema) = &self.schema {
            body["schema"] = schema.to_json();
        }
        Ok(body.to_string().into_bytes())
    }

    fn configuration(&self) -> Result<Option<Value>> {
        if self.hnsw.is_some() && self.spann.is_some() {
            return Err(ChromaError::invalid("hnsw and spann cannot both be given"));
        }
        if self.configuration.is_some() && (self.hnsw.is_some() || self.spann.is_some()) {
            return Err(ChromaError::invalid("A whole configuration cannot be given beside hnsw or spann"));
        }
        let Some(function) = &self.embedding_function else {
            let parts = (&self.hnsw, &self.spann);
            return Ok(match parts {
                (None, None) => self.configuration.clone(),
                (hnsw, spann) => Some(json!({"hnsw": hnsw, "spann": spann})),
            });
        };
        let mut configuration =
            self.configuration.clone().unwrap_or_else(|| json!({"hnsw": self.hnsw, "spann": self.spann}));
        let stored = dense_to_json(function.as_ref());
        match configuration.get("embedding_function").filter(|other| !other.is_null()) {
            Some(other) if other["name"] != stored["name"] => {
                return Err(ChromaError::invalid(format!(
                    "Two embedding functions are given: {} and {}",
                    other["name"], stored["name"]
                )));
            }
            _ => configuration["embedding_function"] = stored,
        }
        // A schema has the space in it, and servers refuse it in both places.
        let in_metadata = self.metadata.as_ref().is_some_and(|metadata| metadata.contains_key("hnsw:space"));
        let index = if configuration["spann"].is_object() { "spann" } else { "hnsw" };
        let wanted = configuration[index].is_object() || !(in_metadata || self.schema.is_some());
        if wanted && configuration[index]["space"].is_null() {
            configuration[index]["space"] = json!(function.default_space());
        }
        Ok(Some(configuration))
    }
}

pub(crate) fn check_collection_metadata(metadata: &Metadata) -> Result<()> {
    let given = metadata.iter().map(|(key, value)| (key.clone(), NullableMetadataValue::from(value.clone())));
    check_metadata(&given.collect::<MetadataUpdate>())
}

/// Refuses an embedding function that is not the one stored with the collection.
pub(crate) fn check_stored_function(configuration: &Value, function: Option<&dyn EmbeddingFunction>) -> Result<()> {
    let stored = configuration["embedding_function"]["name"].as_str();
    match (function, stored) {
        (Some(function), Some(stored)) if function.name() != stored && function.name() != "default" => {
            Err(ChromaError::invalid(format!(
                "The collection was made with the embedding function {stored:?}, and {:?} is given",
                function.name()
            )))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone)]
    struct Named(&'static str);

    #[async_trait::async_trait]
    impl EmbeddingFunction for Named {
        fn name(&self) -> &str {
            self.0
        }

        async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, crate::BoxError> {
            Ok(vec![vec![0.0]; texts.len()])
        }
    }

    fn body(new: &NewCollection) -> Value {
        serde_json::from_slice(&new.body(false).expect("a body")).expect("JSON")
    }

    #[test]
    fn what_is_not_given_is_not_sent() {
        assert_eq!(body(&"fruit".into()), json!({"name": "fruit", "get_or_create": false}));
    }

    #[test]
    fn an_embedding_function_is_stored_with_its_space() {
        let new = NewCollection::new("fruit").embedding_function(Named("mine"));
        let stored = json!({"type": "known", "name": "mine", "config": {}});
        let expected = json!({"hnsw": {"space": "l2"}, "spann": null, "embedding_function": stored});
        assert_eq!(body(&new)["configuration"], expected);

        let new = new.hnsw(HnswConfiguration { ef_search: Some(7), ..Default::default() });
        assert_eq!(body(&new)["configuration"]["hnsw"], json!({"space": "l2", "ef_search": 7}));
    }

    #[test]
    fn contradictions_are_refused() {
        let both = NewCollection::new("fruit").hnsw(HnswConfiguration::default()).spann(SpannConfiguration::default());
        assert!(both.body(false).is_err());
        let two = NewCollection::new("fruit")
            .configuration_json(json!({"embedding_function": {"type": "known", "name": "other", "config": {}}}))
            .embedding_function(Named("mine"));
        assert!(two.body(false).is_err());
        assert!(NewCollection::new("fruit").metadata(Metadata::new()).body(false).is_err());
        let stored = json!({"embedding_function": {"type": "known", "name": "other"}});
        assert!(check_stored_function(&stored, Some(&Named("mine"))).is_err());
        assert!(check_stored_function(&stored, Some(&Named("other"))).is_ok());
    }
}
