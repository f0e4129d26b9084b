"""Strategies for programs that build schemas, and for schemas as servers write them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .cases import GCP_KEY
from .expressions import JSON, Programs, make

COUNTS = st.integers(0, 5000) | st.none()
NUMBERS = st.floats(0, 10, allow_nan=False) | st.none()
SPACES = st.sampled_from(["l2", "cosine", "ip", None])
KEYS = st.sampled_from(["a", "year", "#document", "#embedding", "#other", "words"])
KEY_ARGUMENTS = KEYS | KEYS.map(lambda name: {"make": "K", "with": {"name": name}}) | st.none()
DENSE = st.sampled_from(["m", "n"]).map(lambda model: {"make": "Dense", "with": {"model": model, "dimension": 3}})
SPARSE = st.just({"make": "Sparse", "with": {"model": "s"}})
HNSW = make(
    "HnswIndexConfig",
    ef_construction_=COUNTS,
    max_neighbors_=COUNTS,
    ef_search_=COUNTS,
    num_threads_=COUNTS,
    batch_size_=COUNTS,
    sync_threshold_=COUNTS,
    resize_factor_=NUMBERS,
)
SPANN = make(
    "SpannIndexConfig",
    search_nprobe_=COUNTS,
    write_nprobe_=COUNTS,
    ef_construction_=COUNTS,
    ef_search_=COUNTS,
    max_neighbors_=COUNTS,
    reassign_neighbor_count_=COUNTS,
    split_threshold_=COUNTS,
    merge_threshold_=COUNTS,
)
CONFIGS = st.one_of(
    make(
        "VectorIndexConfig",
        space_=SPACES | st.just("hamming"),
        embedding_function_=DENSE | st.none() | st.just({"make": "Nameless", "with": {}}) | st.integers(),
        source_key_=KEY_ARGUMENTS,
        hnsw_=HNSW | st.none(),
        spann_=SPANN | st.none(),
    ),
    make(
        "SparseVectorIndexConfig",
        embedding_function_=SPARSE | st.none(),
        source_key_=KEY_ARGUMENTS,
        bm25_=st.booleans() | st.none(),
        # `algorithm` is not among them: the official package takes it and forgets it, here it is kept.
    ),
    *(
        make(name)
        for name in (
            "FtsIndexConfig",
            "StringInvertedIndexConfig",
            "IntInvertedIndexConfig",
            "FloatInvertedIndexConfig",
            "BoolInvertedIndexConfig",
        )
    ),
)
CMEK = st.one_of(
    st.none(),
    st.just({"call": "gcp", "on": {"name": "Cmek"}, "args": [GCP_KEY]}),
    st.just({"call": "gcp", "on": {"name": "Cmek"}, "args": [""]}),
)


def _steps(schemas: Programs) -> Programs:
    changes = st.tuples(schemas, st.sampled_from(["create_index", "delete_index"]), CONFIGS | st.none(), KEY_ARGUMENTS)
    return st.one_of(
        changes.map(lambda given: {"call": given[1], "on": given[0], "args": [given[2], given[3]]}),
        st.tuples(schemas, CMEK).map(lambda given: {"call": "set_cmek", "on": given[0], "args": [given[1]]}),
    )


SCHEMAS = st.recursive(st.just({"make": "Schema", "with": {}}), _steps, max_leaves=1)


def _optional(**parts: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=parts)


def _index(config: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"enabled": st.booleans(), "config": config})


FUNCTIONS_JSON = st.sampled_from(
    [
        {"type": "legacy"},
        {"type": "unknown"},
        {"type": "known", "name": "recorded_dense", "config": {"model": "m", "dimension": 3}},
    ]
)
SPARSE_FUNCTIONS_JSON = st.sampled_from(
    [{"type": "unknown"}, {"type": "known", "name": "recorded_sparse", "config": {"model": "s"}}]
)
HNSW_JSON = _optional(
    ef_construction=COUNTS, max_neighbors=COUNTS, ef_search=COUNTS, num_threads=COUNTS, resize_factor=NUMBERS
)
SPANN_JSON = _optional(search_nprobe=COUNTS, write_nprobe=COUNTS, ef_search=COUNTS, split_threshold=COUNTS)
VECTOR_JSON = _optional(
    space=SPACES,
    source_key=st.sampled_from(["#document", "a", None]),
    embedding_function=FUNCTIONS_JSON,
    hnsw=HNSW_JSON,
    spann=SPANN_JSON,
)
SPARSE_JSON = _optional(
    source_key=st.sampled_from(["#document", "a", None]), embedding_function=SPARSE_FUNCTIONS_JSON, bm25=st.booleans()
)
EMPTY = st.just(dict[str, Any]())
VALUE_TYPES_JSON = _optional(
    string=_optional(fts_index=_index(EMPTY), string_inverted_index=_index(EMPTY)),
    float_list=_optional(vector_index=_index(VECTOR_JSON)),
    sparse_vector=_optional(sparse_vector_index=_index(SPARSE_JSON)),
    int=_optional(int_inverted_index=_index(EMPTY)),
    float=_optional(float_inverted_index=_index(EMPTY)),
    bool=_optional(bool_inverted_index=_index(EMPTY)),
)
SCHEMAS_JSON = _optional(
    defaults=VALUE_TYPES_JSON,
    keys=st.dictionaries(st.sampled_from(["#document", "#embedding", "a", "year"]), VALUE_TYPES_JSON, max_size=3),
    cmek=st.none() | st.just({"gcp": GCP_KEY}) | st.dictionaries(st.sampled_from(["gcp", "aws"]), JSON, max_size=1),
)
