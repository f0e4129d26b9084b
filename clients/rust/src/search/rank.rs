use std::ops::{Add, Div, Mul, Neg, Sub};

use serde_json::{Value, json};

use crate::filter::Key;
use crate::rest::models::SparseVector;
use crate::{ChromaError, Result};

/// How records are scored; lower is better. Ranks and numbers combine with `+ - * /` and the methods.
#[derive(Clone, Debug, PartialEq)]
pub enum Rank {
    /// The same number for every record.
    Val(f64),
    /// The distance to a query.
    Knn(Knn),
    /// The sum of all.
    Sum(Vec<Rank>),
    /// The product of all.
    Mul(Vec<Rank>),
    /// The greatest of all.
    Max(Vec<Rank>),
    /// The least of all.
    Min(Vec<Rank>),
    /// The left one less the right one.
    Sub(Box<Rank>, Box<Rank>),
    /// The left one divided by the right one.
    Div(Box<Rank>, Box<Rank>),
    /// The absolute value.
    Abs(Box<Rank>),
    /// e to the power of it.
    Exp(Box<Rank>),
    /// The natural logarithm.
    Log(Box<Rank>),
    /// A reciprocal rank fusion.
    Rrf(Rrf),
}

/// The query of a [`Knn`].
#[derive(Clone, Debug, PartialEq)]
pub enum KnnQuery {
    /// A text, embedded by the function of the collection or of the key.
    Text(String),
    /// A dense vector.
    Dense(Vec<f32>),
    /// A sparse vector.
    Sparse(SparseVector),
}

/// The distance to a query, for its nearest records.
#[derive(Clone, Debug, PartialEq)]
pub struct Knn {
    pub(crate) query: KnnQuery,
    pub(crate) key: Key,
    limit: u32,
    default: Option<f64>,
    return_rank: bool,
}

impl Knn {
    fn new(query: KnnQuery) -> Self {
        Self { query, key: Key::EMBEDDING, limit: 16, default: None, return_rank: false }
    }

    /// The distance to what a text means.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(KnnQuery::Text(text.into()))
    }

    /// The distance to a dense vector.
    pub fn dense(vector: impl Into<Vec<f32>>) -> Self {
        Self::new(KnnQuery::Dense(vector.into()))
    }

    /// The distance to a sparse vector, which is 1 less the dot product. Needs a [`key`](Self::key).
    pub fn sparse(vector: SparseVector) -> Self {
        Self::new(KnnQuery::Sparse(vector))
    }

    /// Compare with this: the embedding, or a metadata key with a sparse vector index.
    pub fn key(self, key: impl Into<Key>) -> Self {
        Self { key: key.into(), ..self }
    }

    /// How many records have a score; 16 unless given.
    pub fn limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// The score of the others. Without it they drop out.
    pub fn default_score(self, score: f64) -> Self {
        Self { default: Some(score), ..self }
    }

    /// Score by place (0, 1, 2, ...) instead of by distance.
    pub fn return_rank(self) -> Self {
        Self { return_rank: true, ..self }
    }

    fn to_json(&self) -> Result<Value> {
        if self.limit == 0 {
            return Err(ChromaError::invalid("The limit of a Knn must be positive"));
        }
        let query = match &self.query {
            KnnQuery::Text(text) => json!(text),
            KnnQuery::Dense(vector) => {
                crate::records::check_finite(std::slice::from_ref(vector), "the query of a Knn")?;
                json!(vector)
            }
            KnnQuery::Sparse(vector) => {
                vector.check()?;
                json!(vector)
            }
        };
        let mut knn = json!({"query": query, "key": self.key.name(), "limit": self.limit});
        if let Some(score) = self.default {
            knn["default"] = json!(score);
        }
        if self.return_rank {
            knn["return_rank"] = json!(true);
        }
        Ok(json!({"$knn": knn}))
    }
}

/// Reciprocal rank fusion: minus the sum of weight / (k + rank), so that lower stays better.
#[derive(Clone, Debug, PartialEq)]
pub struct Rrf {
    ranks: Vec<Rank>,
    k: u32,
    weights: Option<Vec<f64>>,
    normalize: bool,
}

impl Rrf {
    /// A fusion of these, each usually a [`Knn`] with [`Knn::return_rank`].
    pub fn new(ranks: impl IntoIterator<Item = impl Into<Rank>>) -> Self {
        Self { ranks: ranks.into_iter().map(Into::into).collect(), k: 60, weights: None, normalize: false }
    }

    /// The larger, the less the first places count; 60 unless given.
    pub fn k(self, k: u32) -> Self {
        Self { k, ..self }
    }

    /// One weight for each rank; 1 each unless given.
    pub fn weights(self, weights: impl Into<Vec<f64>>) -> Self {
        Self { weights: Some(weights.into()), ..self }
    }

    /// Scale the weights to a sum of 1.
    pub fn normalize(self) -> Self {
        Self { normalize: true, ..self }
    }

    /// The expression written out, as the API knows no operator of its own for it.
    fn expanded(&self) -> Result<Rank> {
        let refused = |message: String| Err(ChromaError::invalid(message));
        let count = self.ranks.len();
        if count == 0 {
            return refused("Rrf needs at least one rank".to_owned());
        }
        if self.k == 0 {
            return refused("The k of Rrf must be positive".to_owned());
        }
        let mut weights = self.weights.clone().unwrap_or_else(|| vec![1.0; count]);
        if weights.len() != count {
            return refused(format!("Rrf has {} weights for {count} ranks", weights.len()));
        }
        if let Some(weight) = weights.iter().find(|weight| !(weight.is_finite() && **weight >= 0.0)) {
            return refused(format!("A weight of Rrf is {weight}; weights are finite and not negative"));
        }
        if self.normalize {
            let total: f64 = weights.iter().sum();
            if total == 0.0 {
                return refused("The weights of Rrf sum to 0 and cannot be normalized".to_owned());
            }
            weights.iter_mut().for_each(|weight| *weight /= total);
        }
        let k = f64::from(self.k);
        let parts = weights.iter().zip(&self.ranks).map(|(weight, rank)| *weight / (k + rank.clone()));
        let sum = parts.reduce(|sum, part| sum + part).map(Neg::neg);
        Ok(sum.unwrap_or(Rank::Val(0.0)))
    }
}

impl Rank {
    /// The absolute value.
    pub fn abs(self) -> Self {
        Self::Abs(Box::new(self))
    }

    /// e to the power of it.
    pub fn exp(self) -> Self {
        Self::Exp(Box::new(self))
    }

    /// The natural logarithm.
    pub fn log(self) -> Self {
        Self::Log(Box::new(self))
    }

    /// The greater of the two.
    pub fn max(self, other: impl Into<Self>) -> Self {
        Self::Max(joined(self, other.into(), |rank| match rank {
            Self::Max(parts) => parts,
            other => vec![other],
        }))
    }

    /// The lesser of the two.
    pub fn min(self, other: impl Into<Self>) -> Self {
        Self::Min(joined(self, other.into(), |rank| match rank {
            Self::Min(parts) => parts,
            other => vec![other],
        }))
    }

    /// The expression as it travels.
    ///
    /// # Errors
    /// A part is out of range: a limit of 0, a vector that is not finite, a fusion of nothing or with wrong weights.
    pub fn to_json(&self) -> Result<Value> {
        let all = |parts: &[Self]| parts.iter().map(Self::to_json).collect::<Result<Vec<_>>>();
        let both = |left: &Self, right: &Self| -> Result<Value> {
            Ok(json!({"left": left.to_json()?, "right": right.to_json()?}))
        };
        Ok(match self {
            Self::Val(value) if !value.is_finite() => {
                return Err(ChromaError::invalid(format!("A rank holds {value}, which is not finite")));
            }
            Self::Val(value) => json!({"$val": value}),
            Self::Knn(knn) => knn.to_json()?,
            Self::Sum(parts) => json!({"$sum": all(parts)?}),
            Self::Mul(parts) => json!({"$mul": all(parts)?}),
            Self::Max(parts) => json!({"$max": all(parts)?}),
            Self::Min(parts) => json!({"$min": all(parts)?}),
            Self::Sub(left, right) => json!({"$sub": both(left, right)?}),
            Self::Div(left, right) => json!({"$div": both(left, right)?}),
            Self::Abs(rank) => json!({"$abs": rank.to_json()?}),
            Self::Exp(rank) => json!({"$exp": rank.to_json()?}),
            Self::Log(rank) => json!({"$log": rank.to_json()?}),
            Self::Rrf(rrf) => rrf.expanded()?.to_json()?,
        })
    }

    /// Every [`Knn`] in the expression.
    pub(crate) fn knns_mut<'a>(&'a mut self, found: &mut Vec<&'a mut Knn>) {
        match self {
            Self::Val(_) => {}
            Self::Knn(knn) => found.push(knn),
            Self::Sum(parts) | Self::Mul(parts) | Self::Max(parts) | Self::Min(parts) => {
                parts.iter_mut().for_each(|part| part.knns_mut(found));
            }
            Self::Rrf(rrf) => rrf.ranks.iter_mut().for_each(|part| part.knns_mut(found)),
            Self::Sub(left, right) | Self::Div(left, right) => {
                left.knns_mut(found);
                right.knns_mut(found);
            }
            Self::Abs(rank) | Self::Exp(rank) | Self::Log(rank) => rank.knns_mut(found),
        }
    }
}

/// The operands of a flat expression: a + b + c is one sum of three.
fn joined(left: Rank, right: Rank, parts: impl Fn(Rank) -> Vec<Rank>) -> Vec<Rank> {
    let mut all = parts(left);
    all.extend(parts(right));
    all
}

fn sum(left: Rank, right: Rank) -> Rank {
    Rank::Sum(joined(left, right, |rank| match rank {
        Rank::Sum(parts) => parts,
        other => vec![other],
    }))
}

fn product(left: Rank, right: Rank) -> Rank {
    Rank::Mul(joined(left, right, |rank| match rank {
        Rank::Mul(parts) => parts,
        other => vec![other],
    }))
}

fn difference(left: Rank, right: Rank) -> Rank {
    Rank::Sub(Box::new(left), Box::new(right))
}

fn quotient(left: Rank, right: Rank) -> Rank {
    Rank::Div(Box::new(left), Box::new(right))
}

impl From<Knn> for Rank {
    fn from(knn: Knn) -> Self {
        Self::Knn(knn)
    }
}

impl From<Rrf> for Rank {
    fn from(rrf: Rrf) -> Self {
        Self::Rrf(rrf)
    }
}

impl From<f64> for Rank {
    fn from(value: f64) -> Self {
        Self::Val(value)
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $with:ident),*) => {$(
        operators!(@ $trait $method $with: Rank Knn Rrf);
    )*};
    (@ $trait:ident $method:ident $with:ident: $($left:ident)*) => {$(
        impl<T: Into<Rank>> $trait<T> for $left {
            type Output = Rank;

            fn $method(self, other: T) -> Rank {
                $with(self.into(), other.into())
            }
        }

        impl $trait<$left> for f64 {
            type Output = Rank;

            fn $method(self, other: $left) -> Rank {
                $with(self.into(), other.into())
            }
        }
    )*};
}

operators!(Add add sum, Sub sub difference, Mul mul product, Div div quotient);

macro_rules! negation {
    ($($name:ident)*) => {$(
        impl Neg for $name {
            type Output = Rank;

            fn neg(self) -> Rank {
                Rank::Mul(vec![Rank::Val(-1.0), self.into()])
            }
        }
    )*};
}

negation!(Rank Knn Rrf);
