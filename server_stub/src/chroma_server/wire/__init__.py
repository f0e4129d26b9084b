# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
"""The wire: models of requests and answers, the operations, and the API description they were generated from."""

from pathlib import Path

OPENAPI_JSON = Path(__file__).with_name("openapi.json")
"""The description, as the server serves it at `/openapi.json`."""

__all__ = ["OPENAPI_JSON"]
