"""A client that falls silent in the middle of its film is let go, and nothing of it stays."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from personalizedTrailer.web import multipart, uploads


@pytest.fixture
def port(make_app: Callable[..., Any]) -> Any:
    server = make_server("127.0.0.1", 0, make_app(EMBEDDED_WORKER="off"), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def head(form: str, length: int) -> bytes:
    lines = ("POST /generate HTTP/1.1", "Host: x", f"Content-Type: {form}", f"Content-Length: {length}", "", "")
    return "\r\n".join(lines).encode()


def answer(sock: socket.socket) -> bytes:
    data = b""
    while more := sock.recv(65536):
        data += more
    return data


def test_silence(port: int, monkeypatch: pytest.MonkeyPatch, encode: Any, form: str, tmp_path: Path) -> None:
    monkeypatch.setattr(uploads, "SILENCE_SECONDS", 0.5)
    body = encode(("video", "a.mp4", b"v" * 50_000))
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), 20) as sock:
        sock.sendall(head(form, len(body)) + body[:20_000])
        assert b"incomplete_upload" in answer(sock)
    assert time.monotonic() - began < 5
    assert [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()] == []


def test_a_trickle(port: int, monkeypatch: pytest.MonkeyPatch, encode: Any, form: str) -> None:
    monkeypatch.setattr(multipart, "SLOW_AFTER", 0.3)
    monkeypatch.setattr(multipart, "SLOWEST", 1_000_000)
    body = encode(("mode", "x" * 9000))
    with socket.create_connection(("127.0.0.1", port), 20) as sock:
        sock.sendall(head(form, len(body)) + body[:2000])
        time.sleep(0.5)
        sock.sendall(body[2000:5000])
        assert b"too slowly" in answer(sock)
