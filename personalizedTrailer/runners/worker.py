"""The render worker: one a machine, by a kernel lock; takes the oldest job, runs it, takes the next."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from personalizedTrailer.errors import JobNotFound
from personalizedTrailer.model import ENDED
from personalizedTrailer.runners.base import Clock, Run
from personalizedTrailer.runners.embedded import starting_mark, worker_lock
from personalizedTrailer.runners.execute import execute_job
from personalizedTrailer.runners.janitor import Janitor
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.locks import HeldLock, try_acquire

log = logging.getLogger(__name__)

_POLL_SECONDS = 0.2
_LOOKS = 5
"""Tries at the worker's lock, which others may hold for a moment just to see whether it is free."""
_SWEEP_SECONDS = 3600.0
_NICENESS = 5
_FAULT_PAUSE_SECONDS = 2.0


class StopFlag:
    """Set by SIGTERM and SIGINT. No Event: a handler that sets one may wait for a lock that it interrupted."""

    def __init__(self) -> None:
        self._stopping = False

    def __call__(self) -> bool:
        return self._stopping

    def set(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self._stopping = True


def work(store: JobStore, settings: Settings, clock: Clock, *, embedded: bool, run: Run | None = None) -> int:
    """The worker's process, from start to end; returns its exit code. Call it from the main thread.

    `embedded`: ends after `settings.worker_idle_seconds` without work, and at once where another worker
    lives. Otherwise it waits for the other's end, and works until SIGTERM or SIGINT. `run` stands in for the
    pipeline.
    """
    stop = StopFlag()
    signal.signal(signal.SIGTERM, stop.set)
    signal.signal(signal.SIGINT, stop.set)
    os.nice(_NICENESS)
    lock = _only_worker(settings, stop, wait=not embedded)
    if lock is None:
        return 0
    try:
        Loop(store, settings, clock, stop, lock, run).work(settings.worker_idle_seconds if embedded else 0)
    finally:
        lock.release()
    return 0


def _only_worker(settings: Settings, stop: Callable[[], bool], *, wait: bool) -> HeldLock | None:
    """The lock of this machine's worker; None where another has it, or where we were stopped waiting."""
    looks = 0
    while True:
        if (lock := try_acquire(worker_lock(settings.jobs_dir))) is not None:
            starting_mark(settings.jobs_dir).unlink(missing_ok=True)
            return lock
        looks += 1
        if stop() or (looks >= _LOOKS and not wait):
            return None
        if looks == _LOOKS:
            log.info("Another render worker is at work; waiting for its end")
        time.sleep(_POLL_SECONDS)


class Loop:
    """Works on the queue while `lock` is held; gives it back when it ends for want of work."""

    def __init__(
        self,
        store: JobStore,
        settings: Settings,
        clock: Clock,
        stop: Callable[[], bool],
        lock: HeldLock,
        run: Run | None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._stop = stop
        self._lock = lock
        self._run = run
        self._queue = MarkerQueue(settings.jobs_dir, settings.queue_limit)
        self._janitor = Janitor(store, self._queue, settings, clock)
        self._next_sweep = time.monotonic()

    def work(self, idle_seconds: float) -> None:
        """Until told to stop, or after `idle_seconds` without work (0: never)."""
        busy_at = time.monotonic()
        while not self._stop():
            self._sweep_when_due()
            if self._run_oldest():
                busy_at = time.monotonic()
                continue
            if idle_seconds and time.monotonic() - busy_at >= idle_seconds and self._end_if_idle():
                log.info("Render worker ends: no work for %d s", idle_seconds)
                return
            time.sleep(_POLL_SECONDS)

    def _sweep_when_due(self) -> None:
        if time.monotonic() < self._next_sweep:
            return
        self._next_sweep = time.monotonic() + _SWEEP_SECONDS
        try:
            self._janitor.sweep()
        except OSError:
            log.exception("Sweeping up failed; jobs are taken all the same")

    def _run_oldest(self) -> bool:
        """Runs the oldest job that nobody else runs; False where there is none."""
        for job_id in self._queue.ids():
            if (claim := self._queue.claim(job_id)) is not None:
                try:
                    self._run_claimed(job_id)
                finally:
                    claim.remove_file()
                    claim.release()
                return True
        return False

    def _run_claimed(self, job_id: str) -> None:
        try:
            job = execute_job(self._store, self._settings, job_id, self._clock, run=self._run, stopping=self._stop)
            if job.status in ENDED:
                self._queue.remove(job_id)
        except JobNotFound:
            self._queue.remove(job_id)
        except Exception:
            # The store failed, not the job: it stays queued, and its attempts are counted.
            log.exception("Job %s could not be brought to an end; it will be tried again", job_id)
            self._pause()

    def _pause(self) -> None:
        until = time.monotonic() + _FAULT_PAUSE_SECONDS
        while time.monotonic() < until and not self._stop():
            time.sleep(_POLL_SECONDS)

    def _end_if_idle(self) -> bool:
        """Gives the lock back while nothing can be added: whoever adds later finds it free and starts anew."""
        with self._queue.closed():
            if self._queue.ids():
                return False
            self._lock.release()
            return True
