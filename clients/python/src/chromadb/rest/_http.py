# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""The one import of httpx. Everything else takes it from here, so that another HTTP library is one line's change."""

import httpx as httpx

__all__ = ["httpx"]
