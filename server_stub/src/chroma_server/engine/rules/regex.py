"""Document patterns: the dialect of Rust's ``regex`` crate, matched in linear time.

The official server hands patterns to that crate, so we do too, through pydantic-core, which embeds it: the same
syntax and Unicode tables, no look-around and no back-references, and no pattern that takes exponential time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from chroma_server.engine.errors import InvalidArgument

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator


@dataclass(frozen=True, slots=True)
class DocumentPattern:
    """A compiled pattern. Two patterns are equal when their source is."""

    source: str
    _validator: SchemaValidator = field(repr=False, compare=False)

    def search(self, text: str | bytes) -> bool:
        """Whether the pattern matches anywhere in ``text``, which may be given as UTF-8."""
        return self._validator.isinstance_python(text)


@lru_cache(maxsize=256)
def compile_document_pattern(pattern: str) -> DocumentPattern:
    """Compile ``pattern``.

    Raises InvalidArgument with the parser's own explanation (the pattern, a caret under the place, the reason) when
    it is not a valid pattern of the dialect, and with a reason of size when its automaton would be too large.
    """
    # Takes as long to import as a tenth of the start of a server.
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    schema = core_schema.str_schema(pattern=pattern, regex_engine="rust-regex")
    try:
        validator = SchemaValidator(schema)
    except SchemaError as error:
        raise InvalidArgument(f"Regex syntax errror: {_reason(str(error))}") from None
    return DocumentPattern(pattern, validator)


_WRAPPER = re.compile(r"^Error building \"[^\"]*\" validator:\s*(?:SchemaError:\s*)?", re.DOTALL)


def _reason(message: str) -> str:
    return _WRAPPER.sub("", message, count=1).strip()
