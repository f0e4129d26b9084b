# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.add_function_input_payload import AddFunctionInputPayload
from ...models.error_response import ErrorResponse
from ...models.function_attachment import FunctionAttachment
from ...types import Response


def _get_kwargs(
    tenant: str,
    database: str,
    collection_id: str,
    function_name: str,
    *,
    body: AddFunctionInputPayload | bytes,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input".format(
            tenant=quote(str(tenant), safe=""),
            database=quote(str(database), safe=""),
            collection_id=quote(str(collection_id), safe=""),
            function_name=quote(str(function_name), safe=""),
        ),
        "extensions": {"chroma_operation": "add_function_input"},
    }

    if isinstance(body, bytes):
        _kwargs["content"] = body
    else:
        json_body = body.to_dict()
        _kwargs["content"] = _codec.encode(json_body)
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_200(data: Any) -> FunctionAttachment:
    response_200 = FunctionAttachment.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | FunctionAttachment | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | FunctionAttachment]:
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
    body: AddFunctionInputPayload | bytes,
) -> Response[ErrorResponse | FunctionAttachment]:
    """Feed a further collection to an attached function

     The function attached to this collection is run over another collection, too. Servers up to 1.5.9 do
    not have this operation.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        function_name (str):
        body (AddFunctionInputPayload): A further collection for an attached function.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | FunctionAttachment]
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
    body: AddFunctionInputPayload | bytes,
) -> Response[ErrorResponse | FunctionAttachment]:
    """Feed a further collection to an attached function

     The function attached to this collection is run over another collection, too. Servers up to 1.5.9 do
    not have this operation.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        function_name (str):
        body (AddFunctionInputPayload): A further collection for an attached function.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | FunctionAttachment]
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
