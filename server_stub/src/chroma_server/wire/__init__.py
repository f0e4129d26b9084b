# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
"""The wire: models of requests and answers, and beside them the API description they come from."""
