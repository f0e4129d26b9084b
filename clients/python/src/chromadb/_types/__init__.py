"""The types behind ``chromadb.api.types``, one idea to a module."""
