# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.error_response import ErrorResponse
from ...models.user_identity import UserIdentity
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/auth/identity",
        "extensions": {"chroma_operation": "get_user_identity"},
    }

    return _kwargs


def _parse_200(data: Any) -> UserIdentity:
    response_200 = UserIdentity.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | UserIdentity | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | UserIdentity]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response) if client.parses else None,
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[ErrorResponse | UserIdentity]:
    """Who is calling

     The user, the tenant and the databases that the API key of the call opens. A server that checks no
    keys names its default tenant and database.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | UserIdentity]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[ErrorResponse | UserIdentity]:
    """Who is calling

     The user, the tenant and the databases that the API key of the call opens. A server that checks no
    keys names its default tenant and database.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | UserIdentity]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
