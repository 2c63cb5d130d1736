"""Two pieces of work on a film at the same time, each of them a child process that somebody waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from personalizedTrailer import errors

Cancelled = Callable[[], bool]
One = TypeVar("One")
Other = TypeVar("Other")


def at_once(
    one: Callable[[Cancelled], One], other: Callable[[Cancelled], Other], cancelled: Cancelled
) -> tuple[One, Other]:
    """What both give; `one` runs in this thread, `other` in one of its own.

    Each is told by what it gets whether to stop: when `cancelled` says so, and when its sibling failed, whose fault is
    then raised.
    """
    failed = threading.Event()

    def stop() -> bool:
        return failed.is_set() or cancelled()

    def beside() -> Other:
        return _or_fail(other, stop, failed)

    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(beside)
        try:
            first = _or_fail(one, stop, failed)
        except errors.Cancelled:
            later.result()  # it may have failed, and be why
            raise
        return first, later.result()


def _or_fail(work: Callable[[Cancelled], One], stop: Cancelled, failed: threading.Event) -> One:
    try:
        return work(stop)
    except BaseException:
        failed.set()
        raise
