"""From the schemas and operations of a description to Rust items: names, types, attributes. Pure.

What a schema becomes:

- an object with properties: a struct; properties that may be absent are `Option` and are left out when `None`
- an object without properties: an empty struct, or a map of its `additionalProperties`
- a string with `enum` or `const`: an enum without data
- a union: an enum, tagged where there is a discriminator, else untagged, with its members in the order of the spec
- an array, or a scalar: an alias
- no type at all: `serde_json::Value`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chroma_generator.document import Document, is_array, is_object, reference_of, resolve
from chroma_generator.errors import SpecError
from chroma_generator.walk import operations_of, references_of

__all__ = ["Alias", "Enum", "Field", "Function", "Item", "Models", "Parameter", "Struct", "Union", "Variant", "snake"]

_RESERVED = """
as async await break const continue crate dyn else enum extern false fn for gen if impl in let loop match mod move mut
pub ref return self static struct super trait true try type unsafe use where while yield abstract become box do final
macro override priv typeof unsized virtual
"""
_KEYWORDS = frozenset(_RESERVED.split())
_U32_MAX = 2**32 - 1
_SCALARS = {"bool": "Bool", "i64": "Int", "f64": "Float", "String": "String"}
_SHARED_UNIONS: dict[tuple[str, ...], str] = {("Bool", "Int", "Float", "String"): "Scalar", ("Int", "Float"): "Number"}
_SHARED_PROSE = {"Scalar": "A boolean, an integer, a float or a text.", "Number": "An integer or a float."}


def snake(name: str) -> str:
    """A name of the wire as a Rust identifier in snake_case."""
    words = re.sub(r"[^0-9A-Za-z]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).strip("_").lower()
    return f"{words}_" if words in _KEYWORDS else words


def _pascal(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^0-9A-Za-z]+", name) if word)


@dataclass(frozen=True)
class Field:
    """A field of a struct: `name` in Rust, `wire` on the wire, its `type`, and whether it may be left out."""

    name: str
    wire: str
    type: str
    optional: bool
    doc: str


@dataclass(frozen=True)
class Struct:
    """`defaultable`: every field may be left out."""

    name: str
    doc: str
    fields: tuple[Field, ...]

    kind = "struct"

    @property
    def defaultable(self) -> bool:
        return all(item.optional for item in self.fields)


@dataclass(frozen=True)
class Variant:
    """A variant of an enum. `wire` is its text or tag, `type` what it holds, None for nothing."""

    name: str
    wire: str | None = None
    type: str | None = None


@dataclass(frozen=True)
class Enum:
    """One of several texts."""

    name: str
    doc: str
    variants: tuple[Variant, ...]

    kind = "enum"


@dataclass(frozen=True)
class Union:
    """One of several types; `tag` is the property that tells them apart, if one does."""

    name: str
    doc: str
    tag: str | None
    variants: tuple[Variant, ...]

    kind = "union"


@dataclass(frozen=True)
class Alias:
    """Another name for a type."""

    name: str
    doc: str
    type: str

    kind = "alias"


Item = Struct | Enum | Union | Alias


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation; those of the query may be left out."""

    name: str
    wire: str
    type: str
    doc: str


@dataclass(frozen=True)
class Function:
    """The function that makes the request of one operation."""

    id: str
    summary: str
    doc: str
    segments: tuple[str, ...]
    path: tuple[Parameter, ...]
    query: tuple[Parameter, ...]
    body: str | None
    answer: str


@dataclass
class Models:
    """All items of a description. Make it with the document, then read `items` and `functions`."""

    document: Document
    _found: dict[str, Item] = field(default_factory=dict[str, Item])

    def __post_init__(self) -> None:
        self._schemas: Document = self.document.get("components", {}).get("schemas", {})
        self._direct = {name: frozenset(_direct_references(schema)) for name, schema in self._schemas.items()}
        self._tagged = {
            member: (union, schema["discriminator"]["propertyName"])
            for union, schema in self._schemas.items()
            if "discriminator" in schema
            for member in (_name_of(node) for node in schema.get("oneOf", schema.get("anyOf", [])))
        }
        for name, schema in self._schemas.items():
            self._define(name, schema)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, ordered by name."""
        return tuple(self._found[name] for name in sorted(self._found))

    def functions(self) -> tuple[Function, ...]:
        """The functions of all operations, ordered by operation id.

        Raises:
            SpecError: A parameter is not of a kind the template knows.
        """
        found = [
            self._function(path, item, operation)
            for path, item in self.document.get("paths", {}).items()
            for _, operation in operations_of({"paths": {path: item}})
        ]
        return tuple(sorted(found, key=lambda function: function.id))

    def _function(self, path: str, item: Document, operation: Document) -> Function:
        identifier: str = operation["operationId"]
        nodes = [
            resolve(self.document, node) for node in [*item.get("parameters", []), *operation.get("parameters", [])]
        ]
        parameters: dict[str, list[Parameter]] = {"path": [], "query": []}
        for node in nodes:
            if node["in"] not in parameters or (node["in"] == "query" and node.get("required")):
                raise SpecError(f"{identifier}: parameter {node['name']} is neither in the path nor an optional query")
            kind = self.type_of(node["schema"], f"{_pascal(identifier)}{_pascal(node['name'])}")
            made = Parameter(snake(node["name"]), node["name"], kind, node.get("description", ""))
            parameters[node["in"]].append(made)
        body = None
        if "requestBody" in operation:
            schema = resolve(self.document, operation["requestBody"])["content"]["application/json"]["schema"]
            body = self.type_of(schema, f"{_pascal(identifier)}Body", models="models::")
        success = next(node for status, node in operation["responses"].items() if status.startswith("2"))
        schema = resolve(self.document, success)["content"]["application/json"]["schema"]
        return Function(
            id=identifier,
            summary=operation.get("summary", ""),
            doc=operation.get("description", "").strip(),
            segments=tuple(re.split(r"\{[^}]*\}", path)),
            path=tuple(self._in_order(path, parameters["path"], identifier)),
            query=tuple(parameters["query"]),
            body=body,
            answer=self.type_of(schema, f"{_pascal(identifier)}Answer", models="models::"),
        )

    @staticmethod
    def _in_order(path: str, parameters: list[Parameter], identifier: str) -> Iterator[Parameter]:
        by_wire = {parameter.wire: parameter for parameter in parameters}
        for name in re.findall(r"\{([^}]*)\}", path):
            if name not in by_wire:
                raise SpecError(f"{identifier}: the path's parameter {name} is not described")
            yield by_wire[name]

    # ------------------------------------------------------------------------------------------------ types
    def type_of(self, schema: Document, suggested: str, *, models: str = "") -> str:
        """The Rust type of a schema; an item that has no name of its own gets the suggested one."""
        if (name := reference_of(schema)) is not None:
            return models + name.rpartition("/")[2]
        if "anyOf" in schema or "oneOf" in schema:
            return self._type_of_union(schema, suggested, models)
        types = schema.get("type")
        kinds = types if is_array(types) else [] if types is None else [types]
        plain = [kind for kind in kinds if kind != "null"]
        if not plain:
            return "serde_json::Value"
        if len(plain) > 1:
            raise SpecError(f"{suggested}: has several types; write a union")
        found = self._type_of_kind(plain[0], schema, suggested, models)
        return f"Option<{found}>" if "null" in kinds else found

    def _type_of_kind(self, kind: str, schema: Document, suggested: str, models: str) -> str:
        if kind == "array":
            return f"Vec<{self.type_of(schema.get('items', {}), f'{suggested}Item', models=models)}>"
        if kind == "object":
            inner = schema.get("additionalProperties")
            if not is_object(inner) or schema.get("properties"):
                raise SpecError(f"{suggested}: an object needs a name of its own")
            return f"BTreeMap<String, {self.type_of(inner, f'{suggested}Value', models=models)}>"
        if kind == "string" and ("enum" in schema or "const" in schema):
            self._define(suggested, schema)
            return models + suggested
        if kind == "string":
            return "Uuid" if schema.get("format") == "uuid" else "String"
        if kind == "integer":
            if schema.get("minimum", -1) >= 0:
                return "u32" if schema.get("maximum", _U32_MAX + 1) <= _U32_MAX else "u64"
            return "i32" if schema.get("format") == "int32" else "i64"
        if kind == "number":
            return "f32" if schema.get("format") == "float" else "f64"
        if kind == "boolean":
            return "bool"
        raise SpecError(f"{suggested}: cannot make a type of {kind}")

    def _type_of_union(self, schema: Document, suggested: str, models: str) -> str:
        members: list[Document] = schema["anyOf"] if "anyOf" in schema else schema["oneOf"]
        others = [member for member in members if member.get("type") != "null"]
        if len(others) == 1:
            return f"Option<{self.type_of(others[0], suggested, models=models)}>"
        variants = tuple(self._variant(member, suggested) for member in others)
        shared = _SHARED_UNIONS.get(tuple(variant.name for variant in variants))
        name = suggested if shared is None else shared
        doc = schema.get("description", "One of several types.") if shared is None else _SHARED_PROSE[shared]
        self._add(Union(name, doc, None, variants))
        return f"Option<{models}{name}>" if len(others) < len(members) else models + name

    def _variant(self, schema: Document, union: str) -> Variant:
        if (reference := reference_of(schema)) is not None:
            name = reference.rpartition("/")[2]
            short = name.removeprefix(union)
            return Variant(short if short and short != name and short[0].isupper() else name, None, name)
        kind = self.type_of(schema, f"{union}Item")
        if kind.startswith("Vec<"):
            return Variant("Vector" if kind.startswith("Vec<f") else "List", None, kind)
        if kind not in _SCALARS:
            raise SpecError(f"{union}: a member of a union needs a name of its own")
        return Variant(_SCALARS[kind], None, kind)

    # ------------------------------------------------------------------------------------------------ items
    def _add(self, item: Item) -> None:
        if self._found.setdefault(item.name, item) != item:
            raise SpecError(f"{item.name} names two different things")

    def _define(self, name: str, schema: Document) -> None:
        doc = schema.get("description", "")
        if reference_of(schema) is None and ("anyOf" in schema or "oneOf" in schema):
            self._add(self._named_union(name, schema, doc))
        elif schema.get("type") == "string" and ("enum" in schema or "const" in schema):
            values: list[str] = schema["enum"] if "enum" in schema else [schema["const"]]
            self._add(Enum(name, doc, tuple(Variant(_pascal(value), value) for value in values)))
        elif schema.get("type") == "object" and (schema.get("properties") or "additionalProperties" not in schema):
            self._add(Struct(name, doc, tuple(self._fields(name, schema))))
        elif schema.get("type") == "object" and not is_object(schema["additionalProperties"]):
            self._add(Struct(name, doc, ()))
        else:
            self._add(Alias(name, doc, self.type_of(schema, name)))

    def _named_union(self, name: str, schema: Document, doc: str) -> Union:
        members: list[Document] = schema["anyOf"] if "anyOf" in schema else schema["oneOf"]
        if "discriminator" in schema:
            mapping: Document = schema["discriminator"]["mapping"]
            tags = {pointer.rpartition("/")[2]: tag for tag, pointer in mapping.items()}
            made = (self._variant(member, name) for member in members)
            tagged = tuple(Variant(item.name, tags[str(item.type)], item.type) for item in made)
            return Union(name, doc, schema["discriminator"]["propertyName"], tagged)
        variants = tuple(self._variant(member, name) for member in members if member.get("type") != "null")
        if len(variants) < len(members):
            variants = (*variants, Variant("Null"))
        return Union(name, doc, None, variants)

    def _fields(self, owner: str, schema: Document) -> Iterator[Field]:
        required: list[str] = schema.get("required", [])
        union, tag = self._tagged.get(owner, (None, None))
        for wire, node in schema.get("properties", {}).items():
            if wire == tag:
                self._check_tagged(owner, str(union))
                continue
            kind = self.type_of(node, f"{owner}{_pascal(wire)}")
            if kind in self._schemas and self._is_recursive(owner, kind):
                kind = f"Box<{kind}>"
            optional = wire not in required
            if optional and not kind.startswith("Option<"):
                kind = f"Option<{kind}>"
            yield Field(snake(wire), wire, kind, optional, node.get("description", ""))

    def _check_tagged(self, owner: str, union: str) -> None:
        """The tag is written by the union; a struct that is used elsewhere, too, would lack it there."""
        for pointer, reference in references_of(self.document):
            if reference == f"#/components/schemas/{owner}" and not pointer.startswith(f"/components/schemas/{union}/"):
                raise SpecError(f"{pointer}: {owner} belongs to the tagged union {union} and cannot be used elsewhere")

    def _is_recursive(self, owner: str, kind: str) -> bool:
        """Whether a value of `kind` can hold one of `owner` without a list or a map between."""
        seen: set[str] = set()
        waiting = [kind]
        while waiting:
            name = waiting.pop()
            if name == owner:
                return True
            if name not in seen:
                seen.add(name)
                waiting += self._direct.get(name, ())
        return False


def _name_of(node: Document) -> str:
    return str(reference_of(node)).rpartition("/")[2]


def _direct_references(schema: Document) -> Iterator[str]:
    """Names of the schemas whose values lie within a value of this one, no list or map between."""
    if reference_of(schema) is not None:
        yield _name_of(schema)
    for child in (*schema.get("properties", {}).values(), *schema.get("anyOf", []), *schema.get("oneOf", [])):
        yield from _direct_references(child)
