# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""A client library for accessing Chroma: one module per operation below `api`, one per model below `models`"""
