"""What `builders.json` is made of: Python expressions, by part and name.

They are texts, because the file shows each beside its JSON: whoever writes the builders of another language reads there
what is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WHERE: Mapping[str, str] = {
    "eq": 'K("status") == "active"',
    "ne": 'K("status") != "active"',
    "gt": 'K("year") > 2020',
    "gte": 'K("year") >= 2020',
    "lt": 'K("price") < 9.5',
    "lte": 'K("price") <= 9.5',
    "is_in": 'K("tag").is_in(["a", "b"])',
    "not_in": 'K("tag").not_in([1, 2])',
    "bool": 'K("open") == True',
    "beyond_2_53": 'K("n") == 9007199254740993',
    "contains": 'K("tags").contains("a")',
    "contains_number": 'K("counts").contains(3)',
    "not_contains": 'K("tags").not_contains("a")',
    "document_contains": 'K.DOCUMENT.contains("pine")',
    "document_not_contains": 'K.DOCUMENT.not_contains("pine")',
    "regex": 'K.DOCUMENT.regex("^a")',
    "not_regex": 'K.DOCUMENT.not_regex("z$")',
    "id": 'K.ID.is_in(["id1", "id2"])',
    "and": '(K("a") == 1) & (K("b") == 2)',
    "or": '(K("a") == 1) | (K("b") == 2)',
    "and_flattens": '(K("a") == 1) & ((K("b") == 2) & (K("c") == 3))',
    "or_flattens": '(K("a") == 1) | ((K("b") == 2) | (K("c") == 3))',
    "nested": '((K("a") == 1) | (K("b") == 2)) & (K("c") == 3)',
    "nested_the_other_way": '(K("a") == 1) | ((K("b") == 2) & (K("c") == 3))',
    "key_with_punctuation": 'K("a.b/c d") == ""',
}

RANK: Mapping[str, str] = {
    "val": "Val(0.5)",
    "knn": "Knn(query=[0.5, 0.25])",
    "knn_text": 'Knn(query="hello")',
    "knn_key_limit_default": 'Knn(query=[0.5], key="k", limit=5, default=10.0, return_rank=True)',
    "knn_default_zero": "Knn(query=[0.5], default=0.0)",
    "knn_key_object": "Knn(query=[0.5], key=K.EMBEDDING)",
    "knn_sparse": 'Knn(query=SparseVector(indices=[1, 5], values=[0.5, 2.0]), key="words")',
    "knn_sparse_labels": 'Knn(query=SparseVector(indices=[1], values=[0.5], labels=["w"]), key="words")',
    "add": "Val(1) + Val(2)",
    "add_number": "Val(1) + 2",
    "number_add": "1 + Val(2)",
    "subtract": "Val(1) - Val(2)",
    "number_subtract": "3 - Val(4)",
    "multiply": "Val(1) * Val(2)",
    "divide": "Val(1) / Val(2)",
    "number_divide": "1 / Val(2)",
    "negate": "-Val(1)",
    "abs": "abs(Val(1))",
    "exp": "Val(1).exp()",
    "log": "Val(1).log()",
    "max": "Val(1).max(Val(2))",
    "min": "Val(1).min(2)",
    "sum_flattens": "(Val(1) + Val(2)) + (Val(3) + 4)",
    "product_flattens": "2 * (Val(1) * Val(2)) * 3",
    "max_flattens": "Val(1).max(2).max(Val(3).max(4))",
    "min_flattens": "Val(1).min(2).min(Val(3).min(4))",
    "differences_nest": "Val(1) - Val(2) - Val(3)",
    "mixed": "Knn(query=[1.0]) * 0.8 + Val(0.5) * 0.2 - 1 / Knn(query=[2.0])",
    "weighted": 'Knn(query=[1.0]) * 0.75 + Knn(query=[2.0], key="k") * 0.25',
    "rrf": 'Rrf([Knn(query=[1.0], return_rank=True), Knn(query=[2.0], key="k", return_rank=True)])',
    "rrf_of_one": "Rrf([Val(1)], k=10)",
    "rrf_weights": "Rrf([Val(1), Val(2), Val(3)], k=100, weights=[2.0, 1.0, 0.0])",
    "rrf_normalized": "Rrf([Val(1), Val(2)], weights=[3.0, 1.0], normalize=True)",
    "rrf_in_arithmetic": "Rrf([Val(1)], k=10) + 1",
}

GROUP_BY: Mapping[str, str] = {
    "min_k": 'GroupBy(keys=K("a"), aggregate=MinK(keys=K.SCORE, k=3))',
    "max_k": 'GroupBy(keys=K("a"), aggregate=MaxK(keys=K("price"), k=1))',
    "many_keys": 'GroupBy(keys=[K("a"), "b"], aggregate=MinK(keys=[K("p"), K.SCORE], k=2))',
    "no_aggregate": 'GroupBy(keys=K("a"))',
    "nothing": "GroupBy()",
}

LIMIT: Mapping[str, str] = {
    "nothing": "Limit()",
    "limit": "Limit(limit=10)",
    "offset": "Limit(offset=5)",
    "both": "Limit(offset=5, limit=10)",
}

SELECT: Mapping[str, str] = {
    "nothing": "Select()",
    "fields": "Select(keys={K.DOCUMENT, K.EMBEDDING, K.METADATA, K.SCORE})",
    "sorted": 'Select(keys={"title", K.SCORE, "author", K.DOCUMENT})',
}

SEARCH: Mapping[str, str] = {
    "empty": "Search()",
    "where": 'Search().where(K("year") > 2020)',
    "where_dict": 'Search(where={"status": "active"})',
    "where_dict_nested": (
        'Search(where={"$and": [{"a": {"$in": [1]}}, {"$or": [{"b": 2}, {"d": {"$contains": "z"}}]}]})'
    ),
    "where_dict_of_one": 'Search(where={"$and": [{"a": 1}]})',
    "rank": "Search().rank(Knn(query=[0.5, 0.25]))",
    "rank_dict": 'Search(rank={"$sum": [{"$knn": {"query": [1.0, 2.0]}}, {"$val": 0.5}]})',
    "rank_dict_sparse": (
        'Search(rank={"$knn": {"query": {"#type": "sparse_vector", "indices": [1], "values": [2.0]}, '
        '"key": "s", "limit": 3}})'
    ),
    "rank_dict_every_operator": (
        'Search(rank={"$max": [{"$min": [{"$val": 1}, {"$val": 2}]}, '
        '{"$mul": [{"$val": 1}, {"$sub": {"left": {"$val": 1}, "right": {"$val": 2}}}]}, '
        '{"$div": {"left": {"$abs": {"$val": 1}}, "right": {"$exp": {"$log": {"$val": 2}}}}}]})'
    ),
    "group_by": 'Search().group_by(GroupBy(keys=K("a"), aggregate=MinK(keys=K.SCORE, k=3)))',
    "group_by_dict": 'Search(group_by={"keys": ["a"], "aggregate": {"$min_k": {"keys": ["#score"], "k": 3}}})',
    "limit": "Search().limit(10)",
    "limit_offset": "Search().limit(10, offset=5)",
    "limit_number": "Search(limit=7)",
    "limit_dict": 'Search(limit={"offset": 3})',
    "select": 'Search().select(K.DOCUMENT, K.SCORE, "title")',
    "select_all": "Search().select_all()",
    "select_list": 'Search(select=["#document", "title", "title"])',
    "select_dict": 'Search(select={"keys": ["#metadata"]})',
    "later_parts_replace": 'Search().where(K("a") == 1).limit(3).where(K("b") == 2).limit(4).select("x").select("y")',
    "everything": (
        'Search().where((K("status") == "active") & (K("year") >= 2020))'
        '.rank(Knn(query="hello") * 0.7 + Knn(query="hello", key="words") * 0.3)'
        '.group_by(GroupBy(keys=K("author"), aggregate=MinK(keys=K.SCORE, k=2)))'
        '.limit(10, offset=20).select(K.DOCUMENT, K.SCORE, "title")'
    ),
}

_KEY = '"projects/p/locations/l/keyRings/r/cryptoKeys/k"'
SCHEMA: Mapping[str, str] = {
    "default": "Schema()",
    "vector_space": 'Schema().create_index(VectorIndexConfig(space="cosine"))',
    "vector_without_function": "Schema().create_index(VectorIndexConfig(embedding_function=None))",
    "vector_hnsw": (
        'Schema().create_index(VectorIndexConfig(space="ip", '
        "hnsw=HnswIndexConfig(ef_construction=200, max_neighbors=32, resize_factor=1.5)))"
    ),
    "vector_hnsw_all": (
        "Schema().create_index(VectorIndexConfig(hnsw=HnswIndexConfig(ef_construction=1, max_neighbors=2, ef_search=3, "
        "num_threads=4, batch_size=5, sync_threshold=6, resize_factor=7.5)))"
    ),
    "vector_spann": (
        "Schema().create_index(VectorIndexConfig("
        "spann=SpannIndexConfig(search_nprobe=10, write_nprobe=5, split_threshold=100)))"
    ),
    "vector_source_key": 'Schema().create_index(VectorIndexConfig(source_key="body"))',
    "vector_function": 'Schema().create_index(VectorIndexConfig(embedding_function=Dense("m", 3)))',
    "vector_function_and_space": (
        'Schema().create_index(VectorIndexConfig(embedding_function=Dense("m", 3), space="l2"))'
    ),
    "sparse": 'Schema().create_index(SparseVectorIndexConfig(), key="words")',
    "sparse_bm25": 'Schema().create_index(SparseVectorIndexConfig(bm25=True), key=K("words"))',
    "sparse_algorithm": 'Schema().create_index(SparseVectorIndexConfig(algorithm="max_score"), key="words")',
    "sparse_again_on_its_key": (
        'Schema().create_index(SparseVectorIndexConfig(), key="words")'
        '.create_index(SparseVectorIndexConfig(bm25=False), key="words")'
    ),
    "sparse_function": (
        'Schema().create_index(SparseVectorIndexConfig(embedding_function=Sparse("s"), source_key=K.DOCUMENT), '
        'key="words")'
    ),
    "sparse_function_of_key": (
        'Schema().create_index(SparseVectorIndexConfig(embedding_function=Sparse("s"), source_key="title"), '
        'key="words")'
    ),
    "string_on_key": 'Schema().create_index(StringInvertedIndexConfig(), key="title")',
    "string_off_everywhere": "Schema().delete_index(StringInvertedIndexConfig())",
    "int_off_on_key": 'Schema().delete_index(IntInvertedIndexConfig(), key="year")',
    "float_off_on_key": 'Schema().delete_index(FloatInvertedIndexConfig(), key=K("price"))',
    "bool_off_everywhere": "Schema().delete_index(BoolInvertedIndexConfig())",
    "two_types_on_one_key": (
        'Schema().delete_index(IntInvertedIndexConfig(), key="k").delete_index(FloatInvertedIndexConfig(), key="k")'
    ),
    "off_and_on_again": (
        'Schema().delete_index(IntInvertedIndexConfig(), key="k").create_index(IntInvertedIndexConfig(), key="k")'
    ),
    "fts_off": "Schema().delete_index(FtsIndexConfig(), key=K.DOCUMENT)",
    "fts_on": 'Schema().create_index(FtsIndexConfig(), key="#document")',
    "cmek": f"Schema().set_cmek(Cmek.gcp({_KEY}))",
    "cmek_removed": f"Schema().set_cmek(Cmek.gcp({_KEY})).set_cmek(None)",
    "chain": (
        'Schema().create_index(VectorIndexConfig(space="cosine", hnsw=HnswIndexConfig(ef_search=50)))'
        '.create_index(SparseVectorIndexConfig(bm25=True), key="words")'
        '.delete_index(StringInvertedIndexConfig()).create_index(StringInvertedIndexConfig(), key="title")'
    ),
}

REFUSED: Mapping[str, str] = {
    "where_empty": "Search(where={})",
    "where_two_keys": 'Search(where={"a": 1, "b": 2})',
    "where_two_operators": 'Search(where={"a": {"$gt": 1, "$lt": 2}})',
    "where_no_operator": 'Search(where={"a": {}})',
    "where_unknown_operator": 'Search(where={"a": {"$near": 1}})',
    "where_and_empty": 'Search(where={"$and": []})',
    "where_or_and_more": 'Search(where={"$or": [{"a": 1}], "b": 2})',
    "where_in_not_list": 'Search(where={"a": {"$in": 1}})',
    "where_contains_list": 'Search(where={"a": {"$contains": [1]}})',
    "where_regex_number": 'Search(where={"a": {"$regex": 1}})',
    "document_contains_number": "K.DOCUMENT.contains(3)",
    "rank_empty": "Search(rank={})",
    "rank_two_operators": 'Search(rank={"$val": 1, "$abs": {"$val": 1}})',
    "rank_unknown_operator": 'Search(rank={"$pow": 1})',
    "rank_val_text": 'Search(rank={"$val": "1"})',
    "rank_sum_of_one": 'Search(rank={"$sum": [{"$val": 1}]})',
    "rank_sub_without_right": 'Search(rank={"$sub": {"left": {"$val": 1}}})',
    "rank_abs_number": 'Search(rank={"$abs": 1})',
    "knn_without_query": 'Search(rank={"$knn": {}})',
    "knn_limit_zero": 'Search(rank={"$knn": {"query": [1.0], "limit": 0}})',
    "knn_limit_text": 'Search(rank={"$knn": {"query": [1.0], "limit": "1"}})',
    "knn_two_queries": 'Search(rank={"$knn": {"query": [[1.0], [2.0]]}})',
    "knn_untagged_sparse": 'Search(rank={"$knn": {"query": {"indices": [1], "values": [1.0]}}})',
    "rrf_of_nothing": "Rrf([]).to_dict()",
    "rrf_k_zero": "Rrf([Val(1)], k=0).to_dict()",
    "rrf_weights_count": "Rrf([Val(1)], weights=[1.0, 2.0]).to_dict()",
    "rrf_weights_negative": "Rrf([Val(1)], weights=[-1.0]).to_dict()",
    "rrf_weights_zero_normalized": "Rrf([Val(1)], weights=[0.0], normalize=True).to_dict()",
    "group_by_without_aggregate": 'Search(group_by={"keys": ["a"]})',
    "group_by_empty_keys": 'Search(group_by={"keys": [], "aggregate": {"$min_k": {"keys": ["a"], "k": 1}}})',
    "aggregate_unknown": 'Search(group_by={"keys": ["a"], "aggregate": {"$top": {"keys": ["a"], "k": 1}}})',
    "aggregate_k_zero": 'Search(group_by={"keys": ["a"], "aggregate": {"$min_k": {"keys": ["a"], "k": 0}}})',
    "limit_zero": "Search(limit=0)",
    "limit_offset_negative": 'Search(limit={"offset": -1})',
    "sparse_unsorted": "SparseVector(indices=[5, 1], values=[1.0, 2.0])",
    "sparse_repeated": "SparseVector(indices=[1, 1], values=[1.0, 2.0])",
    "sparse_negative": "SparseVector(indices=[-1], values=[1.0])",
    "sparse_lengths": "SparseVector(indices=[1, 2], values=[1.0])",
    "sparse_labels_length": 'SparseVector(indices=[1, 2], values=[1.0, 2.0], labels=["a"])',
    "schema_nothing": "Schema().create_index()",
    "schema_key_alone": 'Schema().create_index(key="k")',
    "schema_embedding_key": 'Schema().create_index(StringInvertedIndexConfig(), key="#embedding")',
    "schema_document_key": 'Schema().create_index(StringInvertedIndexConfig(), key="#document")',
    "schema_reserved_key": 'Schema().create_index(StringInvertedIndexConfig(), key="#other")',
    "schema_vector_on_key": 'Schema().create_index(VectorIndexConfig(), key="k")',
    "schema_fts_everywhere": "Schema().create_index(FtsIndexConfig())",
    "schema_fts_on_key": 'Schema().create_index(FtsIndexConfig(), key="k")',
    "schema_sparse_everywhere": "Schema().create_index(SparseVectorIndexConfig())",
    "schema_two_sparse": (
        'Schema().create_index(SparseVectorIndexConfig(), key="a").create_index(SparseVectorIndexConfig(), key="b")'
    ),
    "schema_source_without_function": (
        'Schema().create_index(SparseVectorIndexConfig(source_key="title"), key="words")'
    ),
    "schema_source_reserved": 'VectorIndexConfig(source_key="#other")',
    "schema_delete_nothing": "Schema().delete_index()",
    "schema_delete_key_alone": 'Schema().delete_index(key="k")',
    "schema_delete_vector": "Schema().delete_index(VectorIndexConfig())",
    "schema_delete_sparse": 'Schema().delete_index(SparseVectorIndexConfig(), key="k")',
    "schema_delete_fts_everywhere": "Schema().delete_index(FtsIndexConfig())",
    "schema_delete_document_key": 'Schema().delete_index(StringInvertedIndexConfig(), key="#document")',
    "cmek_without_provider": 'Cmek.from_dict({"aws": "x"})',
}

STORED_SCHEMAS: Mapping[str, dict[str, Any]] = {
    "empty": {"defaults": {}, "keys": {}},
    "enabled_is_true_when_missing": {"defaults": {"int": {"int_inverted_index": {"config": {}}}}, "keys": {}},
    "of_a_server": {
        "defaults": {
            "string": {
                "fts_index": {"enabled": False, "config": {}},
                "string_inverted_index": {"enabled": True, "config": {}},
            },
            "float_list": {
                "vector_index": {
                    "enabled": False,
                    "config": {
                        "space": "l2",
                        "embedding_function": {"type": "legacy"},
                        "hnsw": {"ef_construction": 100, "max_neighbors": 16, "ef_search": 100, "resize_factor": 1.2},
                    },
                }
            },
            "sparse_vector": {
                "sparse_vector_index": {
                    "enabled": False,
                    "config": {"embedding_function": {"type": "unknown"}, "bm25": False},
                }
            },
            "bool": {"bool_inverted_index": {"enabled": False, "config": {}}},
        },
        "keys": {"#document": {"string": {"fts_index": {"enabled": True, "config": {}}}}},
        "cmek": {"gcp": "projects/p/locations/l/keyRings/r/cryptoKeys/k"},
    },
    "functions_known_here": {
        "defaults": {},
        "keys": {
            "#embedding": {
                "float_list": {
                    "vector_index": {
                        "enabled": True,
                        "config": {
                            "source_key": "#document",
                            "embedding_function": {
                                "type": "known",
                                "name": "fixture_dense",
                                "config": {"model": "m", "dimension": 3},
                            },
                        },
                    }
                }
            },
            "words": {
                "sparse_vector": {
                    "sparse_vector_index": {
                        "enabled": True,
                        "config": {
                            "source_key": "#document",
                            "embedding_function": {"type": "known", "name": "fixture_sparse", "config": {"model": "s"}},
                        },
                    }
                }
            },
        },
    },
    "of_a_newer_server": {
        "defaults": {"int": {"int_inverted_index": {"enabled": True, "config": {"later": 1}}}, "geo": {"x": {}}},
        "keys": {},
        "source_attached_function_id": "f",
    },
}

WHERE_FILTERS: Mapping[str, Any] = {
    "scalar": {"status": "active"},
    "operator": {"year": {"$gte": 2020}},
    "bool": {"open": {"$ne": False}},
    "list": {"tag": {"$in": ["a", "b"]}},
    "contains": {"tags": {"$contains": "a"}},
    "document": {"#document": {"$regex": "^a"}},
    "and": {"$and": [{"a": 1}, {"$or": [{"b": {"$nin": [2.5]}}, {"c": "x"}]}]},
}

WHERE_DOCUMENT_FILTERS: Mapping[str, Any] = {
    "contains": {"$contains": "pine"},
    "not_contains": {"$not_contains": "pine"},
    "regex": {"$regex": "^a"},
    "not_regex": {"$not_regex": "z$"},
    "and": {"$and": [{"$contains": "a"}, {"$or": [{"$regex": "b"}, {"$not_contains": "c"}]}]},
}

REFUSED_WHERE_FILTERS: Mapping[str, Any] = {
    "empty": {},
    "two_keys": {"a": 1, "b": 2},
    "two_operators": {"a": {"$gt": 1, "$lt": 2}},
    "no_operator": {"a": {}},
    "unknown_operator": {"a": {"$near": 1}},
    "operator_at_the_top": {"$contains": "a"},
    "comparison_with_text": {"a": {"$gt": "x"}},
    "null": {"a": None},
    "and_of_one": {"$and": [{"a": 1}]},
    "and_not_list": {"$and": {"a": 1}},
    "in_empty": {"a": {"$in": []}},
    "in_mixed": {"a": {"$in": ["x", 1]}},
    "in_not_list": {"a": {"$in": "x"}},
    "document_contains_number": {"#document": {"$contains": 3}},
    "deep": {"$and": [{"a": 1}, {"$or": [{"b": 2}, {"c": {}}]}]},
}

REFUSED_WHERE_DOCUMENT_FILTERS: Mapping[str, Any] = {
    "empty": {},
    "two_operators": {"$contains": "a", "$regex": "b"},
    "unknown_operator": {"$near": "a"},
    "number": {"$contains": 1},
    "empty_text": {"$contains": ""},
    "and_of_one": {"$and": [{"$contains": "a"}]},
    "deep": {"$and": [{"$contains": "a"}, {"$or": [{"$contains": "a"}, {"$contains": ""}]}]},
}
