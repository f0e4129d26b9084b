"""Schemas: which indexes a collection has, and how they are set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import Self

from chromadb.execution.expression.key import Key, key_name
from chromadb.schema.cmek import Cmek
from chromadb.schema.constants import DOCUMENT_KEY, EMBEDDING_KEY
from chromadb.schema.index_configs import (
    BoolInvertedIndexConfig,
    FloatInvertedIndexConfig,
    FtsIndexConfig,
    IndexConfig,
    IntInvertedIndexConfig,
    SparseVectorIndexConfig,
    StringInvertedIndexConfig,
    VectorIndexConfig,
)
from chromadb.schema.value_types import (
    BoolInvertedIndexType,
    BoolValueType,
    FloatInvertedIndexType,
    FloatListValueType,
    FloatValueType,
    FtsIndexType,
    IntInvertedIndexType,
    IntValueType,
    SparseVectorIndexType,
    SparseVectorValueType,
    StringInvertedIndexType,
    StringValueType,
    ValueTypes,
    VectorIndexType,
)
from chromadb.schema.wire import place_of, value_types_from_json, value_types_to_json


@dataclass(init=False)
class Schema:
    """Which indexes a collection has.

    A new schema is the one a collection gets without: filters on every scalar, full-text search on documents, a vector
    index on embeddings. Change it with ``create_index`` and ``delete_index``, which can be chained.

    Attributes:
        defaults: the indexes of keys without settings of their own.
        keys: settings by key; ``#document`` and ``#embedding`` are always there.
        cmek: the key of your own that encrypts the data, or None.
    """

    defaults: ValueTypes
    keys: dict[str, ValueTypes]
    cmek: Cmek | None = None
    unknown: dict[str, Any] = field(default_factory=lambda: dict[str, Any](), repr=False)

    def __init__(self) -> None:
        self.defaults = _default_value_types()
        self.keys = _default_keys()
        self.cmek = None
        self.unknown = {}

    def create_index(self, config: IndexConfig | None = None, key: str | Key | None = None) -> Self:
        """Switch an index on, or set it. Returns the schema itself.

        A ``VectorIndexConfig`` takes no key: it holds for the embeddings. A ``FtsIndexConfig`` takes ``#document``, a
        ``SparseVectorIndexConfig`` a metadata key. The others take a metadata key, or none: then for every key.

        Raises:
            ValueError: the index cannot be had on that key, or a second sparse vector index is wanted.
        """
        name = None if key is None else key_name(key)
        if config is None and name is None:
            raise ValueError("Cannot enable all index types globally. Must specify either config or key.")
        if name == EMBEDDING_KEY:
            raise ValueError(
                f"Cannot create index on special key '{name}'. This key is managed automatically by the system. Invoke "
                "create_index(VectorIndexConfig(...)) without specifying a key to configure the vector index globally."
            )
        _check_key(name, config, "create")
        if isinstance(config, VectorIndexConfig):
            if name is not None:
                raise ValueError(
                    "Vector index cannot be enabled on specific keys. Use create_index(config=VectorIndexConfig(...)) "
                    "without specifying a key to configure the vector index globally."
                )
            self._set_vector_index(config)
            return self
        if isinstance(config, FtsIndexConfig) and name != DOCUMENT_KEY:
            raise ValueError(
                "FTS index can only be enabled on #document key. "
                "Use create_index(config=FtsIndexConfig(), key='#document')"
            )
        if config is None:
            raise ValueError(
                f"Cannot enable all index types for key '{name}'. Please specify a specific index configuration."
            )
        if isinstance(config, SparseVectorIndexConfig):
            if name is None:
                raise ValueError(
                    "Sparse vector index must be created on a specific key. Please specify a key using: "
                    "create_index(config=SparseVectorIndexConfig(...), key='your_key')"
                )
            self._check_sparse_index(name, config)
        self._set_index(name, config, enabled=True)
        return self

    def delete_index(self, config: IndexConfig | None = None, key: str | Key | None = None) -> Self:
        """Switch an index off: on one key, or without a key everywhere. Returns the schema itself.

        Raises:
            ValueError: it is an index that cannot be switched off.
        """
        name = None if key is None else key_name(key)
        if config is None and name is None:
            raise ValueError("Cannot disable all indexes. Must specify either config or key.")
        if name == EMBEDDING_KEY:
            raise ValueError("Cannot modify #embedding. Currently not supported")
        _check_key(name, config, "delete")
        if isinstance(config, VectorIndexConfig):
            raise ValueError("Deleting vector index is not currently supported.")
        if isinstance(config, SparseVectorIndexConfig):
            raise ValueError("Deleting sparse vector index is not currently supported.")
        if isinstance(config, FtsIndexConfig) and name != DOCUMENT_KEY:
            raise ValueError("Deleting FTS index is only supported on #document key.")
        if config is None:
            raise ValueError(
                f"Cannot disable all index types for key '{name}'. Please specify a specific index configuration."
            )
        self._set_index(name, config, enabled=False)
        return self

    def set_cmek(self, cmek: Cmek | None) -> Self:
        """Encrypt with a key of your own, or with None no longer. Returns the schema itself."""
        self.cmek = cmek
        return self

    def serialize_to_json(self) -> dict[str, Any]:
        """The schema as it travels."""
        result: dict[str, Any] = {
            "defaults": value_types_to_json(self.defaults),
            "keys": {key: value_types_to_json(value_types) for key, value_types in self.keys.items()},
        }
        if self.cmek is not None:
            result["cmek"] = self.cmek.to_dict()
        return {**result, **self.unknown}

    @classmethod
    def deserialize_from_json(cls, json_data: Mapping[str, Any]) -> Schema:
        """The inverse of ``serialize_to_json``. Missing parts are empty, not default."""
        schema = cls.__new__(cls)
        schema.defaults = value_types_from_json(json_data.get("defaults", {}))
        schema.keys = {key: value_types_from_json(value) for key, value in json_data.get("keys", {}).items()}
        cmek = json_data.get("cmek")
        schema.cmek = None if cmek is None else Cmek.from_dict(cmek)
        schema.unknown = {name: value for name, value in json_data.items() if name not in ("defaults", "keys", "cmek")}
        return schema

    def _set_vector_index(self, config: VectorIndexConfig) -> None:
        """Set the vector index in the defaults and on ``#embedding``; whether it is on, and what is embedded, stays."""
        default, embedding = self.defaults.float_list, self.keys[EMBEDDING_KEY].float_list
        default_index = None if default is None else default.vector_index
        embedding_index = None if embedding is None else embedding.vector_index
        source_key = DOCUMENT_KEY if embedding_index is None else embedding_index.config.source_key
        self.defaults.float_list = FloatListValueType(
            VectorIndexType(enabled=default_index is not None and default_index.enabled, config=config)
        )
        self.keys[EMBEDDING_KEY].float_list = FloatListValueType(
            VectorIndexType(
                enabled=embedding_index is None or embedding_index.enabled,
                config=config.model_copy(update={"source_key": source_key}),
            )
        )

    def _check_sparse_index(self, key: str, config: SparseVectorIndexConfig) -> None:
        for other, value_types in self.keys.items():
            index = None if value_types.sparse_vector is None else value_types.sparse_vector.sparse_vector_index
            if other != key and index is not None and index.enabled:
                raise ValueError(
                    f"Cannot enable sparse vector index on key '{key}'. A sparse vector index is already enabled on "
                    f"key '{other}'. Only one sparse vector index is allowed per collection."
                )
        if config.source_key is not None and config.embedding_function is None:
            raise ValueError(
                "If source_key is provided then embedding_function must also be provided since there is no default "
                f"embedding function. Config: {config}"
            )

    def _set_index(self, key: str | None, config: IndexConfig, *, enabled: bool) -> None:
        value_types = self.defaults if key is None else self.keys.setdefault(key, ValueTypes())
        attribute, value_class, index_name, index_class = place_of(config)
        value_type = getattr(value_types, attribute)
        if value_type is None:
            value_type = value_class()
            setattr(value_types, attribute, value_type)
        setattr(value_type, index_name, index_class(enabled=enabled, config=config))


def _check_key(key: str | None, config: IndexConfig | None, verb: str) -> None:
    if key is None:
        return
    if key == DOCUMENT_KEY and not isinstance(config, FtsIndexConfig):
        raise ValueError(
            f"Cannot {verb} index on special key '{key}' with this config. "
            "Only FtsIndexConfig is allowed for #document."
        )
    if key.startswith("#") and key != DOCUMENT_KEY:
        raise ValueError("key cannot begin with '#'. Keys starting with '#' are reserved for system use.")


def _default_value_types() -> ValueTypes:
    return ValueTypes(
        string=StringValueType(
            fts_index=FtsIndexType(enabled=False, config=FtsIndexConfig()),
            string_inverted_index=StringInvertedIndexType(enabled=True, config=StringInvertedIndexConfig()),
        ),
        float_list=FloatListValueType(VectorIndexType(enabled=False, config=VectorIndexConfig())),
        sparse_vector=SparseVectorValueType(SparseVectorIndexType(enabled=False, config=SparseVectorIndexConfig())),
        int_value=IntValueType(IntInvertedIndexType(enabled=True, config=IntInvertedIndexConfig())),
        float_value=FloatValueType(FloatInvertedIndexType(enabled=True, config=FloatInvertedIndexConfig())),
        boolean=BoolValueType(BoolInvertedIndexType(enabled=True, config=BoolInvertedIndexConfig())),
    )


def _default_keys() -> dict[str, ValueTypes]:
    return {
        DOCUMENT_KEY: ValueTypes(
            string=StringValueType(
                fts_index=FtsIndexType(enabled=True, config=FtsIndexConfig()),
                string_inverted_index=StringInvertedIndexType(enabled=False, config=StringInvertedIndexConfig()),
            )
        ),
        EMBEDDING_KEY: ValueTypes(
            float_list=FloatListValueType(
                VectorIndexType(enabled=True, config=VectorIndexConfig(source_key=DOCUMENT_KEY))
            )
        ),
    }
