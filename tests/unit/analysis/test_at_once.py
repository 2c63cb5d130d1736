"""Two pieces of work at the same time end together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from personalizedTrailer import errors
from personalizedTrailer.analysis.local.at_once import at_once
from personalizedTrailer.media.process import never

Cancelled = Callable[[], bool]


def until_stopped(cancelled: Cancelled) -> None:
    deadline = time.monotonic() + 10
    while not cancelled():
        assert time.monotonic() < deadline, "nobody stopped it"
        time.sleep(0.01)
    raise errors.Cancelled


def broken(cancelled: Cancelled) -> None:
    raise errors.CorruptFootage("no sound")


def test_both_run_at_the_same_time() -> None:
    meeting = threading.Barrier(2, timeout=10)

    def work(cancelled: Cancelled) -> int:
        meeting.wait()
        return 1

    assert at_once(work, work, never) == (1, 1)


@pytest.mark.parametrize("works", [(broken, until_stopped), (until_stopped, broken)], ids=["here", "beside"])
def test_a_fault_stops_the_other_and_is_told(works: tuple[Callable[..., None], Callable[..., None]]) -> None:
    with pytest.raises(errors.CorruptFootage, match="no sound"):
        at_once(*works, never)


def test_cancelling_stops_both() -> None:
    stop = threading.Event()
    threading.Timer(0.05, stop.set).start()
    with pytest.raises(errors.Cancelled):
        at_once(until_stopped, until_stopped, stop.is_set)
