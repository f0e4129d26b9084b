# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any, cast
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.error_response import ErrorResponse
from ...models.read_level import ReadLevel
from ...types import UNSET, Response, Unset


def _get_kwargs(
    tenant: str,
    database: str,
    collection_id: str,
    *,
    read_level: ReadLevel | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_read_level: str | Unset = UNSET
    if not isinstance(read_level, Unset):
        json_read_level = read_level

    params["read_level"] = json_read_level

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count".format(
            tenant=quote(str(tenant), safe=""),
            database=quote(str(database), safe=""),
            collection_id=quote(str(collection_id), safe=""),
        ),
        "params": params,
        "extensions": {"chroma_operation": "collection_count"},
    }

    return _kwargs


def _parse_200(data: Any) -> int:
    return cast(int, data)


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> ErrorResponse | int | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[ErrorResponse | int]:
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
    read_level: ReadLevel | Unset = UNSET,
) -> Response[ErrorResponse | int]:
    """Count the records of a collection

     The number of records in the collection.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        read_level (ReadLevel | Unset): What a read looks at: the index and all writes not yet in
            it, the index alone (faster, perhaps stale), or the index and a bounded number of later
            writes.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | int]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
        read_level=read_level,
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
    read_level: ReadLevel | Unset = UNSET,
) -> Response[ErrorResponse | int]:
    """Count the records of a collection

     The number of records in the collection.

    Args:
        tenant (str):
        database (str):
        collection_id (str):
        read_level (ReadLevel | Unset): What a read looks at: the index and all writes not yet in
            it, the index alone (faster, perhaps stale), or the index and a bounded number of later
            writes.

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[ErrorResponse | int]
    """

    kwargs = _get_kwargs(
        tenant=tenant,
        database=database,
        collection_id=collection_id,
        read_level=read_level,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
