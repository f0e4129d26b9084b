"""What both kinds of collection share, at its official path."""

from chromadb._collection_common import CollectionCommon

__all__ = ["CollectionCommon"]
