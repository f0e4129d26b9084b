"""Arguments that both packages accept, or refuse with the same exception and message. See ``cases``."""

from __future__ import annotations

from typing import Any

from .cases import Case

NAN_FREE_METADATA: dict[str, Any] = {"s": "x", "i": 1, "f": 1.5, "b": True, "n": None, "l": ["a", "b"]}

CHECKS: dict[str, Case] = {
    "ids": lambda c: c.validate_ids(["a", "b"]),
    "ids_text": lambda c: c.validate_ids("a"),
    "ids_empty": lambda c: c.validate_ids([]),
    "ids_twice": lambda c: c.validate_ids(["a", "b", "a"]),
    "metadata": lambda c: c.validate_metadata(NAN_FREE_METADATA),
    "metadata_none": lambda c: c.validate_metadata(None),
    "metadata_list": lambda c: c.validate_metadata([]),
    "metadata_empty": lambda c: c.validate_metadata({}),
    "metadata_reserved": lambda c: c.validate_metadata({"chroma:document": "x"}),
    "metadata_key_number": lambda c: c.validate_metadata({3: "x"}),
    "metadata_empty_list": lambda c: c.validate_metadata({"a": []}),
    "metadata_mixed_list": lambda c: c.validate_metadata({"a": [1, "x"]}),
    "metadata_bool_and_int": lambda c: c.validate_metadata({"a": [True, 1]}),
    "metadata_nested_list": lambda c: c.validate_metadata({"a": [[1]]}),
    "metadatas_dict": lambda c: c.validate_metadatas({"a": 1}),
    "update_metadata": lambda c: c.validate_update_metadata(NAN_FREE_METADATA),
    "update_metadata_empty": lambda c: c.validate_update_metadata({}),
    "update_metadata_key_number": lambda c: c.validate_update_metadata({3: "x"}),
    "documents": lambda c: c.validate_documents(["a"]),
    "documents_text": lambda c: c.validate_documents("a"),
    "documents_empty": lambda c: c.validate_documents([]),
    "documents_with_none": lambda c: c.validate_documents(["a", None], nullable=True),
    "images_empty": lambda c: c.validate_images([]),
    "images_text": lambda c: c.validate_images("x"),
    "include": lambda c: c.validate_include(["documents", "uris"]),
    "include_text": lambda c: c.validate_include("documents"),
    "include_number": lambda c: c.validate_include([3]),
    "include_unknown": lambda c: c.validate_include(["vectors"]),
    "include_disallowed": lambda c: c.validate_include(["distances"], dissalowed=["distances"]),
    "n_results": lambda c: c.validate_n_results(3),
    "n_results_text": lambda c: c.validate_n_results("3"),
    "n_results_zero": lambda c: c.validate_n_results(0),
    "where": lambda c: c.validate_where({"$and": [{"a": 1}, {"b": {"$in": ["x"]}}]}),
    "where_contains": lambda c: c.validate_where({"tags": {"$contains": 3}}),
    "where_document_key": lambda c: c.validate_where({"#document": {"$contains": "x"}}),
    "where_list": lambda c: c.validate_where([]),
    "where_empty": lambda c: c.validate_where({}),
    "where_two": lambda c: c.validate_where({"a": 1, "b": 2}),
    "where_key_number": lambda c: c.validate_where({3: 1}),
    "where_contains_as_key": lambda c: c.validate_where({"$contains": "x"}),
    "where_value_list": lambda c: c.validate_where({"a": [1]}),
    "where_value_none": lambda c: c.validate_where({"a": None}),
    "where_and_dict": lambda c: c.validate_where({"$and": {}}),
    "where_and_of_one": lambda c: c.validate_where({"$and": [{"a": 1}]}),
    "where_two_operators": lambda c: c.validate_where({"a": {"$gt": 1, "$lt": 2}}),
    "where_gt_text": lambda c: c.validate_where({"a": {"$gt": "x"}}),
    "where_in_text": lambda c: c.validate_where({"a": {"$in": "x"}}),
    "where_in_empty": lambda c: c.validate_where({"a": {"$in": []}}),
    "where_in_mixed": lambda c: c.validate_where({"a": {"$in": [1, "x"]}}),
    "where_unknown_operator": lambda c: c.validate_where({"a": {"$near": 1}}),
    "where_eq_none": lambda c: c.validate_where({"a": {"$eq": None}}),
    "where_contains_list": lambda c: c.validate_where({"a": {"$contains": [1]}}),
    "where_document_contains_number": lambda c: c.validate_where({"#document": {"$contains": 3}}),
    "where_document": lambda c: c.validate_where_document({"$or": [{"$contains": "a"}, {"$not_regex": "b"}]}),
    "where_document_list": lambda c: c.validate_where_document([]),
    "where_document_two": lambda c: c.validate_where_document({"$contains": "a", "$regex": "b"}),
    "where_document_unknown": lambda c: c.validate_where_document({"$has": "a"}),
    "where_document_and_text": lambda c: c.validate_where_document({"$and": "a"}),
    "where_document_and_of_one": lambda c: c.validate_where_document({"$and": [{"$contains": "a"}]}),
    "where_document_number": lambda c: c.validate_where_document({"$contains": 3}),
    "where_document_empty_text": lambda c: c.validate_where_document({"$contains": ""}),
    "embeddings_one": lambda c: c.listed(c.normalize_embeddings([1, 2])),
    "embeddings_many": lambda c: c.listed(c.normalize_embeddings([[1, 2.5], [3, 4]])),
    "embeddings_array": lambda c: c.listed(c.normalize_embeddings(c.np.array([[1.0, 2.0]]))),
    "embeddings_arrays": lambda c: c.listed(c.normalize_embeddings([c.np.array([1.0, 2.0])])),
    "embeddings_none": lambda c: c.normalize_embeddings(None),
    "embeddings_empty": lambda c: c.normalize_embeddings([]),
    "embeddings_texts": lambda c: c.normalize_embeddings(["a"]),
    "embeddings_not_list": lambda c: c.validate_embeddings("x"),
    "embeddings_validate_empty": lambda c: c.validate_embeddings([]),
    "embeddings_empty_array": lambda c: c.validate_embeddings([c.np.array([])]),
    "sparse_vectors_empty": lambda c: c.validate_sparse_vectors([]),
    "sparse_vectors_text": lambda c: c.validate_sparse_vectors("x"),
    "sparse_vectors_number": lambda c: c.validate_sparse_vectors([3]),
    "sparse_vector": lambda c: c.SparseVector(indices=[1, 2], values=[1.0, 2.0], labels=["a", "b"]).to_dict(),
    "sparse_vector_from_dict": lambda c: c.SparseVector.from_dict(
        {"#type": "sparse_vector", "indices": [1], "values": [1.0], "tokens": ["a"]}
    ).to_dict(),
    "sparse_vector_untagged": lambda c: c.SparseVector.from_dict({"indices": [1], "values": [1.0]}),
    "sparse_vector_lengths": lambda c: c.SparseVector(indices=[1], values=[]),
    "sparse_vector_labels": lambda c: c.SparseVector(indices=[1], values=[1.0], labels=[]),
    "sparse_vector_tuple": lambda c: c.SparseVector(indices=(1,), values=[1.0]),
    "sparse_vector_negative": lambda c: c.SparseVector(indices=[-1], values=[1.0]),
    "sparse_vector_unsorted": lambda c: c.SparseVector(indices=[2, 1], values=[1.0, 2.0]),
    "sparse_vector_text_index": lambda c: c.SparseVector(indices=["1"], values=[1.0]),
    "sparse_vector_text_value": lambda c: c.SparseVector(indices=[1], values=["1"]),
    "batch": lambda c: c.validate_batch((["a", "b"], None, None, None, None), {"max_batch_size": 2}),
    "batch_too_large": lambda c: c.validate_batch((["a", "b"], None, None, None, None), {"max_batch_size": 1}),
    "records_nothing_equal": lambda c: c.validate_insert_record_set(
        c.normalize_insert_record_set(ids=["a"], embeddings=None, documents=["x", "y"])
    ),
    "records_empty_documents": lambda c: c.validate_insert_record_set(
        c.normalize_insert_record_set(ids=["a"], embeddings=None, documents=[])
    ),
    "packed": lambda c: c.pack_embedding_safely(c.np.array([1.0, -2.5], dtype=c.np.float32)),
    "packed_overflow": lambda c: c.pack_embedding_safely(c.np.array([1e300, -1e300])),
    "unpacked": lambda c: c.optional_base64_strings_to_embeddings(["AACAPwAAIMA=", None]),
    "metadata_serialized": lambda c: c.serialize_metadata({"a": c.SparseVector(indices=[1], values=[1.0]), "b": 2}),
    "create_configuration_empty": lambda c: c.create_collection_configuration_to_json({}),
    "create_configuration_hnsw": lambda c: c.create_collection_configuration_to_json(
        {"hnsw": {"space": "cosine", "ef_search": 7}}
    ),
    "create_configuration_function": lambda c: c.create_collection_configuration_to_json(
        {"embedding_function": c.Dense("m", 3)}
    ),
    "create_configuration_function_and_hnsw": lambda c: c.create_collection_configuration_to_json(
        {"embedding_function": c.Dense("m", 3), "hnsw": {"ef_search": 7}}
    ),
    "create_configuration_function_and_spann": lambda c: c.create_collection_configuration_to_json(
        {"embedding_function": c.Dense("m", 3), "spann": {"search_nprobe": 7}}
    ),
    "create_configuration_function_and_metadata": lambda c: c.create_collection_configuration_to_json(
        {"embedding_function": c.Dense("m", 3)}, {"hnsw:space": "ip"}
    ),
    "create_configuration_both": lambda c: c.create_collection_configuration_to_json({"hnsw": {}, "spann": {}}),
    "create_configuration_bad_space": lambda c: c.json_to_create_hnsw_configuration({"space": "l3"}),
    "create_configuration_known_settings": lambda c: c.json_to_create_hnsw_configuration(
        {"space": "l2", "ef_search": 3, "other": 1}
    ),
    "legacy_metadata": lambda c: c.without_threads(
        c.create_collection_configuration_from_legacy_metadata_dict({"hnsw:space": "ip", "hnsw:M": 3, "x": 1})
    ),
    "update_configuration_empty": lambda c: c.update_collection_configuration_to_json({}),
    "update_configuration_hnsw": lambda c: c.update_collection_configuration_to_json({"hnsw": {"ef_search": 3}}),
    "update_configuration_function": lambda c: c.update_collection_configuration_to_json(
        {"embedding_function": c.Dense("m", 3)}
    ),
    "update_known_settings": lambda c: c.json_to_update_hnsw_configuration({"space": "l2", "ef_search": 3}),
    "overwritten_hnsw": lambda c: c.overwrite_hnsw_configuration(
        {"space": "l2", "ef_search": 1}, {"ef_search": 2, "space": "ip"}
    ),
    "overwritten_function_of_other_name": lambda c: c.overwrite_embedding_function(
        c.Dense("m", 3), c.DefaultEmbeddingFunction()
    ),
    "stored_configuration_both": lambda c: c.load_collection_configuration_from_json({"hnsw": {}, "spann": {}}),
    "conflict_on_create": lambda c: c.validate_embedding_function_conflict_on_create(
        c.Dense("m", 3), c.DefaultEmbeddingFunction()
    ),
    "no_conflict_with_default_on_create": lambda c: c.validate_embedding_function_conflict_on_create(
        c.DefaultEmbeddingFunction(), c.Dense("m", 3)
    ),
    "conflict_on_get": lambda c: c.validate_embedding_function_conflict_on_get(
        c.Dense("m", 3), {"type": "known", "name": "other", "config": {}}
    ),
    "search_rows": lambda c: c.SearchResult(
        {
            "ids": [["a", "b"], []],
            "documents": [["x", None], None],
            "embeddings": [None, None],
            "metadatas": [[None, {"k": 1}], None],
            "scores": [[0.5, 0.0], None],
            "select": [[], []],
        }
    ).rows(),
}
