# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.database import Database
from ...models.error_response import ErrorResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    tenant: str,
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["offset"] = offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/tenants/{tenant}/databases".format(
            tenant=quote(str(tenant), safe=""),
        ),
        "params": params,
        "extensions": {"chroma_operation": "list_databases"},
    }

    return _kwargs


def _parse_200(data: Any) -> list[Database]:
    response_200 = []
    _response_200 = data
    for response_200_item_data in _response_200:
        response_200_item = Database.from_dict(response_200_item_data)

        response_200.append(response_200_item)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | list[Database] | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | list[Database]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response) if client.parses else None,
    )


def sync_detailed(
    tenant: str,
    *,
    client: Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> Response[ErrorResponse | list[Database]]:
    """List the databases of a tenant

     The databases ordered by the bytes of their names. An unknown tenant has none.

    Args:
        tenant (str):
        limit (int | Unset):
        offset (int | Unset):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | list[Database]]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        limit=limit,
        offset=offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)


async def asyncio_detailed(
    tenant: str,
    *,
    client: Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> Response[ErrorResponse | list[Database]]:
    """List the databases of a tenant

     The databases ordered by the bytes of their names. An unknown tenant has none.

    Args:
        tenant (str):
        limit (int | Unset):
        offset (int | Unset):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | list[Database]]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        limit=limit,
        offset=offset,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
