"""The authoring rules of the API description, each with the sentence that states it.

The rules exist because of what code generators do with documents that break them; `spec/openapi.yaml` passing them is a
gate. A rule is a pure function from the document to the places that break it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from chroma_generator.document import Document, follow, is_array, is_object
from chroma_generator.errors import SpecError
from chroma_generator.walk import carriers_of, operations_of, pointer_of, references_of, schemas_of

__all__ = ["ERROR_KINDS", "RULES", "Finding", "Rule", "lint"]

ERROR_KINDS = frozenset(
    {"InvalidArgumentError", "NotFoundError", "InternalError", "VersionMismatchError", "Unimplemented", "ChromaError"}
)
"""The values that `error` of an ErrorResponse can have."""

_RESERVED_NAMES = frozenset({"error", "schema", "key", "vec", "hashmap"})
_BITS = {"int32": 2**31 - 1, "int64": 2**63 - 1}
# Keywords whose value is data or names, so that a null or an odd key inside says nothing about the description.
_DATA_KEYWORDS = frozenset({"default", "example", "examples", "enum", "const"})

Place = tuple[str, str]
"""A JSON pointer into the document and what is wrong there."""


@dataclass(frozen=True)
class Rule:
    """One authoring rule: its id, the sentence that states it, and the check that yields each place breaking it."""

    id: str
    sentence: str
    check: Callable[[Document], Iterator[Place]]


@dataclass(frozen=True, order=True)
class Finding:
    """One place that breaks a rule.

    Attributes:
        rule: The rule's id.
        pointer: RFC 6901 pointer to the place.
        message: What is wrong there.
    """

    rule: str
    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.message} [{self.rule}]"


def lint(document: Document) -> list[Finding]:
    """Every place that breaks a rule, ordered by rule; empty when the document is fit to generate from."""
    return [Finding(rule.id, pointer, message) for rule in RULES for pointer, message in rule.check(document)]


# ---------------------------------------------------------------------------------------------------- looking
def _at(document: Document, reference: str) -> Any:
    return follow(document, reference.removeprefix("#"), shown=reference)


def _types(schema: Mapping[str, Any]) -> list[str]:
    declared = schema.get("type", [])
    return [declared] if isinstance(declared, str) else list(declared)


def _is_object(schema: Mapping[str, Any]) -> bool:
    return "object" in _types(schema) or "properties" in schema or "additionalProperties" in schema


def _members(document: Document, schema: Document) -> Iterator[Document]:
    """The members of a union, those of unions inside it included, references followed."""
    for member in [*schema.get("anyOf", []), *schema.get("oneOf", [])]:
        try:
            target = _at(document, member["$ref"]) if "$ref" in member else member
        except SpecError:
            continue  # references-resolve reports it
        if "anyOf" in target or "oneOf" in target:
            yield from _members(document, target)
        else:
            yield target


# ---------------------------------------------------------------------------------------------------- the document
def _openapi_valid(document: Document) -> Iterator[Place]:
    if _dangles(document):
        return
    for error in OpenAPIV31SpecValidator(document).iter_errors():
        yield pointer_of(*error.absolute_path), error.message


def _references_resolve(document: Document) -> Iterator[Place]:
    for pointer, reference in references_of(document):
        try:
            if reference.startswith("#/"):
                _at(document, reference)
            else:
                yield pointer, f"{reference} leads out of the document"
        except SpecError:
            yield pointer, f"{reference} leads nowhere in this document"


def _dangles(document: Document) -> bool:
    # The validators stop at a dangling reference with an exception; references-resolve reports it better.
    return next(_references_resolve(document), None) is not None


def _components_used(document: Document) -> Iterator[Place]:
    seen: set[str] = set()
    waiting = [reference for _, reference in references_of(document.get("paths", {}))]
    while waiting:
        reference = waiting.pop()
        if reference in seen:
            continue
        seen.add(reference)
        try:
            waiting += [inner for _, inner in references_of(_at(document, reference))]
        except SpecError:
            continue  # references-resolve reports it
    schemes = {name for requirement in document.get("security", []) for name in requirement}
    for kind, components in document.get("components", {}).items():
        for name in components:
            used = name in schemes if kind == "securitySchemes" else "#" + pointer_of("components", kind, name) in seen
            if not used:
                yield pointer_of("components", kind, name), "no operation needs it"


def _nothing_empty(document: Document) -> Iterator[Place]:
    def search(node: Any, pointer: str) -> Iterator[Place]:
        if node is None:
            yield pointer, "has no value; in a YAML flow mapping, text with a comma needs quotes"
        elif is_object(node):
            for key, value in node.items():
                if key not in _DATA_KEYWORDS or is_object(value):
                    yield from search(value, pointer + pointer_of(key))
        elif is_array(node):
            for index, value in enumerate(node):
                yield from search(value, pointer + pointer_of(index))

    yield from search(document, "")


def _security_global(document: Document) -> Iterator[Place]:
    if "security" not in document:
        yield "", "has no `security`"
    for pointer, operation in operations_of(document):
        if "security" in operation:
            yield pointer + "/security", "an operation with security of its own forces a client type of its own"


def _examples_valid(document: Document) -> Iterator[Place]:
    def failure(schema: Document, value: Any) -> str | None:
        # The components come along, so that local references inside the schema resolve.
        validator = OAS31Validator({**schema, "components": document.get("components", {})})
        error = next(iter(validator.iter_errors(value)), None)
        return None if error is None else f"{value!r} does not fit its schema: {error.message}"

    def judge(pointer: str, schema: Document, holder: Document) -> Iterator[Place]:
        named = holder.get("examples", [])
        values = (
            [(pointer_of("examples", name, "value"), entry.get("value")) for name, entry in named.items()]
            if is_object(named)
            else [(pointer_of("examples", index), value) for index, value in enumerate(named)]
        )
        values += [(pointer_of(key), holder[key]) for key in ("example", "default") if key in holder]
        for suffix, value in values:
            if (message := failure(schema, value)) is not None:
                yield pointer + suffix, message

    if _dangles(document):
        return
    for pointer, schema, _ in schemas_of(document):
        yield from judge(pointer, schema, schema)
    for pointer, holder in carriers_of(document):
        yield from judge(pointer, holder["schema"], holder)


# ---------------------------------------------------------------------------------------------------- operations
def _operation_ids(document: Document) -> Iterator[Place]:
    count = Counter(operation.get("operationId") for _, operation in operations_of(document))
    for pointer, operation in operations_of(document):
        name = operation.get("operationId")
        if not isinstance(name, str):
            yield pointer, "has no operationId"
        elif not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
            yield pointer + "/operationId", f"{name} is not snake_case"
        elif count[name] > 1:
            yield pointer + "/operationId", f"{name} names several operations"


def _one_tag(document: Document) -> Iterator[Place]:
    declared = {tag.get("name") for tag in document.get("tags", [])}
    for pointer, operation in operations_of(document):
        tags = operation.get("tags", [])
        if len(tags) != 1:
            yield pointer, f"has {len(tags)} tags"
        elif tags[0] not in declared:
            yield pointer + "/tags/0", f"tag {tags[0]} is not among the document's tags"


def _repeatable_said(document: Document) -> Iterator[Place]:
    for pointer, operation in operations_of(document):
        if not isinstance(operation.get("x-chroma-repeatable"), bool):
            yield pointer, "x-chroma-repeatable is not true or false"


def _statuses_said(document: Document) -> Iterator[Place]:
    for pointer, operation in operations_of(document):
        statuses = operation.get("x-chroma-statuses")
        if not is_object(statuses):
            yield pointer, "has no x-chroma-statuses"
            continue
        pointer += "/x-chroma-statuses"
        declared = {status for status in operation.get("responses", {}) if status.startswith("2")}
        said = {status for status in statuses if str(status).startswith("2")}
        if declared != said:
            yield pointer, f"the success is {sorted(said)} here and {sorted(declared)} in responses"
        for status, entry in statuses.items():
            here = pointer + pointer_of(status)
            if not re.fullmatch(r"[1-5]\d\d", str(status)):
                yield here, "is not a status code"
            if not is_object(entry) or not isinstance(entry.get("when"), str):
                yield here, "does not say when"
            elif str(status) >= "400" and not (is_array(entry.get("kinds")) and ERROR_KINDS.issuperset(entry["kinds"])):
                yield here, f"kinds are not among {sorted(ERROR_KINDS)}"


def _one_success_one_default(document: Document) -> Iterator[Place]:
    for pointer, operation in operations_of(document):
        responses = operation.get("responses", {})
        successes = [status for status in responses if status.startswith("2")]
        if len(successes) != 1 or set(responses) != {*successes, "default"}:
            yield pointer + "/responses", f"has {sorted(responses)}; wants one success and default"
            continue
        failure = responses["default"]
        try:
            failure = _at(document, failure["$ref"]) if "$ref" in failure else failure
            reference = failure["content"]["application/json"]["schema"]["$ref"]
        except (KeyError, SpecError):
            reference = None
        if reference != "#/components/schemas/ErrorResponse":
            yield pointer + "/responses/default", "is not an ErrorResponse"


def _prose(document: Document) -> Iterator[Place]:
    for pointer, operation in operations_of(document):
        for keyword in ("summary", "description"):
            if not operation.get(keyword):
                yield pointer, f"has no {keyword}"
    for pointer, holder in carriers_of(document):
        if "in" in holder and not holder.get("description"):
            yield pointer, "has no description"
    for pointer, schema, named in schemas_of(document):
        is_property = pointer.split("/")[-2] == "properties"
        if (named or is_property) and "$ref" not in schema and not schema.get("description"):
            yield pointer, "has no description"


# ---------------------------------------------------------------------------------------------------- schemas
def _objects_named(document: Document) -> Iterator[Place]:
    for pointer, schema, named in schemas_of(document):
        if not named and _is_object(schema):
            yield pointer, "an object without a name of its own gets an ugly one from every generator"


def _names_free(document: Document) -> Iterator[Place]:
    # A generator names the answer of an operation `<OperationId>Response`, in its own idea of case.
    taken = {
        str(operation.get("operationId")).replace("_", "") + "response" for _, operation in operations_of(document)
    }
    for name in document.get("components", {}).get("schemas", {}):
        if name.lower() in _RESERVED_NAMES or name.lower() in taken:
            yield pointer_of("components", "schemas", name), f"{name} clashes with names that generators use"
        elif not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
            yield pointer_of("components", "schemas", name), f"{name} is not PascalCase"


def _names_distinct(document: Document) -> Iterator[Place]:
    names = list(document.get("components", {}).get("schemas", {}))
    count = Counter(name.lower() for name in names)
    for name in names:
        if count[name.lower()] > 1:
            yield pointer_of("components", "schemas", name), f"{name} differs from another name in case alone"


def _no_all_of(document: Document) -> Iterator[Place]:
    for pointer, schema, _ in schemas_of(document):
        if "allOf" in schema:
            yield pointer, "allOf; write the object out"


def _nullable_forms(document: Document) -> Iterator[Place]:
    for pointer, schema, _ in schemas_of(document):
        types = _types(schema)
        if "nullable" in schema:
            yield pointer, "`nullable` is not OpenAPI 3.1"
        if len(types) > 1 and (len(types) != 2 or types[1] != "null" or types[0] == "object"):
            yield pointer, f"type {types}; wants [scalar or array, 'null'], or anyOf for anything else"
        for keyword in ("anyOf", "oneOf"):
            nulls = [index for index, member in enumerate(schema.get(keyword, [])) if member.get("type") == "null"]
            if nulls and nulls != [len(schema[keyword]) - 1]:
                yield pointer, "null is not the last member of the union, once"
            if nulls and keyword == "oneOf":
                yield pointer, "a union with null is an anyOf"


def _unions_tagged(document: Document) -> Iterator[Place]:
    for pointer, schema, _ in schemas_of(document):
        objects = [member for member in _members(document, schema) if _is_object(member)]
        if len(objects) < 2:
            continue
        required = Counter(name for member in objects for name in member.get("properties", {}))
        constants = [_constants(member) for member in objects]
        untagged = [
            member
            for member, constant in zip(objects, constants, strict=True)
            if not constant
            and member.get("maxProperties") != 0
            and not any(required[name] == 1 for name in member.get("required", []))
        ]
        if len(untagged) > 1:
            yield pointer, f"{len(untagged)} members have no required property that tells them from the others"
        if "oneOf" in schema and all(constants) and "discriminator" not in schema:
            yield pointer, "the members have const tags, but the union has no discriminator"


def _constants(schema: Document) -> list[str]:
    properties = schema.get("properties", {})
    return [name for name in schema.get("required", []) if "const" in properties.get(name, {})]


def _one_array_per_union(document: Document) -> Iterator[Place]:
    for pointer, schema, _ in schemas_of(document):
        if sum("array" in _types(member) for member in _members(document, schema)) > 1:
            yield pointer, "several members are arrays; put the union into `items`"


def _integer_before_number(document: Document) -> Iterator[Place]:
    for pointer, schema, _ in schemas_of(document):
        types = [kind for member in _members(document, schema) for kind in _types(member)]
        if "integer" in types and "number" in types and types.index("integer") > types.index("number"):
            yield pointer, "number comes before integer, and so turns whole numbers into floats"


def _integers_sized(document: Document) -> Iterator[Place]:
    for pointer, schema, _ in schemas_of(document):
        if "integer" not in _types(schema):
            continue
        width = _BITS.get(schema.get("format", ""))
        if width is None:
            yield pointer, "an integer needs the format int32 or int64"
        elif schema.get("maximum", 0) > width:
            yield pointer, f"maximum {schema['maximum']} does not fit {schema['format']}"


RULES: tuple[Rule, ...] = (
    Rule("openapi-valid", "The document is valid OpenAPI 3.1.", _openapi_valid),
    Rule("references-resolve", "Every $ref leads to a place in the document.", _references_resolve),
    Rule("components-used", "Every component is needed by some operation.", _components_used),
    Rule("nothing-empty", "Nothing is written without a value.", _nothing_empty),
    Rule("security-global", "Security is stated once for the document, never per operation.", _security_global),
    Rule("examples-valid", "Every example and default fits its schema.", _examples_valid),
    Rule("operation-ids", "Every operation has an operationId of its own, in snake_case.", _operation_ids),
    Rule("one-tag", "Every operation has one tag, and the document declares it.", _one_tag),
    Rule("repeatable-said", "Every operation says in x-chroma-repeatable if it may be sent again.", _repeatable_said),
    Rule("statuses-said", "Every operation lists in x-chroma-statuses all it can answer, and when.", _statuses_said),
    Rule(
        "one-success-one-default",
        "Every operation has one success and, for every error, one default ErrorResponse.",
        _one_success_one_default,
    ),
    Rule("prose", "Operations, parameters, schemas and properties are described.", _prose),
    Rule("objects-named", "Every object is a component.", _objects_named),
    Rule("names-free", "Schema names are PascalCase and not names that generators use themselves.", _names_free),
    Rule("names-distinct", "No two schema names differ in case alone.", _names_distinct),
    Rule("no-all-of", "There is no allOf.", _no_all_of),
    Rule("nullable-forms", "Null is [x, 'null'] for scalars and arrays, else an anyOf ending in it.", _nullable_forms),
    Rule("unions-tagged", "All objects in a union but one have a property that tells them apart.", _unions_tagged),
    Rule("one-array-per-union", "A union has at most one array among its members.", _one_array_per_union),
    Rule("integer-before-number", "In a union, integer stands before number.", _integer_before_number),
    Rule("integers-sized", "Integers have a format that holds their range.", _integers_sized),
)
"""All rules, in the order in which they are reported."""
