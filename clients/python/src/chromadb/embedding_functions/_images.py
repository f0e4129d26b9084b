"""Images among what is to be embedded."""

from __future__ import annotations

import base64
import io
from typing import Any

from chromadb._types.records import is_document, is_image

from ._optional import import_optional


def check_items(service: str, input: Any) -> None:
    """Raise a ValueError if there is something else than texts and images."""
    for place, item in enumerate(input):
        if not is_document(item) and not is_image(item):
            raise ValueError(
                f"{service} embeds texts and images: input[{place}] is neither a text nor an array of two dimensions "
                f"or more, but {type(item).__name__}"
            )


def pillow_image(service: str, image: Any, place: int) -> Any:
    """The array as an image of Pillow.

    Raises:
        MissingDependencyError: Pillow is not installed.
        ValueError: an array of such a shape or dtype is no image.
    """
    pillow = import_optional("PIL.Image", service, "pip install pillow")
    try:
        return pillow.fromarray(image)
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"input[{place}], an array of the shape {image.shape} and the dtype {image.dtype}, is no image: {error}"
        ) from error


def base64_image(service: str, image: Any, place: int, format: str) -> str:
    """The array as a file of this format, "PNG" or "JPEG", in base64; raises what `pillow_image` raises."""
    found = pillow_image(service, image, place)
    # What every service reads. JPEG has no transparency.
    if found.mode not in (("L", "RGB", "RGBA") if format == "PNG" else ("L", "RGB")):
        found = found.convert("RGB")
    file = io.BytesIO()
    found.save(file, format=format)
    return base64.b64encode(file.getvalue()).decode("ascii")
