"""What a program runs on: the same Python client on the engine in process, on our server, on the official server."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from contract.drivers.outcome import Call, Failure, Outcome, Success
from contract.drivers.python import PythonDriver

from .programs import Do


class Subject:
    """Runs programs through a driver, each in a database or collection of its own."""

    def __init__(self, name: str, driver: PythonDriver) -> None:
        self.name = name
        self._driver = driver
        self._run = secrets.token_hex(4)
        self._numbers = itertools.count()
        self._database = self._create_database()

    def run_on_records(self, program: Sequence[Do], space: str) -> list[Outcome]:
        """The answers of a program on a fresh collection with that space."""
        name = f"records-{next(self._numbers)}"
        configuration = {"hnsw": {"space": space}}
        created = self._call("create_collection", self._database, name=name, configuration=configuration)
        if isinstance(created, Failure):
            raise RuntimeError(f"{self.name}: {created}")
        collection_id = created.value["id"]
        return [self._call(do.operation, self._database, collection_id=collection_id, **do.arguments) for do in program]

    def run_on_forks(self, program: Sequence[Do], schema: Mapping[str, Any]) -> list[Outcome]:
        """The answers of a program on a fresh collection with that schema, and on the forks it makes of it."""
        database = self._create_database()
        created = self._call("create_collection", database, name="origin", schema=schema)
        if isinstance(created, Failure):
            raise RuntimeError(f"{self.name}: {created}")
        ids = {"origin": created.value["id"]}
        answers: list[Outcome] = []
        for do in program:
            arguments = dict(do.arguments)
            id = ids.get(arguments.pop("of", "origin"))
            if id is None:
                answers.append(Failure("not_found", "there is no such fork"))
                continue
            answer = self._call(do.operation, database, collection_id=id, **arguments)
            if do.operation == "fork_collection" and isinstance(answer, Success):
                ids[arguments["new_name"]] = answer.value["id"]
            answers.append(answer)
        return answers

    def run_on_collections(self, program: Sequence[Do]) -> list[Outcome]:
        """The answers of a program on the collections of a fresh database."""
        database = self._create_database()
        answers: list[Outcome] = []
        for do in program:
            arguments = dict(do.arguments)
            of = arguments.pop("of", None)
            if of is not None:
                found = self._call("get_collection", database, collection_name=of)
                if isinstance(found, Failure):
                    answers.append(found)
                    continue
                arguments["collection_id"] = found.value["id"]
            answers.append(self._call(do.operation, database, **arguments))
        return answers

    def _create_database(self) -> str:
        name = f"congruence-{self._run}-{next(self._numbers)}"
        made = self._driver.perform(Call("create_database", {"tenant": "default_tenant", "name": name}))
        if not isinstance(made, Success):
            raise RuntimeError(f"{self.name}: {made}")
        return name

    def _call(self, operation: str, database: str, **arguments: Any) -> Outcome:
        call = Call(operation, {"tenant": "default_tenant", "database": database, **arguments})
        answer = self._driver.perform(call)
        if isinstance(answer, Failure) and answer.category in _NO_ANSWER:
            raise RuntimeError(f"{self.name} gave no answer to {operation}: {answer.message}")
        return answer


# Faults of the run, not answers to compare.
_NO_ANSWER = frozenset({"timeout", "unavailable"})
