"""Calls whose answers are recorded from the official package and must be the same here.

Each case is a function of one argument: a namespace with the names of ``chromadb.api`` and its submodules, of whichever
package is asked. It returns a value that JSON has. ``record.py`` writes down what the official package returns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Case = Callable[[Any], Any]

GCP_KEY = "projects/p/locations/l/keyRings/r/cryptoKeys/k"

SCHEMAS: dict[str, Case] = {
    "default": lambda c: c.Schema(),
    "vector_space": lambda c: c.Schema().create_index(c.VectorIndexConfig(space="cosine")),
    "vector_without_function": lambda c: c.Schema().create_index(c.VectorIndexConfig(embedding_function=None)),
    "vector_hnsw": lambda c: c.Schema().create_index(
        c.VectorIndexConfig(
            space="ip", hnsw=c.HnswIndexConfig(ef_construction=200, max_neighbors=32, resize_factor=1.5)
        )
    ),
    "vector_hnsw_all": lambda c: c.Schema().create_index(
        c.VectorIndexConfig(
            hnsw=c.HnswIndexConfig(
                ef_construction=1,
                max_neighbors=2,
                ef_search=3,
                num_threads=4,
                batch_size=5,
                sync_threshold=6,
                resize_factor=7,
            )
        )
    ),
    "vector_spann": lambda c: c.Schema().create_index(
        c.VectorIndexConfig(spann=c.SpannIndexConfig(search_nprobe=10, write_nprobe=5, split_threshold=100))
    ),
    "vector_source_key_is_kept": lambda c: c.Schema().create_index(c.VectorIndexConfig(source_key="body")),
    "vector_source_key_object": lambda c: c.Schema().create_index(c.VectorIndexConfig(source_key=c.K.DOCUMENT)),
    "sparse": lambda c: c.Schema().create_index(c.SparseVectorIndexConfig(), key="words"),
    "sparse_bm25": lambda c: c.Schema().create_index(c.SparseVectorIndexConfig(bm25=True), key=c.K("words")),
    "sparse_twice_on_one_key": lambda c: (
        c.Schema()
        .create_index(c.SparseVectorIndexConfig(), key="words")
        .create_index(c.SparseVectorIndexConfig(bm25=False), key="words")
    ),
    "string_on_key": lambda c: c.Schema().create_index(c.StringInvertedIndexConfig(), key="title"),
    "string_off_everywhere": lambda c: c.Schema().delete_index(c.StringInvertedIndexConfig()),
    "int_off_on_key": lambda c: c.Schema().delete_index(c.IntInvertedIndexConfig(), key="year"),
    "float_off_on_key": lambda c: c.Schema().delete_index(c.FloatInvertedIndexConfig(), key="price"),
    "bool_off_everywhere": lambda c: c.Schema().delete_index(c.BoolInvertedIndexConfig()),
    "two_types_on_one_key": lambda c: (
        c.Schema().delete_index(c.IntInvertedIndexConfig(), key="k").delete_index(c.FloatInvertedIndexConfig(), key="k")
    ),
    "fts_off": lambda c: c.Schema().delete_index(c.FtsIndexConfig(), key="#document"),
    "fts_on": lambda c: c.Schema().create_index(c.FtsIndexConfig(), key=c.K.DOCUMENT),
    "off_and_on_again": lambda c: (
        c.Schema().delete_index(c.IntInvertedIndexConfig(), key="k").create_index(c.IntInvertedIndexConfig(), key="k")
    ),
    "cmek": lambda c: c.Schema().set_cmek(c.Cmek.gcp(GCP_KEY)),
    "cmek_removed": lambda c: c.Schema().set_cmek(c.Cmek.gcp(GCP_KEY)).set_cmek(None),
    "chain": lambda c: (
        c.Schema()
        .create_index(c.VectorIndexConfig(space="cosine", hnsw=c.HnswIndexConfig(ef_search=50)))
        .create_index(c.SparseVectorIndexConfig(bm25=True), key="words")
        .delete_index(c.StringInvertedIndexConfig())
        .create_index(c.StringInvertedIndexConfig(), key="title")
    ),
    "known_function": lambda c: c.Schema().create_index(c.VectorIndexConfig(embedding_function=c.Dense("m", 3))),
    "known_function_and_space": lambda c: c.Schema().create_index(
        c.VectorIndexConfig(embedding_function=c.Dense("m", 3), space="l2")
    ),
    "known_sparse_function": lambda c: c.Schema().create_index(
        c.SparseVectorIndexConfig(embedding_function=c.Sparse("s"), source_key="#document"), key="words"
    ),
    "known_sparse_function_of_key": lambda c: c.Schema().create_index(
        c.SparseVectorIndexConfig(embedding_function=c.Sparse("s"), source_key=c.K("title")), key="words"
    ),
    "function_without_name": lambda c: c.Schema().create_index(c.VectorIndexConfig(embedding_function=c.Nameless())),
}

REFUSED_SCHEMAS: dict[str, Case] = {
    "nothing": lambda c: c.Schema().create_index(),
    "everything_on_key": lambda c: c.Schema().create_index(key="k"),
    "embedding_key": lambda c: c.Schema().create_index(c.StringInvertedIndexConfig(), key="#embedding"),
    "document_key_with_string": lambda c: c.Schema().create_index(c.StringInvertedIndexConfig(), key="#document"),
    "document_key_with_nothing": lambda c: c.Schema().create_index(key="#document"),
    "reserved_key": lambda c: c.Schema().create_index(c.StringInvertedIndexConfig(), key="#other"),
    "vector_on_key": lambda c: c.Schema().create_index(c.VectorIndexConfig(), key="k"),
    "fts_everywhere": lambda c: c.Schema().create_index(c.FtsIndexConfig()),
    "fts_on_key": lambda c: c.Schema().create_index(c.FtsIndexConfig(), key="k"),
    "sparse_everywhere": lambda c: c.Schema().create_index(c.SparseVectorIndexConfig()),
    "two_sparse": lambda c: (
        c.Schema().create_index(c.SparseVectorIndexConfig(), key="a").create_index(c.SparseVectorIndexConfig(), key="b")
    ),
    "delete_nothing": lambda c: c.Schema().delete_index(),
    "delete_everything_on_key": lambda c: c.Schema().delete_index(key="k"),
    "delete_embedding_key": lambda c: c.Schema().delete_index(c.StringInvertedIndexConfig(), key="#embedding"),
    "delete_document_key": lambda c: c.Schema().delete_index(c.StringInvertedIndexConfig(), key="#document"),
    "delete_reserved_key": lambda c: c.Schema().delete_index(c.StringInvertedIndexConfig(), key="#other"),
    "delete_vector": lambda c: c.Schema().delete_index(c.VectorIndexConfig()),
    "delete_sparse": lambda c: c.Schema().delete_index(c.SparseVectorIndexConfig(), key="k"),
    "delete_fts_everywhere": lambda c: c.Schema().delete_index(c.FtsIndexConfig()),
    "cmek_without_provider": lambda c: c.Cmek.from_dict({"aws": "x"}),
    "cmek_not_text": lambda c: c.Cmek.from_dict({"gcp": 3}),
}
"""Schemas that both packages refuse, with a ValueError of the same message."""

STORED_SCHEMAS: dict[str, dict[str, Any]] = {
    "empty": {"defaults": {}, "keys": {}},
    "no_parts": {},
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
            "int": {"int_inverted_index": {"enabled": True, "config": {}}},
            "float": {"float_inverted_index": {"enabled": True, "config": {}}},
            "bool": {"bool_inverted_index": {"enabled": False, "config": {}}},
        },
        "keys": {
            "#document": {"string": {"fts_index": {"enabled": True, "config": {}}}},
            "year": {"int": {"int_inverted_index": {"enabled": False, "config": {}}}},
        },
        "cmek": {"gcp": GCP_KEY},
    },
    "space_of_function": {
        "defaults": {
            "float_list": {
                "vector_index": {
                    "enabled": True,
                    "config": {
                        "embedding_function": {
                            "type": "known",
                            "name": "recorded_dense",
                            "config": {"model": "m", "dimension": 3},
                        }
                    },
                }
            }
        },
        "keys": {},
    },
}
"""Schemas as JSON, which both packages read and write again in the same way."""

SEARCHES: dict[str, Case] = {
    "empty": lambda c: c.Search(),
    "where": lambda c: c.Search().where(c.K("year") > 2020),
    "where_dict": lambda c: c.Search(where={"status": "active"}),
    "where_all_comparisons": lambda c: c.Search(
        where=(c.K("a") == 1) & (c.K("b") != 2) & (c.K("c") > 3) & (c.K("d") >= 4) & (c.K("e") < 5) & (c.K("f") <= 6)
    ),
    "where_lists": lambda c: c.Search(where=c.K("a").is_in([1, 2]) | c.K("b").not_in(["x"])),
    "where_texts": lambda c: c.Search(
        where=c.K.DOCUMENT.contains("x")
        & c.K.DOCUMENT.not_contains("y")
        & c.K("t").regex("^a")
        & c.K("t").not_regex("b$")
    ),
    "where_nested": lambda c: c.Search(where=((c.K("a") == 1) | (c.K("b") == 2)) & (c.K.ID.is_in(["i"]))),
    "where_or_flattens": lambda c: c.Search(where=(c.K("a") == 1) | ((c.K("b") == 2) | (c.K("d") == 3))),
    "where_dict_nested": lambda c: c.Search(
        where={"$and": [{"a": {"$in": [1]}}, {"$or": [{"b": 2}, {"d": {"$contains": "z"}}]}]}
    ),
    "where_dict_of_one": lambda c: c.Search(where={"$and": [{"a": 1}]}),
    "knn": lambda c: c.Search().rank(c.Knn(query=[0.5, 0.25])),
    "knn_all": lambda c: c.Search().rank(c.Knn(query=[0.5, 0.25], key="k", limit=5, default=10.0, return_rank=True)),
    "knn_text": lambda c: c.Search().rank(c.Knn(query="hello", key=c.K.EMBEDDING)),
    "knn_array": lambda c: c.Search().rank(c.Knn(query=c.np.array([0.5, 0.25], dtype=c.np.float32))),
    "knn_sparse": lambda c: c.Search().rank(c.Knn(query=c.SparseVector(indices=[1, 5], values=[0.5, 2.0]), key="s")),
    "knn_sparse_labels": lambda c: c.Search().rank(
        c.Knn(query=c.SparseVector(indices=[1], values=[0.5], labels=["w"]), key="s")
    ),
    "rank_dict": lambda c: c.Search(rank={"$sum": [{"$knn": {"query": [1.0, 2.0]}}, {"$val": 0.5}]}),
    "rank_dict_sparse": lambda c: c.Search(
        rank={"$knn": {"query": {"#type": "sparse_vector", "indices": [1], "values": [2.0]}, "key": "s", "limit": 3}}
    ),
    "rank_arithmetic": lambda c: c.Search().rank(c.Knn(query=[1.0]) * 0.8 + c.Val(0.5) * 0.2 - 1 / c.Knn(query=[2.0])),
    "rank_flattens": lambda c: c.Search().rank((c.Val(1) + c.Val(2)) + (c.Val(3) + 4)),
    "rank_product_flattens": lambda c: c.Search().rank(2 * (c.Val(1) * c.Val(2)) * 3),
    "rank_max_min": lambda c: c.Search().rank(c.Val(1).max(2).max(c.Val(3)).min(0.5).min(c.Val(4).min(5))),
    "rank_functions": lambda c: c.Search().rank(abs((-c.Val(1)).exp().log()) + c.Val(2).abs()),
    "rank_right_hand": lambda c: c.Search().rank((1 + c.Val(2)) * (3 - c.Val(4)) / 5),
    "rank_every_operator_from_dict": lambda c: c.Search(
        rank={
            "$max": [
                {"$min": [{"$val": 1}, {"$val": 2}]},
                {"$mul": [{"$val": 1}, {"$sub": {"left": {"$val": 1}, "right": {"$val": 2}}}]},
                {"$div": {"left": {"$abs": {"$val": 1}}, "right": {"$exp": {"$log": {"$val": 2}}}}},
            ]
        }
    ),
    "rrf": lambda c: c.Search().rank(
        c.Rrf([c.Knn(query=[1.0], return_rank=True), c.Knn(query=[2.0], key="k", return_rank=True)])
    ),
    "rrf_one": lambda c: c.Search().rank(c.Rrf([c.Val(1)], k=10)),
    "rrf_weights": lambda c: c.Search().rank(c.Rrf([c.Val(1), c.Val(2), c.Val(3)], k=100, weights=[2.0, 1.0, 0.0])),
    "rrf_normalized": lambda c: c.Search().rank(c.Rrf([c.Val(1), c.Val(2)], weights=[3.0, 1.0], normalize=True)),
    "group_by": lambda c: c.Search().group_by(c.GroupBy(keys=c.K("a"), aggregate=c.MinK(keys=c.K.SCORE, k=3))),
    "group_by_many": lambda c: c.Search().group_by(
        c.GroupBy(keys=[c.K("a"), "b"], aggregate=c.MaxK(keys=[c.K("p"), c.K.SCORE], k=1))
    ),
    "group_by_dict": lambda c: c.Search(
        group_by={"keys": ["a"], "aggregate": {"$min_k": {"keys": ["#score"], "k": 3}}}
    ),
    "group_by_without_aggregate": lambda c: c.Search().group_by(c.GroupBy(keys=c.K("a"))),
    "limit": lambda c: c.Search().limit(10),
    "limit_offset": lambda c: c.Search().limit(10, offset=5),
    "limit_number": lambda c: c.Search(limit=7),
    "limit_dict": lambda c: c.Search(limit={"offset": 3}),
    "select": lambda c: c.Search().select(c.K.DOCUMENT, c.K.SCORE, "title"),
    "select_all": lambda c: c.Search().select_all(),
    "select_list": lambda c: c.Search(select=["#document", "title", "title"]),
    "select_dict": lambda c: c.Search(select={"keys": ["#metadata"]}),
    "everything": lambda c: (
        c.Search()
        .where(c.K("status") == "active")
        .rank(c.Knn(query=[0.5, 0.25]))
        .group_by(c.GroupBy(keys=c.K("a"), aggregate=c.MinK(keys=c.K.SCORE, k=3)))
        .limit(10)
        .select(c.K.DOCUMENT)
    ),
}

REFUSED_SEARCHES: dict[str, Case] = {
    "where_number": lambda c: c.Search(where=3),
    "where_empty": lambda c: c.Search(where={}),
    "where_two_keys": lambda c: c.Search(where={"a": 1, "b": 2}),
    "where_two_operators": lambda c: c.Search(where={"a": {"$gt": 1, "$lt": 2}}),
    "where_no_operator": lambda c: c.Search(where={"a": {}}),
    "where_unknown_operator": lambda c: c.Search(where={"a": {"$near": 1}}),
    "where_key_not_text": lambda c: c.Search(where={3: 1}),
    "where_and_not_list": lambda c: c.Search(where={"$and": {}}),
    "where_and_empty": lambda c: c.Search(where={"$and": []}),
    "where_or_and_more": lambda c: c.Search(where={"$or": [{"a": 1}], "b": 2}),
    "where_in_not_list": lambda c: c.Search(where={"a": {"$in": 1}}),
    "where_contains_list": lambda c: c.Search(where={"a": {"$contains": [1]}}),
    "where_contains_number_in_document": lambda c: c.K.DOCUMENT.contains(3),
    "where_regex_number": lambda c: c.Search(where={"a": {"$regex": 1}}),
    "rank_number": lambda c: c.Search(rank=3),
    "rank_empty": lambda c: c.Search(rank={}),
    "rank_two": lambda c: c.Search(rank={"$val": 1, "$abs": {"$val": 1}}),
    "rank_unknown": lambda c: c.Search(rank={"$pow": 1}),
    "rank_val_text": lambda c: c.Search(rank={"$val": "1"}),
    "rank_sum_of_one": lambda c: c.Search(rank={"$sum": [{"$val": 1}]}),
    "rank_sum_not_list": lambda c: c.Search(rank={"$sum": {}}),
    "rank_sub_without_right": lambda c: c.Search(rank={"$sub": {"left": {"$val": 1}}}),
    "rank_div_list": lambda c: c.Search(rank={"$div": []}),
    "rank_abs_number": lambda c: c.Search(rank={"$abs": 1}),
    "knn_list": lambda c: c.Search(rank={"$knn": []}),
    "knn_without_query": lambda c: c.Search(rank={"$knn": {}}),
    "knn_limit_zero": lambda c: c.Search(rank={"$knn": {"query": [1.0], "limit": 0}}),
    "knn_limit_text": lambda c: c.Search(rank={"$knn": {"query": [1.0], "limit": "1"}}),
    "knn_key_number": lambda c: c.Search(rank={"$knn": {"query": [1.0], "key": 1}}),
    "knn_return_rank_number": lambda c: c.Search(rank={"$knn": {"query": [1.0], "return_rank": 1}}),
    "knn_query_number": lambda c: c.Search(rank={"$knn": {"query": 1}}),
    "knn_two_queries": lambda c: c.Search(rank={"$knn": {"query": [[1.0], [2.0]]}}),
    "knn_query_dict": lambda c: c.Search(rank={"$knn": {"query": {"indices": [1], "values": [1.0]}}}),
    "rrf_nothing": lambda c: c.Rrf([]).to_dict(),
    "rrf_k": lambda c: c.Rrf([c.Val(1)], k=0).to_dict(),
    "rrf_weights_count": lambda c: c.Rrf([c.Val(1)], weights=[1.0, 2.0]).to_dict(),
    "rrf_weights_negative": lambda c: c.Rrf([c.Val(1)], weights=[-1.0]).to_dict(),
    "rrf_weights_zero_normalized": lambda c: c.Rrf([c.Val(1)], weights=[0.0], normalize=True).to_dict(),
    "group_by_list": lambda c: c.Search(group_by=[]),
    "group_by_without_keys": lambda c: c.Search(group_by={"aggregate": {}}),
    "group_by_without_aggregate": lambda c: c.Search(group_by={"keys": ["a"]}),
    "group_by_empty_keys": lambda c: c.Search(group_by={"keys": [], "aggregate": {}}),
    "group_by_keys_text": lambda c: c.Search(group_by={"keys": "a", "aggregate": {}}),
    "aggregate_empty": lambda c: c.Search(group_by={"keys": ["a"], "aggregate": {}}),
    "aggregate_unknown": lambda c: c.Aggregate.from_dict({"$top": {}}),
    "aggregate_k_zero": lambda c: c.Aggregate.from_dict({"$min_k": {"keys": ["a"], "k": 0}}),
    "aggregate_k_text": lambda c: c.Aggregate.from_dict({"$min_k": {"keys": ["a"], "k": "1"}}),
    "aggregate_without_k": lambda c: c.Aggregate.from_dict({"$max_k": {"keys": ["a"]}}),
    "limit_text": lambda c: c.Search(limit="3"),
    "limit_zero": lambda c: c.Search(limit=0),
    "limit_offset_negative": lambda c: c.Search(limit={"offset": -1}),
    "limit_offset_text": lambda c: c.Search(limit={"offset": "1"}),
    "select_text": lambda c: c.Search(select="title"),
    "select_number_key": lambda c: c.Search(select=[3]),
}
"""Searches that both packages refuse, with the same exception and message."""
