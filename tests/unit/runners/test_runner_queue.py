"""The queue of marker files: its bound, its order, its claims."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

import pytest
from store_samples import bare_job, job_id

from personalizedTrailer.errors import NoRoom, QueueFull
from personalizedTrailer.model import Job
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore

FORK = multiprocessing.get_context("fork")


def submit_five(settings: Settings, first: int) -> None:
    store, queue = DiskStore(settings), MarkerQueue(settings.jobs_dir, settings.queue_limit)
    for number in range(first, first + 5):
        try:
            queue.add(bare_job(number), store.create)
        except QueueFull as full:
            assert full.retry_after


def test_the_limit_is_exact_under_30_submits(store: DiskStore, queue: MarkerQueue, settings: Settings) -> None:
    processes = [FORK.Process(target=submit_five, args=(settings, 10 * n)) for n in range(6)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 6
    assert len(queue.ids()) == settings.queue_limit == 7
    assert set(queue.ids()) == set(store.ids())


def test_oldest_first_whatever_the_order_of_arrival(queue: MarkerQueue) -> None:
    for number in (3, 1, 2):
        queue.add(bare_job(number), lambda job: None)
    assert queue.ids() == tuple(job_id(number) for number in (1, 2, 3))
    queue.remove(job_id(2))
    queue.remove(job_id(2))
    assert queue.ids() == (job_id(1), job_id(3))
    queue.put_back(job_id(2), bare_job(2).submitted_at)
    queue.put_back(job_id(2), bare_job(2).submitted_at)
    assert queue.ids() == tuple(job_id(number) for number in (1, 2, 3))


def test_what_is_not_durable_is_not_queued(queue: MarkerQueue, settings: Settings) -> None:
    def fail(job: Job) -> None:
        raise NoRoom

    with pytest.raises(NoRoom):
        queue.add(bare_job(1), fail)
    assert queue.ids() == ()
    assert list((settings.jobs_dir / ".queue").iterdir()) == []


def test_a_job_is_durable_before_it_is_seen(queue: MarkerQueue) -> None:
    seen: list[tuple[str, ...]] = []
    queue.add(bare_job(1), lambda job: seen.append(queue.ids()))
    assert seen == [()]


def test_nothing_is_stored_when_the_queue_is_full(queue: MarkerQueue, settings: Settings) -> None:
    small = MarkerQueue(settings.jobs_dir, 1)
    small.add(bare_job(1), lambda job: None)
    stored: list[Job] = []
    with pytest.raises(QueueFull):
        small.add(bare_job(2), stored.append)
    assert stored == []


def add_while(settings: Settings) -> None:
    MarkerQueue(settings.jobs_dir, 5).add(bare_job(1), lambda job: None)


def test_nothing_is_added_while_closed(queue: MarkerQueue, settings: Settings) -> None:
    with queue.closed():
        other = FORK.Process(target=add_while, args=(settings,))
        other.start()
        other.join(0.3)
        assert other.is_alive()
        assert queue.ids() == ()
    other.join()
    assert queue.ids() == (job_id(1),)


def try_claims(settings: Settings, barrier: Barrier, won: SimpleQueue[int]) -> None:
    """Claims what it can of 100 jobs, and keeps every claim until all have tried."""
    queue = MarkerQueue(settings.jobs_dir, 5)
    barrier.wait(10)
    claims = [queue.claim(job_id(number)) for number in range(100)]
    barrier.wait(10)
    won.put(sum(claim is not None for claim in claims))


def test_each_job_is_claimed_once(settings: Settings) -> None:
    barrier, won = FORK.Barrier(4), FORK.SimpleQueue()
    claimers = [FORK.Process(target=try_claims, args=(settings, barrier, won)) for _ in range(4)]
    for claimer in claimers:
        claimer.start()
    for claimer in claimers:
        claimer.join()
    assert sum(won.get() for _ in claimers) == 100


def test_running_is_told_from_waiting(queue: MarkerQueue) -> None:
    queue.add(replace(bare_job(1)), lambda job: None)
    assert not queue.is_running(job_id(1))
    claim = queue.claim(job_id(1))
    assert claim is not None
    assert queue.is_running(job_id(1))
    claim.remove_file()
    claim.release()
    assert not queue.is_running(job_id(1))
