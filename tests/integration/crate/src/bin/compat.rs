//! The official crate, unchanged, against our server: every step says what it did, the first that fails ends the program.

use std::collections::HashMap;

use anyhow::{Result, bail, ensure};
use official::client::{ChromaAuthMethod, ChromaHttpClientError};
use official::types::{
    Include, IncludeList, Key, Metadata, MetadataValue, QueryVector, RankExpr, SearchPayload, UpdateMetadataValue,
};
use official::{ChromaCollection, ChromaHttpClient, ChromaHttpClientOptions};

fn ids(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn client(url: &str) -> Result<ChromaHttpClient> {
    Ok(ChromaHttpClient::new(ChromaHttpClientOptions {
        endpoint: url.parse()?,
        tenant_id: Some("default_tenant".to_owned()),
        database_name: Some("default_database".to_owned()),
        ..Default::default()
    }))
}

fn done(what: &str) {
    println!("ok: {what}");
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = client(&std::env::var("CHROMA_URL")?)?;
    let heartbeat = client.heartbeat().await?;
    ensure!(heartbeat.nanosecond_heartbeat > 1_700_000_000_000_000_000);
    done("heartbeat");

    let metadata: Metadata = HashMap::from([("topic".to_owned(), MetadataValue::Str("fruit".to_owned()))]);
    let mut collection = client.create_collection("crate_fruit", None, Some(metadata.clone())).await?;
    ensure!(collection.name() == "crate_fruit" && collection.metadata().as_ref() == Some(&metadata));
    ensure!(client.get_or_create_collection("crate_fruit", None, None).await?.id() == collection.id());
    ensure!(client.get_collection("crate_fruit").await?.id() == collection.id());
    ensure!(client.count_collections().await? == 1);
    ensure!(client.list_collections(10, None).await?.len() == 1);
    done("create, get, list");

    records(&collection).await?;
    search(&collection).await?;
    errors(&client, &collection).await?;

    collection.modify(Some("crate_renamed"), None).await?;
    ensure!(client.get_collection("crate_renamed").await?.id() == collection.id());
    let fork = collection.fork("crate_forked").await?;
    ensure!(fork.count().await? == collection.count().await?);
    ensure!(collection.fork_count().await? == 1);
    done("modify, fork");

    client.delete_collection("crate_renamed").await?;
    client.delete_collection("crate_forked").await?;
    ensure!(client.count_collections().await? == 0);
    done("delete collections");

    cloud(&std::env::var("CHROMA_CLOUD_URL")?).await
}

async fn records(collection: &ChromaCollection) -> Result<()> {
    let metadata = |number: i64, float: f64| -> Option<Metadata> {
        Some(HashMap::from([
            ("n".to_owned(), MetadataValue::Int(number)),
            ("f".to_owned(), MetadataValue::Float(float)),
        ]))
    };
    let vectors = vec![vec![1.0, 0.0], vec![0.0, 1.0], vec![0.9, 0.1]];
    let documents = ["pineapple", "orange", "pineapple juice"].map(|text| Some(text.to_owned())).to_vec();
    let metadatas = vec![metadata(i64::MAX, 1.0), metadata(2, 0.5), metadata(3, 0.25)];
    collection.add(ids(&["a", "b", "c"]), vectors, Some(documents), None, Some(metadatas.clone())).await?;
    ensure!(collection.count().await? == 3);
    done("add, count");

    let include = IncludeList(vec![Include::Document, Include::Metadata, Include::Embedding]);
    let got = collection.get(Some(ids(&["a", "b"])), None, None, None, Some(include)).await?;
    ensure!(got.ids == ["a", "b"]);
    ensure!(got.embeddings == Some(vec![vec![1.0, 0.0], vec![0.0, 1.0]]));
    ensure!(got.metadatas == Some(metadatas[..2].to_vec()), "metadata {:?}", got.metadatas);
    let filtered = collection.get(None, Some(Key::field("n").gt(2)), None, None, None).await?;
    ensure!(filtered.ids == ["a", "c"], "filtered {:?}", filtered.ids);
    done("get, filters, integers and floats");

    let found = collection.query(vec![vec![1.0, 0.05]], Some(2), None, None, None).await?;
    ensure!(found.ids == [["a", "c"]], "found {:?}", found.ids);
    done("query");

    let change = HashMap::from([("n".to_owned(), UpdateMetadataValue::None)]);
    collection.update(ids(&["b"]), None, Some(vec![Some("lemon".to_owned())]), None, Some(vec![Some(change)])).await?;
    collection.upsert(ids(&["d"]), vec![vec![0.5, 0.5]], None, None, None).await?;
    let changed = collection.get(Some(ids(&["b", "d"])), None, None, None, None).await?;
    ensure!(changed.documents == Some(vec![Some("lemon".to_owned()), None]), "documents {:?}", changed.documents);
    let left = changed.metadatas.and_then(|metadatas| metadatas[0].clone()).unwrap_or_default();
    ensure!(left.len() == 1 && left.contains_key("f"), "metadata {left:?}");
    done("update, upsert");

    ensure!(collection.delete(Some(ids(&["d"])), None, None).await?.deleted == 1);
    ensure!(collection.count().await? == 3);
    done("delete");
    Ok(())
}

async fn search(collection: &ChromaCollection) -> Result<()> {
    let nearest = RankExpr::Knn {
        query: QueryVector::Dense(vec![1.0, 0.05]),
        key: Key::Embedding,
        limit: 10,
        default: None,
        return_rank: false,
    };
    let payload = SearchPayload::default()
        .r#where(Key::field("f").gt(0.3))
        .rank(nearest)
        .limit(Some(2), 0)
        .select([Key::Document, Key::Score]);
    let found = collection.search(vec![payload]).await?;
    ensure!(found.ids == [["a", "b"]], "found {:?}", found.ids);
    ensure!(found.documents[0].as_ref().is_some_and(|documents| documents[0].as_deref() == Some("pineapple")));
    done("search");
    Ok(())
}

async fn errors(client: &ChromaHttpClient, collection: &ChromaCollection) -> Result<()> {
    let statuses = [
        (client.get_collection("crate_missing").await.map(drop), 404),
        (client.create_collection("crate_fruit", None, None).await.map(drop), 409),
        (client.create_collection("no", None, None).await.map(drop), 400),
        (collection.query(vec![vec![1.0; 3]], None, None, None, None).await.map(drop), 400),
    ];
    for (result, wanted) in statuses {
        match result {
            Err(ChromaHttpClientError::ApiError(_, status)) if status == wanted => {}
            Err(ChromaHttpClientError::ValidationError(_)) if wanted == 400 => {}
            other => bail!("expected {wanted}, got {other:?}"),
        }
    }
    done("errors");
    Ok(())
}

async fn cloud(url: &str) -> Result<()> {
    let options = |key: &str| -> Result<ChromaHttpClientOptions> {
        Ok(ChromaHttpClientOptions {
            endpoint: url.parse()?,
            auth_method: ChromaAuthMethod::cloud_api_key(key)?,
            ..Default::default()
        })
    };
    let client = ChromaHttpClient::new(options("ck-crate")?);
    ensure!(client.get_tenant_id().await? == "crate-tenant");
    ensure!(client.get_database_name().await? == "crate-database");
    let collection = client.get_or_create_collection("crate_cloud", None, None).await?;
    ensure!(collection.count().await? == 0);
    client.delete_collection("crate_cloud").await?;
    let stranger = ChromaHttpClient::new(options("ck-wrong")?);
    ensure!(stranger.get_tenant_id().await.is_err());
    done("the stand-in for Chroma Cloud: tenant and database of the key, a wrong key");
    Ok(())
}
