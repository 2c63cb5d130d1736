"""Bodies that lie, stop, never end or come in pieces, over real connections to both servers.

Every refusal must reach the client although the body was not read, and leave no file behind.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

LIMIT = 1 << 20
TOO_LARGE = "File exceeds maximum size of 1MB."


@pytest.fixture(autouse=True)
def nothing_is_left(server: Any) -> Iterator[None]:
    """No film, whole or in part, is there after a refusal; the service still answers."""
    yield
    deadline = time.monotonic() + 10
    while (left := films(server.base)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []
    assert get(server, "/jobs")["jobs"] == []
    assert "Traceback" not in server.log


def films(base: Path) -> list[Path]:
    return [path for path in (base / "uploads").rglob("*") if path.is_file()]


def get(server: Any, path: str) -> Any:
    with server.connect() as sock:
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return answer_of(sock)[2]


def head(form: str, *lines: str) -> bytes:
    return "\r\n".join(["POST /generate HTTP/1.1", "Host: x", f"Content-Type: {form}", *lines, "", ""]).encode()


def answer_of(sock: socket.socket) -> tuple[int, dict[str, str], Any]:
    """Status, headers and JSON of one answer; interim answers are skipped."""
    data = b""
    while True:
        while b"\r\n\r\n" not in data:
            data += received(sock)
        top, data = data.split(b"\r\n\r\n", 1)
        lines = top.decode().split("\r\n")
        status = int(lines[0].split(" ")[1])
        if status != 100:
            break
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    while len(data) < int(headers["content-length"]):
        data += received(sock)
    return status, headers, json.loads(data)


def received(sock: socket.socket) -> bytes:
    data = sock.recv(65536)
    assert data, "the connection ended before the answer"
    return data


def exchange(server: Any, *pieces: bytes, end: bool = False) -> tuple[int, dict[str, str], Any]:
    with server.connect() as sock:
        for piece in pieces:
            sock.sendall(piece)
        if end:
            sock.shutdown(socket.SHUT_WR)
        return answer_of(sock)


def chunked(data: bytes, size: int = 1000) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


Encode = Callable[..., bytes]


def test_a_length_beyond_the_limit_is_refused_at_once(server: Any, form: str) -> None:
    status, headers, body = exchange(server, head(form, "Content-Length: 3000000000"))
    assert status == 413 and body["error"] == TOO_LARGE
    assert headers["connection"].lower() == "close"


def test_a_film_beyond_the_limit_is_refused_on_the_way(server: Any, form: str, encode: Encode) -> None:
    data = encode(("video", "a.mp4", b"\0" * (LIMIT + 500_000)), ("profile_id", "x"))
    started = head(form, f"Content-Length: {len(data)}"), data[: LIMIT + 300_000]
    status, _, body = exchange(server, *started)
    assert status == 413 and body["error"] == TOO_LARGE


@pytest.mark.parametrize("extra", [300_000, 40_000_000])
def test_a_chunked_film_beyond_the_limit(server: Any, form: str, encode: Encode, extra: int) -> None:
    data = head(form, "Transfer-Encoding: chunked")
    data += chunked(encode(("video", "a.mp4", b"\0" * (LIMIT + extra))), 65536)
    with server.connect() as sock:
        sender = threading.Thread(target=send_until_refused, args=(sock, data))
        sender.start()
        status, _, body = answer_of(sock)
        sock.shutdown(socket.SHUT_RDWR)
        sender.join(20)
    assert status == 413 and body["error"] == TOO_LARGE


def send_until_refused(sock: socket.socket, data: bytes) -> None:
    try:
        sock.sendall(data)
    except OSError:
        return  # the other side has said all that it will


@pytest.mark.parametrize(
    ("parts", "status", "code"),
    [
        ([("video", "a.txt", b"")], 400, "invalid_file_type"),
        ([("video", "", b"")], 400, "video_required"),
        ([("profile_id", "nobody"), ("video", "a.mp4", b"")], 400, "unknown_profile"),
        ([("profile_id", "family_viewer"), ("max_duration", "4"), ("video", "a.mp4", b"")], 400, "invalid_field"),
    ],
)
@pytest.mark.parametrize("chunks", [False, True])
def test_refusals_come_before_the_film_has_been_sent(
    server: Any, form: str, encode: Encode, parts: list[Any], status: int, code: str, chunks: bool
) -> None:
    """Only the first bytes of the film are ever sent; the rest is announced."""
    begun = encode(*parts).rsplit(b"\r\n--", 1)[0] + b"v" * 2000
    if chunks:
        sent = head(form, "Transfer-Encoding: chunked") + chunked(begun)[: -len(b"0\r\n\r\n")]
    else:
        sent = head(form, "Content-Length: 900000") + begun
    began = time.monotonic()
    found, headers, body = exchange(server, sent)
    assert (found, body["code"]) == (status, code)
    assert headers["connection"].lower() == "close"
    assert time.monotonic() - began < 5


def test_a_whole_film_that_comes_chunked_is_read(server: Any, form: str, encode: Encode) -> None:
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"no film" * 2000))
    for size in (7, 1000, 100_000):
        sent = head(form, "Transfer-Encoding: chunked") + chunked(data, size)
        status, _, body = exchange(server, sent)
        assert (status, body["code"]) == (422, "unreadable_footage")


def test_a_length_that_is_too_small(server: Any, form: str, encode: Encode) -> None:
    """What comes after that length is the rest of the form: taken for a request, it would get an answer, too."""
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"v" * 5000))
    with server.connect() as sock:
        sock.sendall(head(form, f"Content-Length: {len(data) - 3000}") + data)
        status, headers, body = answer_of(sock)
        rest = sock.recv(65536)
    assert (status, body["code"]) == (400, "incomplete_upload")
    assert headers["connection"].lower() == "close"
    assert rest == b""


def test_a_length_that_is_too_large(server: Any, form: str, encode: Encode) -> None:
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"v" * 5000))
    status, _, body = exchange(server, head(form, f"Content-Length: {len(data) + 3000}"), data, end=True)
    assert (status, body["code"]) == (400, "incomplete_upload")


@pytest.mark.parametrize("cut", [90, 400, 3000])
def test_a_body_that_stops(server: Any, form: str, encode: Encode, cut: int) -> None:
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"v" * 5000))
    plain = exchange(server, head(form, f"Content-Length: {len(data)}"), data[:cut], end=True)
    assert (plain[0], plain[2]["code"]) == (400, "incomplete_upload")


def test_a_client_that_goes_away_leaves_nothing(server: Any, form: str, encode: Encode) -> None:
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"v" * 600_000))
    with server.connect() as sock:
        sock.sendall(head(form, f"Content-Length: {len(data)}") + data[:500_000])
        deadline = time.monotonic() + 10
        while not films(server.base) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(films(server.base)) == 1
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def test_broken_chunks(server: Any, form: str) -> None:
    for broken in (b"zz\r\nabc\r\n0\r\n\r\n", b"-5\r\nabc\r\n", b"5\r\nabc"):
        with server.connect() as sock:
            sock.sendall(head(form, "Transfer-Encoding: chunked") + broken)
            sock.shutdown(socket.SHUT_WR)
            assert sock.recv(100).startswith((b"HTTP/1.1 400", b"HTTP/1.0 400"))


def test_expect_100_continue(server: Any, form: str, encode: Encode) -> None:
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"v" * 3000))
    with server.connect() as sock:
        sock.sendall(head(form, f"Content-Length: {len(data)}", "Expect: 100-continue"))
        assert sock.recv(100).startswith(b"HTTP/1.1 100")
        sock.sendall(data)
        assert answer_of(sock)[0] == 422


def test_too_many_parts(server: Any, form: str, encode: Encode) -> None:
    data = encode(*[(f"field_{number}", "x") for number in range(21)], ("video", "a.mp4", b"v" * 3000))
    status, _, body = exchange(server, head(form, f"Content-Length: {len(data)}"), data)
    assert (status, body["code"]) == (413, "request_too_large")
    assert body["error"] == "The form has more than 20 parts."


def test_forms_that_are_none(server: Any, form: str, encode: Encode) -> None:
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"v" * 3000))
    for kind, code in (
        (form.replace("boundary=", "boundary=other"), "bad_request"),
        ("multipart/form-data", "video_required"),
        ("multipart/form-data; boundary=", "video_required"),
        ("text/plain", "video_required"),
    ):
        status, _, body = exchange(server, head(kind, f"Content-Length: {len(data)}"), data)
        assert (status, body["code"]) == (400, code)


def test_other_addresses_do_not_read_bodies(server: Any, form: str) -> None:
    for request_line, status in (("POST /nowhere", 404), ("POST /health", 405), ("DELETE /jobs/a1b2c3d4e5f6", 404)):
        sent = f"{request_line} HTTP/1.1\r\nHost: x\r\nContent-Type: {form}\r\nContent-Length: 2000000000\r\n\r\n"
        assert exchange(server, sent.encode() + b"x" * 5000)[0] == status


def test_an_upload_that_drips_stops_nobody(server: Any, form: str, encode: Encode) -> None:
    data = encode(("profile_id", "family_viewer"), ("video", "a.mp4", b"v" * 5000))
    dripping = [server.connect() for _ in range(4)]
    for sock in dripping:
        sock.sendall(head(form, f"Content-Length: {len(data)}") + data[:200])
    began = time.monotonic()
    assert get(server, "/health")["status"] == "ok"
    assert time.monotonic() - began < 5
    for sock in dripping:
        sock.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
@pytest.mark.parametrize(
    ("size", "arguments", "sentence"),
    [
        (60_000_000, ["-F", "profile_id=family_viewer"], TOO_LARGE),
        (1_400_000, ["-F", "profile_id=family_viewer"], TOO_LARGE),
        (60_000_000, ["-F", "profile_id=family_viewer", "-H", "Transfer-Encoding: chunked"], TOO_LARGE),
        (900_000, ["-H", "Expect:"], "Unknown profile selection."),
    ],
)
def test_curl_shows_the_answer(server: Any, tmp_path: Path, size: int, arguments: list[str], sentence: str) -> None:
    film = tmp_path / "big.mp4"
    with film.open("wb") as out:
        out.truncate(size)
    command = ["curl", "-sS", "--max-time", "30", "-F", f"video=@{film}", *arguments, f"{server.url}/generate"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["error"] == sentence
