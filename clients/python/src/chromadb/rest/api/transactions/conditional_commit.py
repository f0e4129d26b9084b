# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.conditional_commit_payload import ConditionalCommitPayload
from ...models.conditional_commit_result import ConditionalCommitResult
from ...models.error_response import ErrorResponse
from ...types import Response


def _get_kwargs(
    tenant: str,
    database: str,
    collection_id: str,
    *,
    body: ConditionalCommitPayload | bytes,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit".format(
            tenant=quote(str(tenant), safe=""),
            database=quote(str(database), safe=""),
            collection_id=quote(str(collection_id), safe=""),
        ),
        "extensions": {"chroma_operation": "conditional_commit"},
    }

    if isinstance(body, bytes):
        _kwargs["content"] = body
    else:
        json_body = body.to_dict()
        _kwargs["content"] = _codec.encode(json_body)
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_200(data: Any) -> ConditionalCommitResult:
    response_200 = ConditionalCommitResult.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ConditionalCommitResult | ErrorResponse | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ConditionalCommitResult | ErrorResponse]:
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
    body: ConditionalCommitPayload | bytes,
) -> Response[ConditionalCommitResult | ErrorResponse]:
    """Commit the writes of a transaction

     Applies all operations in order, or none of them if a record that the transaction has read was
    changed since. An add needs a read that has shown that there is no such record, an update and a
    delete one that has shown that there is; no record may be written twice. Servers up to 1.5.9 do not
    have this operation.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        body (ConditionalCommitPayload): The writes of a transaction and what they rely on.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ConditionalCommitResult | ErrorResponse]
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
    body: ConditionalCommitPayload | bytes,
) -> Response[ConditionalCommitResult | ErrorResponse]:
    """Commit the writes of a transaction

     Applies all operations in order, or none of them if a record that the transaction has read was
    changed since. An add needs a read that has shown that there is no such record, an update and a
    delete one that has shown that there is; no record may be written twice. Servers up to 1.5.9 do not
    have this operation.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        body (ConditionalCommitPayload): The writes of a transaction and what they rely on.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ConditionalCommitResult | ErrorResponse]
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
