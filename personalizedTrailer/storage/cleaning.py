"""Which files may go, and when.

Nothing here removes a deliverable whose job stands, nor a file in a data folder that is not named like ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from personalizedTrailer.errors import Conflict, JobNotFound
from personalizedTrailer.model import ENDED
from personalizedTrailer.storage import clips, files, keys
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.files import Removed

_GRACE = timedelta(minutes=10)
"""How long `clear` leaves a file that belongs to no job: it may be an upload whose job is just being made."""
_ORPHANED = timedelta(hours=1)
_OWNER = re.compile(r"([0-9a-f]{12})[._\-].*", re.DOTALL)
_JOB_FILE = re.compile(r"[0-9a-f]{12}\.json")
_WORKSPACE = re.compile(r"[0-9a-f]{12}-[0-9]+")


@dataclass(frozen=True, slots=True)
class Folders:
    jobs: Path
    uploads: Path
    outputs: Path

    @property
    def quarantine(self) -> Path:
        return self.jobs / ".quarantine"

    def scratch(self) -> list[Path]:
        return [path for folder in (self.jobs, self.uploads, self.outputs) for path in _entries(folder / ".tmp")]

    def job_ids(self) -> set[str]:
        """Of every job file, readable or not."""
        return {name[:12] for name in files.names_in(self.jobs) if _JOB_FILE.fullmatch(name)}

    def quarantined_ids(self) -> set[str]:
        return {name[:12] for name in files.names_in(self.quarantine)}


def clear(store: JobStore, folders: Folders, now: datetime) -> Removed:
    """Sources and scratch files that no queued or running job needs, at once; those of no job after a grace."""
    stored = folders.job_ids()

    def unneeded(path: Path) -> bool:
        owner = _owner(path)
        return _ended(store, owner) if owner in stored else _age(path, now) > _GRACE

    def left_over(path: Path) -> bool:
        # Only workspaces are known to be idle once their job has ended: other scratch files may be half-way.
        return unneeded(path) and (_WORKSPACE.fullmatch(path.name) is not None or _age(path, now) > _GRACE)

    def of_no_running_job(path: Path) -> bool:
        return path.name not in running

    running = _films_at_work(store, stored)
    sources = [path for path in _entries(folders.uploads) if _owner(path)]
    removed = _remove_where(sources, unneeded) + _remove_where(folders.scratch(), left_over)
    return removed + _remove_where(_entries(folders.outputs / clips.FOLDER), of_no_running_job)


def clean(store: JobStore, folders: Folders, now: datetime, older_than: timedelta | None) -> Removed:
    """Jobs that ended before `now - older_than` with all their files, then whatever nobody owns."""
    removed = Removed()
    if older_than is not None:
        removed += _remove_expired(store, folders, now, older_than)
    stored = folders.job_ids()
    kept = stored | folders.quarantined_ids()

    def ownerless(path: Path) -> bool:
        return _owner(path) not in kept and _age(path, now) > _ORPHANED

    def abandoned(path: Path) -> bool:
        owner = _owner(path)
        return _age(path, now) > _ORPHANED and (owner not in stored or _ended(store, owner))

    def forgotten(path: Path) -> bool:
        return _age(path, now) > keys.LIFE

    removed += _remove_where(_entries(folders.jobs / keys.FOLDER), forgotten)
    media = [path for path in (*_entries(folders.uploads), *_entries(folders.outputs)) if _owner(path)]
    return removed + _remove_where(media, ownerless) + _remove_where(folders.scratch(), abandoned)


def _remove_expired(store: JobStore, folders: Folders, now: datetime, older_than: timedelta) -> Removed:
    removed = Removed()
    for job_id in store.ids():
        try:
            brief = store.brief(job_id)
            ended = brief.completed_at or brief.submitted_at
            if brief.status in ENDED and now - ended > older_than:
                removed += store.delete(job_id) + Removed(jobs=1)
        except (JobNotFound, Conflict):
            continue  # Somebody else was faster, which is as good.
    old = [path for path in _entries(folders.quarantine) if _age(path, now) > older_than]
    return removed + _remove_where(old, lambda path: True)


def _remove_where(paths: Iterable[Path], may_go: Callable[[Path], bool]) -> Removed:
    removed = Removed()
    for path in paths:
        try:
            if may_go(path):
                removed += files.remove(path)
        except FileNotFoundError:
            continue  # Published, or removed by its owner, between the listing and now.
    return removed


def _ended(store: JobStore, job_id: str | None) -> bool:
    """Whether the job has ended; one that cannot be read counts as in need of its files."""
    try:
        return job_id is not None and store.brief(job_id).status in ENDED
    except JobNotFound:
        return False


def _films_at_work(store: JobStore, job_ids: Iterable[str]) -> set[str | None]:
    """Digests of the films of queued and running jobs, as far as they are known."""
    digests = set()
    for job_id in job_ids:
        try:
            if not _ended(store, job_id):
                digests.add(store.get(job_id).digest)
        except JobNotFound:
            continue  # It went meanwhile, or cannot be read.
    return digests


def _owner(path: Path) -> str | None:
    match = _OWNER.fullmatch(path.name)
    return match[1] if match else None


def _age(path: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(path.lstat().st_mtime, tz=now.tzinfo)


def _entries(folder: Path) -> list[Path]:
    return [folder / name for name in files.names_in(folder)]
