# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""Errors raised by the functions of this layer"""


class InvalidResponse(ValueError):
    """A success status came with a body that is not what the description promises, as a proxy's page would be.

    Attributes:
        status_code: The HTTP status.
        content: The body as it came.
    """

    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code = status_code
        self.content = content
        super().__init__(f"the body of this {status_code} answer is not what the API describes: {content[:200]!r}")


__all__ = ["InvalidResponse"]
