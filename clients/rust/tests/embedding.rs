//! Embedding functions: given, stored, found again, and what comes of them when they fail.

mod support;

use std::sync::Arc;

use chroma::embedding::{register_embedding_function, register_sparse_embedding_function};
use chroma::search::Knn;
use chroma::{
    BoxError, ChromaCollection, ChromaError, EmbeddingFunction, Key, NewCollection, Query, Records, Search,
    SparseEmbeddingFunction, SparseVector, async_trait, metadata,
};
use serde_json::{Value, json};
use support::{Reply, Server, collection};

/// Makes of each text its length, times a factor; of queries the negative.
#[derive(Clone)]
struct Lengths {
    name: &'static str,
    factor: f32,
}

#[async_trait]
impl EmbeddingFunction for Lengths {
    fn name(&self) -> &str {
        self.name
    }

    fn config(&self) -> Value {
        json!({"factor": self.factor})
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, BoxError> {
        if texts.iter().any(|text| text == "bad") {
            return Err("the model is out".into());
        }
        // "few" stands for a function that loses texts.
        let kept = texts.iter().filter(|text| *text != "few");
        Ok(kept.map(|text| vec![text.len() as f32 * self.factor]).collect())
    }

    async fn embed_query(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, BoxError> {
        Ok(self.embed(texts).await?.into_iter().map(|vector| vec![-vector[0]]).collect())
    }
}

struct Words;

#[async_trait]
impl SparseEmbeddingFunction for Words {
    fn name(&self) -> &str {
        "words"
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<SparseVector>, BoxError> {
        texts.iter().map(|text| Ok(SparseVector::new([text.len() as u32], [1.0])?)).collect()
    }
}

/// A server that creates and describes `fruit` with these fields, takes writes and answers queries and searches.
async fn server(fields: Value) -> Server {
    Server::start(move |seen, _| match seen.path.rsplit('/').next() {
        Some("fruit" | "collections") => Reply::json(200, collection(fields.clone())),
        Some("pre-flight-checks") => {
            Reply::json(200, json!({"max_batch_size": 100, "supports_base64_encoding": false}))
        }
        Some("query") => Reply::json(
            200,
            json!({"ids": [[]], "embeddings": null, "documents": null, "uris": null, "metadatas": null,
                   "distances": null, "include": []}),
        ),
        Some("search") => Reply::json(
            200,
            json!({"ids": [], "documents": [], "embeddings": [], "metadatas": [], "scores": [], "select": []}),
        ),
        _ => Reply::json(200, json!({})),
    })
    .await
}

async fn stored(fields: Value) -> (Server, ChromaCollection) {
    let server = server(fields).await;
    let collection = server.client().get_collection("fruit").await.expect("a collection");
    (server, collection)
}

fn configured(name: &str, factor: f32) -> Value {
    let function = json!({"type": "known", "name": name, "config": {"factor": factor}});
    json!({"configuration_json": {"hnsw": null, "spann": null, "embedding_function": function}})
}

fn body(server: &Server, end: &str) -> Value {
    server.asked(end).last().expect("a request").json()
}

#[tokio::test]
async fn a_given_function_embeds_documents_and_queries() {
    let server = server(json!({})).await;
    let new = NewCollection::new("fruit").embedding_function(Lengths { name: "given", factor: 1.0 });
    let collection = server.client().create_collection(new).await.expect("a collection");
    let stored = json!({"type": "known", "name": "given", "config": {"factor": 1.0}});
    assert_eq!(body(&server, "/collections")["configuration"]["embedding_function"], stored);

    collection.add(Records::new(["a", "b"]).documents(["one", "three"])).await.expect("records");
    assert_eq!(body(&server, "/add")["embeddings"], json!([[3.0], [5.0]]));
    collection.query(Query::texts(["seven"])).await.expect("an answer");
    assert_eq!(body(&server, "/query")["query_embeddings"], json!([[-5.0]]));
    let search = Search::new().rank(Knn::text("four") * 2.0);
    collection.search([search]).await.expect("an answer");
    let knn = &body(&server, "/search")["searches"][0]["rank"]["$mul"][0]["$knn"];
    assert_eq!(knn["query"], json!([-4.0]));
}

#[tokio::test]
async fn vectors_that_are_given_are_not_made() {
    let (server, collection) = stored(configured("never registered", 1.0)).await;
    collection.add(Records::new(["a"]).embeddings([[1.0]]).documents(["one"])).await.expect("records");
    assert_eq!(body(&server, "/add")["embeddings"], json!([[1.0]]));
    let change = Records::new(["a"]).metadatas([metadata! {"k" => 1}]);
    collection.update(change).await.expect("nothing to embed");
    assert_eq!(body(&server, "/update"), json!({"ids": ["a"], "metadatas": [{"k": 1}]}));
}

#[tokio::test]
async fn the_stored_function_is_found_by_its_name() {
    register_embedding_function("registered", |config| {
        let factor = config["factor"].as_f64().ok_or("no factor")? as f32;
        Ok(Lengths { name: "registered", factor })
    });
    let (server, collection) = stored(configured("registered", 10.0)).await;
    collection.upsert(Records::new(["a"]).documents(["one"])).await.expect("records");
    assert_eq!(body(&server, "/upsert")["embeddings"], json!([[30.0]]));

    let function = json!({"type": "known", "name": "registered", "config": {"factor": 2.0}});
    let index = json!({"vector_index": {"enabled": true, "config": {"embedding_function": function}}});
    let schema = json!({"defaults": {}, "keys": {"#embedding": {"float_list": index}}});
    let (server, collection) = stored(json!({"schema": schema})).await;
    collection.add(Records::new(["a"]).documents(["one"])).await.expect("records");
    assert_eq!(body(&server, "/add")["embeddings"], json!([[6.0]]));
}

#[tokio::test]
async fn what_keeps_from_embedding_is_told() {
    register_embedding_function("unbuildable", |_| -> Result<Lengths, BoxError> { Err("no key".into()) });
    let text = || Records::new(["a"]).documents(["one"]);
    for (fields, words) in [
        (json!({}), "no embedding function"),
        (configured("nobody registered this", 1.0), "not known here"),
        (configured("unbuildable", 1.0), "no key"),
    ] {
        let (server, collection) = stored(fields).await;
        for result in [collection.add(text()).await, collection.query(Query::texts(["x"])).await.map(drop)] {
            let error = result.expect_err("nothing to embed with");
            assert!(matches!(&error, ChromaError::Embedding(_)) && error.message().contains(words), "{error:?}");
        }
        assert!(server.asked("/add").is_empty() && server.asked("/query").is_empty());
    }

    let server = server(json!({})).await;
    let function = Arc::new(Lengths { name: "given", factor: 1.0 });
    let collection = server.client().get_collection_with("fruit", function).await.expect("a collection");
    for (document, words) in [("bad", "the model is out"), ("few", "0 vectors of 1 texts")] {
        let error = collection.add(Records::new(["a"]).documents([document])).await.expect_err("no vectors");
        assert!(matches!(&error, ChromaError::Embedding(_)) && error.message().contains(words), "{error:?}");
    }
    let documents = Records::new(["a", "b"]).documents([Some("one"), None]);
    assert!(matches!(collection.add(documents).await, Err(ChromaError::Embedding(_))));
    assert!(server.asked("/add").is_empty());
}

#[tokio::test]
async fn another_function_than_the_stored_one_is_refused() {
    let server = server(configured("theirs", 1.0)).await;
    let function = Lengths { name: "mine", factor: 1.0 };
    let got = server.client().get_collection_with("fruit", Arc::new(function.clone())).await;
    assert!(matches!(got, Err(ChromaError::InvalidArgument(_))), "{got:?}");
    let new = NewCollection::new("fruit").embedding_function(function);
    assert!(matches!(server.client().get_or_create_collection(new).await, Err(ChromaError::InvalidArgument(_))));
}

#[tokio::test]
async fn sparse_vectors_are_made_from_documents_and_metadata() {
    register_sparse_embedding_function("words", |_| Ok(Words));
    let index = |source: &str| {
        let function = json!({"type": "known", "name": "words", "config": {}});
        let config = json!({"source_key": source, "embedding_function": function});
        json!({"sparse_vector": {"sparse_vector_index": {"enabled": true, "config": config}}})
    };
    let schema = json!({"defaults": {}, "keys": {"by_text": index("#document"), "by_title": index("title")}});
    let (server, collection) = stored(json!({"schema": schema})).await;
    let records = Records::new(["a", "b"])
        .embeddings([[1.0], [2.0]])
        .documents([Some("one"), None])
        .metadatas([None, Some(metadata! {"title" => "three"})]);
    collection.add(records).await.expect("records");
    let vector = |place: u32| json!({"#type": "sparse_vector", "indices": [place], "values": [1.0]});
    let expected = json!([{"by_text": vector(3)}, {"title": "three", "by_title": vector(5)}]);
    assert_eq!(body(&server, "/add")["metadatas"], expected);

    let own = SparseVector::new([9], [1.0]).expect("a vector");
    let records = Records::new(["a"]).embeddings([[1.0]]).documents(["one"]);
    collection.add(records.metadatas([metadata! {"by_text" => own}])).await.expect("records");
    assert_eq!(body(&server, "/add")["metadatas"], json!([{"by_text": vector(9)}]));

    let search = Search::new().rank(Knn::text("four").key("by_text"));
    collection.search([search]).await.expect("an answer");
    assert_eq!(body(&server, "/search")["searches"][0]["rank"]["$knn"]["query"], vector(4));
    let search = Search::new().rank(Knn::text("four").key(Key::new("other")));
    assert!(matches!(collection.search([search]).await, Err(ChromaError::Embedding(_))));
}
