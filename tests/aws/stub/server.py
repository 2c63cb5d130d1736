"""The endpoint itself: an HTTP server on the loopback, a thread a connection."""

from __future__ import annotations

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.aws.stub.faults import COMMON, Fault, Half, Refusal, Silence
from tests.aws.stub.protocols import Asked, Reply, Switchboard, encode, encode_error
from tests.aws.stub.recordings import Recording
from tests.aws.stub.shapes import misfits

Answer = dict[str, Any]
Answers = Answer | Sequence[Answer] | Callable[[dict[str, Any]], Answer]


@dataclass(frozen=True)
class Call:
    service: str
    operation: str
    request: dict[str, Any]
    protocol: str


class AwsStub:
    """Answers for `services` (names as boto3 has them) until it is closed.

    What a program under test did wrong (requests that do not fit their model) and what a test forgot (operations that
    have no answer, answers that do not fit) stands in `complaints`.
    """

    def __init__(self, services: Sequence[str]) -> None:
        self._board = Switchboard(services)
        self._answers: dict[tuple[str, str], Answers] = {}
        self._faults: dict[tuple[str, str], list[Fault]] = defaultdict(list)
        self._turns: dict[tuple[str, str], int] = defaultdict(int)
        self._guard = threading.Lock()
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self.latency = 0.0
        """Seconds before every answer."""
        self._server = _server(self)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def on(self, service: str, operation: str, answers: Answers) -> None:
        """One answer, several one after the other (the last for ever), or a function of the request.

        Raises ValueError for an answer that does not fit the service model; a function's answers are held against it
        when they are given.
        """
        for answer in () if callable(answers) else [answers] if isinstance(answers, dict) else answers:
            self._check(service, operation, answer)
        with self._guard:
            self._answers[service, operation] = answers
            self._turns[service, operation] = 0

    def play(self, recording: Recording) -> None:
        """Raises ValueError as `on` does."""
        self.on(recording.service, recording.operation, recording.answers)

    def fail(self, service: str, operation: str, fault: Fault, times: int = 1) -> None:
        """The next `times` calls come to grief. Raises ValueError for an error that the operation does not have."""
        model = self._board.operation(service, operation)
        if isinstance(fault, Refusal) and fault.code not in COMMON | {
            name for shape in model.error_shapes for name in (shape.name, shape.error_code)
        }:
            raise ValueError(f"{service}.{operation} has no error {fault.code}")
        with self._guard:
            self._faults[service, operation] += [fault] * times

    def heal(self) -> None:
        """Takes back all faults that have not come yet."""
        with self._guard:
            self._faults.clear()

    def count(self, service: str, operation: str | None = None) -> int:
        return sum(call.service == service and operation in (None, call.operation) for call in list(self.calls))

    def env(self) -> dict[str, str]:
        """Variables that lead boto3 here, one a service."""
        ids = [
            model.service_id.replace(" ", "_").replace("-", "_").upper() for model in self._board.models.values()
        ]
        return {f"AWS_ENDPOINT_URL_{name}": self.url for name in ids}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self, method: str, address: str, headers: Any, body: bytes) -> tuple[Reply, Fault | None]:
        """The reply to a request, and what is to become of it instead."""
        asked = self._board.read(method, address, headers, body)
        if asked is None:
            return self._complain(f"no operation for {method} {address}", "json", 404), None
        name = asked.model.name
        wrong = misfits(asked.request, asked.model.input_shape) if asked.model.input_shape else []
        with self._guard:
            self.calls.append(Call(asked.service, name, asked.request, asked.protocol))
            waiting = self._faults[asked.service, name]
            fault = waiting.pop(0) if waiting and not wrong else None
        time.sleep(self.latency)
        if wrong:
            return self._complain(f"{asked.service}.{name}: {'; '.join(wrong)}", asked.protocol, 400), None
        if isinstance(fault, Refusal):
            return encode_error(fault.code, fault.message, fault.status, asked.protocol), None
        return self._answered(asked), fault

    def _answered(self, asked: Asked) -> Reply:
        key = asked.service, asked.model.name
        try:
            answer = self._next(key, asked.request)
            self._check(*key, answer)
        except Exception as fault:
            return self._complain(f"{'.'.join(key)}: {type(fault).__name__}: {fault}", asked.protocol, 501)
        return encode(answer, asked.model, asked.protocol)

    def _next(self, key: tuple[str, str], request: dict[str, Any]) -> Answer:
        with self._guard:
            answers, turn = self._answers[key], self._turns[key]
            self._turns[key] += 1
        if callable(answers):
            return answers(request)
        return answers if isinstance(answers, dict) else answers[min(turn, len(answers) - 1)]

    def _check(self, service: str, operation: str, answer: Answer) -> None:
        shape = self._board.operation(service, operation).output_shape
        wrong = misfits(answer, shape) if shape else [f"{operation} has no answer"] if answer else []
        if wrong:
            raise ValueError(f"{service}.{operation} does not fit the service model: {'; '.join(wrong)}")

    def _complain(self, sentence: str, protocol: str, status: int) -> Reply:
        with self._guard:
            self.complaints.append(sentence)
        return encode_error("ValidationException", sentence, status, protocol)


def _server(stub: AwsStub) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """The tests' output is theirs."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply, fault = stub.serve(self.command, self.path, self.headers, body)
            send(self, reply, fault)

        do_GET = do_PUT = do_DELETE = do_POST

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def send(handler: BaseHTTPRequestHandler, reply: Reply, fault: Fault | None) -> None:
    """The reply, or as much of it as a fault lets through."""
    whole = fault is None
    if isinstance(fault, Silence):
        time.sleep(fault.seconds)
    if whole or isinstance(fault, Half):
        handler.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            handler.send_header(name, value)
        try:
            handler.end_headers()
            handler.wfile.write(reply.body if whole else reply.body[: len(reply.body) // 2])
            handler.wfile.flush()
        except OSError:
            handler.close_connection = True  # the client was less patient than the test
    if not whole:
        handler.close_connection = True


def closed_port() -> str:
    """The address of a port where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{sock.getsockname()[1]}"
