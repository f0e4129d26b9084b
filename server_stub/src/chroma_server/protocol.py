"""HTTP/1.1 as uvicorn speaks it, for clients that also offer another protocol.

Java's and Apache's clients send their first request with ``Upgrade: h2c``: go on in HTTP/2 if you can. A server may
ignore that (RFC 9110, 7.8), and then the request is an ordinary one. The parser takes what follows the head for the
other protocol, so that the request would lose its body; here the head is read again without the offer.
"""

from __future__ import annotations

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["Http1Protocol"]

_OFFER = frozenset({b"upgrade", b"http2-settings"})


class Http1Protocol(HttpToolsProtocol):
    """Serves every request in HTTP/1.1, whatever else the client offers."""

    def data_received(self, data: bytes) -> None:
        """What the client has sent: the whole or a part of some requests."""
        while data:
            self._unset_keepalive_if_required()
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                if not self._offers():
                    # CONNECT, which was answered as any other method.
                    return
                data = self._head() + data[upgrade.args[0] :]
                self._new_parser()
            except httptools.HttpParserError:
                message = "Invalid HTTP request received."
                self.logger.warning(message)
                self.send_400_response(message)
                return
            else:
                return

    def on_headers_complete(self) -> None:
        """The head is there: start the request, unless it will be read again."""
        if not self._offers():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The body is there."""
        if not self._offers():
            super().on_message_complete()

    def _offers(self) -> bool:
        return self.parser.should_upgrade() and any(name == b"upgrade" for name, _ in self.headers)

    def _head(self) -> bytes:
        """The head of the request without the offer. What the header names next to it, other headers explain."""
        lines = [b"%s %s HTTP/1.1" % (self.parser.get_method(), self.url)]
        for name, value in self.headers:
            if name == b"connection":
                kept = [part for part in value.split(b",") if part.strip().lower() not in _OFFER]
                lines += [b"connection: " + b",".join(kept)] if kept else []
            elif name not in _OFFER:
                lines.append(name + b": " + value)
        return b"\r\n".join([*lines, b"", b""])

    def _new_parser(self) -> None:
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
