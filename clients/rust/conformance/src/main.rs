//! The driver of the Rust client: JSON Lines in, JSON Lines out. `tests/contract/README.md` describes the messages.

mod methods;
mod numbers;
mod search;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, Write};

use chroma::{ChromaError, ChromaHttpClient, ChromaHttpClientOptions, Headers};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::methods::Driver;

#[derive(Deserialize)]
struct Message {
    id: Value,
    connect: Option<Connect>,
    call: Option<Call>,
    close: Option<Value>,
}

#[derive(Deserialize)]
struct Connect {
    url: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Call {
    operation: String,
    #[serde(default)]
    arguments: Value,
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut driver = None;
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Message { id, connect, call, close } = serde_json::from_str(&numbers::marked(&line?))?;
        let mut answer = if let Some(connect) = connect {
            driver = Some(open(&connect)?);
            let operations = methods::OPERATIONS;
            json!({"ready": {"name": "rust", "abilities": ["retry"], "operations": operations}})
        } else if let Some(call) = call {
            let driver = driver.as_mut().ok_or("a call before connect")?;
            match runtime.block_on(driver.perform(&call.operation, &call.arguments)) {
                Ok(value) => json!({"success": {"value": value}}),
                Err(error) => json!({"failure": failure(&error)}),
            }
        } else if close.is_some() {
            json!({"closed": {}})
        } else {
            return Err(format!("not a request: {line}", line = id).into());
        };
        answer["id"] = id;
        writeln!(output, "{answer}")?;
        output.flush()?;
        if close.is_some() {
            return Ok(());
        }
    }
    Ok(())
}

fn open(connect: &Connect) -> Result<Driver, Box<dyn Error>> {
    let mut headers = Headers::new();
    for (name, value) in &connect.headers {
        headers = headers.with(name, value)?;
    }
    let options = ChromaHttpClientOptions { endpoint: connect.url.parse()?, headers, ..Default::default() };
    Ok(Driver::new(ChromaHttpClient::new(options)))
}

fn failure(error: &ChromaError) -> Value {
    let category = match error.status() {
        None => match error {
            ChromaError::InvalidArgument(_) | ChromaError::Embedding(_) => "invalid_argument",
            ChromaError::PermissionDenied(_) => "permission_denied",
            ChromaError::Timeout(_) => "timeout",
            ChromaError::Connection(_) => "unavailable",
            _ => "other",
        },
        Some(400 | 415 | 422) => "invalid_argument",
        Some(401) => "unauthenticated",
        Some(403) => "permission_denied",
        Some(404) => "not_found",
        Some(405) => "not_routed",
        Some(409) => "already_exists",
        Some(412) => "failed_precondition",
        Some(413) => "too_large",
        Some(429) => "rate_limited",
        Some(500) => "internal",
        Some(501) => "unimplemented",
        Some(503) => "unavailable",
        Some(504) => "timeout",
        Some(_) => "other",
    };
    json!({"category": category, "message": error.message(), "status": error.status(), "kind": error.kind()})
}
