# Generated from chromadb/transport/_async by chroma_generator. Do not edit: change the source and generate again.
"""The transports: one method per operation of the API, over HTTP or straight into the engine."""
