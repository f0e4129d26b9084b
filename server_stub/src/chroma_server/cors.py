"""Cross-origin rules: which headers an answer carries, and the answer to a preflight request.

Off unless ``cors_allow_origins`` is set. ``["*"]`` allows every origin; otherwise a listed origin is echoed, and an
unlisted one gets an answer without ``access-control-allow-origin``, which its browser then withholds.
"""

from __future__ import annotations

from collections.abc import Sequence

from chroma_server.exchange import Headers, Request

_VARY = (b"vary", b"origin, access-control-request-method, access-control-request-headers")
_PREFLIGHT: Headers = ((b"access-control-allow-methods", b"*"), (b"access-control-allow-headers", b"*"))


class Cors:
    """The headers for one setting of ``cors_allow_origins``."""

    def __init__(self, origins: Sequence[str]) -> None:
        self._any = "*" in origins
        self._origins = frozenset(origin.encode() for origin in origins)
        self.enabled = bool(origins)

    def headers(self, request: Request) -> Headers:
        """What every answer to ``request`` carries."""
        if not self.enabled:
            return ()
        if self._any:
            return (_VARY, (b"access-control-allow-origin", b"*"))
        origin = request.header(b"origin")
        if origin in self._origins:
            return (_VARY, (b"access-control-allow-origin", origin or b""))
        return (_VARY,)

    def preflight_headers(self) -> Headers:
        """What the answer to an OPTIONS request carries beside `headers`."""
        return _PREFLIGHT
