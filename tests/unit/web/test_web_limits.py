"""Places for what takes long: bounded, given back, and given up by those who watch for those who wait."""

from __future__ import annotations

import threading
import time

import pytest

from personalizedTrailer.errors import QueueFull, StreamsFull
from personalizedTrailer.web import limits
from personalizedTrailer.web.limits import Slots


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_PATIENCE", 0.3)


@pytest.mark.parametrize(("threads", "streams", "uploads"), [(16, 8, 6), (4, 2, 1), (1, 0, 1)])
def test_half_of_the_threads_are_for_streams(threads: int, streams: int, uploads: int) -> None:
    slots = Slots(threads)
    held = [slots.stream() for _ in range(streams)]
    with pytest.raises(StreamsFull) as refused:
        slots.stream()
    assert refused.value.retry_after
    for stream in held[:1]:
        stream.close()
        stream.close()
        slots.stream()
        with pytest.raises(StreamsFull):
            slots.stream()
    entered = [slots.uploading() for _ in range(uploads)]
    for upload in entered:
        upload.__enter__()
    with pytest.raises(QueueFull), slots.uploading():
        pytest.fail("one upload too many")
    entered[0].__exit__(None, None, None)
    with slots.uploading():
        pass


def test_who_waits_counts_against_streams() -> None:
    slots = Slots(4)
    with slots.waiting() as first, slots.waiting() as second, slots.waiting() as third:
        assert (first, second, third) == (True, True, False)
        with pytest.raises(StreamsFull):
            slots.stream()
    slots.stream()


def test_a_server_of_one_thread_still_waits() -> None:
    slots = Slots(1)
    with slots.waiting() as granted:
        assert granted


def test_the_oldest_stream_gives_way_to_a_waiter() -> None:
    slots = Slots(4)
    oldest, newest = slots.stream(), slots.stream()

    def give_way() -> None:
        while not oldest.asked_back:
            time.sleep(0.01)
        oldest.close()

    thread = threading.Thread(target=give_way)
    thread.start()
    with slots.waiting() as granted:
        assert granted and not newest.asked_back
    thread.join()


def test_a_stream_that_does_not_give_way_keeps_its_place() -> None:
    slots = Slots(2)
    slots.stream()
    with slots.waiting() as granted:
        assert not granted
    with pytest.raises(StreamsFull):
        slots.stream()


def test_a_server_says_when_it_ends() -> None:
    slots, alive = Slots(), [True]
    assert not slots.closing
    slots.fit(4, lambda: alive[0])
    assert not slots.closing
    alive.clear()
    alive.append(False)
    assert slots.closing
