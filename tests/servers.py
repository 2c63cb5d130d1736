"""Services that the tests start: where their files are, each of the doors, over real HTTP."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.runners.embedded import worker_lock
from personalizedTrailer.storage.locks import is_free

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "personalizedTrailer"


def folders(base: Path) -> dict[str, str]:
    """Settings that keep every file of a service under `base` and let its worker end soon."""
    return {
        "UPLOAD_DIR": str(base / "uploads"),
        "OUTPUT_DIR": str(base / "outputs"),
        "JOBS_DIR": str(base / "jobs"),
        "LOG_FILE": str(base / "service.log"),
        "WORKER_IDLE_SECONDS": "1",
    }


def wait_for_worker_end(base: Path, seconds: float = 60) -> None:
    """Waits until no render worker is at work under `base`, nor any that this process started is left."""
    deadline = time.monotonic() + seconds
    while not is_free(worker_lock(base / "jobs")) and time.monotonic() < deadline:
        time.sleep(0.1)
    for thread in threading.enumerate():
        if thread.name.startswith("await-"):
            thread.join(max(0, deadline - time.monotonic()))


@dataclass
class Server:
    """A service over real HTTP."""

    process: subprocess.Popen[bytes]
    port: int
    base: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.base / "server.out").read_text(errors="replace")

    def connect(self, timeout: float = 20) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        wait_for_worker_end(self.base)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port


def gunicorn_command(port: int, app: str, workers: int) -> list[str]:
    flags = ["--workers", str(workers), "--timeout", "300", "--access-logfile", "-", "--error-logfile", "-"]
    return [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *flags, app]


def command(kind: str, port: int, workers: int) -> tuple[list[str], Path]:
    """How each door is opened, and from which folder."""
    listen = ["--host", "127.0.0.1", "--port", str(port)]
    return {
        "gunicorn": (
            gunicorn_command(port, "personalized_trailer_service:create_app()", workers),
            PACKAGE,
        ),
        "gunicorn-root": (gunicorn_command(port, "personalizedTrailer:create_app()", workers), ROOT),
        "dev": ([sys.executable, "app.py", *listen], PACKAGE),
        "module": ([sys.executable, "-m", "personalizedTrailer", *listen], ROOT),
    }[kind]


def launch(kind: str, base: Path, workers: int = 2, env: Mapping[str, str] | None = None) -> Server:
    port = free_port()
    args, folder = command(kind, port, workers)
    base.mkdir(parents=True, exist_ok=True)
    with (base / "server.out").open("wb") as out:
        process = subprocess.Popen(
            args,
            cwd=folder,
            env={**os.environ, **folders(base), **(env or {})},
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    server = Server(process, port, base)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), server.connect(1):
            return server
        time.sleep(0.1)
    server.stop()
    raise AssertionError(f"{kind} did not start:\n{server.log}")
