"""The runner of one machine: markers on disk, and one render worker that whoever submits keeps alive."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from personalizedTrailer.errors import NoRoom
from personalizedTrailer.media.process import start_detached
from personalizedTrailer.model import Job
from personalizedTrailer.runners.base import Capacity, Clock
from personalizedTrailer.runners.keeper import Keeper
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.runners.transitions import cancelled, cancelling
from personalizedTrailer.settings import PACKAGE, Settings
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.locks import is_free, try_acquire

log = logging.getLogger(__name__)

_START_SECONDS = 10.0
"""How long a worker may take from its start to its lock before another is started."""


Start = Callable[[list[str], dict[str, str], Path], int]
"""Starts a program that outlives this process: arguments, environment, folder; returns its process id."""


def worker_lock(jobs_dir: Path) -> Path:
    """Held by the one worker of this machine for as long as it lives."""
    return jobs_dir / ".worker.lock"


def starting_mark(jobs_dir: Path) -> Path:
    """Made by whoever starts a worker, removed by the worker once it holds its lock."""
    return jobs_dir / ".worker.starting"


class EmbeddedRunner:
    """Implements JobRunner. `settings.embedded_worker` off: the worker is started by somebody else."""

    def __init__(self, store: JobStore, settings: Settings, clock: Clock, start: Start = start_detached) -> None:
        self._store = store
        self._start = start
        self._settings = settings
        self._clock = clock
        self._queue = MarkerQueue(settings.jobs_dir, settings.queue_limit)
        self._keeper = Keeper(lambda: bool(self._queue.ids()), self._start_unless_there)

    def submit(self, job: Job) -> None:
        self._queue.add(job, self._store.create)
        self.ensure_running()

    def cancel(self, job_id: str) -> Job:
        job = self._store.update(job_id, lambda job: cancelling(job, self._clock()))
        if job.status == "processing" and (claim := self._queue.claim(job_id)) is not None:
            # Its worker is dead: nobody would ever see the request.
            try:
                job = self._store.update(job_id, lambda job: cancelled(job, self._clock()))
                self._store.remove_workspaces(job_id)
            finally:
                claim.remove_file()
                claim.release()
        if job.status == "cancelled":
            self._queue.remove(job_id)
        return job

    def capacity(self) -> Capacity:
        ids = self._queue.ids()
        running = sum(self._queue.is_running(job_id) for job_id in ids)
        return Capacity(len(ids) - running, running, self._settings.queue_limit)

    def ensure_running(self) -> None:
        if self._settings.embedded_worker:
            self._keeper.wake()
            try:
                self._start_unless_there()
            except (OSError, NoRoom):
                # The job is safe in the queue, so this is not the caller's trouble: the keeper tries again.
                log.exception("The render worker could not be started")

    def shutdown(self) -> None:
        self._keeper.stop()

    def _start_unless_there(self) -> None:
        jobs_dir = self._settings.jobs_dir
        if not is_free(worker_lock(jobs_dir)):
            return
        starter = try_acquire(jobs_dir / ".worker.starter")
        if starter is None:
            return
        try:
            mark = starting_mark(jobs_dir)
            late = mark.exists()
            if late and abs(time.time() - mark.stat().st_mtime) < _START_SECONDS:
                return
            if not is_free(worker_lock(jobs_dir)):
                return  # It has come between our first look and our turn.
            if late:
                log.warning("The render worker that was started last has not come up; starting another")
            mark.touch()
            process = self._start(
                [sys.executable, "-m", "personalizedTrailer", "worker", "--embedded"],
                {**os.environ, **self._settings.environment()},
                PACKAGE.parent,
            )
            log.info("Render worker started (process %d)", process)
        finally:
            starter.release()
