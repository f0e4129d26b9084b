"""Handlers bound to the operations of the description, at start-up and completely.

A handler is the function ``api.<tag>.<operationId>``. Its first parameter is the `Call`; every other one is, by name, a
path parameter, a query parameter or a property of the body. `bind` refuses to start (SpecMismatch) when an operation
has no handler, a handler has no operation, or the names, the defaults or the annotations do not fit, and lists all of
it.

Annotations say how a path parameter is read: ``str`` as it is, `CollectionId` as a UUID, `DatabaseName` with its least
length. A plain function runs in the thread pool, a coroutine function on the event loop.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, get_type_hints

from chroma_server.api.call import Call, CollectionId, DatabaseName
from chroma_server.api.models import Models
from chroma_server.decode import QueryString
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.names import check_database_reference
from chroma_server.errors import INVALID_ARGUMENT, ApiError
from chroma_server.exchange import Request
from chroma_server.operations import Operation, Schema, SpecMismatch
from chroma_server.shapes import BodyShape

_UUID = re.compile(
    r"(?:urn:uuid:)?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})"
    r"|([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})",
    re.IGNORECASE,
)

Handler = Callable[..., Any]


def parse_collection_id(text: str) -> str:
    """The canonical form of a UUID given plain, without dashes, in braces or as a URN. Raises ApiError 400."""
    inner = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    match = _UUID.fullmatch(inner)
    if match is None or (inner is not text and inner.lower().startswith("urn:")):
        raise ApiError(400, INVALID_ARGUMENT, "Collection ID is not a valid UUIDv4")
    return "-".join(group for group in match.groups() if group is not None).lower()


def parse_database_name(text: str) -> str:
    """A database name of at least three bytes. Raises ApiError 400."""
    try:
        check_database_reference(text)
    except InvalidArgument as error:
        raise ApiError(400, INVALID_ARGUMENT, error.message) from error
    return text


_PATH_READERS: Mapping[object, Callable[[str], str]] = {
    str: str,
    CollectionId: parse_collection_id,
    DatabaseName: parse_database_name,
}


@dataclass(frozen=True)
class Binding:
    """One operation with its handler and everything needed to turn a request into the call of it."""

    operation: Operation
    handler: Handler
    shape: BodyShape | None
    path_readers: Mapping[str, Callable[[str], str]]
    is_async: bool

    def arguments(self, request: Request, path: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """The keyword arguments of the handler.

        The order of the checks is the API's: query string, JSON syntax and shape, database name, collection id. Raises
        ApiError.
        """
        found: dict[str, Any] = {}
        if self.operation.query_parameters:
            query = QueryString(request.query)
            for name, schema in self.operation.query_parameters.items():
                found[name] = _query_value(query, name, schema)
        if self.shape is not None:
            found |= self.shape.read(body)
        for name, reader in self.path_readers.items():
            found[name] = reader(path[name])
        return found


def _query_value(query: QueryString, name: str, schema: Schema) -> int | str | None:
    if schema.get("type") == "integer":
        return query.u32(name)
    if "enum" in schema:
        return query.choice(name, tuple(schema["enum"]))
    return query.text(name)


def bind(
    document: Schema,
    operations: Mapping[str, Operation],
    handlers: Mapping[str, ModuleType],
    models: Models,
) -> dict[str, Binding]:
    """Every operation with its handler. ``handlers`` maps a tag to its module.

    Raises SpecMismatch, whose message lists everything that does not fit.
    """
    problems: list[str] = []
    available = _handlers_by_id(handlers)
    bindings: dict[str, Binding] = {}
    for identifier, operation in operations.items():
        found = available.pop(identifier, None)
        if found is None:
            problems.append(f"{identifier} ({operation.method} {operation.path}) has no handler in api.{operation.tag}")
            continue
        tag, handler = found
        if tag != operation.tag:
            problems.append(f"{identifier} is tagged {operation.tag} but its handler is in api.{tag}")
        shape, trouble = _shape(document, operation, models)
        trouble += _signature_problems(operation, handler, shape)
        problems += trouble
        if not trouble:
            readers = _path_readers(operation, handler)
            bindings[identifier] = Binding(operation, handler, shape, readers, inspect.iscoroutinefunction(handler))
    problems += [f"handler api.{tag}.{name} has no operation" for name, (tag, _) in available.items()]
    if problems:
        raise SpecMismatch("The API description and the handlers do not fit:\n  " + "\n  ".join(problems))
    return bindings


def _handlers_by_id(modules: Mapping[str, ModuleType]) -> dict[str, tuple[str, Handler]]:
    found: dict[str, tuple[str, Handler]] = {}
    for tag, module in modules.items():
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
                found[name] = (tag, value)
    return found


def _shape(document: Schema, operation: Operation, models: Models) -> tuple[BodyShape | None, list[str]]:
    if operation.body is None:
        return None, []
    model = models.find(operation.body)
    if model is None:
        return None, [f"{operation.id}: the wire models have no {operation.body}"]
    return BodyShape(operation.body, document["components"]["schemas"][operation.body], model), []


def _signature_problems(operation: Operation, handler: Handler, shape: BodyShape | None) -> list[str]:
    parameters = dict(inspect.signature(handler).parameters)
    hints = get_type_hints(handler)
    problems: list[str] = []
    call = next(iter(parameters), None)
    if call is None or hints.get(call) is not Call:
        return [f"{operation.id}: the first parameter of the handler must be a Call"]
    parameters.pop(call)
    required = {*operation.path_parameters, *(shape.required if shape else ())}
    optional = {*operation.query_parameters, *(shape.fields if shape else ())} - required
    given = [*operation.path_parameters, *operation.query_parameters, *(shape.fields if shape else ())]
    problems += [
        f"{operation.id}: {name} is given in two places" for name in sorted({n for n in given if given.count(n) > 1})
    ]
    for name in sorted((required | optional) - parameters.keys()):
        problems.append(f"{operation.id}: the handler does not take {name}")
    for name, parameter in parameters.items():
        has_default = parameter.default is not inspect.Parameter.empty
        if name not in required | optional:
            problems.append(f"{operation.id}: the handler takes {name}, which the description does not have")
        elif name in required and has_default:
            problems.append(f"{operation.id}: {name} is required, but the handler gives it a default")
        elif name in optional and not has_default:
            problems.append(f"{operation.id}: {name} is optional, but the handler has no default for it")
    for name in operation.path_parameters:
        if name in hints and hints[name] not in _PATH_READERS:
            problems.append(f"{operation.id}: the path parameter {name} cannot be annotated {hints[name]!r}")
        elif (hints.get(name) is CollectionId) != (name == "collection_id"):
            problems.append(f"{operation.id}: collection_id, and nothing else, is a CollectionId")
    return problems


def _path_readers(operation: Operation, handler: Handler) -> dict[str, Callable[[str], str]]:
    hints = get_type_hints(handler)
    readers = {name: _PATH_READERS[hints[name]] for name in operation.path_parameters}
    # A database name that is too short is told before a malformed collection id.
    return dict(sorted(readers.items(), key=lambda item: item[1] is parse_collection_id))
