# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.acknowledgement import Acknowledgement
from ...models.error_response import ErrorResponse
from ...types import Response


def _get_kwargs(
    tenant: str,
    database: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v2/tenants/{tenant}/databases/{database}".format(
            tenant=quote(str(tenant), safe=""),
            database=quote(str(database), safe=""),
        ),
        "extensions": {"chroma_operation": "delete_database"},
    }

    return _kwargs


def _parse_200(data: Any) -> Acknowledgement:
    response_200 = Acknowledgement.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> Acknowledgement | ErrorResponse | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[Acknowledgement | ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response) if client.parses else None,
    )


def sync_detailed(
    tenant: str,
    database: str,
    *,
    client: Client,
) -> Response[Acknowledgement | ErrorResponse]:
    """Delete a database

     Removes the database with its collections and their records.

    Args:
        tenant (str):
        database (str):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[Acknowledgement | ErrorResponse]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)


async def asyncio_detailed(
    tenant: str,
    database: str,
    *,
    client: Client,
) -> Response[Acknowledgement | ErrorResponse]:
    """Delete a database

     Removes the database with its collections and their records.

    Args:
        tenant (str):
        database (str):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[Acknowledgement | ErrorResponse]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
