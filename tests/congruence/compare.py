"""Compare what two subjects answered, by the rules that the API promises and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contract.drivers.outcome import Failure, Outcome, Success
from contract.runner.match import close, differences

from .programs import Do


def disagreement(do: Do, expected: Outcome, actual: Outcome) -> list[str]:
    """How the answers of two subjects to the same call differ."""
    if isinstance(expected, Failure) or isinstance(actual, Failure):
        return _failures(expected, actual)
    if do.compare_as == "ranking":
        return _ranking(expected.value, actual.value)
    if do.compare_as == "collection":
        return differences(_described(expected.value), _described(actual.value))
    if do.compare_as == "schema":
        return differences(_without_threads(expected.value["schema"]), _without_threads(actual.value["schema"]))
    if do.compare_as == "collections":
        return differences(_listed(expected.value), _listed(actual.value))
    return differences(expected.value, actual.value)


def _failures(expected: Outcome, actual: Outcome) -> list[str]:
    if isinstance(expected, Success) or isinstance(actual, Success):
        return [f"expected {expected!r}, got {actual!r}"]
    return [] if expected.category == actual.category else [f"expected {expected!r}, got {actual!r}"]


def _described(collection: Mapping[str, Any]) -> dict[str, Any]:
    """A collection without what is its own on every server: the id, and settings that follow the machine."""
    kept = {name: collection[name] for name in ("name", "metadata", "dimension", "tenant")}
    return {**kept, "hnsw": collection["configuration_json"]["hnsw"]}


def _without_threads(schema: Any) -> Any:
    """A schema without what follows the machine."""
    if isinstance(schema, Mapping):
        return {name: _without_threads(part) for name, part in schema.items() if name != "num_threads"}
    return schema


def _listed(collections: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Collections by name: their order follows their ids, which are random."""
    return sorted(map(_described, collections), key=lambda collection: str(collection["name"]))


def _ranking(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> list[str]:
    """Query results: distances ascend and agree; records of equal distance may change places, and which of them come
    before the cut at ``n_results`` is not defined."""
    found: list[str] = []
    for number, (want, got) in enumerate(zip(_rows(expected), _rows(actual), strict=True)):
        path = f"/query/{number}"
        want_distances = [row["distances"] for row in want]
        found += differences(want_distances, [row["distances"] for row in got], f"{path}/distances")
        if found:
            return found
        for group in _ties(want_distances):
            ids = {want[index]["ids"] for index in group}
            others = {got[index]["ids"] for index in group}
            if ids != others and group[-1] != len(want) - 1:
                found.append(
                    f"{path}: at distance {want_distances[group[0]]} expected {sorted(ids)}, got {sorted(others)}"
                )
        by_id = {row["ids"]: row for row in want}
        for row in got:
            if row["ids"] in by_id:
                found += differences(by_id[row["ids"]], row, f"{path}/{row['ids']}")
    return found


def _rows(result: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    columns = {name: value for name, value in result.items() if name != "include" and value is not None}
    return [
        [{name: columns[name][query][row] for name in columns} for row in range(len(ids))]
        for query, ids in enumerate(result["ids"])
    ]


def _ties(distances: Sequence[float]) -> list[list[int]]:
    """Positions of equal distance, in groups."""
    groups: list[list[int]] = []
    for index, distance in enumerate(distances):
        if groups and close(distances[groups[-1][-1]], distance):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
