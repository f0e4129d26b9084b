# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""The models; each is imported from its own module when it is first used"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .acknowledgement import Acknowledgement
    from .add_collection_records_payload import AddCollectionRecordsPayload
    from .add_function_input_payload import AddFunctionInputPayload
    from .aggregate_max_k import AggregateMaxK
    from .aggregate_min_k import AggregateMinK
    from .aggregate_order import AggregateOrder
    from .attach_function_payload import AttachFunctionPayload
    from .attached_function import AttachedFunction
    from .attached_function_details import AttachedFunctionDetails
    from .attached_function_info import AttachedFunctionInfo
    from .bool_inverted_index import BoolInvertedIndex
    from .bool_inverted_index_config import BoolInvertedIndexConfig
    from .bool_value_type import BoolValueType
    from .checklist import Checklist
    from .collection import Collection
    from .collection_configuration import CollectionConfiguration
    from .collection_metadata import CollectionMetadata
    from .collection_schema import CollectionSchema
    from .conditional_add import ConditionalAdd
    from .conditional_commit_payload import ConditionalCommitPayload
    from .conditional_commit_result import ConditionalCommitResult
    from .conditional_delete import ConditionalDelete
    from .conditional_get_payload import ConditionalGetPayload
    from .conditional_get_result import ConditionalGetResult
    from .conditional_update import ConditionalUpdate
    from .conditional_upsert import ConditionalUpsert
    from .create_collection_configuration import CreateCollectionConfiguration
    from .create_collection_payload import CreateCollectionPayload
    from .create_database_payload import CreateDatabasePayload
    from .create_tenant_payload import CreateTenantPayload
    from .customer_managed_key import CustomerManagedKey
    from .database import Database
    from .delete_collection_records_payload import DeleteCollectionRecordsPayload
    from .deleted_records import DeletedRecords
    from .detach_function_payload import DetachFunctionPayload
    from .empty_filter import EmptyFilter
    from .error_response import ErrorResponse
    from .float_inverted_index import FloatInvertedIndex
    from .float_inverted_index_config import FloatInvertedIndexConfig
    from .float_list_value_type import FloatListValueType
    from .float_value_type import FloatValueType
    from .fork_collection_payload import ForkCollectionPayload
    from .fork_count import ForkCount
    from .fts_index import FtsIndex
    from .fts_index_config import FtsIndexConfig
    from .function_attachment import FunctionAttachment
    from .function_detachment import FunctionDetachment
    from .get_request_payload import GetRequestPayload
    from .get_result import GetResult
    from .group_by import GroupBy
    from .health_report import HealthReport
    from .heartbeat import Heartbeat
    from .hnsw_configuration import HnswConfiguration
    from .hnsw_index_config import HnswIndexConfig
    from .include import Include
    from .indexing_progress import IndexingProgress
    from .int_inverted_index import IntInvertedIndex
    from .int_inverted_index_config import IntInvertedIndexConfig
    from .int_value_type import IntValueType
    from .knn import Knn
    from .known_embedding_function import KnownEmbeddingFunction
    from .legacy_embedding_function import LegacyEmbeddingFunction
    from .quantization import Quantization
    from .query_request_payload import QueryRequestPayload
    from .query_result import QueryResult
    from .rank_abs import RankAbs
    from .rank_div import RankDiv
    from .rank_exp import RankExp
    from .rank_knn import RankKnn
    from .rank_log import RankLog
    from .rank_max import RankMax
    from .rank_min import RankMin
    from .rank_mul import RankMul
    from .rank_operands import RankOperands
    from .rank_sub import RankSub
    from .rank_sum import RankSum
    from .rank_val import RankVal
    from .read_level import ReadLevel
    from .record_metadata import RecordMetadata
    from .schema_keys import SchemaKeys
    from .search_limit import SearchLimit
    from .search_payload import SearchPayload
    from .search_request_payload import SearchRequestPayload
    from .search_result import SearchResult
    from .select import Select
    from .space import Space
    from .spann_configuration import SpannConfiguration
    from .spann_index_config import SpannIndexConfig
    from .sparse_index_algorithm import SparseIndexAlgorithm
    from .sparse_vector import SparseVector
    from .sparse_vector_index import SparseVectorIndex
    from .sparse_vector_index_config import SparseVectorIndexConfig
    from .sparse_vector_value_type import SparseVectorValueType
    from .string_inverted_index import StringInvertedIndex
    from .string_inverted_index_config import StringInvertedIndexConfig
    from .string_value_type import StringValueType
    from .tenant import Tenant
    from .unknown_embedding_function import UnknownEmbeddingFunction
    from .update_collection_configuration import UpdateCollectionConfiguration
    from .update_collection_metadata import UpdateCollectionMetadata
    from .update_collection_payload import UpdateCollectionPayload
    from .update_collection_records_payload import UpdateCollectionRecordsPayload
    from .update_hnsw_configuration import UpdateHnswConfiguration
    from .update_record_metadata import UpdateRecordMetadata
    from .update_spann_configuration import UpdateSpannConfiguration
    from .update_tenant_payload import UpdateTenantPayload
    from .upsert_collection_records_payload import UpsertCollectionRecordsPayload
    from .user_identity import UserIdentity
    from .value_types import ValueTypes
    from .vector_index import VectorIndex
    from .vector_index_config import VectorIndexConfig
    from .where_and import WhereAnd
    from .where_document_and import WhereDocumentAnd
    from .where_document_operator import WhereDocumentOperator
    from .where_document_or import WhereDocumentOr
    from .where_key import WhereKey
    from .where_operator import WhereOperator
    from .where_or import WhereOr

_MODULES = {
    "Acknowledgement": ".acknowledgement",
    "AddCollectionRecordsPayload": ".add_collection_records_payload",
    "AddFunctionInputPayload": ".add_function_input_payload",
    "AggregateMaxK": ".aggregate_max_k",
    "AggregateMinK": ".aggregate_min_k",
    "AggregateOrder": ".aggregate_order",
    "AttachFunctionPayload": ".attach_function_payload",
    "AttachedFunction": ".attached_function",
    "AttachedFunctionDetails": ".attached_function_details",
    "AttachedFunctionInfo": ".attached_function_info",
    "BoolInvertedIndex": ".bool_inverted_index",
    "BoolInvertedIndexConfig": ".bool_inverted_index_config",
    "BoolValueType": ".bool_value_type",
    "Checklist": ".checklist",
    "Collection": ".collection",
    "CollectionConfiguration": ".collection_configuration",
    "CollectionMetadata": ".collection_metadata",
    "CollectionSchema": ".collection_schema",
    "ConditionalAdd": ".conditional_add",
    "ConditionalCommitPayload": ".conditional_commit_payload",
    "ConditionalCommitResult": ".conditional_commit_result",
    "ConditionalDelete": ".conditional_delete",
    "ConditionalGetPayload": ".conditional_get_payload",
    "ConditionalGetResult": ".conditional_get_result",
    "ConditionalUpdate": ".conditional_update",
    "ConditionalUpsert": ".conditional_upsert",
    "CreateCollectionConfiguration": ".create_collection_configuration",
    "CreateCollectionPayload": ".create_collection_payload",
    "CreateDatabasePayload": ".create_database_payload",
    "CreateTenantPayload": ".create_tenant_payload",
    "CustomerManagedKey": ".customer_managed_key",
    "Database": ".database",
    "DeleteCollectionRecordsPayload": ".delete_collection_records_payload",
    "DeletedRecords": ".deleted_records",
    "DetachFunctionPayload": ".detach_function_payload",
    "EmptyFilter": ".empty_filter",
    "ErrorResponse": ".error_response",
    "FloatInvertedIndex": ".float_inverted_index",
    "FloatInvertedIndexConfig": ".float_inverted_index_config",
    "FloatListValueType": ".float_list_value_type",
    "FloatValueType": ".float_value_type",
    "ForkCollectionPayload": ".fork_collection_payload",
    "ForkCount": ".fork_count",
    "FtsIndex": ".fts_index",
    "FtsIndexConfig": ".fts_index_config",
    "FunctionAttachment": ".function_attachment",
    "FunctionDetachment": ".function_detachment",
    "GetRequestPayload": ".get_request_payload",
    "GetResult": ".get_result",
    "GroupBy": ".group_by",
    "HealthReport": ".health_report",
    "Heartbeat": ".heartbeat",
    "HnswConfiguration": ".hnsw_configuration",
    "HnswIndexConfig": ".hnsw_index_config",
    "Include": ".include",
    "IndexingProgress": ".indexing_progress",
    "IntInvertedIndex": ".int_inverted_index",
    "IntInvertedIndexConfig": ".int_inverted_index_config",
    "IntValueType": ".int_value_type",
    "Knn": ".knn",
    "KnownEmbeddingFunction": ".known_embedding_function",
    "LegacyEmbeddingFunction": ".legacy_embedding_function",
    "Quantization": ".quantization",
    "QueryRequestPayload": ".query_request_payload",
    "QueryResult": ".query_result",
    "RankAbs": ".rank_abs",
    "RankDiv": ".rank_div",
    "RankExp": ".rank_exp",
    "RankKnn": ".rank_knn",
    "RankLog": ".rank_log",
    "RankMax": ".rank_max",
    "RankMin": ".rank_min",
    "RankMul": ".rank_mul",
    "RankOperands": ".rank_operands",
    "RankSub": ".rank_sub",
    "RankSum": ".rank_sum",
    "RankVal": ".rank_val",
    "ReadLevel": ".read_level",
    "RecordMetadata": ".record_metadata",
    "SchemaKeys": ".schema_keys",
    "SearchLimit": ".search_limit",
    "SearchPayload": ".search_payload",
    "SearchRequestPayload": ".search_request_payload",
    "SearchResult": ".search_result",
    "Select": ".select",
    "Space": ".space",
    "SpannConfiguration": ".spann_configuration",
    "SpannIndexConfig": ".spann_index_config",
    "SparseIndexAlgorithm": ".sparse_index_algorithm",
    "SparseVector": ".sparse_vector",
    "SparseVectorIndex": ".sparse_vector_index",
    "SparseVectorIndexConfig": ".sparse_vector_index_config",
    "SparseVectorValueType": ".sparse_vector_value_type",
    "StringInvertedIndex": ".string_inverted_index",
    "StringInvertedIndexConfig": ".string_inverted_index_config",
    "StringValueType": ".string_value_type",
    "Tenant": ".tenant",
    "UnknownEmbeddingFunction": ".unknown_embedding_function",
    "UpdateCollectionConfiguration": ".update_collection_configuration",
    "UpdateCollectionMetadata": ".update_collection_metadata",
    "UpdateCollectionPayload": ".update_collection_payload",
    "UpdateCollectionRecordsPayload": ".update_collection_records_payload",
    "UpdateHnswConfiguration": ".update_hnsw_configuration",
    "UpdateRecordMetadata": ".update_record_metadata",
    "UpdateSpannConfiguration": ".update_spann_configuration",
    "UpdateTenantPayload": ".update_tenant_payload",
    "UpsertCollectionRecordsPayload": ".upsert_collection_records_payload",
    "UserIdentity": ".user_identity",
    "ValueTypes": ".value_types",
    "VectorIndex": ".vector_index",
    "VectorIndexConfig": ".vector_index_config",
    "WhereAnd": ".where_and",
    "WhereDocumentAnd": ".where_document_and",
    "WhereDocumentOperator": ".where_document_operator",
    "WhereDocumentOr": ".where_document_or",
    "WhereKey": ".where_key",
    "WhereOperator": ".where_operator",
    "WhereOr": ".where_or",
}

if not TYPE_CHECKING:

    def __getattr__(name):
        """Imports the model called `name`."""
        try:
            module = _MODULES[name]
        except KeyError:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
        # Kept, so that the next look-up finds it without coming here.
        model = globals()[name] = getattr(import_module(module, __name__), name)
        return model


__all__ = (
    "Acknowledgement",
    "AddCollectionRecordsPayload",
    "AddFunctionInputPayload",
    "AggregateMaxK",
    "AggregateMinK",
    "AggregateOrder",
    "AttachedFunction",
    "AttachedFunctionDetails",
    "AttachedFunctionInfo",
    "AttachFunctionPayload",
    "BoolInvertedIndex",
    "BoolInvertedIndexConfig",
    "BoolValueType",
    "Checklist",
    "Collection",
    "CollectionConfiguration",
    "CollectionMetadata",
    "CollectionSchema",
    "ConditionalAdd",
    "ConditionalCommitPayload",
    "ConditionalCommitResult",
    "ConditionalDelete",
    "ConditionalGetPayload",
    "ConditionalGetResult",
    "ConditionalUpdate",
    "ConditionalUpsert",
    "CreateCollectionConfiguration",
    "CreateCollectionPayload",
    "CreateDatabasePayload",
    "CreateTenantPayload",
    "CustomerManagedKey",
    "Database",
    "DeleteCollectionRecordsPayload",
    "DeletedRecords",
    "DetachFunctionPayload",
    "EmptyFilter",
    "ErrorResponse",
    "FloatInvertedIndex",
    "FloatInvertedIndexConfig",
    "FloatListValueType",
    "FloatValueType",
    "ForkCollectionPayload",
    "ForkCount",
    "FtsIndex",
    "FtsIndexConfig",
    "FunctionAttachment",
    "FunctionDetachment",
    "GetRequestPayload",
    "GetResult",
    "GroupBy",
    "HealthReport",
    "Heartbeat",
    "HnswConfiguration",
    "HnswIndexConfig",
    "Include",
    "IndexingProgress",
    "IntInvertedIndex",
    "IntInvertedIndexConfig",
    "IntValueType",
    "Knn",
    "KnownEmbeddingFunction",
    "LegacyEmbeddingFunction",
    "Quantization",
    "QueryRequestPayload",
    "QueryResult",
    "RankAbs",
    "RankDiv",
    "RankExp",
    "RankKnn",
    "RankLog",
    "RankMax",
    "RankMin",
    "RankMul",
    "RankOperands",
    "RankSub",
    "RankSum",
    "RankVal",
    "ReadLevel",
    "RecordMetadata",
    "SchemaKeys",
    "SearchLimit",
    "SearchPayload",
    "SearchRequestPayload",
    "SearchResult",
    "Select",
    "Space",
    "SpannConfiguration",
    "SpannIndexConfig",
    "SparseIndexAlgorithm",
    "SparseVector",
    "SparseVectorIndex",
    "SparseVectorIndexConfig",
    "SparseVectorValueType",
    "StringInvertedIndex",
    "StringInvertedIndexConfig",
    "StringValueType",
    "Tenant",
    "UnknownEmbeddingFunction",
    "UpdateCollectionConfiguration",
    "UpdateCollectionMetadata",
    "UpdateCollectionPayload",
    "UpdateCollectionRecordsPayload",
    "UpdateHnswConfiguration",
    "UpdateRecordMetadata",
    "UpdateSpannConfiguration",
    "UpdateTenantPayload",
    "UpsertCollectionRecordsPayload",
    "UserIdentity",
    "ValueTypes",
    "VectorIndex",
    "VectorIndexConfig",
    "WhereAnd",
    "WhereDocumentAnd",
    "WhereDocumentOperator",
    "WhereDocumentOr",
    "WhereKey",
    "WhereOperator",
    "WhereOr",
)
