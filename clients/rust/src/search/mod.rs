//! Searches: a filter, a rank, a grouping, a page and a selection.

mod group;
mod rank;

use serde_json::{Value, json};

pub use group::{Aggregate, GroupBy};
pub use rank::{Knn, KnnQuery, Rank, Rrf};

use crate::filter::{Key, Where};
use crate::{ChromaError, Result};

/// One search. Every method gives it back changed.
///
/// ```
/// use chroma::{Key, Search, search::Knn};
///
/// let search = Search::new()
///     .filter(Key::new("year").gt(2020))
///     .rank(Knn::text("hawaii"))
///     .limit(10)
///     .select([Key::DOCUMENT, Key::SCORE]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    filter: Option<Where>,
    rank: Option<Rank>,
    group_by: Option<GroupBy>,
    offset: u32,
    limit: Option<u32>,
    select: Vec<Key>,
}

impl Search {
    /// A search of all records, in the order in which they were written.
    pub fn new() -> Self {
        Self::default()
    }

    /// Look only at records that fulfil the condition.
    pub fn filter(self, filter: Where) -> Self {
        Self { filter: Some(filter), ..self }
    }

    /// Score and order by the expression; lower scores come first.
    pub fn rank(self, rank: impl Into<Rank>) -> Self {
        Self { rank: Some(rank.into()), ..self }
    }

    /// Keep the best few of each group.
    pub fn group_by(self, group_by: GroupBy) -> Self {
        Self { group_by: Some(group_by), ..self }
    }

    /// Answer at most so many records.
    pub fn limit(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Leave out so many records before the first.
    pub fn offset(self, offset: u32) -> Self {
        Self { offset, ..self }
    }

    /// Answer these fields besides the ids: [`Key::DOCUMENT`], [`Key::EMBEDDING`], [`Key::METADATA`], [`Key::SCORE`], or
    /// single metadata keys.
    pub fn select(self, keys: impl IntoIterator<Item = impl Into<Key>>) -> Self {
        Self { select: keys.into_iter().map(Into::into).collect(), ..self }
    }

    /// Answer documents, embeddings, metadata and scores.
    pub fn select_all(self) -> Self {
        self.select([Key::DOCUMENT, Key::EMBEDDING, Key::METADATA, Key::SCORE])
    }

    /// The search as it travels.
    ///
    /// # Errors
    /// A part is out of range: a limit of 0, an aggregate of no records, a fusion of nothing.
    pub fn to_json(&self) -> Result<Value> {
        if self.limit == Some(0) {
            return Err(ChromaError::invalid("The limit of a search must be positive"));
        }
        let mut limit = json!({"offset": self.offset});
        if let Some(most) = self.limit {
            limit["limit"] = json!(most);
        }
        let mut keys: Vec<&str> = self.select.iter().map(Key::name).collect();
        keys.sort_unstable_by_key(|name| (!name.starts_with('#'), *name));
        keys.dedup();
        if let Some(filter) = &self.filter {
            filter.check()?;
        }
        Ok(json!({
            "filter": self.filter.as_ref().map(Where::to_json),
            "rank": self.rank.as_ref().map(Rank::to_json).transpose()?,
            "group_by": self.group_by.as_ref().map_or_else(|| Ok(json!({})), GroupBy::to_json)?,
            "limit": limit,
            "select": {"keys": keys},
        }))
    }

    pub(crate) fn rank_mut(&mut self) -> Option<&mut Rank> {
        self.rank.as_mut()
    }
}
