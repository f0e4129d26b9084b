"""The generated models of the bodies, each built when it is first needed.

Building them takes longer than all the rest of a start, and most requests need none: `shapes` asks a model only about
what is not plainly right. So a start checks that every model is there, from the names in the module's compiled code,
and runs that code later.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from functools import cached_property
from importlib.abc import InspectLoader
from typing import TYPE_CHECKING

from chroma_server.operations import SpecMismatch

if TYPE_CHECKING:
    from pydantic import BaseModel


class Models:
    """The models of one module.

    ``find`` answers a function that gives the model, or None if the module has no such name. The function raises
    SpecMismatch if what has that name is no model.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def find(self, name: str) -> Callable[[], type[BaseModel]] | None:
        """How to get the model ``name``."""
        return (lambda: self._load(name)) if name in self._names else None

    @cached_property
    def _names(self) -> frozenset[str]:
        spec = importlib.util.find_spec(self._module)
        loader = spec.loader if spec else None
        code = loader.get_code(self._module) if isinstance(loader, InspectLoader) else None
        # Without code to look at, from a loader of another kind, the module itself has to say.
        return frozenset(vars(importlib.import_module(self._module)) if code is None else code.co_names)

    def _load(self, name: str) -> type[BaseModel]:
        from pydantic import BaseModel

        model = getattr(importlib.import_module(self._module), name, None)
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            raise SpecMismatch(f"{self._module}.{name} is no model")
        return model
