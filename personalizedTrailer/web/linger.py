"""Answers that come before the request has been read to its end, or to where its length says that it ends.

A server that closes a connection with unread bytes on it makes the kernel send a reset, which throws away the
answer that the client has not read yet. So such an answer says `Connection: close`, our side of the connection
is shut, and what the client still sends is read and thrown away for a bounded time.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from werkzeug.wsgi import get_content_length

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

LINGER_SECONDS = 10.0
IDLE_SECONDS = 2.0
LINGER_BYTES = 256 << 20


class Body:
    """The request's body, as the server gives it, counting what was read."""

    def __init__(self, environ: WSGIEnvironment) -> None:
        self._input = environ["wsgi.input"]
        self.length = get_content_length(environ)
        """Bytes announced; None where the body is chunked or there is none."""
        coding = environ.get("HTTP_TRANSFER_ENCODING", "")
        self.chunked = self.length is None and "chunked" in coding.lower()
        self.received = 0
        self.ended = not self.chunked and not self.length
        self.length_doubted = False
        """The form stopped before its end: what follows on the connection may be the rest, and no new request."""

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; empty at the end of the body or where the client is gone."""
        wanted = size
        if self.length is not None:
            left = self.length - self.received
            wanted = left if size < 0 else min(size, left)
        if self.ended or wanted == 0:
            return b""
        data: bytes = self._input.read(wanted)
        self.received += len(data)
        self.ended = not data if self.length is None else self.received >= self.length
        return data


class LingeringClose:
    """WSGI middleware: puts a `Body` into `wsgi.input` and closes gently where more of it may come."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"] = Body(environ)
        early = False

        def start(status: str, headers: list[tuple[str, str]], *info: Any) -> Any:
            nonlocal early
            early = body.length_doubted or not body.ended
            if early:
                # Flask's own server says so on every answer; gunicorn drops the header and wants to be told.
                if "werkzeug.socket" not in environ:
                    headers = [*headers, ("Connection", "close")]
                if force := getattr(getattr(start_response, "__self__", None), "force_close", None):
                    force()
            return start_response(status, headers, *info)

        answer = self.app(environ, start)
        return _Gently(answer, connection(environ)) if early else answer


class _Gently:
    """An answer after whose last byte the connection lingers."""

    def __init__(self, answer: Iterable[bytes], sock: socket.socket | None) -> None:
        self.answer, self.sock = answer, sock

    def __iter__(self) -> Iterator[bytes]:
        yield from self.answer
        yield b""  # an answer without a body has its headers sent now
        if self.sock is not None:
            linger(self.sock)

    def close(self) -> None:
        if close := getattr(self.answer, "close", None):
            close()


def connection(environ: WSGIEnvironment) -> socket.socket | None:
    """The client's connection, where the server shows it."""
    found = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    return found if isinstance(found, socket.socket) else None


def linger(sock: socket.socket) -> None:
    """Ends our side and reads what still comes, until the client ends its own or a limit is met."""
    deadline = time.monotonic() + LINGER_SECONDS
    drained = 0
    before = sock.gettimeout()
    try:
        sock.shutdown(socket.SHUT_WR)
        while drained < LINGER_BYTES and (left := deadline - time.monotonic()) > 0:
            sock.settimeout(min(left, IDLE_SECONDS))
            data = sock.recv(1 << 16)
            if not data:
                break
            drained += len(data)
        sock.settimeout(before)
    except OSError as gone:  # the client went away or fell silent: it has what it will ever read
        log.debug("Lingering ended after %d bytes: %s", drained, gone)
