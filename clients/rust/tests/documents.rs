//! The examples of the users' documents, word for word. Those about Chroma Cloud are run as far as no network is needed,
//! or against a server that stands in for it, in a process with an environment of its own.

mod support;

use serde_json::json;
use support::{Reply, Server};

/// Runs a test of this file in a process with these variables.
fn with_environment(test: &str, variables: &[(&str, &str)]) {
    let program = std::env::current_exe().expect("this program");
    let names = ["CHROMA_API_KEY", "CHROMA_ENDPOINT", "CHROMA_HOST", "CHROMA_TENANT", "CHROMA_DATABASE"];
    let mut command = std::process::Command::new(program);
    for name in names {
        command.env_remove(name);
    }
    let done = command.args(["--exact", test, "--ignored"]).envs(variables.iter().copied()).output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

async fn stand_in() -> Server {
    Server::start(|seen, _| {
        if seen.path.ends_with("identity") {
            return Reply::json(200, json!({"user_id": "u", "tenant": "t", "databases": ["d"]}));
        }
        if seen.path.ends_with("collections_count") {
            return Reply::json(200, json!(0));
        }
        Reply::json(200, json!({"nanosecond heartbeat": 1_763_727_000_123_456_789_u64}))
    })
    .await
}

#[test]
#[rustfmt::skip]
fn cloud_with_key_and_database() -> anyhow::Result<()> {
    use chroma::{ChromaHttpClient, ChromaHttpClientOptions};

    let options = ChromaHttpClientOptions::cloud(
        "ck-...",
        "Database name",
    )?;
    let client = ChromaHttpClient::new(options);

    assert!(format!("{client:?}").contains("\"https://api.trychroma.com\""));
    Ok(())
}

#[test]
fn cloud_of_another_region() -> anyhow::Result<()> {
    use chroma::{ChromaAuthMethod, ChromaHttpClient, ChromaHttpClientOptions};

    let client = ChromaHttpClient::new(ChromaHttpClientOptions {
        endpoint: "https://europe-west1.gcp.trychroma.com:443".parse()?,
        auth_method: ChromaAuthMethod::cloud_api_key("Chroma Cloud API key")?,
        database_name: Some("Database name".to_string()),
        ..Default::default()
    });

    assert!(format!("{client:?}").contains("\"https://europe-west1.gcp.trychroma.com\""));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn cloud_of_the_environment() {
    let server = stand_in().await;
    let url = server.url.clone();
    let variables = [("CHROMA_API_KEY", "ck-1"), ("CHROMA_ENDPOINT", url.as_str())];
    tokio::task::block_in_place(|| with_environment("the_cloud_of_the_environment", &variables));
    assert_eq!(server.seen()[0].headers["x-chroma-token"], "ck-1");
    assert_eq!(server.asked("/tenants/t/databases/d/collections_count").len(), 1);
}

#[tokio::test]
#[ignore = "run by cloud_of_the_environment, with the variables it needs"]
async fn the_cloud_of_the_environment() -> anyhow::Result<()> {
    use chroma::ChromaHttpClient;

    let client = ChromaHttpClient::cloud()?;

    let heartbeat = client.heartbeat().await?;
    println!("Server timestamp: {}", heartbeat);
    assert_eq!(client.count_collections().await?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn server_of_the_environment() {
    let server = stand_in().await;
    let url = server.url.clone();
    let variables = [("CHROMA_ENDPOINT", url.as_str()), ("CHROMA_TENANT", "t"), ("CHROMA_DATABASE", "d")];
    tokio::task::block_in_place(|| with_environment("the_server_of_the_environment", &variables));
    assert_eq!(server.asked("/tenants/t/databases/d/collections_count").len(), 1);
    assert!(!server.seen()[0].headers.contains_key("x-chroma-token"));
}

#[tokio::test]
#[ignore = "run by server_of_the_environment, with the variables it needs"]
async fn the_server_of_the_environment() -> anyhow::Result<()> {
    use chroma::ChromaHttpClient;

    let client = ChromaHttpClient::from_env()?;

    assert_eq!(client.count_collections().await?, 0);
    Ok(())
}

#[test]
fn cloud_without_a_key() {
    with_environment("the_cloud_without_a_key", &[]);
}

#[test]
#[ignore = "run by cloud_without_a_key, without variables"]
fn the_cloud_without_a_key() {
    let error = chroma::ChromaHttpClient::cloud().expect_err("no key");
    assert!(error.message().contains("CHROMA_API_KEY"), "{error}");
}

#[tokio::test]
async fn a_server_on_this_machine() -> anyhow::Result<()> {
    use chroma::{ChromaHttpClient, ChromaHttpClientOptions};

    let client = ChromaHttpClient::new(ChromaHttpClientOptions::default());

    assert!(format!("{client:?}").contains("\"http://localhost:8000\""));
    Ok(())
}

#[tokio::test]
#[allow(clippy::field_reassign_with_default, reason = "so it stands in the document")]
async fn a_server_by_its_endpoint() -> anyhow::Result<()> {
    let server = stand_in().await;

    use chroma::{ChromaHttpClient, ChromaHttpClientOptions};

    let mut options = ChromaHttpClientOptions::default();
    options.endpoint = "http://localhost:8000".parse()?;
    // The document's server is the one of this test.
    options.endpoint = server.url.parse()?;

    let client = ChromaHttpClient::new(options);
    client.heartbeat().await?;

    assert_eq!(server.seen().len(), 1);
    Ok(())
}
