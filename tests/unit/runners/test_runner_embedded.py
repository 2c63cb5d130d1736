"""The embedded runner with real worker processes: started, restarted, told to cancel, full."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import job_id
from stub_pipeline import clock, named_job, open_gate, put_source, queued, starts, wait_for

from personalizedTrailer.errors import Conflict, JobNotFound, NoRoom, QueueFull
from personalizedTrailer.media.process import start_detached
from personalizedTrailer.runners import embedded
from personalizedTrailer.runners.base import Capacity
from personalizedTrailer.runners.embedded import EmbeddedRunner, starting_mark, worker_lock
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.storage.locks import acquire, is_free

FORK = multiprocessing.get_context("fork")
HERE = Path(__file__).parent
MakeRunner = Callable[[], EmbeddedRunner]


class Starter:
    """Starts `worker_program` in place of the command line's worker, and remembers it."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[str], dict[str, str], Path]] = []
        self.processes: list[int] = []

    def __call__(self, args: list[str], env: dict[str, str], cwd: Path) -> int:
        self.calls.append((args, env, cwd))
        paths = [HERE.parents[2], HERE, HERE.parent / "storage"]
        env = {**env, "PYTHONPATH": os.pathsep.join(str(path) for path in paths)}
        process = start_detached([args[0], str(HERE / "worker_program.py")], env, cwd)
        self.processes.append(process)
        return process


@pytest.fixture
def starter(settings: Settings) -> Iterator[Starter]:
    starter = Starter()
    yield starter
    for process in starter.processes:
        # Whoever started it awaits it: once it has ended it is gone.
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        while Path(f"/proc/{process}").exists():
            time.sleep(0.02)


@pytest.fixture
def runner(store: DiskStore, settings: Settings, starter: Starter) -> Iterator[EmbeddedRunner]:
    runner = EmbeddedRunner(store, settings, clock, starter)
    yield runner
    runner.shutdown()


def submit(runner: EmbeddedRunner, store: DiskStore, number: int, name: str) -> str:
    job = named_job(number, name)
    put_source(store, job)
    runner.submit(job)
    return job.id


def test_a_submitted_job_is_done(
    runner: EmbeddedRunner, store: DiskStore, settings: Settings, starter: Starter
) -> None:
    job = submit(runner, store, 1, "quick")
    wait_for(lambda: store.get(job).status == "completed")
    wait_for(lambda: runner.capacity() == Capacity(0, 0, 7))
    args, env, cwd = starter.calls[0]
    assert args[1:] == ["-m", "personalizedTrailer", "worker", "--embedded"]
    assert (cwd / "personalizedTrailer" / "runners").is_dir()
    assert env["JOBS_DIR"] == str(settings.jobs_dir)
    assert env["PATH"] == os.environ["PATH"]
    second = submit(runner, store, 2, "quick")
    wait_for(lambda: store.get(second).status == "completed")
    assert len(starter.calls) == 1
    wait_for(lambda: is_free(worker_lock(settings.jobs_dir)))
    third = submit(runner, store, 3, "quick")
    wait_for(lambda: store.get(third).status == "completed")
    assert len(starter.calls) == 2


def test_a_killed_worker_is_replaced_while_jobs_are_pending(
    runner: EmbeddedRunner, store: DiskStore, settings: Settings
) -> None:
    job = submit(runner, store, 1, "gated")
    wait_for(lambda: starts(settings))
    assert runner.capacity() == Capacity(0, 1, 7)
    os.kill(starts(settings)[0][0], signal.SIGKILL)
    wait_for(lambda: len(starts(settings)) == 2)
    open_gate(settings)
    wait_for(lambda: store.get(job).status == "completed")
    assert store.get(job).attempts == 2


def test_another_process_that_reads_replaces_it_too(
    runner: EmbeddedRunner, store: DiskStore, settings: Settings, starter: Starter
) -> None:
    job = submit(runner, store, 1, "gated")
    wait_for(lambda: starts(settings))
    runner.shutdown()
    os.kill(starts(settings)[0][0], signal.SIGKILL)
    open_gate(settings)
    wait_for(lambda: is_free(worker_lock(settings.jobs_dir)))
    reader = EmbeddedRunner(DiskStore(settings), settings, clock, starter)
    reader.ensure_running()
    wait_for(lambda: store.get(job).status == "completed")
    reader.shutdown()


def submit_in_child(settings: Settings, first: int) -> None:
    store = DiskStore(settings)
    starter = Starter()
    runner = EmbeddedRunner(store, settings, clock, starter)
    for number in range(first, first + 2):
        submit(runner, store, number, "quick")
    wait_for(lambda: not runner.capacity().waiting)
    wait_for(lambda: is_free(worker_lock(settings.jobs_dir)))
    runner.shutdown()


def test_several_processes_submit_and_each_job_runs_once(store: DiskStore, settings: Settings) -> None:
    settings = replace(settings, queue_limit=30)
    doors = [FORK.Process(target=submit_in_child, args=(settings, 10 * n)) for n in range(4)]
    for door in doors:
        door.start()
    for door in doors:
        door.join()
    assert [door.exitcode for door in doors] == [0] * 4
    assert len(starts(settings)) == len({job for _, job in starts(settings)}) == 8
    assert {store.get(job).status for job in store.ids()} == {"completed"}


def test_idle_ends_and_submits_in_turn_lose_nothing(store: DiskStore, settings: Settings, starter: Starter) -> None:
    """Submits fall before, into and behind the moment in which an idle worker ends."""
    runner = EmbeddedRunner(store, settings, clock, starter)
    for number, pause in enumerate((0.0, 0.9, 1.0, 1.1)):
        threading.Event().wait(pause)
        job = submit(runner, store, number, "quick")
        wait_for(lambda job=job: store.get(job).status == "completed")
    runner.shutdown()
    assert len(starts(settings)) == 4


def test_a_fresh_start_is_not_doubled(store: DiskStore, settings: Settings) -> None:
    calls: list[list[str]] = []

    def start(args: list[str], env: dict[str, str], cwd: Path) -> int:
        calls.append(args)
        return 0

    runners = [EmbeddedRunner(store, settings, clock, start) for _ in range(4)]
    settings.jobs_dir.mkdir()
    threads = [threading.Thread(target=runner.ensure_running) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    os.utime(starting_mark(settings.jobs_dir), (1, 1))
    runners[0].ensure_running()
    assert len(calls) == 2
    lock = acquire(worker_lock(settings.jobs_dir))
    os.utime(starting_mark(settings.jobs_dir), (1, 1))
    runners[1].ensure_running()
    assert len(calls) == 2
    lock.release()
    for runner in runners:
        runner.shutdown()


def test_left_to_systemd_nothing_is_started(store: DiskStore, settings: Settings, starter: Starter) -> None:
    runner = EmbeddedRunner(store, replace(settings, embedded_worker=False), clock, starter)
    before = threading.active_count()
    submit(runner, store, 1, "quick")
    runner.ensure_running()
    assert starter.calls == []
    assert threading.active_count() == before
    assert runner.capacity() == Capacity(1, 0, 7)


@pytest.fixture
def idle(store: DiskStore, settings: Settings) -> EmbeddedRunner:
    """A runner whose worker is left to others."""
    return EmbeddedRunner(store, replace(settings, embedded_worker=False), clock)


def test_a_full_queue_stores_nothing(idle: EmbeddedRunner, store: DiskStore) -> None:
    for number in range(7):
        submit(idle, store, number, "quick")
    with pytest.raises(QueueFull) as caught:
        submit(idle, store, 8, "quick")
    assert caught.value.retry_after
    with pytest.raises(JobNotFound):
        store.get(job_id(8))
    idle.cancel(job_id(3))
    submit(idle, store, 8, "quick")
    assert idle.capacity() == Capacity(7, 0, 7)


def test_an_id_is_submitted_once(idle: EmbeddedRunner, store: DiskStore) -> None:
    submit(idle, store, 1, "quick")
    with pytest.raises(Conflict):
        submit(idle, store, 1, "quick")
    assert idle.capacity().waiting == 1


def test_cancelling_a_waiting_job(idle: EmbeddedRunner, store: DiskStore) -> None:
    job = submit(idle, store, 1, "quick")
    cancelled = idle.cancel(job)
    assert cancelled == store.get(job) == idle.cancel(job)
    assert cancelled.status == "cancelled" and cancelled.completed_at is not None
    assert idle.capacity().waiting == 0
    with pytest.raises(JobNotFound):
        idle.cancel(job_id(5))


def test_cancelling_a_running_job(runner: EmbeddedRunner, store: DiskStore, settings: Settings) -> None:
    job = submit(runner, store, 1, "endless")
    wait_for(lambda: starts(settings))
    asked = runner.cancel(job)
    assert (asked.status, asked.cancel_requested) == ("processing", True)
    wait_for(lambda: store.get(job).status == "cancelled", 2)
    assert runner.cancel(job).status == "cancelled"


def test_cancelling_a_job_whose_worker_is_dead(idle: EmbeddedRunner, store: DiskStore, queue: MarkerQueue) -> None:
    job = queued(store, 1, "endless")
    queue.put_back(job.id, job.submitted_at)
    store.update(job.id, lambda job: replace(job, status="processing", attempts=1))
    workspace = store.workspace(job.id, 1)
    assert idle.cancel(job.id).status == "cancelled"
    assert not workspace.exists()
    assert queue.ids() == ()


def test_a_full_disk_at_the_start_of_the_worker_is_not_the_callers_trouble(
    runner: EmbeddedRunner, store: DiskStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(path: Path) -> None:
        raise NoRoom

    monkeypatch.setattr(embedded, "try_acquire", full)
    job = submit(runner, store, 1, "quick")
    assert "could not be started" in caplog.text
    monkeypatch.undo()
    wait_for(lambda: store.get(job).status == "completed")
