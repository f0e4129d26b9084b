//! A server that answers as it is told, also badly, and remembers what it was asked.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chroma::{ChromaHttpClient, ChromaHttpClientOptions, RetryPolicy};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub const ID: &str = "11111111-2222-3333-4444-555555555555";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }
}

/// What the server does with a request.
#[derive(Clone)]
pub enum Reply {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// The connection closes without a word.
    Close,
    /// The connection closes within the body.
    Truncate,
    /// Nothing happens.
    Stall,
}

impl Reply {
    pub fn json(status: u16, body: Value) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.to_string().into_bytes() }
    }

    pub fn text(status: u16, body: &str) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
    }

    pub fn error(status: u16, kind: &str, message: &str) -> Self {
        Self::json(status, json!({"error": kind, "message": message}))
    }

    pub fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        match self {
            Self::Answer { status, mut headers, body } => {
                headers.push((name, value.into()));
                Self::Answer { status, headers, body }
            }
            other => other,
        }
    }
}

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server that answers each request with what `reply` makes of it and of its number, from 0.
    pub async fn start(reply: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, reply) = (Arc::clone(&seen), Arc::new(reply));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&log), Arc::clone(&reply)));
            }
        });
        Self { url, seen }
    }

    /// A server with a collection called `fruit`, whose other answers come from `reply`.
    pub async fn with_collection(reply: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(move |seen, number| match seen.path.rsplit('/').next() {
            Some("fruit") => Reply::json(200, collection(json!({}))),
            Some("pre-flight-checks") => {
                Reply::json(200, json!({"max_batch_size": 2, "supports_base64_encoding": true}))
            }
            _ => reply(seen, number),
        })
        .await
    }

    /// What it was asked, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic while it was held").clone()
    }

    /// What it was asked of an operation, by the end of its path.
    pub fn asked(&self, end: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.path.ends_with(end)).collect()
    }

    pub fn options(&self) -> ChromaHttpClientOptions {
        ChromaHttpClientOptions {
            endpoint: self.url.parse().expect("a URL"),
            retries: RetryPolicy { base_delay: std::time::Duration::ZERO, ..RetryPolicy::default() },
            ..Default::default()
        }
    }

    pub fn client(&self) -> ChromaHttpClient {
        ChromaHttpClient::new(self.options())
    }
}

/// A collection as servers describe it, with some fields of its own.
pub fn collection(fields: Value) -> Value {
    let mut collection = json!({
        "id": ID,
        "name": "fruit",
        "configuration_json": {"hnsw": null, "spann": null, "embedding_function": null},
        "schema": null,
        "metadata": null,
        "dimension": null,
        "tenant": "default_tenant",
        "database": "default_database",
        "log_position": 0,
        "version": 0,
    });
    for (name, value) in fields.as_object().expect("fields") {
        collection[name] = value.clone();
    }
    collection
}

async fn serve(
    mut stream: TcpStream,
    log: Arc<Mutex<Vec<Seen>>>,
    reply: Arc<impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static>,
) {
    let mut buffer = Vec::new();
    while let Some(seen) = read_request(&mut stream, &mut buffer).await {
        let number = {
            let mut log = log.lock().expect("no panic while it was held");
            log.push(seen.clone());
            log.len() - 1
        };
        let (status, headers, body) = match reply(&seen, number) {
            Reply::Answer { status, headers, body } => (status, headers, body),
            Reply::Close => return,
            Reply::Stall => std::future::pending().await,
            Reply::Truncate => {
                let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"nanosecond";
                let _ = stream.write_all(head).await;
                return;
            }
        };
        let mut head = format!("HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        if stream.write_all(&[head.into_bytes(), body].concat()).await.is_err() {
            return;
        }
    }
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Seen> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(buffer[..end].to_vec()).expect("a head of text");
    let mut lines = head.split("\r\n");
    let mut first = lines.next().expect("a request line").split(' ');
    let (method, path) = (first.next().expect("a method").to_owned(), first.next().expect("a path").to_owned());
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().expect("a length"));
    while buffer.len() < end + 4 + length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body = buffer[end + 4..end + 4 + length].to_vec();
    buffer.drain(..end + 4 + length);
    Some(Seen { method, path, headers, body })
}
