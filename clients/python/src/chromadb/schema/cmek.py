"""Customer-managed encryption keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

_GCP_RESOURCE = re.compile(r"projects/.+/locations/.+/keyRings/.+/cryptoKeys/.+$")


class CmekProvider(str, Enum):
    """Who keeps the key."""

    GCP = "gcp"


@dataclass
class Cmek:
    """The name of a key of your own with which Chroma Cloud encrypts a collection's data.

    Whether the key exists and may be used shows only when the collection is created.
    """

    provider: CmekProvider
    resource: str

    @classmethod
    def gcp(cls, resource: str) -> Cmek:
        """A key of Google Cloud KMS, by its resource name
        ``projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{key}``."""
        return cls(provider=CmekProvider.GCP, resource=resource)

    def validate_pattern(self) -> bool:
        """Whether the resource name has the provider's form."""
        return _GCP_RESOURCE.match(self.resource) is not None

    def to_dict(self) -> dict[str, Any]:
        """The key as it travels, e.g. ``{"gcp": "projects/..."}``."""
        return {self.provider.value: self.resource}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Cmek:
        """The inverse of ``to_dict``.

        Raises:
            ValueError: the provider is missing or unknown, or the resource is not a text.
        """
        if "gcp" not in data:
            raise ValueError(f"Unsupported or missing CMEK provider in data: {dict(data)}")
        resource = data["gcp"]
        if not isinstance(resource, str):
            raise ValueError(f"CMEK gcp resource must be a string, got: {type(resource)}")
        return cls.gcp(resource)
