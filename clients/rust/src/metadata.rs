//! Metadata, and the checks it must pass before it is sent.

use crate::rest::models::{MetadataValue, NullableMetadataValue, Scalar, SparseVector, SparseVectorType};
use crate::{ChromaError, Result};

/// Metadata of a record or a collection: values by key. [`metadata!`](crate::metadata!) writes it down.
pub type Metadata = crate::rest::models::RecordMetadata;

/// Changes of metadata: [`NullableMetadataValue::Null`] takes a key away.
pub type MetadataUpdate = crate::rest::models::UpdateRecordMetadata;

/// Metadata, written down: `metadata! {"origin" => "Hawaii", "year" => 2020}`.
#[macro_export]
macro_rules! metadata {
    ($($key:expr => $value:expr),* $(,)?) => {
        [$((::std::string::String::from($key), $crate::MetadataValue::from($value))),*]
            .into_iter()
            .collect::<$crate::Metadata>()
    };
}

macro_rules! from_scalars {
    ($($name:ty),*) => {$(
        impl From<i32> for $name {
            fn from(value: i32) -> Self {
                Self::Int(value.into())
            }
        }

        impl From<u32> for $name {
            fn from(value: u32) -> Self {
                Self::Int(value.into())
            }
        }
    )*};
}

from_scalars!(Scalar, MetadataValue, NullableMetadataValue);

macro_rules! from_lists {
    ($($item:ty),*) => {$(
        impl From<Vec<$item>> for MetadataValue {
            fn from(values: Vec<$item>) -> Self {
                Self::MetadataList(values.into_iter().map(Scalar::from).collect())
            }
        }

        impl From<Vec<$item>> for NullableMetadataValue {
            fn from(values: Vec<$item>) -> Self {
                Self::MetadataList(values.into_iter().map(Scalar::from).collect())
            }
        }
    )*};
}

from_lists!(bool, i32, i64, f64, String, &str);

impl From<MetadataValue> for NullableMetadataValue {
    fn from(value: MetadataValue) -> Self {
        match value {
            MetadataValue::Bool(value) => Self::Bool(value),
            MetadataValue::Int(value) => Self::Int(value),
            MetadataValue::Float(value) => Self::Float(value),
            MetadataValue::String(value) => Self::String(value),
            MetadataValue::MetadataList(value) => Self::MetadataList(value),
            MetadataValue::SparseVector(value) => Self::SparseVector(value),
        }
    }
}

/// What metadata of a record can be given as.
pub trait IntoMetadataUpdate {
    /// The metadata, or none for this record.
    fn into_metadata_update(self) -> Option<MetadataUpdate>;
}

impl IntoMetadataUpdate for Metadata {
    fn into_metadata_update(self) -> Option<MetadataUpdate> {
        Some(self.into_iter().map(|(key, value)| (key, value.into())).collect())
    }
}

impl IntoMetadataUpdate for MetadataUpdate {
    fn into_metadata_update(self) -> Option<MetadataUpdate> {
        Some(self)
    }
}

impl<T: IntoMetadataUpdate> IntoMetadataUpdate for Option<T> {
    fn into_metadata_update(self) -> Option<MetadataUpdate> {
        self.and_then(IntoMetadataUpdate::into_metadata_update)
    }
}

impl SparseVector {
    /// A vector by its non-zero places.
    ///
    /// # Errors
    /// The lengths differ, an index is not greater than the one before it, or a value is not finite.
    pub fn new(indices: impl Into<Vec<u32>>, values: impl Into<Vec<f32>>) -> Result<Self> {
        let made = Self {
            type_: Some(SparseVectorType::SparseVector),
            indices: indices.into(),
            values: values.into(),
            tokens: None,
        };
        made.check()?;
        Ok(made)
    }

    /// The same vector with the term that each place stands for.
    ///
    /// # Errors
    /// There are not as many terms as places.
    pub fn with_tokens(self, tokens: impl IntoIterator<Item = impl Into<String>>) -> Result<Self> {
        let made = Self { tokens: Some(tokens.into_iter().map(Into::into).collect()), ..self };
        made.check()?;
        Ok(made)
    }

    pub(crate) fn check(&self) -> Result<()> {
        let (indices, values) = (self.indices.len(), self.values.len());
        if indices != values {
            return Err(ChromaError::invalid(format!("A sparse vector has {indices} indices and {values} values")));
        }
        if let Some(tokens) = self.tokens.as_ref().filter(|tokens| tokens.len() != indices) {
            let tokens = tokens.len();
            return Err(ChromaError::invalid(format!("A sparse vector has {indices} indices and {tokens} tokens")));
        }
        if let Some(pair) = self.indices.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(ChromaError::invalid(format!(
                "The indices of a sparse vector must ascend strictly, and {} stands before {}",
                pair[0], pair[1]
            )));
        }
        if let Some(value) = self.values.iter().find(|value| !value.is_finite()) {
            return Err(ChromaError::invalid(format!("A sparse vector holds {value}, which is not finite")));
        }
        Ok(())
    }
}

/// Checks the metadata of one record or collection: not empty, lists of one type, finite numbers.
pub(crate) fn check_metadata(metadata: &MetadataUpdate) -> Result<()> {
    if metadata.is_empty() {
        return Err(ChromaError::invalid("Expected metadata to be non-empty: give none instead"));
    }
    for (key, value) in metadata {
        if key == "chroma:document" {
            return Err(ChromaError::invalid("Metadata cannot have the reserved key chroma:document"));
        }
        match value {
            NullableMetadataValue::Float(number) if !number.is_finite() => {
                return Err(ChromaError::invalid(format!(
                    "The metadata value of {key:?} is {number}, which is not finite"
                )));
            }
            NullableMetadataValue::MetadataList(list) => check_list(key, list)?,
            NullableMetadataValue::SparseVector(vector) => vector.check()?,
            _ => {}
        }
    }
    Ok(())
}

fn check_list(key: &str, list: &[Scalar]) -> Result<()> {
    let Some(first) = list.first() else {
        return Err(ChromaError::invalid(format!("The metadata list of {key:?} is empty")));
    };
    let kind = std::mem::discriminant(first);
    if list.iter().any(|item| std::mem::discriminant(item) != kind) {
        return Err(ChromaError::invalid(format!("The metadata list of {key:?} holds values of different types")));
    }
    if list.iter().any(|item| matches!(item, Scalar::Float(number) if !number.is_finite())) {
        return Err(ChromaError::invalid(format!("The metadata list of {key:?} holds a number that is not finite")));
    }
    Ok(())
}
