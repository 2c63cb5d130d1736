"""The worker as a real process: one at a time, killed, told to stop, out of work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import job_id, make_settings
from stub_pipeline import clock, named_job, open_gate, put_source, queued, run, starts, wait_for

from personalizedTrailer.errors import NoRoom
from personalizedTrailer.model import Job
from personalizedTrailer.runners.base import Run
from personalizedTrailer.runners.embedded import worker_lock
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.runners.worker import work
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.storage.locks import is_free

FORK = multiprocessing.get_context("fork")
Start = Callable[..., multiprocessing.context.ForkProcess]


def work_in_child(settings: Settings, embedded: bool, run: Run) -> None:
    raise SystemExit(work(DiskStore(settings), settings, clock, embedded=embedded, run=run))


@pytest.fixture
def start(settings: Settings) -> Iterator[Start]:
    """Starts a worker in a process of its own, and ends it with the test."""
    started = []

    def start_one(*, embedded: bool = False, run: Run = run, settings: Settings = settings) -> object:
        worker = FORK.Process(target=work_in_child, args=(settings, embedded, run))
        worker.start()
        started.append(worker)
        return worker

    yield start_one  # type: ignore[misc]
    for worker in started:
        worker.kill()
        worker.join()


def submit(store: DiskStore, queue: MarkerQueue, number: int, name: str) -> str:
    job = named_job(number, name)
    put_source(store, job)
    queue.add(job, store.create)
    return job.id


def status(store: DiskStore, job: str) -> str:
    return store.get(job).status


def test_jobs_are_done_in_order(store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start) -> None:
    ids = [submit(store, queue, number, "quick") for number in (3, 1, 2)]
    worker = start()
    wait_for(lambda: not queue.ids())
    assert [job for _, job in starts(settings)] == ids
    assert {status(store, job) for job in ids} == {"completed"}
    late = submit(store, queue, 9, "quick")
    wait_for(lambda: status(store, late) == "completed")
    assert worker.is_alive()
    assert not is_free(worker_lock(settings.jobs_dir))
    wait_for(lambda: not list((settings.jobs_dir / ".locks").glob("*.run")))


def test_killed_in_the_middle_it_is_done_by_the_next(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start
) -> None:
    job = submit(store, queue, 1, "gated")
    first = start()
    wait_for(lambda: store.get(job).progress.stage == "rendering")
    assert queue.is_running(job)
    first.kill()
    first.join()
    assert status(store, job) == "processing"
    assert not queue.is_running(job)
    open_gate(settings)
    start()
    wait_for(lambda: status(store, job) == "completed")
    assert store.get(job).attempts == 2
    assert [d.key for d in store.get(job).deliverables] == ["master"]
    wait_for(lambda: not list((settings.output_dir / ".tmp").iterdir()))


def test_three_kills_and_it_is_given_up(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start
) -> None:
    job, other = submit(store, queue, 1, "endless"), submit(store, queue, 2, "quick")
    for attempt in (1, 2, 3):
        worker = start()
        wait_for(lambda attempt=attempt: len(starts(settings)) == attempt)
        worker.kill()
        worker.join()
    start()
    wait_for(lambda: status(store, job) == "failed")
    failed = store.get(job)
    assert failed.error is not None
    assert (failed.error.code, failed.attempts) == ("interrupted", 3)
    wait_for(lambda: status(store, other) == "completed")
    wait_for(lambda: not queue.ids())
    assert len(starts(settings)) == 4


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_hands_its_job_back(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start, number: int
) -> None:
    job, waiting = submit(store, queue, 1, "endless"), submit(store, queue, 2, "quick")
    worker = start()
    wait_for(lambda: starts(settings))
    os.kill(worker.pid or 0, number)
    worker.join(5)
    assert worker.exitcode == 0
    stopped = store.get(job)
    assert (stopped.status, stopped.attempts) == ("queued", 0)
    assert status(store, waiting) == "queued"
    assert queue.ids() == (job, waiting)
    assert len(starts(settings)) == 1


def test_told_to_stop_while_idle(start: Start, settings: Settings) -> None:
    worker = start()
    wait_for(lambda: not is_free(worker_lock(settings.jobs_dir)))
    time.sleep(0.3)
    worker.terminate()
    worker.join(5)
    assert worker.exitcode == 0


def test_a_second_embedded_worker_leaves(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start
) -> None:
    first = start()
    wait_for(lambda: not is_free(worker_lock(settings.jobs_dir)))
    second = start(embedded=True)
    second.join(5)
    assert second.exitcode == 0
    assert first.is_alive()


def test_a_second_worker_takes_over(store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start) -> None:
    first = start()
    wait_for(lambda: not is_free(worker_lock(settings.jobs_dir)))
    second = start()
    job = submit(store, queue, 1, "quick")
    wait_for(lambda: status(store, job) == "completed")
    first.kill()
    other = submit(store, queue, 2, "quick")
    wait_for(lambda: status(store, other) == "completed")
    assert [process for process, _ in starts(settings)] == [first.pid, second.pid]


def test_a_cancelled_job_stops_within_two_seconds(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start
) -> None:
    job = submit(store, queue, 1, "endless")
    start()
    wait_for(lambda: starts(settings))
    store.update(job, lambda job: replace(job, cancel_requested=True))
    wait_for(lambda: status(store, job) == "cancelled", 2)
    wait_for(lambda: not queue.ids())


def test_out_of_work_it_ends(store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start) -> None:
    job = submit(store, queue, 1, "quick")
    worker = start(embedded=True)
    worker.join(10)
    assert worker.exitcode == 0
    assert status(store, job) == "completed"
    assert is_free(worker_lock(settings.jobs_dir))


def test_it_cannot_end_while_a_job_is_let_in(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start
) -> None:
    worker = start(embedded=True)
    wait_for(lambda: not is_free(worker_lock(settings.jobs_dir)))
    with queue.closed():
        time.sleep(settings.worker_idle_seconds + 1.0)
        assert not is_free(worker_lock(settings.jobs_dir))
        job = queued(store, 1, "quick")
        queue.put_back(job.id, job.submitted_at)
    wait_for(lambda: status(store, job.id) == "completed")
    assert starts(settings) == [(worker.pid, job.id)]


def test_markers_of_nothing_are_cleared(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start
) -> None:
    start()
    wait_for(lambda: not is_free(worker_lock(settings.jobs_dir)))
    time.sleep(0.3)
    queue.put_back(job_id(7), clock())
    wait_for(lambda: not queue.ids())


def test_when_the_store_fails_the_worker_lives_on(
    store: DiskStore, queue: MarkerQueue, settings: Settings, start: Start, tmp_path: Path
) -> None:
    class FullOnce(DiskStore):
        """Has no room until a file appears."""

        def update(self, job_id: str, change: Callable[[Job], Job]) -> Job:
            if not (tmp_path / "room").exists():
                (tmp_path / "room").touch()
                raise NoRoom
            return super().update(job_id, change)

    def run_in_child() -> None:
        raise SystemExit(work(FullOnce(settings), settings, clock, embedded=False, run=run))

    job = submit(store, queue, 1, "quick")
    worker = FORK.Process(target=run_in_child)
    worker.start()
    try:
        wait_for(lambda: (tmp_path / "room").exists())
        wait_for(lambda: status(store, job) == "completed")
        assert worker.is_alive()
    finally:
        worker.kill()
        worker.join()


def test_idle_zero_never_ends(tmp_path: Path, start: Start) -> None:
    settings = make_settings(tmp_path / "other", WORKER_IDLE_SECONDS=0)
    worker = start(embedded=True, settings=settings)
    time.sleep(1.0)
    assert worker.is_alive()
