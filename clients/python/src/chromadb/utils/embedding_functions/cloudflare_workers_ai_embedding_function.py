"""The official path of the embedding function of Cloudflare Workers AI."""

from chromadb.embedding_functions.hosted import CloudflareWorkersAIEmbeddingFunction

__all__ = ["CloudflareWorkersAIEmbeddingFunction"]
