"""What every runner of jobs can do, and the words that runners share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from personalizedTrailer.model import Job
from personalizedTrailer.settings import Settings

if TYPE_CHECKING:
    from personalizedTrailer.sink import Sink

Clock = Callable[[], datetime]
"""The time now, in UTC."""
Run = Callable[[Job, Path, Path, Settings, "Sink"], None]
"""The pipeline, or what stands in for it."""

MAX_ATTEMPTS = 3
"""Starts that a job gets before it fails as `interrupted`."""


@dataclass(frozen=True, slots=True)
class Capacity:
    waiting: int
    running: int
    limit: int
    """Jobs that may wait or run together."""


class JobRunner(Protocol):
    """Brings queued jobs to `execute_job`, on this machine or another: only the id of a job travels."""

    def submit(self, job: Job) -> None:
        """Stores the job durably, then queues it. Its source must be in place (`store.source_path`).

        Raises QueueFull with `retry_after` (nothing is stored then: the source is the caller's to remove),
        Conflict where the id is taken, NoRoom.
        """

    def cancel(self, job_id: str) -> Job:
        """Asks for the end of a job and returns it as it stands: a waiting one is cancelled at once, a running
        one within a second or two, an ended one stays as it is. Raises JobNotFound."""

    def capacity(self) -> Capacity: ...

    def ensure_running(self) -> None:
        """Sees to it that somebody works on the queue. Cheap: to be called whenever a pending job is read."""

    def shutdown(self) -> None:
        """Ends what this process does for the runner; jobs go on."""
