# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.error_response import ErrorResponse
from ...models.search_request_payload import SearchRequestPayload
from ...models.search_result import SearchResult
from ...types import Response


def _get_kwargs(
    tenant: str,
    database: str,
    collection_id: str,
    *,
    body: SearchRequestPayload | bytes,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search".format(
            tenant=quote(str(tenant), safe=""),
            database=quote(str(database), safe=""),
            collection_id=quote(str(collection_id), safe=""),
        ),
        "extensions": {"chroma_operation": "collection_search"},
    }

    if isinstance(body, bytes):
        _kwargs["content"] = body
    else:
        json_body = body.to_dict()
        _kwargs["content"] = _codec.encode(json_body)
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_200(data: Any) -> SearchResult:
    response_200 = SearchResult.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | SearchResult | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | SearchResult]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response) if client.parses else None,
    )


def sync_detailed(
    tenant: str,
    database: str,
    collection_id: str,
    *,
    client: Client,
    body: SearchRequestPayload | bytes,
) -> Response[ErrorResponse | SearchResult]:
    """Search with rank expressions, grouping and selection

     Runs each search by itself: filter first, then rank what is left by an expression over dense and
    sparse neighbours, keep the best of each group, cut the page, and return the selected fields. Scores
    ascend; the lower, the better. Equal ones keep the order of insertion, and what is not a number
    comes last.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        body (SearchRequestPayload): Searches to run, each by itself.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | SearchResult]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)


async def asyncio_detailed(
    tenant: str,
    database: str,
    collection_id: str,
    *,
    client: Client,
    body: SearchRequestPayload | bytes,
) -> Response[ErrorResponse | SearchResult]:
    """Search with rank expressions, grouping and selection

     Runs each search by itself: filter first, then rank what is left by an expression over dense and
    sparse neighbours, keep the best of each group, cut the page, and return the selected fields. Scores
    ascend; the lower, the better. Equal ones keep the order of insertion, and what is not a number
    comes last.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        body (SearchRequestPayload): Searches to run, each by itself.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | SearchResult]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
