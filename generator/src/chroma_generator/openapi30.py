"""Turns an OpenAPI 3.1 document into a 3.0.3 one, for tools that read nothing newer.

Both functions are pure steps, as those of `transform`. What 3.0 says in other words is said in them; annotations that
it does not know are dropped; a constraint that it cannot express is an error, never a silent loss.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from chroma_generator.document import Document, is_array, is_object
from chroma_generator.errors import SpecError
from chroma_generator.walk import pointer_of, schemas_of

__all__ = ["any_of_to_one_of", "to_openapi30"]

# Annotations and identifiers of JSON Schema 2020-12 without which a schema admits the same values.
_DROPPED = frozenset({"$schema", "$id", "$anchor", "$dynamicAnchor", "$comment", "$vocabulary", "examples"})
_INEXPRESSIBLE = (
    *("$defs", "$dynamicRef", "contains", "contentSchema", "dependentRequired", "dependentSchemas", "else", "if"),
    *("maxContains", "minContains", "patternProperties", "prefixItems", "propertyNames", "then"),
    *("unevaluatedItems", "unevaluatedProperties"),
)
# The keywords that belong to one type and have to follow it when a list of types becomes a union.
_ARRAY_KEYWORDS = ("items", "minItems", "maxItems", "uniqueItems")
_TYPE_OF = {str: "string", bool: "boolean", int: "integer", float: "number"}

# Objects whose keys are names chosen by the author; `schema` is no keyword there.
_NAME_MAPS = frozenset(
    {"paths", "content", "headers", "responses", "requestBodies", "callbacks", "links", "encoding", "variables"}
    | {"securitySchemes", "mapping"}
)
# Values that are data, not description.
_DATA = frozenset({"example", "examples", "value", "default", "enum"})


def to_openapi30(document: Document) -> Document:
    """The same API as a 3.0.3 document.

    - `[x, "null"]` becomes `nullable`; several types become an `anyOf`.
    - A union with null becomes nullable without that member; a nullable reference becomes `allOf: [reference]` with
      `nullable`, which is what generators for 3.0 understand, though a strict reading of 3.0.3 wants a type beside it.
    - `const` becomes an `enum` of one; numeric exclusive bounds become flags; `examples` of a schema become `example`.
    - A reference with keywords beside it becomes `allOf: [reference]` with these; boolean schemas become `{}` and
      `{not: {}}`; an array without `items` gets them; base64 and binary content become formats.
    - Beside references that are none to a schema, `summary` and `description` are dropped: 3.0 ignores them there.

    Raises:
        SpecError: Something cannot be said in 3.0 (webhooks, mutual TLS, path items among the components, conditional
            schemas and the like). The message has the pointer of the place.
    """
    if not str(document.get("openapi", "")).startswith("3.1."):
        raise SpecError(f"wants an OpenAPI 3.1 document, and this is {document.get('openapi')!r}")
    if document.get("webhooks"):
        raise SpecError("/webhooks: OpenAPI 3.0 has no webhooks")
    result: Document = {"openapi": "3.0.3", "info": _info(document.get("info", {}))}
    for key, node in document.items():
        if key in ("openapi", "info", "webhooks", "jsonSchemaDialect"):
            continue
        if key == "components":
            result[key] = _components(node)
        elif key.startswith("x-"):
            result[key] = copy.deepcopy(node)
        else:
            result[key] = _member(key, node, pointer_of(key))
    return {**result, "paths": result.get("paths", {})}


def _info(info: Document) -> Document:
    info = {key: copy.deepcopy(value) for key, value in info.items() if key != "summary"}
    license_ = info.get("license", {})
    if (identifier := license_.pop("identifier", None)) is not None:
        license_["url"] = f"https://spdx.org/licenses/{identifier}.html"
    return info


def _components(components: Document) -> Document:
    if components.get("pathItems"):
        raise SpecError("/components/pathItems: OpenAPI 3.0 has no path items among the components")
    result: Document = {}
    for kind, entries in components.items():
        here = pointer_of("components", kind)
        if kind.startswith("x-"):
            result[kind] = copy.deepcopy(entries)
        elif kind == "schemas":
            result[kind] = {name: _schema(schema, here + pointer_of(name)) for name, schema in entries.items()}
        elif kind != "pathItems":
            result[kind] = _names(entries, here)
    for name, scheme in components.get("securitySchemes", {}).items():
        if scheme.get("type") == "mutualTLS":
            raise SpecError(f"{pointer_of('components', 'securitySchemes', name)}: OpenAPI 3.0 has no mutual TLS")
    return result


def _member(key: str, node: Any, pointer: str) -> Any:
    if key in _DATA or key.startswith("x-"):
        return copy.deepcopy(node)
    if key == "schema":
        return _schema(node, pointer)
    return _names(node, pointer) if key in _NAME_MAPS else _node(node, pointer)


def _names(node: Any, pointer: str) -> Any:
    if not is_object(node):
        return _node(node, pointer)
    return {name: _node(value, pointer + pointer_of(name)) for name, value in node.items()}


def _node(node: Any, pointer: str) -> Any:
    if is_array(node):
        return [_node(item, pointer + pointer_of(index)) for index, item in enumerate(node)]
    if not is_object(node):
        return node
    if "$ref" in node:
        return {"$ref": node["$ref"]}
    return {key: _member(key, value, pointer + pointer_of(key)) for key, value in node.items()}


# ---------------------------------------------------------------------------------------------------- schemas
def _schema(schema: Any, pointer: str) -> Document:
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    if not is_object(schema):
        raise SpecError(f"{pointer}: is no schema")
    for keyword in _INEXPRESSIBLE:
        if keyword in schema:
            raise SpecError(f"{pointer}{pointer_of(keyword)}: OpenAPI 3.0 cannot express it")
    result = {
        key: copy.deepcopy(value) if key in ("default", "example", "enum", "const") else _part(key, value, pointer)
        for key, value in schema.items()
        if key not in _DROPPED
    }
    if "examples" in schema and "example" not in result and schema["examples"]:
        result["example"] = copy.deepcopy(schema["examples"][0])
    _content(result, pointer)
    _constant(result)
    _bound(result, "minimum", "exclusiveMinimum", max)
    _bound(result, "maximum", "exclusiveMaximum", min)
    result = _nullable_union(result, pointer)
    result = _typed(result, pointer)
    if "$ref" in result and len(result) > 1:
        result = {"allOf": [{"$ref": result.pop("$ref")}], **result}
    return result


def _part(key: str, value: Any, pointer: str) -> Any:
    here = pointer + pointer_of(key)
    if key == "properties":
        return {name: _schema(child, here + pointer_of(name)) for name, child in value.items()}
    if key in ("anyOf", "oneOf", "allOf"):
        return [_schema(child, here + pointer_of(index)) for index, child in enumerate(value)]
    if key == "additionalProperties" and isinstance(value, bool):
        return value
    if key in ("items", "additionalProperties", "not"):
        return _schema(value, here)
    return copy.deepcopy(value)


def _content(schema: Document, pointer: str) -> None:
    encoding, media = schema.pop("contentEncoding", None), schema.pop("contentMediaType", None)
    if encoding is not None and encoding != "base64":
        raise SpecError(f"{pointer}/contentEncoding: OpenAPI 3.0 knows only base64, and this is {encoding}")
    if encoding or media:
        schema.setdefault("format", "byte" if encoding else "binary")


def _constant(schema: Document) -> None:
    if "const" not in schema:
        return
    value = schema.pop("const")
    schema["enum"] = [value]
    if value is None:
        schema["nullable"] = True
    elif "type" not in schema and type(value) in _TYPE_OF:
        schema["type"] = _TYPE_OF[type(value)]


def _bound(schema: Document, inclusive: str, exclusive: str, tighter: Callable[[float, float], float]) -> None:
    if exclusive not in schema:
        return
    bound = schema.pop(exclusive)
    if inclusive in schema and tighter(schema[inclusive], bound) != bound:
        return
    schema[inclusive], schema[exclusive] = bound, True


def _is_null(schema: Document) -> bool:
    return schema.get("enum") == [None]


def _nullable_union(schema: Document, pointer: str) -> Document:
    for keyword in ("anyOf", "oneOf"):
        members = schema.get(keyword, [])
        others = [member for member in members if not _is_null(member)]
        if len(others) == len(members):
            continue
        schema = {key: value for key, value in schema.items() if key != keyword}
        if not others:
            schema["enum"] = [None]
        elif len(others) > 1:
            schema[keyword] = others
        elif clash := [key for key in schema if key in others[0] and key != "description"]:
            raise SpecError(f"{pointer}: {', '.join(clash)} stands both here and in the only member but null")
        else:
            schema = {**others[0], **schema}
        schema["nullable"] = True
    return schema


def _typed(schema: Document, pointer: str) -> Document:
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else list(types)
    if not types:
        return schema
    schema = {key: value for key, value in schema.items() if key != "type"}
    null, types = "null" in types, [kind for kind in types if kind != "null"]
    if null:
        schema["nullable"] = True
        if not types:
            return {"enum": [None], **schema}
        if "enum" in schema and None not in schema["enum"]:
            # 3.0.3: null has to stand among the values. Here it does not, so the schema never admitted it.
            del schema["nullable"]
    if len(types) == 1:
        return _with_items({"type": types[0], **schema})
    if "anyOf" in schema:
        raise SpecError(f"{pointer}: has several types beside an anyOf")
    of_arrays = {key: schema.pop(key) for key in _ARRAY_KEYWORDS if key in schema}
    members = [{"type": kind, **(of_arrays if kind == "array" else {})} for kind in types]
    return {"anyOf": [_with_items(member) for member in members], **schema}


def _with_items(schema: Document) -> Document:
    return {**schema, "items": schema.get("items", {})} if schema["type"] == "array" else schema


# ---------------------------------------------------------------------------------------------------- unions
def any_of_to_one_of(document: Document) -> Document:
    """Every `anyOf` as a `oneOf`, for tools that make a type with optional parts of the one and a union of the other.

    The order of the members stays. A value may fit several of them (1 is an integer and a number), which `oneOf`
    forbids: the result is for generators, not for validators.

    Raises:
        SpecError: A schema has both.
    """
    document = copy.deepcopy(document)
    for pointer, schema, _ in list(schemas_of(document)):
        if "anyOf" not in schema:
            continue
        if "oneOf" in schema:
            raise SpecError(f"{pointer}: has an anyOf and a oneOf")
        renamed = [("oneOf" if key == "anyOf" else key, value) for key, value in schema.items()]
        schema.clear()
        schema.update(renamed)
    return document
