"""Jobs as files on this machine's disk: JOBS_DIR/ID.json, replaced whole, under a kernel lock a job.

Kernel locks are for local disks: no part of this may be put on a network share.
"""

from __future__ import annotations

import contextlib
import logging
import re
import time
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from personalizedTrailer.errors import Conflict, DeliverableNotFound, InvalidField, JobNotFound
from personalizedTrailer.model import ENDED, Job, Status
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage import cleaning, files
from personalizedTrailer.storage.base import Change, checked_change
from personalizedTrailer.storage.cleaning import Folders
from personalizedTrailer.storage.clips import forget
from personalizedTrailer.storage.codec import (
    Brief,
    Glance,
    StoreCorrupt,
    StoreNewer,
    decode,
    decode_brief,
    decode_glance,
    encode,
)
from personalizedTrailer.storage.files import Removed
from personalizedTrailer.storage.locks import locked
from personalizedTrailer.storage.order import Order, id_of, is_key, key_of

log = logging.getLogger(__name__)

_ID = re.compile(r"[0-9a-f]{12}")
_OUTPUT = re.compile(r"[0-9a-f]{12}_[A-Za-z0-9_\-]{1,100}(\.[a-z0-9]{1,8}){1,2}")
_EXTENSION = re.compile(r"\.?([a-z0-9]{1,5})")
_TICK_NS = 100_000_000
"""A file system's clock moves in steps of up to 10 ms: a younger file may change without its date changing."""

_Signature = tuple[int, int, int]


class DiskStore:
    """Implements JobStore. Folders are made on first use, each with its own `.tmp`."""

    def __init__(self, settings: Settings, forget: Callable[[Job], None] = lambda job: None) -> None:
        """`forget` hears of every job that is deleted, and takes away what it has elsewhere."""
        self._folders = Folders(settings.jobs_dir, settings.upload_dir, settings.output_dir)
        self._order = Order(settings.jobs_dir / ".order")
        self._briefs: dict[str, tuple[_Signature, Brief]] = {}
        self._forget_elsewhere = forget

    def create(self, job: Job) -> None:
        path = self._path(job.id)
        with locked(self._lock(job.id)):
            if path.exists():
                raise Conflict("A job with this id exists already.")
            data = encode(job)
            key = key_of(job.id, job.submitted_at)
            with files.disk_full_is_no_room():
                self._order.add(key)
            try:
                files.write(path, data)
            except BaseException:
                path.unlink(missing_ok=True)
                self._order.drop(key)
                raise

    def get(self, job_id: str) -> Job:
        path = self._path(job_id)
        try:
            return decode(self._read(path))
        except StoreCorrupt as fault:
            self._set_aside(job_id, fault)
            raise JobNotFound from fault

    def glance(self, job_id: str) -> Glance:
        try:
            return decode_glance(self._read(self._path(job_id)))
        except StoreCorrupt as fault:
            self._set_aside(job_id, fault)
            raise JobNotFound from fault

    def version(self, job_id: str) -> int:
        try:
            return self._path(job_id).stat().st_mtime_ns
        except FileNotFoundError:
            raise JobNotFound from None

    def brief(self, job_id: str) -> Brief:
        path = self._path(job_id)
        try:
            stat = path.stat()
        except FileNotFoundError:
            self._briefs.pop(job_id, None)
            raise JobNotFound from None
        signature = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        known = self._briefs.get(job_id)
        if known is not None and known[0] == signature:
            return known[1]
        try:
            brief = decode_brief(self._read(path))
        except StoreCorrupt as fault:
            self._set_aside(job_id, fault)
            raise JobNotFound from fault
        if abs(time.time_ns() - stat.st_mtime_ns) > _TICK_NS:
            self._briefs[job_id] = (signature, brief)
        return brief

    def update(self, job_id: str, change: Change) -> Job:
        path = self._path(job_id)
        if not path.exists():
            raise JobNotFound
        with locked(self._lock(job_id)):
            current = self.get(job_id)
            changed = checked_change(current, change)
            if changed is not current:
                files.write(path, encode(changed))
            return changed

    def page(
        self, limit: int, cursor: str | None = None, status: Status | None = None, name: str = ""
    ) -> tuple[tuple[Job, ...], str | None]:
        if limit < 1:
            raise ValueError("a page has at least one job")
        if cursor is not None and not is_key(cursor):
            raise InvalidField("cursor is not one that this service gave out.", field="cursor")
        jobs: list[Job] = []
        last = None
        for key in self._keys():
            if cursor is not None and key >= cursor:
                continue
            try:
                if (status or name) and not _matches(self.brief(id_of(key)), status, name):
                    continue
                if len(jobs) == limit:
                    return tuple(jobs), last
                jobs.append(self.get(id_of(key)))
                last = key
            except JobNotFound:
                self._forget(key)
        return tuple(jobs), None

    def ids(self) -> tuple[str, ...]:
        return tuple(id_of(key) for key in self._keys())

    def delete(self, job_id: str) -> Removed:
        path = self._path(job_id)
        if not path.exists():
            raise JobNotFound
        with locked(self._lock(job_id)) as lock:
            job = self.get(job_id)
            if job.status not in ENDED:
                raise Conflict("The job has not ended yet.")
            # The job first: files without a job are swept up later, a job without its files is a broken promise.
            path.unlink()
            self._forget(key_of(job_id, job.submitted_at))
            removed = self.remove_files(job_id)
            if job.digest:
                # A running job of the same film may just be adding to them: then they stay until there is need of room.
                with contextlib.suppress(OSError):
                    removed += forget(self._folders.outputs, job.digest)
            lock.remove_file()
            self._forget_elsewhere(job)
            return removed

    def source_path(self, job: Job) -> Path:
        match = _EXTENSION.fullmatch(job.request.extension)
        if match is None:
            raise ValueError("a film's extension is letters and digits")
        self._path(job.id)
        return self._folders.uploads / f"{job.id}.{match[1]}"

    def output_path(self, file_name: str) -> Path:
        path = self._folders.outputs / file_name
        if _OUTPUT.fullmatch(file_name) is None or path.resolve().parent != self._folders.outputs.resolve():
            raise DeliverableNotFound
        return path

    def workspace(self, job_id: str, attempt: int) -> Path:
        self._path(job_id)
        folder = files.scratch(self._folders.outputs) / f"{job_id}-{attempt}"
        files.remove(folder)
        with files.disk_full_is_no_room():
            folder.mkdir()
        return folder

    def remove_workspaces(self, job_id: str) -> None:
        self._path(job_id)
        for folder in (self._folders.outputs / ".tmp").glob(f"{job_id}-*"):
            files.remove(folder)

    def remove_files(self, job_id: str) -> Removed:
        self._path(job_id)
        self.remove_workspaces(job_id)
        removed = Removed()
        for path in [*self._folders.uploads.glob(f"{job_id}.*"), *self._folders.outputs.glob(f"{job_id}_*")]:
            removed += files.remove(path)
        return removed

    def clear(self, now: datetime) -> Removed:
        return cleaning.clear(self, self._folders, now)

    def clean(self, now: datetime, older_than: timedelta | None) -> Removed:
        return cleaning.clean(self, self._folders, now, older_than)

    def quarantined(self) -> int:
        return len(files.names_in(self._folders.quarantine))

    def _path(self, job_id: str) -> Path:
        if _ID.fullmatch(job_id) is None:
            raise JobNotFound
        return self._folders.jobs / f"{job_id}.json"

    def _lock(self, job_id: str) -> Path:
        return self._folders.jobs / ".locks" / f"{job_id}.lock"

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise JobNotFound from None

    def _keys(self) -> list[str]:
        keys = self._order.newest_first(self._folders.job_ids, self._key)
        for job_id in set(self._briefs) - {id_of(key) for key in keys}:
            self._briefs.pop(job_id, None)
        return keys

    def _key(self, job_id: str) -> str | None:
        try:
            return key_of(job_id, self.brief(job_id).submitted_at)
        except JobNotFound:
            return None

    def _forget(self, key: str) -> None:
        self._briefs.pop(id_of(key), None)
        if not self._path(id_of(key)).exists():
            self._order.drop(key)

    def _set_aside(self, job_id: str, fault: StoreCorrupt) -> None:
        """Moves an unreadable job file out of the way; one of a later version stays for that version."""
        if isinstance(fault, StoreNewer):
            log.warning("Job %s was written by a later version and is left alone: %s", job_id, fault)
            return
        path = self._path(job_id)
        try:
            stat = path.stat()
            self._folders.quarantine.mkdir(parents=True, exist_ok=True)
            path.rename(self._folders.quarantine / f"{job_id}-{stat.st_mtime_ns}-{stat.st_ino}.json")
        except FileNotFoundError:
            return
        log.error("Job %s is unreadable and was set aside: %s", job_id, fault)


def _matches(brief: Brief, status: Status | None, name: str) -> bool:
    return status in (None, brief.status) and _plain(name) in _plain(brief.request.source_name)


def _plain(text: str) -> str:
    """As people compare names: without regard to case, and to how accents are written."""
    return unicodedata.normalize("NFC", text).casefold()
