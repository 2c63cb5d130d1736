"""Figures that every process of a service adds to, in one small file under a kernel lock.

They are for looking at: what a crash in the middle of a write makes of them, or a full disk, is not worth a request.
"""

from __future__ import annotations

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

Figures = dict[str, list[float]]
"""How often something was, and how long it took in all, in seconds; by name."""


class Tallies:
    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, name: str, seconds: float) -> None:
        """Counts one more. Never raises for want of room or rights: it is not counted then."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a+b") as file, _alone(file):
                figures = _read(file)
                count, spent = figures.get(name, (0, 0.0))
                figures[name] = [count + 1, round(spent + seconds, 6)]
                data = json.dumps(figures).encode()
                file.truncate(0)
                file.write(data)
        except OSError as fault:
            log.debug("A request was not counted: %s", fault)

    def read(self) -> Figures:
        """All figures, of every process."""
        try:
            with self._path.open("rb") as file, _alone(file):
                return _read(file)
        except OSError:
            return {}


@contextmanager
def _alone(file: IO[bytes]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
        if file.writable():
            file.flush()
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _read(file: IO[bytes]) -> Figures:
    file.seek(0)
    try:
        figures: Figures = json.loads(file.read() or b"{}")
    except ValueError:  # torn: counting begins anew, as after a restart
        return {}
    return figures
