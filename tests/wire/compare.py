"""Judge an answer against the recorded one.

Status, error kind and body must be equal. Numbers of answers below 400 may differ by 1e-5 (relative above 1); inside
metadata an int and a float of equal value differ. Of an error body the kind and the set of keys count, not the text.

Rules of a case (``compare``) relax that: ``unordered`` JSON pointers of arrays compared as multisets (``/*`` = every
array inside), ``sort_check`` {pointer: key} the array must ascend by that key, ``ties`` rows of equal distance may
swap, ``loose`` status and kind only, ``body_text: ignore`` no body, ``closed_ok`` any status from 400 on is as good as
the dropped connection that was recorded.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from wire.exchange import Answer, Run, fill, pointer

TOLERANCE = 1e-5
_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_MATCHERS = {
    "{{any}}": lambda value: True,
    "{{any:uuid}}": lambda value: isinstance(value, str) and _UUID.match(value) is not None,
    "{{any:int}}": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "{{any:number}}": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "{{any:string}}": lambda value: isinstance(value, str),
}
_LISTED_HEADERS = ("allow", "vary", "access-control-allow-methods", "access-control-allow-headers")


def differences(case: Mapping[str, Any], run: Run) -> list[str]:
    """Everything in which a run of a case differs from its recording; empty when they agree."""
    rules, tags = case.get("compare", {}), case.get("tags", [])
    found = list(run.problems)
    found += _judge(case["response"], run.answer, run.names, rules, headers="headers" in tags)
    for step, answer in zip(case.get("after", []), run.after, strict=True):
        found += _judge(step["response"], answer, run.names, step.get("compare", rules), headers=False)
    return found


def _judge(
    recorded: Mapping[str, Any], answer: Answer, names: Mapping[str, Any], rules: Mapping[str, Any], *, headers: bool
) -> list[str]:
    if recorded.get("closed"):
        if answer.closed or (rules.get("closed_ok") and (answer.status or 0) >= 400):
            return []
        return [f"recorded: connection dropped; got {answer.status}"]
    if answer.closed or answer.status is None:
        return [f"connection dropped, recorded {recorded['status']}"]
    found = []
    body = fill(recorded["body"], names)
    if recorded["status"] != answer.status:
        found.append(f"status {answer.status}, recorded {recorded['status']} ({_short(answer.body, 160)})")
    if recorded["status"] >= 400:
        found += _judge_error(body, answer.body, shape=not rules.get("loose"))
    elif isinstance(answer.body, dict) and set(answer.body) == {"error", "message"}:
        found.append(f"an error body: {_short(answer.body)}")
    elif not rules.get("loose") and rules.get("body_text") != "ignore":
        found += _judge_body(body, answer.body, rules)
    if headers:
        expected, actual = _headers(fill(recorded.get("headers_of_interest", {}), names)), _headers(answer.headers)
        if expected != actual:
            found.append(f"headers {_short(actual, 160)}, recorded {_short(expected, 160)}")
    return found


def _judge_error(recorded: Any, actual: Any, *, shape: bool) -> list[str]:
    kind = recorded.get("error") if isinstance(recorded, dict) else None
    got = actual.get("error") if isinstance(actual, dict) else None
    found = [] if kind == got else [f"error kind {got!r}, recorded {kind!r}"]
    if not shape:
        return found
    if isinstance(recorded, dict):
        if not (isinstance(actual, dict) and set(actual) == set(recorded) and isinstance(actual.get("message"), str)):
            found.append(f"error body {_short(actual)}, recorded {_short(recorded)}")
    elif (recorded or None) != (actual or None):
        found.append(f"body {_short(actual)}, recorded {_short(recorded)}")
    return found


def _judge_body(recorded: Any, actual: Any, rules: Mapping[str, Any]) -> list[str]:
    expected, got = recorded, actual
    for where in rules.get("unordered", []):
        expected, got = _sorted_at(expected, where), _sorted_at(got, where)
    if rules.get("ties"):
        expected, got = _untied(expected), _untied(got)
    found: list[str] = []
    _compare(expected, got, "", False, found)
    for where, key in (rules.get("sort_check") or {}).items():
        try:
            values = [item[key] for item in pointer(actual, where)]
        except (KeyError, TypeError, IndexError):
            found.append(f"nothing to check the order of at {where or 'the root'}")
            continue
        if values != sorted(values):
            found.append(f"{where or 'the root'} does not ascend by {key}")
    return found


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in headers.items() if k not in ("content-type", "chroma-trace-id")}
    return {
        k: ",".join(sorted(part.strip().lower() for part in v.split(","))) if k in _LISTED_HEADERS else v
        for k, v in kept.items()
    }


def _compare(expected: Any, actual: Any, at: str, typed: bool, found: list[str]) -> None:
    if len(found) >= 6:
        return
    if isinstance(expected, str) and expected in _MATCHERS:
        if not _MATCHERS[expected](actual):
            found.append(f"{at}: {actual!r} does not match {expected}")
    elif isinstance(expected, (bool, type(None))) or isinstance(actual, (bool, type(None))):
        if expected is not actual:
            found.append(f"{at}: {actual!r}, recorded {expected!r}")
    elif isinstance(expected, (int, float)) and isinstance(actual, (int, float)):
        if not _equal_numbers(expected, actual, typed):
            found.append(f"{at}: {actual!r}, recorded {expected!r}")
    elif isinstance(expected, dict) and isinstance(actual, dict):
        found += [f"{at}/{key}: missing" for key in expected if key not in actual]
        found += [f"{at}/{key}: not recorded, {_short(actual[key])}" for key in actual if key not in expected]
        for key in expected:
            if key in actual:
                _compare(expected[key], actual[key], f"{at}/{key}", typed or key in ("metadata", "metadatas"), found)
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
            _compare(one, other, f"{at}/{index}", typed, found)
    elif expected != actual:
        found.append(f"{at}: {_short(actual)}, recorded {_short(expected)}")


def _equal_numbers(expected: float, actual: float, typed: bool) -> bool:
    if typed and isinstance(expected, float) != isinstance(actual, float):
        return False
    if isinstance(expected, int) and isinstance(actual, int):
        return expected == actual
    close = abs(expected - actual) <= TOLERANCE * max(1.0, abs(expected))
    return close or (math.isnan(expected) and math.isnan(actual))


def _canonical(value: Any) -> str:
    def norm(item: Any) -> Any:
        if isinstance(item, float):
            return round(item, 4)
        if isinstance(item, str) and (item.startswith("{{any") or _UUID.match(item)):
            return "*"
        if isinstance(item, dict):
            return {k: norm(v) for k, v in item.items() if k != "num_threads"}
        return [norm(v) for v in item] if isinstance(item, list) else item

    return json.dumps(norm(value), sort_keys=True)


def _sorted_at(document: Any, where: str) -> Any:
    parts = [part for part in where.split("/") if part]
    if not parts:
        return sorted(document, key=_canonical) if isinstance(document, list) else document
    head, rest = parts[0], "/".join(parts[1:])
    if head == "*":
        return [_sorted_at(item, rest) for item in document] if isinstance(document, list) else document
    if isinstance(document, dict) and head in document:
        return {**document, head: _sorted_at(document[head], rest)}
    if isinstance(document, list) and head.isdigit() and int(head) < len(document):
        return [_sorted_at(item, rest) if i == int(head) else item for i, item in enumerate(document)]
    return document


def _untied(body: Any) -> Any:
    """A query answer with the rows of each group of equal distances ordered by id."""
    if not (isinstance(body, dict) and isinstance(body.get("ids"), list) and isinstance(body.get("distances"), list)):
        return body
    body = json.loads(json.dumps(body))
    for query, (ids, distances) in enumerate(zip(body["ids"], body["distances"], strict=False)):
        if not isinstance(distances, list) or len(distances) != len(ids):
            continue
        order: list[int] = []
        start = 0
        while start < len(ids):
            end = start + 1
            while end < len(ids) and _tied(distances[start], distances[end]):
                end += 1
            order += sorted(range(start, end), key=lambda row: str(ids[row]))
            start = end
        for column in ("ids", "distances", "documents", "metadatas", "embeddings", "uris"):
            rows = body.get(column)
            if isinstance(rows, list) and query < len(rows) and isinstance(rows[query], list):
                rows[query] = [rows[query][row] for row in order]
    return body


def _tied(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(other - one) <= TOLERANCE * max(1.0, abs(other))


def _short(value: Any, size: int = 90) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= size else text[:size] + "..."
