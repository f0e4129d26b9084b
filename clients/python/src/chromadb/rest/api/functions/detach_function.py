# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.detach_function_payload import DetachFunctionPayload
from ...models.error_response import ErrorResponse
from ...models.function_detachment import FunctionDetachment
from ...types import Response


def _get_kwargs(
    tenant: str,
    database: str,
    collection_id: str,
    function_name: str,
    *,
    body: DetachFunctionPayload | bytes,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach".format(
            tenant=quote(str(tenant), safe=""),
            database=quote(str(database), safe=""),
            collection_id=quote(str(collection_id), safe=""),
            function_name=quote(str(function_name), safe=""),
        ),
        "extensions": {"chroma_operation": "detach_function"},
    }

    if isinstance(body, bytes):
        _kwargs["content"] = body
    else:
        json_body = body.to_dict()
        _kwargs["content"] = _codec.encode(json_body)
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_200(data: Any) -> FunctionDetachment:
    response_200 = FunctionDetachment.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | FunctionDetachment | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | FunctionDetachment]:
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
    function_name: str,
    *,
    client: Client,
    body: DetachFunctionPayload | bytes,
) -> Response[ErrorResponse | FunctionDetachment]:
    """Detach a function from a collection

     The function is no longer run over this collection. A body is required; `{}` is the least.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        function_name (str):
        body (DetachFunctionPayload): What becomes of the output.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | FunctionDetachment]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
        function_name=function_name,
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
    function_name: str,
    *,
    client: Client,
    body: DetachFunctionPayload | bytes,
) -> Response[ErrorResponse | FunctionDetachment]:
    """Detach a function from a collection

     The function is no longer run over this collection. A body is required; `{}` is the least.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        function_name (str):
        body (DetachFunctionPayload): What becomes of the output.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | FunctionDetachment]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
        function_name=function_name,
        body=body,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
