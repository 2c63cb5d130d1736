"""Counts how often botocore sends one call, and stops its retries when the job is cancelled."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar

from personalizedTrailer.errors import Cancelled

ATTEMPTS = 6
"""Of a call, the first included. With `standard` they took 2.4 to 4.7 s for three throttles; `adaptive` took longer,
and stayed slow after."""


class Attempts:
    """The attempts at one call, made in one thread."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._sent = 0

    @property
    def retries(self) -> int:
        return max(0, self._sent - 1)

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)

    def sending(self) -> None:
        """Raises Cancelled."""
        self._sent += 1
        if self._cancelled():
            raise Cancelled


_current: ContextVar[Attempts | None] = ContextVar("attempts", default=None)


def before_send(**_: object) -> None:
    """A handler of botocore's event of that name: returns None, so that the request is sent."""
    if (attempts := _current.get()) is not None:
        attempts.sending()
