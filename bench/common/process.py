"""Looks at a tree of processes through /proc: who belongs to it, its memory, its processor time. Linux alone."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from types import TracebackType

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
SAMPLE_SECONDS = 0.05
_GONE = (FileNotFoundError, ProcessLookupError, PermissionError)
"""A process may end while it is looked at; a zombie has no memory left to read."""


def stat_fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on: what comes before holds a name that may have spaces."""
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def tree(root: int) -> list[int]:
    """`root` and all its descendants, as far as they live."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(*_GONE):
                children.setdefault(int(stat_fields(int(entry.name))[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:  # grows while it is walked
        found += children.get(pid, [])
    return found


def tree_pss(root: int) -> int:
    """Bytes of memory of a tree of processes; pages that several share count once (proportional set size)."""
    total = 0
    for pid in tree(root):
        with contextlib.suppress(*_GONE):
            for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def tree_cpu(root: int) -> float:
    """Processor seconds, user and system, of a tree: its living processes and the children they have awaited."""
    ticks = 0
    for pid in tree(root):
        with contextlib.suppress(*_GONE):
            ticks += sum(int(field) for field in stat_fields(pid)[11:15])
    return ticks / TICKS


class PeakMemory:
    """Within `with`, samples the memory of a process and its descendants from a thread of its own."""

    def __init__(self, root: int) -> None:
        self.peak = 0
        """Bytes, proportional set size, summed over the tree."""
        self._root = root
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def _sample(self) -> None:
        while not self._stop.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, tree_pss(self._root))

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
