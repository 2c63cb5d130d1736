"""What every job store can do. One contract suite runs over every implementation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from personalizedTrailer.errors import Conflict
from personalizedTrailer.model import ENDED, Job, Status
from personalizedTrailer.storage.codec import Brief, Glance
from personalizedTrailer.storage.files import Removed

Change = Callable[[Job], Job]


class JobStore(Protocol):
    """Jobs and their files. Safe between threads and between processes; every write is durable on return.

    An id that is not 12 lower-case hexadecimal digits is an id of no job (JobNotFound). A disk without room
    raises NoRoom.
    """

    def create(self, job: Job) -> None:
        """Stores a new job. Raises Conflict where the id is taken."""

    def get(self, job_id: str) -> Job:
        """Raises JobNotFound."""

    def brief(self, job_id: str) -> Brief:
        """State and dates alone, cheap enough to ask ten times a second. Raises JobNotFound."""

    def glance(self, job_id: str) -> Glance:
        """How far a job is, without what it has found. Raises JobNotFound."""

    def version(self, job_id: str) -> int:
        """A number that grows with each change of the job, at next to no cost; one or more within a few
        milliseconds of each other may share it. Raises JobNotFound."""

    def update(self, job_id: str, change: Change) -> Job:
        """Reads, changes and writes under the job's lock, and returns what stands now.

        `change` may be given a job that others have changed since; returning it as it came writes nothing.
        Raises JobNotFound, and Conflict where `change` would lead out of an ended state.
        """

    def page(
        self, limit: int, cursor: str | None = None, status: Status | None = None, name: str = ""
    ) -> tuple[tuple[Job, ...], str | None]:
        """Up to `limit` jobs, newest first, and the cursor of the next page, or None where there is no further job.

        `name`: only those in whose film's name it stands, whatever the case.
        New jobs never shift a page that a cursor points to. Raises InvalidField for a foreign cursor.
        """

    def ids(self) -> tuple[str, ...]:
        """Every job's id, newest first."""

    def delete(self, job_id: str) -> Removed:
        """Removes an ended job and all its files. Raises JobNotFound, or Conflict where it has not ended."""

    def source_path(self, job: Job) -> Path:
        """Where the uploaded film is, or is to be published."""

    def output_path(self, file_name: str) -> Path:
        """Where a deliverable is, or is to be published. Raises DeliverableNotFound for any other name."""

    def workspace(self, job_id: str, attempt: int) -> Path:
        """An empty folder to work in, on the file system of the deliverables."""

    def remove_workspaces(self, job_id: str) -> None:
        """Removes the folders of every attempt."""

    def remove_files(self, job_id: str) -> Removed:
        """Removes source, deliverables and workspaces, and leaves the job (if any) as it is."""

    def clear(self, now: datetime) -> Removed:
        """Removes sources and scratch files that no queued or running job needs; no deliverable, no job."""

    def clean(self, now: datetime, older_than: timedelta | None) -> Removed:
        """Removes what nobody owns, and jobs that ended longer ago than `older_than` (None: no job)."""

    def quarantined(self) -> int:
        """How many job files could not be read and were set aside."""


def checked_change(current: Job, change: Change) -> Job:
    """The changed job. Raises Conflict where a job would leave an ended state."""
    changed = change(current)
    if changed.id != current.id:
        raise ValueError("a change must not touch the job's id")
    if current.status in ENDED and changed.status != current.status:
        raise Conflict(f"The job has already ended as {current.status}.")
    return changed
