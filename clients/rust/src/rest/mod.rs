// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
//! The API as it travels, version 2.0.0: one function per operation, one type per schema.
//!
//! Nothing here speaks HTTP. [`requests`] describes requests as values, [`operations`] says which of them may be sent
//! twice, and the client decides how they are sent. Use it directly for what the client has no method for, with
//! [`ChromaHttpClient::send`](crate::ChromaHttpClient::send).

pub mod models;
pub mod operations;
pub mod regions;
mod request;
pub mod requests;

pub use request::{Body, Request, RequestError};
