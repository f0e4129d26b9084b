//! Records to be written: checked, put into requests of a size the server takes, and written as JSON.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::metadata::{IntoMetadataUpdate, MetadataUpdate, check_metadata};
use crate::rest::models::{NullableMetadataValue, Scalar};
use crate::{ChromaError, Result};

/// Bytes that a request's body may have by our estimate; servers refuse bodies beyond 40 MiB by default.
const PAYLOAD_BUDGET: usize = 32 << 20;
const JSON_FLOAT: usize = 22;
const FIXED_COST: usize = 64;

/// Records to add, update or upsert, column by column. Every column that is given is as long as the ids.
///
/// ```
/// use chroma::{Records, metadata};
///
/// let records = Records::new(["id1", "id2"])
///     .embeddings([[1.0, 2.0], [3.0, 4.0]])
///     .documents(["about pineapple", "about oranges"])
///     .metadatas([metadata! {"origin" => "Hawaii"}, metadata! {"origin" => "Spain"}]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    /// One for each record, all different.
    pub ids: Vec<String>,
    /// The vectors. Without them they are made from the documents.
    pub embeddings: Option<Vec<Vec<f32>>>,
    /// The metadata, `None` for a record without. In an update, a null value takes its key away.
    pub metadatas: Option<Vec<Option<MetadataUpdate>>>,
    /// The texts, `None` for a record without.
    pub documents: Option<Vec<Option<String>>>,
    /// Where the records' data lies, `None` for a record without.
    pub uris: Option<Vec<Option<String>>>,
}

/// What the text of one record can be given as.
pub trait IntoOptionalText {
    /// The text, or none for this record.
    fn into_optional_text(self) -> Option<String>;
}

impl IntoOptionalText for &str {
    fn into_optional_text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl IntoOptionalText for String {
    fn into_optional_text(self) -> Option<String> {
        Some(self)
    }
}

impl<T: IntoOptionalText> IntoOptionalText for Option<T> {
    fn into_optional_text(self) -> Option<String> {
        self.and_then(IntoOptionalText::into_optional_text)
    }
}

impl Records {
    /// Records of these ids, with nothing else yet.
    pub fn new(ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { ids: ids.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// With these vectors.
    pub fn embeddings(self, embeddings: impl IntoIterator<Item = impl Into<Vec<f32>>>) -> Self {
        Self { embeddings: Some(embeddings.into_iter().map(Into::into).collect()), ..self }
    }

    /// With these texts.
    pub fn documents(self, documents: impl IntoIterator<Item = impl IntoOptionalText>) -> Self {
        let documents = documents.into_iter().map(IntoOptionalText::into_optional_text).collect();
        Self { documents: Some(documents), ..self }
    }

    /// With this metadata.
    pub fn metadatas(self, metadatas: impl IntoIterator<Item = impl IntoMetadataUpdate>) -> Self {
        let metadatas = metadatas.into_iter().map(IntoMetadataUpdate::into_metadata_update).collect();
        Self { metadatas: Some(metadatas), ..self }
    }

    /// With these URIs.
    pub fn uris(self, uris: impl IntoIterator<Item = impl IntoOptionalText>) -> Self {
        Self { uris: Some(uris.into_iter().map(IntoOptionalText::into_optional_text).collect()), ..self }
    }

    /// How many records these are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_ids(&self.ids)?;
        let columns = [
            ("embeddings", self.embeddings.as_ref().map(Vec::len)),
            ("metadatas", self.metadatas.as_ref().map(Vec::len)),
            ("documents", self.documents.as_ref().map(Vec::len)),
            ("uris", self.uris.as_ref().map(Vec::len)),
        ];
        for (name, length) in columns {
            if let Some(length) = length.filter(|length| *length != self.len()) {
                return Err(ChromaError::invalid(format!("There are {} ids and {length} {name}", self.len())));
            }
        }
        for (position, metadata) in self.metadatas.iter().flatten().enumerate() {
            if let Some(metadata) = metadata {
                check_metadata(metadata)
                    .map_err(|error| ChromaError::invalid(format!("{error} (at index {position})")))?;
            }
        }
        self.embeddings.as_deref().map_or(Ok(()), |embeddings| check_vectors(embeddings, "embeddings"))
    }

    /// The records in parts: none with more than `max_records`, nor, unless one record alone is larger, with more bytes
    /// than a request may have.
    pub(crate) fn parts(&self, max_records: usize, base64: bool) -> Vec<Range<usize>> {
        self.parts_within(max_records, base64, PAYLOAD_BUDGET)
    }

    fn parts_within(&self, max_records: usize, base64: bool, budget: usize) -> Vec<Range<usize>> {
        let (mut parts, mut start, mut cost) = (Vec::new(), 0, 0);
        for position in 0..self.len() {
            let own = self.cost(position, base64);
            let full = position - start >= max_records.max(1);
            if position > start && (full || cost + own > budget) {
                parts.push(start..position);
                (start, cost) = (position, 0);
            }
            cost += own;
        }
        parts.push(start..self.len());
        parts
    }

    /// An estimate, which errs upwards, of the bytes of one record in a body.
    fn cost(&self, position: usize, base64: bool) -> usize {
        let text = |text: &str| text.len() * 2;
        let optional = |column: &Option<Vec<Option<String>>>| {
            column.as_ref().and_then(|column| column[position].as_deref()).map_or(0, text)
        };
        let floats = self.embeddings.as_ref().map_or(0, |embeddings| embeddings[position].len());
        let metadata = self.metadatas.as_ref().and_then(|metadatas| metadatas[position].as_ref());
        FIXED_COST
            + text(&self.ids[position])
            + if base64 { floats * 16 / 3 + 4 } else { floats * JSON_FLOAT }
            + optional(&self.documents)
            + optional(&self.uris)
            + metadata.map_or(0, |metadata| metadata.iter().map(|(key, value)| text(key) + value_cost(value)).sum())
    }

    /// A part of the records as the body of a request.
    pub(crate) fn body(&self, part: Range<usize>, base64: bool) -> Result<Vec<u8>> {
        fn cut<T>(column: &Option<Vec<T>>, part: &Range<usize>) -> Option<Vec<T>>
        where
            T: Clone,
        {
            column.as_ref().map(|column| column[part.clone()].to_vec())
        }
        let whole = part == (0..self.len());
        // A part is copied only when there are several.
        let (metadatas, documents, uris);
        let body = if whole {
            WriteBody {
                ids: &self.ids,
                embeddings: self.embeddings.as_deref().map(|rows| Rows { rows, base64 }),
                metadatas: self.metadatas.as_deref(),
                documents: self.documents.as_deref(),
                uris: self.uris.as_deref(),
            }
        } else {
            metadatas = cut(&self.metadatas, &part);
            documents = cut(&self.documents, &part);
            uris = cut(&self.uris, &part);
            WriteBody {
                ids: &self.ids[part.clone()],
                embeddings: self.embeddings.as_deref().map(|rows| Rows { rows: &rows[part.clone()], base64 }),
                metadatas: metadatas.as_deref(),
                documents: documents.as_deref(),
                uris: uris.as_deref(),
            }
        };
        serde_json::to_vec(&body).map_err(|error| ChromaError::invalid(format!("The records cannot be sent: {error}")))
    }
}

fn value_cost(value: &NullableMetadataValue) -> usize {
    let scalar = |value: &Scalar| match value {
        Scalar::String(text) => text.len() * 2 + 3,
        _ => JSON_FLOAT + 1,
    };
    match value {
        NullableMetadataValue::String(text) => text.len() * 2,
        NullableMetadataValue::MetadataList(list) => list.iter().map(scalar).sum(),
        NullableMetadataValue::SparseVector(vector) => {
            let tokens: usize = vector.tokens.iter().flatten().map(|token| token.len() * 2 + 3).sum();
            FIXED_COST + vector.indices.len() * 2 * JSON_FLOAT + tokens
        }
        _ => JSON_FLOAT,
    }
}

/// Checks ids: at least one, each once.
pub(crate) fn check_ids(ids: &[String]) -> Result<()> {
    if ids.is_empty() {
        return Err(ChromaError::invalid("Expected at least one id"));
    }
    let mut seen = std::collections::HashSet::with_capacity(ids.len());
    match ids.iter().find(|id| !seen.insert(id.as_str())) {
        Some(id) => Err(ChromaError::invalid(format!("The id {id:?} is given twice"))),
        None => Ok(()),
    }
}

/// Checks vectors: none empty, all numbers finite.
pub(crate) fn check_vectors(vectors: &[Vec<f32>], what: &str) -> Result<()> {
    if vectors.is_empty() {
        return Err(ChromaError::invalid(format!("Expected {what} to hold at least one vector")));
    }
    if let Some(position) = vectors.iter().position(Vec::is_empty) {
        return Err(ChromaError::invalid(format!(
            "Expected {what} to have numbers, and the vector at {position} has none"
        )));
    }
    check_finite(vectors, what)
}

pub(crate) fn check_finite(vectors: &[Vec<f32>], what: &str) -> Result<()> {
    match vectors.iter().position(|vector| vector.iter().any(|number| !number.is_finite())) {
        Some(position) => Err(ChromaError::invalid(format!(
            "Expected {what} to be finite numbers, got NaN or infinity in the vector at {position}"
        ))),
        None => Ok(()),
    }
}

#[derive(Serialize)]
struct WriteBody<'a> {
    ids: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    embeddings: Option<Rows<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadatas: Option<&'a [Option<MetadataUpdate>]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<&'a [Option<String>]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uris: Option<&'a [Option<String>]>,
}

/// Vectors as lists of numbers, or each as base64 of its little-endian bytes, which takes about a quarter of the room.
struct Rows<'a> {
    rows: &'a [Vec<f32>],
    base64: bool,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.base64 {
            return self.rows.serialize(serializer);
        }
        let mut sequence = serializer.serialize_seq(Some(self.rows.len()))?;
        let (mut bytes, mut text) = (Vec::new(), Vec::new());
        for row in self.rows {
            bytes.clear();
            bytes.extend(row.iter().flat_map(|number| number.to_le_bytes()));
            text.resize(bytes.len().div_ceil(3) * 4, 0);
            let length = STANDARD.encode_slice(&bytes, &mut text).map_err(S::Error::custom)?;
            sequence.serialize_element(std::str::from_utf8(&text[..length]).map_err(S::Error::custom)?)?;
        }
        sequence.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::metadata;
    use crate::metadata::Metadata;

    fn body(records: &Records, base64: bool) -> Value {
        let body = records.body(0..records.len(), base64).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }

    #[test]
    fn columns_that_are_not_given_are_left_out_and_numbers_keep_their_kind() {
        let records = Records::new(["a", "b"])
            .embeddings([[1.5, -2.0], [0.1, 0.25]])
            .documents([Some("text"), None])
            .metadatas([Some(metadata! {"i" => 1, "f" => 1.0, "big" => i64::MAX, "l" => vec!["x"]}), None]);
        let text = String::from_utf8(records.body(0..2, false).expect("a body")).expect("UTF-8");
        assert_eq!(
            text,
            "{\"ids\":[\"a\",\"b\"],\"embeddings\":[[1.5,-2.0],[0.1,0.25]],\"metadatas\":[{\"big\":9223372036854775807,\
             \"f\":1.0,\"i\":1,\"l\":[\"x\"]},null],\"documents\":[\"text\",null]}"
        );
        assert_eq!(body(&records, true)["embeddings"], json!(["AADAPwAAAMA=", "zczMPQAAgD4="]));
    }

    #[test]
    fn records_are_split_by_number_and_by_size() {
        let records = Records::new((0..5).map(|number| number.to_string())).documents(["x"; 5]);
        assert_eq!(records.parts(2, true), [0..2, 2..4, 4..5]);
        assert_eq!(records.parts(5, true), vec![0..5; 1]);
        assert_eq!(records.parts_within(5, true, 150), [0..2, 2..4, 4..5]);
        assert_eq!(records.parts_within(5, true, 1), [0..1, 1..2, 2..3, 3..4, 4..5]);
        let part: Value = serde_json::from_slice(&records.body(4..5, true).expect("a body")).expect("JSON");
        assert_eq!(part, json!({"ids": ["4"], "documents": ["x"]}));
    }

    #[test]
    fn the_estimate_is_not_below_the_size() {
        let records = Records::new(["id"])
            .embeddings([vec![-1.234_567_8e-30_f32; 100]])
            .documents(["\u{1F34D}\"quoted\"\n"])
            .metadatas([metadata! {"key" => "va\"lue", "n" => f64::MIN, "l" => vec![i64::MIN; 4]}]);
        for base64 in [true, false] {
            let size = records.body(0..1, base64).expect("a body").len();
            assert!(records.cost(0, base64) >= size - 60, "{} < {size}", records.cost(0, base64));
        }
    }

    #[test]
    fn what_cannot_be_right_is_refused() {
        let good = || Records::new(["a", "b"]);
        let wrong = [
            Records::new(Vec::<String>::new()),
            Records::new(["a", "a"]),
            good().embeddings([[1.0]]),
            good().embeddings([vec![1.0], vec![]]),
            good().embeddings([[1.0], [f32::NAN]]),
            good().documents(["one"]),
            good().metadatas([Metadata::new(), Metadata::new()]),
            good().metadatas([metadata! {"a" => f64::INFINITY}, metadata! {"a" => 1}]),
            good().metadatas([metadata! {"a" => Vec::<&str>::new()}, metadata! {"a" => 1}]),
            good().metadatas([metadata! {"a" => vec![Scalar::from(1), Scalar::from("x")]}, metadata! {"a" => 1}]),
        ];
        for records in wrong {
            assert!(matches!(records.check(), Err(ChromaError::InvalidArgument(_))), "{records:?}");
        }
        assert!(good().embeddings([[1.0], [2.0]]).check().is_ok());
    }
}
