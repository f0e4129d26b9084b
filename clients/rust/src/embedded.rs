//! How a collection embeds: which function, for which texts.

use std::sync::Arc;

use serde_json::Value;

use crate::collection::ChromaCollection;
use crate::embedding::{EmbeddingFunction, SparseEmbeddingFunction, Stored, stored_dense, stored_sparse};
use crate::error::{BoxError, ErrorDetails};
use crate::filter::Key;
use crate::records::Records;
use crate::rest::models::{MetadataValue, NullableMetadataValue, SparseVector};
use crate::search::{KnnQuery, Search};
use crate::{ChromaError, Result};

impl ChromaCollection {
    /// The records with the vectors that are to be made from their texts.
    pub(crate) async fn embedded(&self, mut records: Records, needed: bool) -> Result<Records> {
        records.check()?;
        if records.embeddings.is_none() && (needed || records.documents.is_some()) {
            let documents = records.documents.iter().flatten();
            let texts: Option<Vec<String>> = documents.cloned().collect();
            let texts = texts.filter(|texts| texts.len() == records.len()).ok_or_else(|| {
                ChromaError::embedding("Records without embeddings need a document each, from which they are made")
            })?;
            let function = self.dense_function()?;
            records.embeddings = Some(checked(function.embed(&texts).await, texts.len())?);
            records.check()?;
        }
        self.with_sparse_vectors(records).await
    }

    /// The vectors of the texts of a query.
    pub(crate) async fn embed_query(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        checked(self.dense_function()?.embed_query(texts).await, texts.len())
    }

    /// A search with vectors in place of its texts.
    pub(crate) async fn embed_texts_of(&self, search: &mut Search) -> Result<()> {
        let mut knns = Vec::new();
        if let Some(rank) = search.rank_mut() {
            rank.knns_mut(&mut knns);
        }
        for knn in knns {
            let KnnQuery::Text(text) = &knn.query else { continue };
            let texts = [text.clone()];
            knn.query = if knn.key == Key::EMBEDDING {
                KnnQuery::Dense(only(self.embed_query(&texts).await?)?)
            } else {
                let function = self.sparse_function(knn.key.name())?;
                KnnQuery::Sparse(only(checked_sparse(function.embed_query(&texts).await, 1)?)?)
            };
        }
        Ok(())
    }

    /// The function given in code, or else the one stored with the collection, in its configuration or its schema.
    fn dense_function(&self) -> Result<Arc<dyn EmbeddingFunction>> {
        if let Some(function) = &self.embedding_function {
            return Ok(Arc::clone(function));
        }
        let configured = stored_dense(self.model.configuration_json.get("embedding_function"));
        let found = match configured {
            Stored::Nothing => stored_dense(self.schema()?.as_ref().and_then(|schema| schema.dense_function())),
            found => found,
        };
        match found {
            Stored::Built(function) => Ok(function),
            Stored::Unavailable(reason) => Err(ChromaError::embedding(reason)),
            Stored::Nothing => Err(ChromaError::embedding(
                "The collection has no embedding function: pass one when you create or get it, or pass vectors",
            )),
        }
    }

    fn sparse_function(&self, key: &str) -> Result<Arc<dyn SparseEmbeddingFunction>> {
        let schema = self.schema()?;
        let config = schema.iter().flat_map(|schema| schema.sparse_indexes()).find(|(other, _)| *other == key);
        match stored_sparse(config.and_then(|(_, config)| config.get("embedding_function"))) {
            Stored::Built(function) => Ok(function),
            Stored::Unavailable(reason) => Err(ChromaError::embedding(reason)),
            Stored::Nothing => Err(ChromaError::embedding(format!(
                "No embedding function is configured for the key {key:?}: pass a vector in place of the text"
            ))),
        }
    }

    /// The records with sparse vectors in their metadata, where the schema has them made. One that is there stays.
    async fn with_sparse_vectors(&self, mut records: Records) -> Result<Records> {
        // Asked on every write, so the schema is read only when it has such an index.
        let keys = self.model.schema.as_ref().and_then(|schema| schema["keys"].as_object());
        if !keys.is_some_and(|keys| keys.values().any(|types| types["sparse_vector"].is_object())) {
            return Ok(records);
        }
        let Some(schema) = self.schema()? else { return Ok(records) };
        for (key, config) in schema.sparse_indexes() {
            let Some(source) = config.get("source_key").and_then(Value::as_str) else { continue };
            let (positions, texts) = texts_to_embed(&records, key, source);
            if texts.is_empty() {
                continue;
            }
            let function = self.sparse_function(key)?;
            let vectors = checked_sparse(function.embed(&texts).await, texts.len())?;
            let count = records.len();
            let metadatas = records.metadatas.get_or_insert_with(|| vec![None; count]);
            for (position, vector) in positions.into_iter().zip(vectors) {
                let value = NullableMetadataValue::from(MetadataValue::from(vector));
                metadatas[position].get_or_insert_default().insert(key.to_owned(), value);
            }
        }
        Ok(records)
    }
}

/// The texts from which the vectors of `key` are to be made, and whose they are.
fn texts_to_embed(records: &Records, key: &str, source: &str) -> (Vec<usize>, Vec<String>) {
    (0..records.len())
        .filter_map(|position| {
            let metadata = records.metadatas.as_ref().and_then(|metadatas| metadatas[position].as_ref());
            if metadata.is_some_and(|metadata| metadata.contains_key(key)) {
                return None;
            }
            let text = if source == Key::DOCUMENT.name() {
                records.documents.as_ref().and_then(|documents| documents[position].clone())
            } else {
                match metadata.and_then(|metadata| metadata.get(source)) {
                    Some(NullableMetadataValue::String(text)) => Some(text.clone()),
                    _ => None,
                }
            };
            Some((position, text?))
        })
        .unzip()
}

fn checked(made: Result<Vec<Vec<f32>>, BoxError>, wanted: usize) -> Result<Vec<Vec<f32>>> {
    counted(made, wanted)
}

fn checked_sparse(made: Result<Vec<SparseVector>, BoxError>, wanted: usize) -> Result<Vec<SparseVector>> {
    let vectors = counted(made, wanted)?;
    vectors.iter().try_for_each(SparseVector::check)?;
    Ok(vectors)
}

fn counted<T>(made: Result<Vec<T>, BoxError>, wanted: usize) -> Result<Vec<T>> {
    let vectors = made.map_err(|error| {
        let mut details = ErrorDetails::new(format!("The embedding function failed: {error}"));
        details.source = Some(error);
        ChromaError::Embedding(details)
    })?;
    if vectors.len() != wanted {
        let message = format!("The embedding function made {} vectors of {wanted} texts", vectors.len());
        return Err(ChromaError::embedding(message));
    }
    Ok(vectors)
}

fn only<T>(vectors: Vec<T>) -> Result<T> {
    vectors.into_iter().next().ok_or_else(|| ChromaError::embedding("The embedding function made no vector"))
}
