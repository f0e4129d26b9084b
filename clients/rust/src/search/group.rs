use serde_json::{Value, json};

use crate::filter::Key;
use crate::{ChromaError, Result};

/// Which records of a group are kept; of several keys the first decides, then the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// The `k` records of least value.
    MinK {
        /// What to order by: metadata keys or [`Key::SCORE`].
        keys: Vec<Key>,
        /// How many of each group.
        k: u32,
    },
    /// The `k` records of greatest value.
    MaxK {
        /// What to order by: metadata keys or [`Key::SCORE`].
        keys: Vec<Key>,
        /// How many of each group.
        k: u32,
    },
}

impl Aggregate {
    /// The `k` records of least value.
    pub fn min_k(keys: impl IntoIterator<Item = impl Into<Key>>, k: u32) -> Self {
        Self::MinK { keys: keys.into_iter().map(Into::into).collect(), k }
    }

    /// The `k` records of greatest value.
    pub fn max_k(keys: impl IntoIterator<Item = impl Into<Key>>, k: u32) -> Self {
        Self::MaxK { keys: keys.into_iter().map(Into::into).collect(), k }
    }
}

/// Group by the values of metadata keys, and keep of each group what the aggregate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupBy {
    keys: Vec<Key>,
    aggregate: Aggregate,
}

impl GroupBy {
    /// A grouping by these keys.
    pub fn new(keys: impl IntoIterator<Item = impl Into<Key>>, aggregate: Aggregate) -> Self {
        Self { keys: keys.into_iter().map(Into::into).collect(), aggregate }
    }

    /// The grouping as it travels.
    ///
    /// # Errors
    /// There are no keys to group or to order by, or none of each group is to be kept.
    pub fn to_json(&self) -> Result<Value> {
        let (operator, keys, k) = match &self.aggregate {
            Aggregate::MinK { keys, k } => ("$min_k", keys, *k),
            Aggregate::MaxK { keys, k } => ("$max_k", keys, *k),
        };
        if k == 0 {
            return Err(ChromaError::invalid(format!("{operator} must keep at least one record of each group")));
        }
        if keys.is_empty() || self.keys.is_empty() {
            return Err(ChromaError::invalid("A grouping needs keys to group by and keys to order by"));
        }
        let names = |keys: &[Key]| keys.iter().map(|key| key.name().to_owned()).collect::<Vec<_>>();
        Ok(json!({"keys": names(&self.keys), "aggregate": {operator: {"keys": names(keys), "k": k}}}))
    }
}
