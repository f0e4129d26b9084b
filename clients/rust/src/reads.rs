//! What a read or a deletion asks for.

use serde::Serialize;
use serde_json::Value;

use crate::filter::{Where, WhereDocument};
use crate::records::{check_ids, check_vectors};
use crate::rest::models::Include;
use crate::{ChromaError, Result};

/// Which records a call is about. All conditions must hold.
#[derive(Clone, Debug, Default, PartialEq)]
struct Selection {
    ids: Option<Vec<String>>,
    filter: Option<Where>,
    document: Option<WhereDocument>,
}

impl Selection {
    fn check(&self) -> Result<()> {
        self.ids.as_deref().map_or(Ok(()), check_ids)?;
        self.filter.as_ref().map_or(Ok(()), Where::check)?;
        self.document.as_ref().map_or(Ok(()), WhereDocument::check)
    }
}

macro_rules! selecting {
    ($name:ident) => {
        impl $name {
            /// Only these records.
            pub fn ids(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
                self.selection.ids = Some(ids.into_iter().map(Into::into).collect());
                self
            }

            /// Only records whose metadata meets the filter.
            pub fn filter(mut self, filter: Where) -> Self {
                self.selection.filter = Some(filter);
                self
            }

            /// Only records whose document meets the filter.
            pub fn document_filter(mut self, filter: WhereDocument) -> Self {
                self.selection.document = Some(filter);
                self
            }
        }
    };
}

/// Which records to get, and what of them.
///
/// ```
/// use chroma::{Get, Key};
///
/// let get = Get::new().filter(Key::new("year").gte(2020)).limit(10);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Get {
    selection: Selection,
    limit: Option<u32>,
    offset: Option<u32>,
    include: Option<Vec<Include>>,
}

selecting!(Get);

impl Get {
    /// All records, with documents and metadata.
    pub fn new() -> Self {
        Self::default()
    }

    /// At most so many.
    pub fn limit(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Without so many before the first.
    pub fn offset(self, offset: u32) -> Self {
        Self { offset: Some(offset), ..self }
    }

    /// These columns; the others are `None`.
    pub fn include(self, columns: impl IntoIterator<Item = Include>) -> Self {
        Self { include: Some(columns.into_iter().collect()), ..self }
    }

    pub(crate) fn body(&self) -> Result<Vec<u8>> {
        self.selection.check()?;
        let include = self.include.as_deref().unwrap_or(&[Include::Metadatas, Include::Documents]);
        if include.contains(&Include::Distances) {
            return Err(ChromaError::invalid("A get has no distances to include"));
        }
        json(&ReadBody {
            limit: self.limit,
            offset: self.offset,
            include: Some(include),
            ..ReadBody::of(&self.selection)
        })
    }
}

/// What a query is made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum QueryInput {
    Embeddings(Vec<Vec<f32>>),
    Texts(Vec<String>),
}

/// What to look for, and among which records.
///
/// ```
/// use chroma::{Key, Query};
///
/// let query = Query::texts(["about hawaii"]).n_results(2).filter(Key::new("origin").ne("Mars"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    selection: Selection,
    pub(crate) input: QueryInput,
    n_results: u32,
    include: Option<Vec<Include>>,
}

selecting!(Query);

impl Query {
    fn new(input: QueryInput) -> Self {
        Self { selection: Selection::default(), input, n_results: 10, include: None }
    }

    /// The nearest records to each of these vectors.
    pub fn embeddings(vectors: impl IntoIterator<Item = impl Into<Vec<f32>>>) -> Self {
        Self::new(QueryInput::Embeddings(vectors.into_iter().map(Into::into).collect()))
    }

    /// The nearest records to each of these texts, which the collection's embedding function turns into vectors.
    pub fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::new(QueryInput::Texts(texts.into_iter().map(Into::into).collect()))
    }

    /// How many for each, at most; 10 unless given.
    pub fn n_results(self, n_results: u32) -> Self {
        Self { n_results, ..self }
    }

    /// These columns; the others are `None`. Documents, metadata and distances unless given.
    pub fn include(self, columns: impl IntoIterator<Item = Include>) -> Self {
        Self { include: Some(columns.into_iter().collect()), ..self }
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.n_results == 0 {
            return Err(ChromaError::invalid("A query must ask for at least one result"));
        }
        if matches!(&self.input, QueryInput::Texts(texts) if texts.is_empty()) {
            return Err(ChromaError::invalid("A query needs at least one text"));
        }
        self.selection.check()
    }

    pub(crate) fn body(&self, embeddings: &[Vec<f32>]) -> Result<Vec<u8>> {
        check_vectors(embeddings, "query_embeddings")?;
        let default = [Include::Metadatas, Include::Documents, Include::Distances];
        json(&ReadBody {
            query_embeddings: Some(embeddings),
            n_results: Some(self.n_results),
            include: Some(self.include.as_deref().unwrap_or(&default)),
            ..ReadBody::of(&self.selection)
        })
    }
}

/// Which records to delete.
///
/// ```
/// use chroma::Delete;
///
/// let delete = Delete::new().ids(["id1"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delete {
    selection: Selection,
    limit: Option<u32>,
}

selecting!(Delete);

impl Delete {
    /// No records: name ids or a filter.
    pub fn new() -> Self {
        Self::default()
    }

    /// At most so many, in the order in which they were added; only with a filter.
    pub fn limit(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }

    pub(crate) fn body(&self) -> Result<Vec<u8>> {
        let Selection { ids, filter, document } = &self.selection;
        if ids.is_none() && filter.is_none() && document.is_none() {
            return Err(ChromaError::invalid("A deletion needs ids or a filter"));
        }
        if self.limit.is_some() && filter.is_none() && document.is_none() {
            return Err(ChromaError::invalid("A deletion with a limit needs a filter"));
        }
        self.selection.check()?;
        json(&ReadBody { limit: self.limit, ..ReadBody::of(&self.selection) })
    }
}

#[derive(Default, Serialize)]
struct ReadBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query_embeddings: Option<&'a [Vec<f32>]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n_results: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ids: Option<&'a [String]>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    filter: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    where_document: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    include: Option<&'a [Include]>,
}

impl<'a> ReadBody<'a> {
    fn of(selection: &'a Selection) -> Self {
        Self {
            ids: selection.ids.as_deref(),
            filter: selection.filter.as_ref().map(Where::to_json),
            where_document: selection.document.as_ref().map(WhereDocument::to_json),
            ..Self::default()
        }
    }
}

fn json(body: &ReadBody<'_>) -> Result<Vec<u8>> {
    serde_json::to_vec(body).map_err(|error| ChromaError::invalid(format!("The request cannot be sent: {error}")))
}
