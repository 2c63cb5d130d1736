"""The queue of this machine: an empty marker file a job, from submission until the job has ended.

A marker is named after the time of submission and the id, so the oldest comes first, and putting back a lost
marker restores the job's place. The markers are a hint; the truth is in the job files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from personalizedTrailer.errors import QueueFull
from personalizedTrailer.model import Job
from personalizedTrailer.storage.files import disk_full_is_no_room, names_in
from personalizedTrailer.storage.locks import HeldLock, is_free, locked, try_acquire
from personalizedTrailer.storage.order import id_of, is_key, key_of

_RETRY_AFTER_SECONDS = 30


class MarkerQueue:
    def __init__(self, jobs_dir: Path, limit: int) -> None:
        self._folder = jobs_dir / ".queue"
        self._lock = jobs_dir / ".queue.lock"
        self._run_locks = jobs_dir / ".locks"
        self._limit = limit

    def add(self, job: Job, make_durable: Callable[[Job], None]) -> None:
        """Makes the job durable, then queues it; raises QueueFull before either where the queue is full."""
        with self.closed():
            if len(self.ids()) >= self._limit:
                raise QueueFull(retry_after=_RETRY_AFTER_SECONDS)
            key = key_of(job.id, job.submitted_at)
            # The marker takes its room on the disk beforehand: a stored job can then not fail to be queued.
            reserved = self._touch(f".{key}")
            try:
                make_durable(job)
                reserved.rename(self._folder / key)
            finally:
                reserved.unlink(missing_ok=True)

    def put_back(self, job_id: str, submitted_at: datetime) -> None:
        """Queues a job that was let in before, full or not, in its old place."""
        self._touch(key_of(job_id, submitted_at))

    def remove(self, job_id: str) -> None:
        for name in names_in(self._folder):
            if is_key(name) and id_of(name) == job_id:
                (self._folder / name).unlink(missing_ok=True)

    def ids(self) -> tuple[str, ...]:
        """Of the jobs that wait or run, oldest first."""
        return tuple(id_of(name) for name in sorted(names_in(self._folder)) if is_key(name))

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Nothing is added to the queue during this block."""
        with locked(self._lock):
            yield

    def claim(self, job_id: str) -> HeldLock | None:
        """The right to run a job, freed by the kernel if this process dies; None where another has it."""
        return try_acquire(self._run_lock(job_id))

    def is_running(self, job_id: str) -> bool:
        return not is_free(self._run_lock(job_id))

    def _touch(self, name: str) -> Path:
        with disk_full_is_no_room():
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / name).touch()
        return self._folder / name

    def _run_lock(self, job_id: str) -> Path:
        return self._run_locks / f"{job_id}.run"
