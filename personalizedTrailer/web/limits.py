"""How much of one process a single kind of request may hold, so that short requests always find a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from personalizedTrailer.errors import QueueFull

UPLOADS = 6
"""Bodies read at once. With the waiters they leave threads free of the 16 that `gunicorn.conf.py` gives."""
WAITERS = 8
"""Requests that wait for their job at once, under a server with a fixed number of threads."""
_PATIENCE = 2.0
"""Seconds that an upload waits for its turn."""


class Slots:
    def __init__(self, uploads: int = UPLOADS, waiters: int = WAITERS) -> None:
        self._uploads = threading.BoundedSemaphore(uploads)
        self._waiters = threading.BoundedSemaphore(waiters)

    @contextmanager
    def uploading(self) -> Iterator[None]:
        """Raises QueueFull where too many uploads come in at once."""
        if not self._uploads.acquire(timeout=_PATIENCE):
            raise QueueFull("Too many films are coming in at once; try again in a moment.", retry_after=5)
        try:
            yield
        finally:
            self._uploads.release()

    @contextmanager
    def waiting(self) -> Iterator[bool]:
        """Whether there is a free place to wait in; it is held for the block."""
        granted = self._waiters.acquire(blocking=False)
        try:
            yield granted
        finally:
            if granted:
                self._waiters.release()
