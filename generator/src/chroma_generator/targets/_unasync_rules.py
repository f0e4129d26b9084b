"""The one table of what distinguishes the async Python sources from their sync twins.

Order of application: `NAMES` and the `Async` prefix rule (whole tokens, by unasync, which also removes the words
`async` and `await`), then `PHRASES` (regular expressions over the result, which reach what unasync leaves alone:
attribute pairs, and words inside strings, docstrings and comments). Add a line here rather than a condition in the
sources.
"""

from __future__ import annotations

__all__ = ["NAMES", "PHRASES"]

NAMES: dict[str, str] = {
    # Modules and packages of this project.
    "_async": "_sync",
    # The generated rest layer.
    "asyncio_detailed": "sync_detailed",
    "get_async_httpx_client": "get_httpx_client",
    "set_async_httpx_client": "set_httpx_client",
    # httpx.
    "handle_async_request": "handle_request",
    "aclose": "close",
    "aread": "read",
    "aiter_bytes": "iter_bytes",
    "aiter_lines": "iter_lines",
    # The standard library. `__aenter__` and its like are known to unasync itself.
    "aclosing": "closing",
    "AsyncExitStack": "ExitStack",
    "enter_async_context": "enter_context",
    "push_async_callback": "callback",
    "AbstractAsyncContextManager": "AbstractContextManager",
    "aiter": "iter",
    "anext": "next",
}
"""Token -> token. A name that begins with `Async` and stands not here loses that prefix: `AsyncClient` is `Client`."""


def _unimport(name: str) -> tuple[tuple[str, str], ...]:
    """Takes a name out of one-line imports of `collections.abc` and `typing`; ruff cannot, once it is renamed away."""
    source = r"from (?:collections\.abc|typing) import "
    return (
        (rf"^{source}{name}\n", ""),
        (rf"^({source}(?:\w+, )*){name}, ", r"\1"),
        (rf"^({source}\w+(?:, \w+)*), {name}$", r"\1"),
    )


PHRASES: tuple[tuple[str, str], ...] = (
    # asyncio and anyio have sync counterparts in other modules; the unused import left behind is removed by ruff.
    (r"\b(?:asyncio|anyio)\.sleep\(", "time.sleep("),
    (r"\b(?:asyncio|anyio)\.Lock\(", "threading.Lock("),
    (r"\b(?:asyncio|anyio)\.Lock\b", "threading.Lock"),
    (r"^(\s*)import (?:asyncio|anyio)$", r"\1import threading\n\1import time"),
    # `Awaitable[X]` and `Coroutine[Any, Any, X]` are X, where X may have brackets of its own.
    (r"\b(?:Awaitable\[|Coroutine\[Any, Any, )((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]", r"\1"),
    *_unimport("Awaitable"),
    *_unimport("Coroutine"),
    # Words in docstrings, comments and messages.
    (r"\bawait ", ""),
    (r"\ban (?=async )", "a "),
    (r"\basync (?=with|for|def|context|iterator|generator|client|method|function|call)", ""),
    (r"\ban asynchronous\b", "a synchronous"),
    (r"\bAn asynchronous\b", "A synchronous"),
    (r"\basynchronous(ly)?\b", r"synchronous\1"),
    (r"\bAsynchronous(ly)?\b", r"Synchronous\1"),
    (r"\ban Async(?=Http|HTTP|Client|Collection)", "a "),
    (r"\bAsync(?=[A-Z])", ""),
    # Names inside strings; before Python 3.12 those include the expressions of f-strings.
    *((rf"\b{name}\b", replacement) for name, replacement in NAMES.items()),
)
"""Pattern (multi-line) -> replacement, in this order."""
