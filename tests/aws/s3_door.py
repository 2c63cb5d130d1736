"""A door before moto's S3: it counts what passes, and can answer with the faults of S3 instead."""

from __future__ import annotations

import http.client
import threading
from collections import defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.aws.stub.faults import Fault, Refusal
from tests.aws.stub.protocols import Reply
from tests.aws.stub.server import send

_NOT_HANDED_ON = {"connection", "transfer-encoding", "content-length", "expect", "keep-alive"}


@dataclass(frozen=True)
class Passed:
    """A request that came, whether it was let through or not."""

    operation: str
    path: str
    headers: dict[str, str]
    size: int


class S3Door:
    """Stands before the server at `inner` until it is closed."""

    def __init__(self, inner: str) -> None:
        self._inner = urlsplit(inner).netloc
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._guard = threading.Lock()
        self.calls: list[Passed] = []
        self._server = _server(self)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def fail(self, operation: str, fault: Fault, times: int = 1) -> None:
        """The next `times` calls of an operation (`PutObject`, `GetObject` …) come to grief."""
        with self._guard:
            self._faults[operation] += [fault] * times

    def heal(self) -> None:
        with self._guard:
            self._faults.clear()

    def count(self, operation: str) -> int:
        return sum(call.operation == operation for call in list(self.calls))

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self, method: str, address: str, headers: dict[str, str], body: bytes) -> tuple[Reply, Fault | None]:
        name = operation(method, address)
        with self._guard:
            self.calls.append(Passed(name, urlsplit(address).path, headers, len(body)))
            waiting = self._faults[name]
            fault = waiting.pop(0) if waiting else None
        if isinstance(fault, Refusal):
            text = f"<Error><Code>{fault.code}</Code><Message>{fault.message}</Message></Error>"
            return Reply(fault.status, b"" if method == "HEAD" else text.encode(), {}), None
        return self._forward(method, address, headers, body), fault

    def _forward(self, method: str, address: str, headers: dict[str, str], body: bytes) -> Reply:
        connection = http.client.HTTPConnection(self._inner, timeout=60)
        try:
            kept = {name: value for name, value in headers.items() if name.lower() not in _NOT_HANDED_ON}
            connection.request(method, address, body, kept)
            answer = connection.getresponse()
            content = answer.read()
            told = {name: value for name, value in answer.getheaders() if name.lower() not in _NOT_HANDED_ON}
            if method == "HEAD":
                told["Content-Length"] = answer.getheader("Content-Length", "0")
            return Reply(answer.status, content, told)
        finally:
            connection.close()


def operation(method: str, address: str) -> str:
    """What S3 calls such a request, where the bucket is part of the path."""
    parts = urlsplit(address)
    query = set(parse_qs(parts.query, keep_blank_values=True))
    key = parts.path.strip("/").partition("/")[2]
    if "uploads" in query:
        return "CreateMultipartUpload"
    if "uploadId" in query:
        many = {"PUT": "UploadPart", "POST": "CompleteMultipartUpload", "DELETE": "AbortMultipartUpload"}
        return many.get(method, "ListParts")
    if key:
        return {"PUT": "PutObject", "GET": "GetObject", "HEAD": "HeadObject", "DELETE": "DeleteObject"}[method]
    if method == "POST":
        return "DeleteObjects" if "delete" in query else "PostObject"
    return {"PUT": "CreateBucket", "GET": "ListObjectsV2", "HEAD": "HeadBucket", "DELETE": "DeleteBucket"}[method]


def _server(door: S3Door) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """The tests' output is theirs."""

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply, fault = door.serve(self.command, self.path, dict(self.headers.items()), body)
            send(self, reply, fault)

        do_GET = do_POST = do_DELETE = do_HEAD = do_PUT

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
