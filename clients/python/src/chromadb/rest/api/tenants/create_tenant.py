# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.acknowledgement import Acknowledgement
from ...models.create_tenant_payload import CreateTenantPayload
from ...models.error_response import ErrorResponse
from ...types import Response


def _get_kwargs(
    *,
    body: CreateTenantPayload | bytes,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/tenants",
        "extensions": {"chroma_operation": "create_tenant"},
    }

    if isinstance(body, bytes):
        _kwargs["content"] = body
    else:
        json_body = body.to_dict()
        _kwargs["content"] = _codec.encode(json_body)
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    *,
    client: Client,
    body: CreateTenantPayload | bytes,
) -> Response[Acknowledgement | ErrorResponse]:
    """Create a tenant

     Creates a tenant without databases.

    Args:
        body (CreateTenantPayload): A tenant to be.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[Acknowledgement | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)


async def asyncio_detailed(
    *,
    client: Client,
    body: CreateTenantPayload | bytes,
) -> Response[Acknowledgement | ErrorResponse]:
    """Create a tenant

     Creates a tenant without databases.

    Args:
        body (CreateTenantPayload): A tenant to be.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[Acknowledgement | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
