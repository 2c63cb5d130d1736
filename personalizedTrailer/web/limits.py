"""How much of one process a single kind of request may hold, so that short requests always find a thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from personalizedTrailer.errors import QueueFull, StreamsFull

THREADS = 16
"""Of a process, as `gunicorn.conf.py` gives them."""
_PATIENCE = 2.0
"""Seconds that an upload waits for its turn, and a waiter for the place of a stream."""


class Stream:
    """The place of a stream of events, until it is closed."""

    def __init__(self, leave: Callable[[Stream], None]) -> None:
        self._leave = leave
        self.asked_back = False
        """Whether the place is needed for something that cannot be had otherwise."""

    def close(self) -> None:
        """Gives the place back; doing so twice does no harm."""
        self._leave(self)


class Slots:
    """Three eighths of the threads are for uploads, half for those who wait for a job or watch one.

    Watching gives way to waiting: who watches can ask again in a moment, who waits has sent a whole film.
    """

    def __init__(self, threads: int = THREADS) -> None:
        self._freed = threading.Condition()
        self._streams: list[Stream] = []
        self._waiters = 0
        self._alive: Callable[[], bool] = lambda: True
        self.fit(threads)

    def fit(self, threads: int, alive: Callable[[], bool] | None = None) -> None:
        """To be called before the first request by a server that has another number of threads.

        `alive` turns False when the server begins to end.
        """
        self._uploads = threading.BoundedSemaphore(max(1, threads * 3 // 8))
        self._places = threads // 2
        self._alive = alive or self._alive

    @property
    def closing(self) -> bool:
        """Whether the server wants to end, and nothing long should go on."""
        return not self._alive()

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
        granted = self._begin_to_wait()
        try:
            yield granted
        finally:
            if granted:
                with self._freed:
                    self._waiters -= 1
                    self._freed.notify_all()

    def stream(self) -> Stream:
        """A place to watch a job from; raises StreamsFull where there is none."""
        with self._freed:
            if self._waiters + len(self._streams) >= self._places:
                raise StreamsFull(retry_after=5)
            self._streams.append(Stream(self._leave))
            return self._streams[-1]

    def _leave(self, stream: Stream) -> None:
        with self._freed:
            if stream in self._streams:
                self._streams.remove(stream)
                self._freed.notify_all()

    def _begin_to_wait(self) -> bool:
        deadline = time.monotonic() + _PATIENCE
        places = max(1, self._places)
        with self._freed:
            if self._waiters + len(self._streams) >= places:
                for stream in [stream for stream in self._streams if not stream.asked_back][:1]:
                    stream.asked_back = True
            while self._waiters + len(self._streams) >= places and self._streams:
                if not self._freed.wait(deadline - time.monotonic()):
                    return False
            if self._waiters >= places:
                return False
            self._waiters += 1
            return True
