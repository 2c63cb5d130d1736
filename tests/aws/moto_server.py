"""moto's server as a process of its own: S3, and what else it does well."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator

import requests

from tests.aws.stub.server import closed_port

_START_SECONDS = 60


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of a server that lives as long as the block."""
    url = closed_port()
    port = url.rpartition(":")[2]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", port]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(url, process)
        yield url
    finally:
        process.kill()
        process.wait()


def reset(url: str) -> None:
    """Forgets everything that was ever put there."""
    requests.post(f"{url}/moto-api/reset", timeout=30).raise_for_status()


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(requests.ConnectionError):
            requests.get(f"{url}/moto-api/", timeout=30)
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"moto's server did not start (exit code {process.poll()})")
