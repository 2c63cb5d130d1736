"""Runs children and says what they cost; medians and ratios."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from bench.common.process import PeakMemory


class BenchError(Exception):
    """A benchmark cannot go on; its text is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a child, and everything that it awaited, took."""

    cpu: float
    """Processor seconds, user and system."""
    wall: float
    """Seconds."""
    peak: int
    """Bytes, as `PeakMemory` says; 0 where it was not looked at."""


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, memory: bool = False) -> Spent:
    """Runs a command in a fresh process to its end, and looks at its memory if asked; raises BenchError if it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        child = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        with PeakMemory(child.pid) if memory else nullcontext() as seen:
            # Not Popen.wait: only the kernel's own count holds what all grandchildren took.
            _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        if child.returncode:
            said.seek(0)
            last = said.read().decode("utf-8", "replace").strip().splitlines()[-1:] or ["nothing"]
            raise BenchError(f"{' '.join(command[:4])} … ended with {child.returncode} and said: {last[0]}")
    return Spent(usage.ru_utime + usage.ru_stime, wall, seen.peak if seen else 0)


def cpu_of_children() -> float:
    """Processor seconds of all children that this process has awaited."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def cpu_of(command: Sequence[str]) -> float:
    """Processor seconds of one command; raises BenchError where it fails."""
    before = cpu_of_children()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["nothing"]
        raise BenchError(f"{Path(command[0]).name} ended with {done.returncode} and said: {last[0]}")
    return cpu_of_children() - before


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median, over the rounds, of our cost to theirs in the same round; rounds that one side lacks do not count."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=False))
