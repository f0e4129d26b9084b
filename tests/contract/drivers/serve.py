"""Our Python clients as processes that speak JSON Lines: ``python -m contract.drivers.serve python_sync``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import IO, Any

from .http import HttpDriver
from .outcome import Call, Driver, Success
from .python import async_http, sync_http

CLIENTS: Mapping[str, Callable[[str, Mapping[str, str]], Driver]] = {
    "http": HttpDriver,
    "python_sync": sync_http,
    "python_async": async_http,
}


def serve(connect: Callable[[str, Mapping[str, str]], Driver], requests: IO[str], answers: IO[str]) -> None:
    """Answer requests until one says close, or there are no more."""
    driver: Driver | None = None
    for line in requests:
        request = json.loads(line)
        if "connect" in request:
            if driver is not None:
                driver.close()
            driver = connect(request["connect"]["url"], request["connect"].get("headers", {}))
            answer: dict[str, Any] = {
                "ready": {
                    "name": driver.name,
                    "abilities": sorted(driver.abilities),
                    "operations": sorted(driver.operations),
                }
            }
        elif "call" in request:
            if driver is None:
                raise ValueError("a call before connect")
            outcome = driver.perform(Call(**request["call"]))
            answer = {"success" if isinstance(outcome, Success) else "failure": vars(outcome)}
        elif "close" in request:
            if driver is not None:
                driver.close()
            answer = {"closed": {}}
        else:
            raise ValueError(f"neither connect, call nor close: {line[:200]}")
        answers.write(json.dumps({"id": request["id"], **answer}) + "\n")
        answers.flush()
        if "close" in request:
            return


if __name__ == "__main__":
    serve(CLIENTS[sys.argv[1]], sys.stdin, sys.stdout)
