"""The API description for people and programs: ``/openapi.json`` and a page that shows it without any other host."""

from __future__ import annotations

from importlib.resources import files
from typing import Protocol

from chroma_server.exchange import Response


class AddRoute(Protocol):
    """How a route is added to the router."""

    def __call__(self, method: str, template: str, target: Response) -> None: ...


def add_docs(add: AddRoute, description: bytes) -> None:
    """Route ``/openapi.json``, ``/docs`` and ``/docs/``. ``description`` is the bundled document as JSON."""
    page = files("chroma_server").joinpath("docs.html").read_bytes()
    add("GET", "/openapi.json", Response(200, description, b"application/json"))
    add("GET", "/docs", Response(303, headers=((b"location", b"/docs/"),)))
    add("GET", "/docs/", Response(200, page, b"text/html; charset=utf-8"))
