"""The official path of the embedding function of Amazon Bedrock."""

from chromadb.embedding_functions.bedrock import AmazonBedrockEmbeddingFunction

__all__ = ["AmazonBedrockEmbeddingFunction"]
