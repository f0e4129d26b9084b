"""The official path of the built-in all-MiniLM-L6-v2 embedding function."""

from chromadb.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

__all__ = ["ONNXMiniLM_L6_V2"]
