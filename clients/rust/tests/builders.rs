//! The builders give the JSON that those of every language give: `tests/contract/builders.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chroma::embedding::{register_embedding_function, register_sparse_embedding_function};
use chroma::rest::models::{HnswIndexConfig, Space, SpannIndexConfig, SparseIndexAlgorithm};
use chroma::schema::{Cmek, EmbeddingChoice, IndexConfig, Schema, SparseVectorIndexConfig, VectorIndexConfig};
use chroma::search::{Aggregate, GroupBy, Knn, Rank, Rrf};
use chroma::{
    BoxError, EmbeddingFunction, Key, Result, Search, SparseEmbeddingFunction, SparseVector, Where, WhereDocument,
    async_trait,
};
use serde_json::{Value, json};

struct Dense {
    model: String,
    dimension: u64,
}

#[async_trait]
impl EmbeddingFunction for Dense {
    fn name(&self) -> &str {
        "fixture_dense"
    }

    fn config(&self) -> Value {
        json!({"model": self.model, "dimension": self.dimension})
    }

    fn default_space(&self) -> Space {
        Space::Cosine
    }

    async fn embed(&self, _texts: &[String]) -> Result<Vec<Vec<f32>>, BoxError> {
        Err("only its name is wanted here".into())
    }
}

struct Sparse {
    model: String,
}

#[async_trait]
impl SparseEmbeddingFunction for Sparse {
    fn name(&self) -> &str {
        "fixture_sparse"
    }

    fn config(&self) -> Value {
        json!({"model": self.model})
    }

    async fn embed(&self, _texts: &[String]) -> Result<Vec<SparseVector>, BoxError> {
        Err("only its name is wanted here".into())
    }
}

fn k(name: &str) -> Key {
    Key::new(name)
}

fn val(value: f64) -> Rank {
    Rank::Val(value)
}

fn dense() -> EmbeddingChoice {
    EmbeddingChoice::Function(Arc::new(Dense { model: "m".to_owned(), dimension: 3 }))
}

fn sparse() -> Arc<Sparse> {
    Arc::new(Sparse { model: "s".to_owned() })
}

fn cases(part: &str) -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/contract/builders.json");
    let text = std::fs::read_to_string(path).expect("the file of the cases");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    all[part].as_array().unwrap_or_else(|| panic!("no part {part}")).clone()
}

/// Compares what is built with what is wanted; every case must be built, or named with the reason why it cannot be.
fn compare(part: &str, built: impl IntoIterator<Item = (&'static str, Result<Value>)>, inexpressible: &[&str]) {
    let built: BTreeMap<_, _> = built
        .into_iter()
        .map(|(name, value)| (name, value.unwrap_or_else(|error| panic!("{name}: {error}"))))
        .collect();
    let cases = cases(part);
    let names: BTreeSet<_> = cases.iter().map(|case| case["name"].as_str().expect("a name")).collect();
    let expected: BTreeSet<_> = built.keys().copied().chain(inexpressible.iter().copied()).collect();
    assert_eq!(names, expected, "{part}");
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        if let Some(value) = built.get(name) {
            assert!(alike(value, &case["json"]), "{part}/{name}: {value} is not {}", case["json"]);
        }
    }
}

/// Equal, numbers by value.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (one.as_i64(), other.as_i64()) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| alike(value, other)))
        }
        _ => one == other,
    }
}

#[test]
fn filters() {
    let (a, b, c) = (|| k("a").eq(1), || k("b").eq(2), || k("c").eq(3));
    let built = [
        ("eq", k("status").eq("active")),
        ("ne", k("status").ne("active")),
        ("gt", k("year").gt(2020)),
        ("gte", k("year").gte(2020)),
        ("lt", k("price").lt(9.5)),
        ("lte", k("price").lte(9.5)),
        ("is_in", k("tag").is_in(["a", "b"])),
        ("not_in", k("tag").not_in([1, 2])),
        ("bool", k("open").eq(true)),
        ("beyond_2_53", k("n").eq(9_007_199_254_740_993_i64)),
        ("contains", k("tags").contains("a")),
        ("contains_number", k("counts").contains(3)),
        ("not_contains", k("tags").not_contains("a")),
        ("document_contains", Key::DOCUMENT.contains("pine")),
        ("document_not_contains", Key::DOCUMENT.not_contains("pine")),
        ("regex", Key::DOCUMENT.regex("^a")),
        ("not_regex", Key::DOCUMENT.not_regex("z$")),
        ("id", Key::ID.is_in(["id1", "id2"])),
        ("and", a() & b()),
        ("or", a() | b()),
        ("and_flattens", a() & (b() & c())),
        ("or_flattens", a() | (b() | c())),
        ("nested", (a() | b()) & c()),
        ("nested_the_other_way", a() | (b() & c())),
        ("key_with_punctuation", k("a.b/c d").eq("")),
    ];
    compare("where", built.map(|(name, filter)| (name, Ok(filter.to_json()))), &[]);
}

#[test]
fn filters_as_json_are_checked_and_kept() {
    for case in cases("filters") {
        let filter = Where::from_json(&case["json"]).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(filter.to_json(), case["json"]);
    }
    for case in cases("where_document_filters") {
        let filter = WhereDocument::from_json(&case["json"]).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(filter.to_json(), case["json"]);
    }
    for case in cases("refused_filters") {
        assert!(Where::from_json(&case["json"]).is_err(), "{case}");
    }
    for case in cases("refused_where_document_filters") {
        assert!(WhereDocument::from_json(&case["json"]).is_err(), "{case}");
    }
    let (one, two) = (WhereDocument::contains("a"), WhereDocument::regex("b") | WhereDocument::not_contains("c"));
    let expected = json!({"$and": [{"$contains": "a"}, {"$or": [{"$regex": "b"}, {"$not_contains": "c"}]}]});
    assert_eq!((one & two).to_json(), expected);
    assert_eq!(WhereDocument::not_regex("z$").to_json(), json!({"$not_regex": "z$"}));
}

fn words(vector: Result<SparseVector>) -> Knn {
    Knn::sparse(vector.expect("a sparse vector")).key("words")
}

#[test]
fn ranks() {
    let one_and_two = || (val(1.0), val(2.0));
    let with = |combine: fn(Rank, Rank) -> Rank| {
        let (one, two) = one_and_two();
        combine(one, two)
    };
    let place = |vector: f32| Knn::dense([vector]).return_rank();
    let built: [(&str, Rank); 34] = [
        ("val", val(0.5)),
        ("knn", Knn::dense([0.5, 0.25]).into()),
        ("knn_text", Knn::text("hello").into()),
        ("knn_key_limit_default", place(0.5).key("k").limit(5).default_score(10.0).into()),
        ("knn_default_zero", Knn::dense([0.5]).default_score(0.0).into()),
        ("knn_key_object", Knn::dense([0.5]).key(Key::EMBEDDING).into()),
        ("knn_sparse", words(SparseVector::new([1, 5], [0.5, 2.0])).into()),
        ("knn_sparse_labels", words(SparseVector::new([1], [0.5]).and_then(|vector| vector.with_tokens(["w"]))).into()),
        ("add", with(|one, two| one + two)),
        ("add_number", val(1.0) + 2.0),
        ("number_add", 1.0 + val(2.0)),
        ("subtract", with(|one, two| one - two)),
        ("number_subtract", 3.0 - val(4.0)),
        ("multiply", with(|one, two| one * two)),
        ("divide", with(|one, two| one / two)),
        ("number_divide", 1.0 / val(2.0)),
        ("negate", -val(1.0)),
        ("abs", val(1.0).abs()),
        ("exp", val(1.0).exp()),
        ("log", val(1.0).log()),
        ("max", with(|one, two| one.max(two))),
        ("min", val(1.0).min(2.0)),
        ("sum_flattens", (val(1.0) + val(2.0)) + (val(3.0) + 4.0)),
        ("product_flattens", 2.0 * (val(1.0) * val(2.0)) * 3.0),
        ("max_flattens", val(1.0).max(2.0).max(val(3.0).max(4.0))),
        ("min_flattens", val(1.0).min(2.0).min(val(3.0).min(4.0))),
        ("differences_nest", val(1.0) - val(2.0) - val(3.0)),
        ("mixed", Knn::dense([1.0]) * 0.8 + val(0.5) * 0.2 - 1.0 / Knn::dense([2.0])),
        ("weighted", Knn::dense([1.0]) * 0.75 + Knn::dense([2.0]).key("k") * 0.25),
        ("rrf", Rrf::new([place(1.0), place(2.0).key("k")]).into()),
        ("rrf_of_one", Rrf::new([val(1.0)]).k(10).into()),
        ("rrf_weights", Rrf::new([val(1.0), val(2.0), val(3.0)]).k(100).weights([2.0, 1.0, 0.0]).into()),
        ("rrf_normalized", Rrf::new([val(1.0), val(2.0)]).weights([3.0, 1.0]).normalize().into()),
        ("rrf_in_arithmetic", Rrf::new([val(1.0)]).k(10) + 1.0),
    ];
    compare("rank", built.map(|(name, rank)| (name, rank.to_json())), &[]);
}

#[test]
fn groupings() {
    let built = [
        ("min_k", GroupBy::new(["a"], Aggregate::min_k([Key::SCORE], 3))),
        ("max_k", GroupBy::new([k("a")], Aggregate::max_k(["price"], 1))),
        ("many_keys", GroupBy::new(["a", "b"], Aggregate::min_k([k("p"), Key::SCORE], 2))),
    ];
    // A grouping has keys and an aggregate; without one there is none.
    compare("group_by", built.map(|(name, group)| (name, group.to_json())), &["no_aggregate", "nothing"]);
}

#[test]
fn pages_and_selections() {
    let part = |search: Search, name: &str| search.to_json().map(|json| json[name].clone());
    let limits = [
        ("nothing", Search::new()),
        ("limit", Search::new().limit(10)),
        ("offset", Search::new().offset(5)),
        ("both", Search::new().offset(5).limit(10)),
    ];
    compare("limit", limits.map(|(name, search)| (name, part(search, "limit"))), &[]);
    let selections = [
        ("nothing", Search::new()),
        ("fields", Search::new().select([Key::DOCUMENT, Key::EMBEDDING, Key::METADATA, Key::SCORE])),
        ("sorted", Search::new().select([k("title"), Key::SCORE, k("author"), Key::DOCUMENT])),
    ];
    compare("select", selections.map(|(name, search)| (name, part(search, "select"))), &[]);
}

#[test]
fn searches() {
    let best = |k| Aggregate::min_k([Key::SCORE], k);
    let json_filter = |filter: Value| Search::new().filter(Where::from_json(&filter).expect("a filter"));
    let difference = Rank::Sub(Box::new(val(1.0)), Box::new(val(2.0)));
    let quotient = val(1.0).abs() / val(2.0).log().exp();
    let built = [
        ("empty", Search::new()),
        ("where", Search::new().filter(k("year").gt(2020))),
        ("where_dict", json_filter(json!({"status": {"$eq": "active"}}))),
        ("where_dict_nested", Search::new().filter(k("a").is_in([1]) & (k("b").eq(2) | k("d").contains("z")))),
        ("where_dict_of_one", Search::new().filter(k("a").eq(1))),
        ("rank", Search::new().rank(Knn::dense([0.5, 0.25]))),
        ("rank_dict", Search::new().rank(Knn::dense([1.0, 2.0]) + 0.5)),
        ("rank_dict_sparse", {
            Search::new().rank(Knn::sparse(SparseVector::new([1], [2.0]).expect("a vector")).key("s").limit(3))
        }),
        ("rank_dict_every_operator", Search::new().rank(val(1.0).min(2.0).max(val(1.0) * difference).max(quotient))),
        ("group_by", Search::new().group_by(GroupBy::new(["a"], best(3)))),
        ("group_by_dict", Search::new().group_by(GroupBy::new(["a"], best(3)))),
        ("limit", Search::new().limit(10)),
        ("limit_offset", Search::new().limit(10).offset(5)),
        ("limit_number", Search::new().limit(7)),
        ("limit_dict", Search::new().offset(3)),
        ("select", Search::new().select([Key::DOCUMENT, Key::SCORE, k("title")])),
        ("select_all", Search::new().select_all()),
        ("select_list", Search::new().select(["#document", "title", "title"])),
        ("select_dict", Search::new().select(["#metadata"])),
        (
            "later_parts_replace",
            Search::new().filter(k("a").eq(1)).limit(3).filter(k("b").eq(2)).limit(4).select(["x"]).select(["y"]),
        ),
        (
            "everything",
            Search::new()
                .filter(k("status").eq("active") & k("year").gte(2020))
                .rank(Knn::text("hello") * 0.7 + Knn::text("hello").key("words") * 0.3)
                .group_by(GroupBy::new(["author"], best(2)))
                .limit(10)
                .offset(20)
                .select([Key::DOCUMENT, Key::SCORE, k("title")]),
        ),
    ];
    compare("search", built.map(|(name, search)| (name, search.to_json())), &[]);
}

fn with(config: impl Into<IndexConfig>, key: Option<Key>) -> Result<Value> {
    Schema::new().create_index(config, key).map(|schema| schema.to_json())
}

fn without(config: IndexConfig, key: Option<Key>) -> Result<Value> {
    Schema::new().delete_index(config, key).map(|schema| schema.to_json())
}

#[test]
fn schemas() {
    let vector = VectorIndexConfig::new;
    let sparse_index = SparseVectorIndexConfig::new;
    let words = || Some(k("words"));
    let cmek = || Cmek::gcp("projects/p/locations/l/keyRings/r/cryptoKeys/k");
    let all = HnswIndexConfig {
        ef_construction: Some(1),
        max_neighbors: Some(2),
        ef_search: Some(3),
        num_threads: Some(4),
        batch_size: Some(5),
        sync_threshold: Some(6),
        resize_factor: Some(7.5),
    };
    let some = HnswIndexConfig {
        ef_construction: Some(200),
        max_neighbors: Some(32),
        resize_factor: Some(1.5),
        ..Default::default()
    };
    let spann = SpannIndexConfig {
        search_nprobe: Some(10),
        write_nprobe: Some(5),
        split_threshold: Some(100),
        ..Default::default()
    };
    let ef_search = HnswIndexConfig { ef_search: Some(50), ..Default::default() };
    let (chained, twice, two, again) = (
        Schema::new()
            .create_index(vector().space(Space::Cosine).hnsw(ef_search), None)
            .and_then(|schema| schema.create_index(sparse_index().bm25(true), words()))
            .and_then(|schema| schema.delete_index(IndexConfig::String, None))
            .and_then(|schema| schema.create_index(IndexConfig::String, Some(k("title")))),
        Schema::new()
            .create_index(sparse_index(), words())
            .and_then(|schema| schema.create_index(sparse_index().bm25(false), words())),
        Schema::new()
            .delete_index(IndexConfig::Int, Some(k("k")))
            .and_then(|schema| schema.delete_index(IndexConfig::Float, Some(k("k")))),
        Schema::new()
            .delete_index(IndexConfig::Int, Some(k("k")))
            .and_then(|schema| schema.create_index(IndexConfig::Int, Some(k("k")))),
    );
    let built = [
        ("default", Ok(Schema::new().to_json())),
        ("vector_space", with(vector().space(Space::Cosine), None)),
        ("vector_without_function", with(vector().embedding_function(EmbeddingChoice::None), None)),
        ("vector_hnsw", with(vector().space(Space::Ip).hnsw(some), None)),
        ("vector_hnsw_all", with(vector().hnsw(all), None)),
        ("vector_spann", with(vector().spann(spann), None)),
        ("vector_source_key", with(vector().source_key("body"), None)),
        ("vector_function", with(vector().embedding_function(dense()), None)),
        ("vector_function_and_space", with(vector().embedding_function(dense()).space(Space::L2), None)),
        ("sparse", with(sparse_index(), words())),
        ("sparse_bm25", with(sparse_index().bm25(true), words())),
        ("sparse_algorithm", with(sparse_index().algorithm(SparseIndexAlgorithm::MaxScore), words())),
        ("sparse_again_on_its_key", twice.map(|schema| schema.to_json())),
        ("sparse_function", with(sparse_index().embedded_by(sparse(), Key::DOCUMENT), words())),
        ("sparse_function_of_key", with(sparse_index().embedded_by(sparse(), "title"), words())),
        ("string_on_key", with(IndexConfig::String, Some(k("title")))),
        ("string_off_everywhere", without(IndexConfig::String, None)),
        ("int_off_on_key", without(IndexConfig::Int, Some(k("year")))),
        ("float_off_on_key", without(IndexConfig::Float, Some(k("price")))),
        ("bool_off_everywhere", without(IndexConfig::Bool, None)),
        ("two_types_on_one_key", two.map(|schema| schema.to_json())),
        ("off_and_on_again", again.map(|schema| schema.to_json())),
        ("fts_off", without(IndexConfig::FullText, Some(Key::DOCUMENT))),
        ("fts_on", with(IndexConfig::FullText, Some(k("#document")))),
        ("cmek", Ok(Schema::new().set_cmek(Some(cmek())).to_json())),
        ("cmek_removed", Ok(Schema::new().set_cmek(Some(cmek())).set_cmek(None).to_json())),
        ("chain", chained.map(|schema| schema.to_json())),
    ];
    compare("schema", built, &[]);
}

#[test]
fn stored_schemas_are_read_and_written_again() {
    register_embedding_function("fixture_dense", |config| {
        Ok(Dense {
            model: config["model"].as_str().ok_or("no model")?.to_owned(),
            dimension: config["dimension"].as_u64().ok_or("no dimension")?,
        })
    });
    register_sparse_embedding_function("fixture_sparse", |config| {
        Ok(Sparse { model: config["model"].as_str().ok_or("no model")?.to_owned() })
    });
    for case in cases("stored_schemas") {
        let schema = Schema::from_json(&case["stored"]).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(alike(&schema.to_json(), &case["json"]), "{} is not {}", schema.to_json(), case["json"]);
    }
    for wrong in [json!(5), json!({"defaults": 5}), json!({"keys": {"a": 5}}), json!({"cmek": {"aws": "x"}})] {
        assert!(Schema::from_json(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_must_be_refused_is() {
    let vector = VectorIndexConfig::new;
    let sparse_index = SparseVectorIndexConfig::new;
    let filter = |filter: Value| Where::from_json(&filter).map(drop);
    let rank = |rank: Rank| rank.to_json().map(drop);
    let created = |config: IndexConfig, key: Option<&str>| Schema::new().create_index(config, key.map(k)).map(drop);
    let deleted = |config: IndexConfig, key: Option<&str>| Schema::new().delete_index(config, key.map(k)).map(drop);
    let two_sparse = Schema::new()
        .create_index(sparse_index(), Some(k("a")))
        .and_then(|schema| schema.create_index(sparse_index(), Some(k("b"))));
    let refused: BTreeMap<&str, Result<()>> = BTreeMap::from([
        ("where_empty", filter(json!({}))),
        ("where_two_keys", filter(json!({"a": 1, "b": 2}))),
        ("where_two_operators", filter(json!({"a": {"$gt": 1, "$lt": 2}}))),
        ("where_no_operator", filter(json!({"a": {}}))),
        ("where_unknown_operator", filter(json!({"a": {"$near": 1}}))),
        ("where_and_empty", filter(json!({"$and": []}))),
        ("where_or_and_more", filter(json!({"$or": [{"a": 1}], "b": 2}))),
        ("where_in_not_list", filter(json!({"a": {"$in": 1}}))),
        ("where_contains_list", filter(json!({"a": {"$contains": [1]}}))),
        ("where_regex_number", filter(json!({"a": {"$regex": 1}}))),
        ("document_contains_number", Search::new().filter(Key::DOCUMENT.contains(3)).to_json().map(drop)),
        ("knn_limit_zero", rank(Knn::dense([1.0]).limit(0).into())),
        ("rrf_of_nothing", rank(Rrf::new(Vec::<Rank>::new()).into())),
        ("rrf_k_zero", rank(Rrf::new([val(1.0)]).k(0).into())),
        ("rrf_weights_count", rank(Rrf::new([val(1.0)]).weights([1.0, 2.0]).into())),
        ("rrf_weights_negative", rank(Rrf::new([val(1.0)]).weights([-1.0]).into())),
        ("rrf_weights_zero_normalized", rank(Rrf::new([val(1.0)]).weights([0.0]).normalize().into())),
        ("group_by_empty_keys", GroupBy::new(Vec::<Key>::new(), Aggregate::min_k(["a"], 1)).to_json().map(drop)),
        ("aggregate_k_zero", GroupBy::new(["a"], Aggregate::min_k(["a"], 0)).to_json().map(drop)),
        ("limit_zero", Search::new().limit(0).to_json().map(drop)),
        ("sparse_unsorted", SparseVector::new([5, 1], [1.0, 2.0]).map(drop)),
        ("sparse_repeated", SparseVector::new([1, 1], [1.0, 2.0]).map(drop)),
        ("sparse_lengths", SparseVector::new([1, 2], [1.0]).map(drop)),
        (
            "sparse_labels_length",
            SparseVector::new([1, 2], [1.0, 2.0]).and_then(|vector| vector.with_tokens(["a"])).map(drop),
        ),
        ("schema_embedding_key", created(IndexConfig::String, Some("#embedding"))),
        ("schema_document_key", created(IndexConfig::String, Some("#document"))),
        ("schema_reserved_key", created(IndexConfig::String, Some("#other"))),
        ("schema_vector_on_key", created(vector().into(), Some("k"))),
        ("schema_fts_everywhere", created(IndexConfig::FullText, None)),
        ("schema_fts_on_key", created(IndexConfig::FullText, Some("k"))),
        ("schema_sparse_everywhere", created(sparse_index().into(), None)),
        ("schema_two_sparse", two_sparse.map(drop)),
        ("schema_source_reserved", created(vector().source_key("#other").into(), None)),
        ("schema_delete_vector", deleted(vector().into(), None)),
        ("schema_delete_sparse", deleted(sparse_index().into(), Some("k"))),
        ("schema_delete_fts_everywhere", deleted(IndexConfig::FullText, None)),
        ("schema_delete_document_key", deleted(IndexConfig::String, Some("#document"))),
        ("cmek_without_provider", Schema::from_json(&json!({"cmek": {"aws": "x"}})).map(drop)),
    ]);
    // Ranks and groupings are not read from JSON, and the types have no place for the rest: a negative number, a config
    // that is missing, a source without its function, an aggregate or an operator that does not exist.
    let by_the_types = [
        "aggregate_unknown",
        "group_by_without_aggregate",
        "knn_limit_text",
        "knn_two_queries",
        "knn_untagged_sparse",
        "knn_without_query",
        "limit_offset_negative",
        "rank_abs_number",
        "rank_empty",
        "rank_sub_without_right",
        "rank_sum_of_one",
        "rank_two_operators",
        "rank_unknown_operator",
        "rank_val_text",
        "schema_delete_key_alone",
        "schema_delete_nothing",
        "schema_key_alone",
        "schema_nothing",
        "schema_source_without_function",
        "sparse_negative",
    ];
    let cases = cases("refused");
    let names: BTreeSet<_> = cases.iter().map(|case| case["name"].as_str().expect("a name")).collect();
    let covered: BTreeSet<_> = refused.keys().copied().chain(by_the_types).collect();
    assert_eq!(names, covered);
    for (name, result) in refused {
        assert!(matches!(result, Err(chroma::ChromaError::InvalidArgument(_))), "{name}");
    }
}
