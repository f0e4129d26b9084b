// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
use std::fmt;
use std::marker::PhantomData;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::operations::Operation;

/// Everything but the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request to be sent, whose answer, if it is a success, is the JSON of a `T`.
pub struct Request<T> {
    /// What is asked.
    pub operation: &'static Operation,
    /// The path, its parameters filled in and percent-encoded.
    pub path: String,
    /// The query, percent-encoded; empty without parameters.
    pub query: String,
    /// The body, JSON.
    pub body: Option<Vec<u8>>,
    answer: PhantomData<fn() -> T>,
}

impl<T> Request<T> {
    /// The same request, whose answer is read as another type: to get at more of it, or at less.
    pub fn answered_as<U>(self) -> Request<U> {
        Request { operation: self.operation, path: self.path, query: self.query, body: self.body, answer: PhantomData }
    }

    pub(super) fn new(
        operation: &'static Operation,
        segments: &[&str],
        parameters: &[&str],
    ) -> Result<Self, RequestError> {
        let mut path = String::from(segments[0]);
        for (parameter, segment) in parameters.iter().zip(&segments[1..]) {
            if matches!(*parameter, "." | "..") {
                return Err(RequestError::PathParameter((*parameter).to_owned()));
            }
            path.extend(utf8_percent_encode(parameter, ESCAPED));
            path.push_str(segment);
        }
        Ok(Self { operation, path, query: String::new(), body: None, answer: PhantomData })
    }

    pub(super) fn query(mut self, name: &str, value: Option<impl fmt::Display>) -> Self {
        if let Some(value) = value {
            if !self.query.is_empty() {
                self.query.push('&');
            }
            self.query.push_str(name);
            self.query.push('=');
            self.query.extend(utf8_percent_encode(&value.to_string(), ESCAPED));
        }
        self
    }

    pub(super) fn body<B: Serialize>(mut self, body: Body<'_, B>) -> Result<Self, RequestError> {
        self.body = Some(match body {
            Body::Model(model) => serde_json::to_vec(model).map_err(RequestError::Body)?,
            Body::Json(json) => json,
        });
        Ok(self)
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .finish()
    }
}

/// The body of a request: a model, or its JSON where a caller can write that faster.
#[derive(Debug)]
pub enum Body<'a, T> {
    /// A model.
    Model(&'a T),
    /// The JSON of one.
    Json(Vec<u8>),
}

impl<'a, T> From<&'a T> for Body<'a, T> {
    fn from(model: &'a T) -> Self {
        Self::Model(model)
    }
}

impl<T> From<Vec<u8>> for Body<'_, T> {
    fn from(json: Vec<u8>) -> Self {
        Self::Json(json)
    }
}

/// Why a request cannot be written.
#[derive(Debug)]
pub enum RequestError {
    /// `.` and `..` cannot stand in a URL's path: they would name another place.
    PathParameter(String),
    /// The body cannot be written as JSON.
    Body(serde_json::Error),
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathParameter(value) => write!(formatter, "{value:?} cannot be sent as a name in a path"),
            Self::Body(error) => write!(formatter, "the request cannot be written as JSON: {error}"),
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::PathParameter(_) => None,
            Self::Body(error) => Some(error),
        }
    }
}
