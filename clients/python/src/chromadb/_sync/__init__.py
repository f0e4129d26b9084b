# Generated from chromadb/_async by chroma_generator. Do not edit: change the source and generate again.
"""The clients and collections of tasks. The threads' ones are generated from them."""
