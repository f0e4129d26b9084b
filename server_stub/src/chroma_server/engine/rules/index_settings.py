"""The settings of one vector index: space, HNSW and SPANN fields, embedding function.

Both the configuration and the schema of a collection speak of them, so their fields are read here. Settings that are
null or absent are left out of what the parsers return; defaults come later, where it is known what they are merged
with.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from numbers import Integral, Real
from typing import Any, cast

from chroma_server.engine.errors import InvalidArgument

from .shapes import copy_json, is_object, kind_of

SPACES = ("l2", "cosine", "ip")
DEFAULT_SPACE = "l2"
MAX_INTEGER = 2**63 - 1


def _cpu_count() -> int:
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class HnswSettings:
    """Settings of an HNSW index, with the official defaults."""

    ef_construction: int = 100
    max_neighbors: int = 16
    ef_search: int = 100
    num_threads: int = field(default_factory=_cpu_count)
    batch_size: int = 100
    sync_threshold: int = 1000
    resize_factor: float = 1.2

    def to_json(self) -> dict[str, Any]:
        """The ``hnsw`` object of a schema."""
        return asdict(self)


HNSW_FIELDS: dict[str, type] = {f.name: float if f.name == "resize_factor" else int for f in fields(HnswSettings)}
HNSW_UPDATABLE = ("ef_search", "max_neighbors", "num_threads", "resize_factor", "sync_threshold", "batch_size")

# Known and checked for their type, and given up afterwards: this server's index is not SPANN, and neither is the
# official single node's.
SPANN_DEFAULTS: dict[str, int | float] = {
    "search_nprobe": 64,
    "search_rng_factor": 1.0,
    "search_rng_epsilon": 10.0,
    "nreplica_count": 8,
    "write_nprobe": 32,
    "write_rng_factor": 1.0,
    "write_rng_epsilon": 5.0,
    "split_threshold": 50,
    "num_samples_kmeans": 1000,
    "initial_lambda": 100.0,
    "reassign_neighbor_count": 64,
    "merge_threshold": 25,
    "num_centers_to_merge_to": 8,
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 64,
    "center_drift_threshold": 0.125,
}
SPANN_QUANTIZE = ("none", "four_bit_rabit_q_with_u_search")
SPANN_CONFIGURABLE = (
    "search_nprobe",
    "write_nprobe",
    "ef_construction",
    "ef_search",
    "max_neighbors",
    "reassign_neighbor_count",
    "split_threshold",
    "merge_threshold",
)
SPANN_UPDATABLE = ("search_nprobe", "ef_search")


def as_object(value: object, path: str) -> Mapping[str, Any]:
    """``value`` when it is an object, else InvalidArgument naming ``path``."""
    if not is_object(value):
        raise InvalidArgument(f"{path}: expected an object, got {kind_of(value)}")
    for key in value:
        if not isinstance(key, str):
            raise InvalidArgument(f"{path}: expected strings as keys, got {kind_of(key)}")
    return cast("Mapping[str, Any]", value)


def check_known_fields(value: Mapping[str, Any], known: tuple[str, ...], path: str) -> None:
    """Raise InvalidArgument for the first field of ``value`` that is not in ``known``."""
    for name in value:
        if name not in known:
            expected = "one of " + ", ".join(f"`{choice}`" for choice in known) if known else "no fields"
            raise InvalidArgument(f"{path}.{name}: unknown field `{name}`, expected {expected}")


def parse_hnsw(value: object, path: str, *, allowed: tuple[str, ...] = tuple(HNSW_FIELDS)) -> dict[str, Any]:
    """The HNSW settings that ``value`` gives. Raises InvalidArgument for an unknown field or a wrong type."""
    given = as_object(value, path)
    check_known_fields(given, allowed, path)
    return _numbers(given, HNSW_FIELDS, path)


def parse_spann(value: object, path: str, *, allowed: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The SPANN settings that ``value`` gives. Raises InvalidArgument for an unknown field or a wrong type."""
    given = as_object(value, path)
    check_known_fields(given, (*SPANN_DEFAULTS, "quantize") if allowed is None else allowed, path)
    parsed = _numbers(given, {name: type(default) for name, default in SPANN_DEFAULTS.items()}, path)
    if given.get("quantize") is not None:
        parsed["quantize"] = parse_choice(given["quantize"], SPANN_QUANTIZE, f"{path}.quantize")
    return parsed


def spann_is_default(spann: Mapping[str, Any]) -> bool:
    """Whether the given settings change nothing about SPANN's defaults."""
    return all(value == SPANN_DEFAULTS.get(name, "none") for name, value in spann.items())


def parse_space(value: object, path: str) -> str | None:
    """A distance by name, or None. Raises InvalidArgument for another name."""
    return None if value is None else parse_choice(value, SPACES, path)


def parse_choice(value: object, choices: tuple[str, ...], path: str) -> str:
    """``value`` when it is one of ``choices``, else InvalidArgument naming ``path``."""
    if not isinstance(value, str) or value not in choices:
        expected = ", ".join(f"`{choice}`" for choice in choices)
        raise InvalidArgument(f"{path}: unknown variant `{value}`, expected one of {expected}")
    return value


def parse_embedding_function(value: object, path: str) -> dict[str, Any] | None:
    """An embedding function's description, or None.

    It is ``{"type": "legacy"}``, ``{"type": "unknown"}``, or of type ``known`` with a name and a config. The config
    is kept verbatim, whatever JSON it is. Raises InvalidArgument for another shape.
    """
    if value is None:
        return None
    given = as_object(value, path)
    kind = parse_choice(given.get("type"), ("legacy", "known", "unknown"), f"{path}.type")
    if kind != "known":
        return {"type": kind}
    if not isinstance(given.get("name"), str):
        raise InvalidArgument(f"{path}.name: expected a string, got {kind_of(given.get('name'))}")
    if "config" not in given:
        raise InvalidArgument(f"{path}: missing field `config`")
    return {"type": kind, "name": given["name"], "config": copy_json(given["config"], f"{path}.config")}


def embedding_function_is_default(function: Mapping[str, Any] | None) -> bool:
    """Whether an embedding function says no more than none does: absent, unknown, or the default one."""
    return function is None or function["type"] == "unknown" or function.get("name") == "default"


def _numbers(given: Mapping[str, Any], kinds: Mapping[str, type], path: str) -> dict[str, Any]:
    return {
        name: _integer(value, f"{path}.{name}") if kinds[name] is int else _double(value, f"{path}.{name}")
        for name, value in given.items()
        if name in kinds and value is not None
    }


def _integer(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral) or not 0 <= int(value) <= MAX_INTEGER:
        shown = value if isinstance(value, (int, float)) else kind_of(value)
        raise InvalidArgument(f"{path}: expected an integer of 0 or more, got {shown}")
    return int(value)


def _double(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise InvalidArgument(f"{path}: expected a number, got {kind_of(value)}")
    try:
        number = float(value)
    except OverflowError:
        raise InvalidArgument(f"{path}: number out of range") from None
    if not math.isfinite(number):
        raise InvalidArgument(f"{path}: expected a finite number, got {number}")
    return number
