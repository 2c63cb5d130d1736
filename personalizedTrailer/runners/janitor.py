"""Puts right what a crash left behind: jobs without a worker, a queue that lost its place, files of nobody."""

from __future__ import annotations

import logging
from datetime import timedelta

from personalizedTrailer.errors import JobNotFound
from personalizedTrailer.model import ENDED
from personalizedTrailer.runners.base import Clock
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.runners.transitions import recovered
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.files import Removed

log = logging.getLogger(__name__)


class Janitor:
    """Any number of them may work at once, in as many processes."""

    def __init__(self, store: JobStore, queue: MarkerQueue, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._queue = queue
        self._clock = clock
        days = settings.retention_days
        self._retention = timedelta(days=days) if days else None

    def sweep(self) -> Removed:
        """Recovers jobs, then removes what has expired or belongs to nobody."""
        self.recover()
        removed = self._store.clean(self._clock(), self._retention)
        if removed != Removed():
            log.info("Removed %d jobs, %d files, %d bytes", removed.jobs, removed.files, removed.bytes)
        return removed

    def recover(self) -> None:
        """Every job that has not ended either has a worker or is in the queue afterwards, and no other is."""
        queued = set(self._queue.ids())
        stored = set(self._store.ids())
        for job_id in stored | queued:
            try:
                status = self._store.brief(job_id).status
                if status == "processing":
                    self._recover_job(job_id)
                elif status == "queued" and job_id not in queued:
                    self._queue.put_back(job_id, self._store.brief(job_id).submitted_at)
                elif status in ENDED and job_id in queued:
                    self._drop(job_id)
            except JobNotFound:
                # A marker is put down after its job: one that was there before the job was looked for has lost
                # it. Without such a marker the job may be about to be stored.
                if job_id in queued:
                    self._drop(job_id)

    def _recover_job(self, job_id: str) -> None:
        if (claim := self._queue.claim(job_id)) is None:
            return  # Somebody is at work on it.
        try:
            job = self._store.update(job_id, lambda job: recovered(job, self._clock()))
            self._store.remove_workspaces(job_id)
        finally:
            claim.remove_file()
            claim.release()
        log.warning("Job %s had lost its worker in attempt %d: %s", job_id, job.attempts, job.status)
        if job.status in ENDED:
            self._queue.remove(job_id)
        else:
            self._queue.put_back(job_id, job.submitted_at)

    def _drop(self, job_id: str) -> None:
        self._queue.remove(job_id)
