"""What users write with filters, schemas, searches and embedding functions type-checks under strict settings."""

from __future__ import annotations

from typing import Any

import numpy as np
from chromadb.api.types import (
    Documents,
    EmbeddingFunction,
    Embeddings,
    HnswIndexConfig,
    Metadata,
    Schema,
    SparseVectorIndexConfig,
    StringInvertedIndexConfig,
    VectorIndexConfig,
    Where,
    WhereDocument,
    validate_embedding_function,
    validate_where,
    validate_where_document,
)
from chromadb.config import Settings
from chromadb.execution.expression import GroupBy, K, Knn, MinK, Rrf, Search
from chromadb.utils.batch_utils import create_batches

validate_where({"year": 2020})
validate_where({"year": {"$gte": 2020}})
validate_where({"topic": {"$in": ["fruit", "music"]}})
validate_where({"#document": {"$regex": "^pine"}})
validate_where({"$and": [{"year": {"$gte": 2020}}, {"$or": [{"open": True}, {"n": {"$nin": [1, 2]}}]}]})
validate_where_document({"$and": [{"$contains": "pineapple"}, {"$not_regex": "oranges?"}]})

where: Where = {"tags": {"$contains": "sweet"}}
where_document: WhereDocument = {"$contains": "pineapple"}
metadata: Metadata = {"year": 2020, "tags": ["sweet", "yellow"], "open": None}

schema = (
    Schema()
    .create_index(VectorIndexConfig(space="cosine", source_key=K.DOCUMENT, hnsw=HnswIndexConfig(ef_search=50)))
    .create_index(SparseVectorIndexConfig(bm25=True), key=K("words"))
    .delete_index(StringInvertedIndexConfig(), key="title")
)

search = (
    Search()
    .where((K("year") > 2020) & (K.DOCUMENT.contains("pineapple") | K("topic").is_in(["fruit"])))
    .rank(Rrf([Knn(query="hawaii", return_rank=True), 0.5 * Knn(query=[0.1, 0.2]) + 1], weights=[2, 1]))
    .group_by(GroupBy(keys=K("topic"), aggregate=MinK(keys=K.SCORE, k=3)))
    .limit(10, offset=5)
    .select(K.DOCUMENT, K.SCORE, "title")
)

settings = Settings(chroma_server_host="localhost", chroma_server_http_port=8000, allow_reset=True)
settings.anonymized_telemetry = False


class Lengths(EmbeddingFunction[Documents]):
    """An embedding function as a user writes one."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale

    def __call__(self, input: Documents) -> Embeddings:
        return [np.array([len(text) * self.scale], dtype=np.float32) for text in input]

    @staticmethod
    def name() -> str:
        return "lengths"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Lengths:
        return Lengths(**config)

    def get_config(self) -> dict[str, Any]:
        return {"scale": self.scale}


class Limits:
    """Anything that knows its batch size will do."""

    def get_max_batch_size(self) -> int:
        return 100


validate_embedding_function(Lengths())
batches = create_batches(Limits(), ["a"], [np.zeros(2, dtype=np.float32)], [{"year": 2020}])
