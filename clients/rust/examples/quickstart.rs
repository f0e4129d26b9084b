//! Creates a collection, adds records, finds the nearest and deletes it all again.
//!
//! Run it beside a server: `chroma run --path ./data`, then `cargo run --example quickstart`. The environment names
//! another server: `CHROMA_ENDPOINT`, and `CHROMA_API_KEY`, `CHROMA_TENANT`, `CHROMA_DATABASE` where they are needed.

use chroma::rest::models::{HnswConfiguration, Space};
use chroma::{ChromaError, ChromaHttpClient, Get, Key, NewCollection, Query, Records, WhereDocument, metadata};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let client = ChromaHttpClient::from_env()?;
    println!("the server's time: {}", client.heartbeat().await?);

    let cosine = HnswConfiguration { space: Some(Space::Cosine), ..Default::default() };
    let fruit = client.get_or_create_collection(NewCollection::new("rust_quickstart").hnsw(cosine)).await?;
    fruit
        .upsert(
            Records::new(["id1", "id2", "id3"])
                .embeddings([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.9, 0.1, 0.0]])
                .documents(["about pineapple", "about oranges", "about pineapple juice"])
                .metadatas([
                    metadata! {"origin" => "Hawaii", "year" => 2021},
                    metadata! {"origin" => "Spain", "year" => 2019},
                    metadata! {"origin" => "Hawaii", "year" => 2023},
                ]),
        )
        .await?;

    let recent = Key::new("year").gte(2020) & Key::new("origin").ne("Mars");
    let found = fruit.query(Query::embeddings([[1.0, 0.05, 0.0]]).n_results(2).filter(recent)).await?;
    println!("the nearest of the recent ones: {:?}", found.ids[0]);
    anyhow::ensure!(found.ids == [["id1", "id3"]], "found {:?}", found.ids);

    let juice = fruit.get(Get::new().document_filter(WhereDocument::contains("juice"))).await?;
    println!("about juice: {:?}", juice.documents);
    anyhow::ensure!(juice.ids == ["id3"], "got {:?}", juice.ids);

    client.delete_collection("rust_quickstart").await?;
    match client.get_collection("rust_quickstart").await {
        Err(ChromaError::NotFound(details)) => println!("gone: {details}"),
        other => anyhow::bail!("it is still there: {other:?}"),
    }
    Ok(())
}
