# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
from typing import Any
from urllib.parse import quote

from ... import _codec
from ..._http import httpx
from ...client import Client
from ...models.collection import Collection
from ...models.error_response import ErrorResponse
from ...types import Response


def _get_kwargs(
    crn: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/collections/{crn}".format(
            crn=quote(str(crn), safe=""),
        ),
        "extensions": {"chroma_operation": "get_collection_by_crn"},
    }

    return _kwargs


def _parse_200(data: Any) -> Collection:
    response_200 = Collection.from_dict(data)

    return response_200


def _parse_default(data: Any) -> ErrorResponse:
    response_default = ErrorResponse.from_dict(data)

    return response_default


def _parse_response(response: httpx.Response) -> Collection | ErrorResponse | None:
    if response.status_code == 200:
        return _codec.decode_success(response, _parse_200)
    return _codec.decode_error(response, _parse_default)


def _build_response(client: Client, response: httpx.Response) -> Response[Collection | ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response) if client.parses else None,
    )


def sync_detailed(
    crn: str,
    *,
    client: Client,
) -> Response[Collection | ErrorResponse]:
    """Read a collection by its resource name

     The collection that a Chroma resource name points to, in whichever tenant and database it lies.

    Args:
        crn (str):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[Collection | ErrorResponse]
    """

    kwargs = _get_kwargs(
        crn=crn,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)


async def asyncio_detailed(
    crn: str,
    *,
    client: Client,
) -> Response[Collection | ErrorResponse]:
    """Read a collection by its resource name

     The collection that a Chroma resource name points to, in whichever tenant and database it lies.

    Args:
        crn (str):

    Raises:
        InvalidResponse: A success came with a body that is not what the API describes.
        httpx.TransportError: No answer came.

    Returns:
        Response[Collection | ErrorResponse]
    """

    kwargs = _get_kwargs(
        crn=crn,
    )

    response = await client.get_async_httpx_client().request(
        **kwargs,
    )

    return _build_response(client, response)
