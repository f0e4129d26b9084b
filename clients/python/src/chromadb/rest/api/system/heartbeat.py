# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.error_response import ErrorResponse
from ...models.heartbeat import Heartbeat
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/heartbeat",
        "extensions": {"chroma_operation": "heartbeat"},
    }

    return _kwargs


def _parse_200(data: Any) -> Heartbeat:
    response_200 = Heartbeat.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | Heartbeat | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | Heartbeat]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response) if client.parses else None,
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[ErrorResponse | Heartbeat]:
    """The server's clock

     Answers the server's time and thereby shows that it is alive. `GET /api/v2` answers the same.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | Heartbeat]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[ErrorResponse | Heartbeat]:
    """The server's clock

     Answers the server's time and thereby shows that it is alive. `GET /api/v2` answers the same.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | Heartbeat]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
