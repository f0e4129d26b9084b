# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.error_response import ErrorResponse
from ...models.fork_count import ForkCount
from ...types import Response


def _get_kwargs(
    tenant: str,
    database: str,
    collection_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count".format(
            tenant=quote(str(tenant), safe=""),
            database=quote(str(database), safe=""),
            collection_id=quote(str(collection_id), safe=""),
        ),
        "extensions": {"chroma_operation": "fork_count"},
    }

    return _kwargs


def _parse_200(data: Any) -> ForkCount:
    response_200 = ForkCount.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | ForkCount | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | ForkCount]:
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
) -> Response[ErrorResponse | ForkCount]:
    """Count the forks of a collection

     The number of forks that were ever made of the collection this one stems from, and of its forks in
    turn. Those that were deleted count, too: it is this number that a quota on forks limits.

    Args:
        tenant (str):
        database (str):
        collection_id (str):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | ForkCount]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
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
) -> Response[ErrorResponse | ForkCount]:
    """Count the forks of a collection

     The number of forks that were ever made of the collection this one stems from, and of its forks in
    turn. Those that were deleted count, too: it is this number that a quota on forks limits.

    Args:
        tenant (str):
        database (str):
        collection_id (str):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | ForkCount]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
