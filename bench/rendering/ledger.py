"""Who takes how much of the processor while a trailer is rendered: every child process by what it was for."""

from __future__ import annotations

import os
import subprocess
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

_KINDS = (
    ("encode pictures", "[thumbs]"),
    ("measure loudness", "ebur128=peak=true:framelog=verbose"),
    ("encode sound", "-aac_pns"),
    ("look at the film", "scan"),
    ("list packets", "index"),
    ("copy packets", "copy"),
    ("read sound", "sound"),
    ("decode copied pictures to verify them", "frames"),
)
"""What a child does, by an argument that no other has."""
OTHER = "other"


class Ledger:
    """Counts the children of this process, and what each kind took, from when it is made on."""

    def __init__(self) -> None:
        self.cpu: defaultdict[str, float] = defaultdict(float)
        """Processor seconds, user and system, by kind."""
        self.starts: Counter[str] = Counter()
        self._kinds: dict[int, str] = {}
        self._guard = threading.Lock()
        ledger = self

        class Known(subprocess.Popen[Any]):
            def __init__(self, args: Sequence[str], **options: Any) -> None:
                super().__init__(args, **options)
                ledger._began(self.pid, args)

        subprocess.Popen = Known  # type: ignore[misc, assignment]
        os.waitpid = self._wait

    def _began(self, pid: int, args: Sequence[str]) -> None:
        kind = next((kind for kind, word in _KINDS if word in args), OTHER)
        with self._guard:
            self._kinds[pid] = kind
            self.starts[kind] += 1

    def _wait(self, pid: int, options: int) -> tuple[int, int]:
        """As os.waitpid, which keeps what the kernel says of the cost to itself."""
        found, status, usage = os.wait4(pid, options)
        if found:
            with self._guard:
                self.cpu[self._kinds.get(found, OTHER)] += usage.ru_utime + usage.ru_stime
        return found, status
