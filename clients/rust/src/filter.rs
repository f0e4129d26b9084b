//! Filters over metadata and documents.

use std::ops::{BitAnd, BitOr};

use serde_json::{Map, Value, json};

use crate::rest::models::Scalar;
use crate::{ChromaError, Result};

/// A metadata key, or a part of a record: what conditions, ranks and selections refer to.
///
/// ```
/// use chroma::Key;
///
/// let filter = Key::new("year").gte(2020) & Key::DOCUMENT.contains("pineapple");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(std::borrow::Cow<'static, str>);

impl Key {
    /// The id; for searches.
    pub const ID: Self = Self::constant("#id");
    /// The document.
    pub const DOCUMENT: Self = Self::constant("#document");
    /// The embedding.
    pub const EMBEDDING: Self = Self::constant("#embedding");
    /// All metadata.
    pub const METADATA: Self = Self::constant("#metadata");
    /// The score of a search.
    pub const SCORE: Self = Self::constant("#score");

    const fn constant(name: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(name))
    }

    /// The metadata key of that name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(std::borrow::Cow::Owned(name.into()))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }

    fn condition(&self, operator: &'static str, value: Value) -> Where {
        Where(Clause::Condition { key: self.0.clone().into_owned(), operator: Some(operator.to_owned()), value })
    }

    /// The value equals.
    pub fn eq(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$eq", json!(value.into()))
    }

    /// The value differs, or the record has no such key.
    pub fn ne(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$ne", json!(value.into()))
    }

    /// The number is greater.
    pub fn gt(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$gt", json!(value.into()))
    }

    /// The number is greater or equal.
    pub fn gte(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$gte", json!(value.into()))
    }

    /// The number is less.
    pub fn lt(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$lt", json!(value.into()))
    }

    /// The number is less or equal.
    pub fn lte(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$lte", json!(value.into()))
    }

    /// The value is one of these.
    pub fn is_in(&self, values: impl IntoIterator<Item = impl Into<Scalar>>) -> Where {
        self.condition("$in", scalars(values))
    }

    /// The value is none of these, or the record has no such key.
    pub fn not_in(&self, values: impl IntoIterator<Item = impl Into<Scalar>>) -> Where {
        self.condition("$nin", scalars(values))
    }

    /// The document contains a text; or the list in metadata a value.
    pub fn contains(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$contains", json!(value.into()))
    }

    /// The document does not contain a text; or the list in metadata not a value.
    pub fn not_contains(&self, value: impl Into<Scalar>) -> Where {
        self.condition("$not_contains", json!(value.into()))
    }

    /// The text matches a pattern somewhere.
    pub fn regex(&self, pattern: impl Into<String>) -> Where {
        self.condition("$regex", Value::String(pattern.into()))
    }

    /// The text matches a pattern nowhere.
    pub fn not_regex(&self, pattern: impl Into<String>) -> Where {
        self.condition("$not_regex", Value::String(pattern.into()))
    }
}

impl From<&str> for Key {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl From<String> for Key {
    fn from(name: String) -> Self {
        Self::new(name)
    }
}

fn scalars(values: impl IntoIterator<Item = impl Into<Scalar>>) -> Value {
    Value::Array(values.into_iter().map(|value| json!(value.into())).collect())
}

/// A filter over metadata. Make it with [`Key`], join filters with `&` and `|`.
#[derive(Clone, Debug, PartialEq)]
pub struct Where(Clause);

#[derive(Clone, Debug, PartialEq)]
enum Clause {
    And(Vec<Where>),
    Or(Vec<Where>),
    /// Without an operator, the bare value stands for an equality.
    Condition {
        key: String,
        operator: Option<String>,
        value: Value,
    },
}

impl Where {
    /// The filter as it travels.
    pub fn to_json(&self) -> Value {
        let all = |parts: &[Self]| parts.iter().map(Self::to_json).collect::<Vec<_>>();
        match &self.0 {
            Clause::And(parts) => json!({"$and": all(parts)}),
            Clause::Or(parts) => json!({"$or": all(parts)}),
            Clause::Condition { key, operator: Some(operator), value } => json!({key: {operator: value}}),
            Clause::Condition { key, operator: None, value } => json!({key: value}),
        }
    }

    /// The filter that [`to_json`](Self::to_json) gives, or one written by hand, where `{"key": value}` is short for
    /// `{"key": {"$eq": value}}`.
    ///
    /// # Errors
    /// The filter, or a part of it, has another shape; the message shows the part.
    pub fn from_json(value: &Value) -> Result<Self> {
        let (key, value) = only_entry(value, "a filter over metadata")?;
        if key == "$and" || key == "$or" {
            let parts = junction(key, value)?.iter().map(Self::from_json).collect::<Result<_>>()?;
            return Ok(Self(if key == "$and" { Clause::And(parts) } else { Clause::Or(parts) }));
        }
        if matches!(key, "$contains" | "$not_contains") {
            return Err(wrong("a metadata key, $and or $or", &json!(key)));
        }
        let made = |operator: Option<&str>, value: &Value| {
            let operator = operator.map(str::to_owned);
            Self(Clause::Condition { key: key.to_owned(), operator, value: value.clone() })
        };
        let Value::Object(_) = value else {
            if !is_scalar(value) {
                return Err(wrong("a text, a number, a boolean or an operator", value));
            }
            return Ok(made(None, value));
        };
        let (operator, operand) = only_entry(value, "an operator")?;
        let right = match operator {
            "$gt" | "$gte" | "$lt" | "$lte" => operand.is_number(),
            "$eq" | "$ne" => is_scalar(operand),
            "$in" | "$nin" => of_one_type(operand),
            "$contains" | "$not_contains" if key == Key::DOCUMENT.name() => operand.is_string(),
            "$contains" | "$not_contains" => is_scalar(operand),
            "$regex" | "$not_regex" => operand.is_string(),
            _ => return Err(wrong("an operator such as $eq", value)),
        };
        if right {
            Ok(made(Some(operator), operand))
        } else {
            Err(wrong(&format!("another operand for {operator}"), value))
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        match &self.0 {
            Clause::And(parts) | Clause::Or(parts) => parts.iter().try_for_each(Self::check),
            Clause::Condition { .. } => Self::from_json(&self.to_json()).map(drop),
        }
    }
}

impl BitAnd for Where {
    type Output = Self;

    /// Both hold. A chain of these is one list.
    fn bitand(self, other: Self) -> Self {
        let parts = |side: Self| match side.0 {
            Clause::And(parts) => parts,
            clause => vec![Self(clause)],
        };
        Self(Clause::And([parts(self), parts(other)].concat()))
    }
}

impl BitOr for Where {
    type Output = Self;

    /// At least one holds. A chain of these is one list.
    fn bitor(self, other: Self) -> Self {
        let parts = |side: Self| match side.0 {
            Clause::Or(parts) => parts,
            clause => vec![Self(clause)],
        };
        Self(Clause::Or([parts(self), parts(other)].concat()))
    }
}

/// A filter over documents. Join filters with `&` and `|`.
#[derive(Clone, Debug, PartialEq)]
pub struct WhereDocument(DocumentClause);

#[derive(Clone, Debug, PartialEq)]
enum DocumentClause {
    And(Vec<WhereDocument>),
    Or(Vec<WhereDocument>),
    Condition { operator: String, text: String },
}

impl WhereDocument {
    fn condition(operator: &str, text: impl Into<String>) -> Self {
        Self(DocumentClause::Condition { operator: operator.to_owned(), text: text.into() })
    }

    /// The text has this part; upper and lower case differ.
    pub fn contains(text: impl Into<String>) -> Self {
        Self::condition("$contains", text)
    }

    /// The text does not have this part.
    pub fn not_contains(text: impl Into<String>) -> Self {
        Self::condition("$not_contains", text)
    }

    /// The pattern matches some part.
    pub fn regex(pattern: impl Into<String>) -> Self {
        Self::condition("$regex", pattern)
    }

    /// The pattern matches no part.
    pub fn not_regex(pattern: impl Into<String>) -> Self {
        Self::condition("$not_regex", pattern)
    }

    /// The filter as it travels.
    pub fn to_json(&self) -> Value {
        let all = |parts: &[Self]| parts.iter().map(Self::to_json).collect::<Vec<_>>();
        match &self.0 {
            DocumentClause::And(parts) => json!({"$and": all(parts)}),
            DocumentClause::Or(parts) => json!({"$or": all(parts)}),
            DocumentClause::Condition { operator, text } => json!({operator: text}),
        }
    }

    /// The inverse of [`to_json`](Self::to_json).
    ///
    /// # Errors
    /// The filter, or a part of it, has another shape; the message shows the part.
    pub fn from_json(value: &Value) -> Result<Self> {
        let (operator, operand) = only_entry(value, "a filter over documents")?;
        match operator {
            "$and" | "$or" => {
                let parts = junction(operator, operand)?.iter().map(Self::from_json).collect::<Result<_>>()?;
                Ok(Self(if operator == "$and" { DocumentClause::And(parts) } else { DocumentClause::Or(parts) }))
            }
            "$contains" | "$not_contains" | "$regex" | "$not_regex" => match operand.as_str() {
                Some(text) if !text.is_empty() => Ok(Self::condition(operator, text)),
                _ => Err(wrong("a text that is not empty", value)),
            },
            _ => Err(wrong("an operator such as $contains", value)),
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        match &self.0 {
            DocumentClause::And(parts) | DocumentClause::Or(parts) => parts.iter().try_for_each(Self::check),
            DocumentClause::Condition { .. } => Self::from_json(&self.to_json()).map(drop),
        }
    }
}

impl BitAnd for WhereDocument {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        let parts = |side: Self| match side.0 {
            DocumentClause::And(parts) => parts,
            clause => vec![Self(clause)],
        };
        Self(DocumentClause::And([parts(self), parts(other)].concat()))
    }
}

impl BitOr for WhereDocument {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        let parts = |side: Self| match side.0 {
            DocumentClause::Or(parts) => parts,
            clause => vec![Self(clause)],
        };
        Self(DocumentClause::Or([parts(self), parts(other)].concat()))
    }
}

fn only_entry<'a>(value: &'a Value, what: &str) -> Result<(&'a str, &'a Value)> {
    let entries = value.as_object().map(Map::len);
    match value.as_object().and_then(|object| object.iter().next()) {
        Some((key, value)) if entries == Some(1) => Ok((key, value)),
        _ => Err(wrong(&format!("{what} with exactly one key"), value)),
    }
}

fn junction<'a>(operator: &str, value: &'a Value) -> Result<&'a [Value]> {
    match value.as_array() {
        Some(parts) if parts.len() > 1 => Ok(parts),
        _ => Err(wrong(&format!("a list of at least two filters for {operator}"), value)),
    }
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

fn of_one_type(value: &Value) -> bool {
    let kind = |value: &Value| match value {
        Value::String(_) => 0,
        Value::Bool(_) => 1,
        Value::Number(number) if number.is_f64() => 2,
        Value::Number(_) => 3,
        _ => 4,
    };
    match value.as_array().map(Vec::as_slice) {
        Some([first, others @ ..]) => is_scalar(first) && others.iter().all(|item| kind(item) == kind(first)),
        _ => false,
    }
}

fn wrong(wanted: &str, found: &Value) -> ChromaError {
    ChromaError::invalid(format!("Expected {wanted}, got {found}"))
}
