//! A client of [Chroma](https://trychroma.com), the vector database: Chroma Cloud, or any Chroma server.
//!
//! ```no_run
//! use chroma::{ChromaHttpClient, ChromaHttpClientOptions, Key, Query, Records, metadata};
//!
//! # async fn run() -> chroma::Result<()> {
//! let client = ChromaHttpClient::new(ChromaHttpClientOptions::default());
//! let collection = client.get_or_create_collection("fruit").await?;
//! collection
//!     .add(
//!         Records::new(["id1", "id2"])
//!             .embeddings([[1.0, 0.0], [0.0, 1.0]])
//!             .documents(["about pineapple", "about oranges"])
//!             .metadatas([metadata! {"origin" => "Hawaii"}, metadata! {"origin" => "Spain"}]),
//!     )
//!     .await?;
//! let found = collection.query(Query::embeddings([[1.0, 0.1]]).n_results(1).filter(Key::new("origin").ne("Mars"))).await?;
//! assert_eq!(found.ids, [["id1"]]);
//! # Ok(())
//! # }
//! ```
//!
//! Everything is async, on tokio. [`rest`] is the API as it travels, generated from its description; what stands here is
//! the client that people use.

mod client;
mod collection;
mod creation;
mod embedded;
pub mod embedding;
mod endpoint;
mod error;
mod filter;
pub mod metadata;
mod options;
mod policy;
mod reads;
mod records;
mod redact;
pub mod rest;
pub mod schema;
mod scope;
pub mod search;
mod transport;

pub use async_trait::async_trait;
pub use client::ChromaHttpClient;
pub use collection::{ChromaCollection, CollectionModel, Modification};
pub use creation::NewCollection;
pub use embedding::{EmbeddingFunction, SparseEmbeddingFunction};
pub use error::{BoxError, ChromaError, ErrorDetails, Result};
pub use filter::{Key, Where, WhereDocument};
pub use metadata::{Metadata, MetadataUpdate};
pub use options::{ChromaAuthMethod, ChromaHttpClientOptions, Credential, Headers, Timeouts};
pub use policy::RetryPolicy;
pub use reads::{Delete, Get, Query};
pub use records::{IntoOptionalText, Records};
pub use rest::models::{GetResult, Include, MetadataValue, QueryResult, ReadLevel, SearchResult, SparseVector};
pub use schema::Schema;
pub use search::Search;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
