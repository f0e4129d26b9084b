"""The official path of the embedding function of LangChain."""

from chromadb.embedding_functions.langchain import ChromaLangchainEmbeddingFunction, create_langchain_embedding

__all__ = ["ChromaLangchainEmbeddingFunction", "create_langchain_embedding"]
