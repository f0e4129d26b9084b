"""The methods of an engine that are about attached functions."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, NoReturn

from chroma_server.engine import catalog, manifest
from chroma_server.engine.base import EngineBase
from chroma_server.engine.collection import Write
from chroma_server.engine.errors import InvalidArgument, NotFound
from chroma_server.engine.functions import attached, attaching
from chroma_server.engine.functions.attached import AttachedFunction


class FunctionMethods(EngineBase):
    """A part of :class:`~chroma_server.engine.engine.Engine`, which says what raises what."""

    def attach_function(
        self,
        collection_id: str,
        *,
        name: str,
        function_id: str,
        output_collection: str,
        params: Mapping[str, Any] | None = None,
    ) -> tuple[AttachedFunction, bool]:
        """Derive a new collection from this one, now and with every later write; False when that was done before.

        ``function_id`` is the name of a function. Raises NotFound when there is no such function, AlreadyExists when a
        collection has the name of the output, FailedPrecondition when the collection has another function or is itself
        the output of one, InvalidArgument for a bad name.
        """
        source = self._open(collection_id)
        with self._store.write_lock:
            return attaching.attach(
                self._store,
                source,
                self._collections.open_within,
                name=name,
                function_name=function_id,
                output_collection=output_collection,
                params=params,
            )

    def get_attached_function(self, collection_id: str, name: str) -> AttachedFunction:
        """The function that is attached to the collection under the name. Raises NotFound."""
        with self._store.read() as db:
            found = attaching.find(db, catalog.require_collection(db, collection_id), name)
        if found is None:
            raise NotFound("Attached function not found")
        return found

    def count_attached_functions(self, collection_id: str) -> int:
        """How many functions are attached to the collection."""
        with self._store.read() as db:
            return catalog.require_collection(db, collection_id).functions

    def detach_function(self, collection_id: str, name: str, *, delete_output: bool = False) -> None:
        """Derive no more. The output stays as it is, an ordinary collection, unless it is to be deleted.

        Raises NotFound when no function of that name is attached.
        """
        with self._store.write() as db:
            found = attaching.detach(db, catalog.require_collection(db, collection_id), name)
            deleted, segments = [], list[str]()
            if delete_output:
                segments = manifest.names_of(db, [found.output_collection_id])
                database = catalog.require_collection(db, collection_id).collection.database
                deleted = [catalog.delete_collection(db, found.tenant, database, found.output_collection)]
                segments = manifest.unlisted(db, segments)
        self._open(collection_id).invalidate()
        self._collections.forget(deleted, segments)

    def add_function_input(self, collection_id: str, name: str, *, input_collection_id: str) -> NoReturn:
        """Always raises: InvalidArgument, because only functions that run apart from writes may have several inputs,
        and there are none; NotFound when the function or one of the collections does not exist.
        """
        self.get_attached_function(collection_id, name)
        with self._store.read() as db:
            catalog.require_collection(db, input_collection_id)
        raise InvalidArgument("multiple input collections are only supported for async attached functions")

    def derive_outputs_anew(self, collection_ids: Container[str]) -> list[str]:
        """Where one of these collections is the input or the output of a function, write what the output must hold.

        The names of these outputs. For after a repair: otherwise an output never differs from that.
        """
        with self._store.read() as db:
            functions = attached.every(db)
        written: list[str] = []
        for function in functions:
            if function.input_collection_id in collection_ids or function.output_collection_id in collection_ids:
                self._derive_anew(function)
                written.append(function.output_collection)
        return written

    def _derive_anew(self, function: AttachedFunction) -> None:
        source, output = self._open(function.input_collection_id), self._open(function.output_collection_id)
        with self._store.write_lock, source.lock:
            write: Write | None = None
            try:
                with self._store.write() as db:
                    state = source.state(db)
                    write = Write(output, lambda there: attaching.derive_all(function.function_name, state, there))
                    write.run(db)
            except BaseException:
                if write is not None and write.ran:
                    write.undo()
                raise
            write.publish()
