"""The one door to child processes: list arguments, own process group, drained pipes, limits, cancel.

A child is killed when its parent dies only where `sandbox` could wrap it; that signal also fires when the
*thread* that started it ends, so `run` starts and awaits its child in the same thread.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess  # the package's only importer of it
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from personalizedTrailer.errors import Cancelled, ProcessFailed, ProcessTimedOut

STDERR_TAIL = 16_384
"""Bytes of stderr kept for the error."""
TERM_GRACE = 1.5
"""Seconds between TERM and KILL."""
_TICK = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    wall_seconds: float
    stall_seconds: float | None = None
    """Seconds without a byte on either pipe after which a child counts as hung; None never."""
    stdout_bytes: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Completed:
    stdout: bytes
    stderr: str
    """The last STDERR_TAIL bytes, or everything where `keep_stderr` was asked for."""


def never() -> bool:
    return False


def run(
    args: Sequence[str],
    limits: Limits,
    *,
    cwd: Path | None = None,
    cancelled: Callable[[], bool] = never,
    on_line: Callable[[str], None] | None = None,
    keep_stderr: bool = False,
) -> Completed:
    """Runs a program to its end; `on_line` sees each line of its stdout as it comes.

    Raises ProcessTimedOut, Cancelled, or ProcessFailed (exit code other than 0, or too much output).
    """
    if cancelled():
        raise Cancelled
    child = subprocess.Popen(
        list(args),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        start_new_session=True,
    )
    pump = _Pump(child, limits, on_line, keep_stderr)
    grace = TERM_GRACE
    try:
        pump.until_end(cancelled)
    except Cancelled:
        grace = 0  # nobody wants what it would still write, and encoders take their time to end in order
        raise
    finally:
        kill_group(child, grace)
        pump.close()
    stderr = pump.stderr.decode("utf-8", "replace")
    if child.returncode != 0:
        raise ProcessFailed(detail=f"{Path(args[0]).name} ended with {child.returncode}: {stderr[-8000:]}")
    return Completed(bytes(pump.stdout), stderr)


class _Pump:
    """Drains both pipes of one child, so that neither can fill up and block it."""

    def __init__(
        self,
        child: subprocess.Popen[bytes],
        limits: Limits,
        on_line: Callable[[str], None] | None,
        keep_stderr: bool,
    ) -> None:
        assert child.stdout and child.stderr  # noqa: S101  PIPE was asked for
        self.child, self.limits, self.on_line, self.keep_stderr = child, limits, on_line, keep_stderr
        self.stdout, self.stderr = bytearray(), bytearray()
        self.pipes: dict[str, IO[bytes]] = {"out": child.stdout, "err": child.stderr}
        self.selector = selectors.DefaultSelector()
        for name, pipe in self.pipes.items():
            os.set_blocking(pipe.fileno(), False)
            self.selector.register(pipe, selectors.EVENT_READ, name)
        self.partial = b""

    def until_end(self, cancelled: Callable[[], bool]) -> None:
        started = heard = time.monotonic()
        while self.selector.get_map():
            for key, _ in self.selector.select(_TICK):
                if self._read(key.data):
                    heard = time.monotonic()
            now = time.monotonic()
            if cancelled():
                raise Cancelled
            stall = self.limits.stall_seconds
            stalled = stall is not None and now - heard > stall
            if stalled or now - started > self.limits.wall_seconds:
                raise ProcessTimedOut(detail=self.stderr[-2000:].decode("utf-8", "replace"), stalled=stalled)
        left = max(0.1, self.limits.wall_seconds - (time.monotonic() - started))
        try:
            self.child.wait(left)
        except subprocess.TimeoutExpired:
            raise ProcessTimedOut(detail="the child closed its pipes and went on") from None

    def _read(self, name: str) -> bool:
        chunk = self.pipes[name].read(1 << 16)
        if chunk is None:
            return False
        if not chunk:
            self.selector.unregister(self.pipes[name])
            return False
        if name == "err":
            self.stderr += chunk
            if not self.keep_stderr and len(self.stderr) > 4 * STDERR_TAIL:
                del self.stderr[:-STDERR_TAIL]
        elif self.on_line:
            *lines, self.partial = (self.partial + chunk).split(b"\n")
            for line in lines:
                self.on_line(line.decode("utf-8", "replace"))
        else:
            self.stdout += chunk
        if len(self.stdout) + len(self.stderr) + len(self.partial) > self.limits.stdout_bytes:
            raise ProcessFailed(detail=f"more than {self.limits.stdout_bytes} bytes of output")
        return True

    def close(self) -> None:
        self.selector.close()
        for pipe in self.pipes.values():
            pipe.close()


def kill_group(child: subprocess.Popen[bytes], grace: float = TERM_GRACE) -> None:
    """Ends a child's whole process group if any of it still runs: TERM, `grace` seconds unless 0, KILL; reaps it."""
    if grace and child.poll() is None:
        _signal_group(child.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(grace)
    _signal_group(child.pid, signal.SIGKILL)
    child.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    # The group is gone once its last member has ended: then there is nothing left to do.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def start_detached(args: Sequence[str], env: Mapping[str, str], cwd: Path) -> int:
    """Starts a program that outlives this process: own session, no pipes; returns its process id."""
    child = subprocess.Popen(
        list(args),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=cwd,
        env=dict(env),
        start_new_session=True,
    )
    # Awaited by a thread of its own, so that it does not stay a zombie for as long as this process lives.
    threading.Thread(target=child.wait, name=f"await-{child.pid}", daemon=True).start()
    return child.pid
