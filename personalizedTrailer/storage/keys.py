"""Which job a caller's key stands for: a small file a key, seen by every process.

The file is named after the digest of the key, so that no text of a caller names a file. A key is forgotten after a
day, or with its job.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from personalizedTrailer.errors import JobNotFound
from personalizedTrailer.model import Job
from personalizedTrailer.storage import files
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.locks import locked

FOLDER = ".keys"
LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Use:
    """What a key was used for."""

    job_id: str
    fingerprint: str
    """Of the request, as the caller of this module makes them."""


class KeyBook:
    """The keys of one store of jobs."""

    def __init__(self, jobs_dir: Path, store: JobStore) -> None:
        self._folder = jobs_dir / FOLDER
        self._store = store

    def find(self, key: str, now: datetime) -> Use | None:
        """What the key was used for; None where it was not, where that was long ago, or where its job is gone."""
        path = self._path(key)
        try:
            if now.timestamp() - path.stat().st_mtime > LIFE.total_seconds():
                return None
            use = Use(**json.loads(path.read_bytes()))
            self._store.brief(use.job_id)
        except (FileNotFoundError, JobNotFound, ValueError, TypeError):  # a torn file stands for nothing
            return None
        return use

    @contextmanager
    def using(self, key: str) -> Iterator[None]:
        """Nobody else looks this key up to use it during this block."""
        with locked(self._path(key).with_suffix(".lock")):
            yield

    def keep(self, key: str, use: Use) -> None:
        """To be called before the job is stored: a key that stands for no job stands for nothing. Raises NoRoom."""
        self._folder.mkdir(parents=True, exist_ok=True)
        files.write(self._path(key), json.dumps(asdict(use)).encode())

    def job(self, use: Use) -> Job:
        """Raises JobNotFound."""
        return self._store.get(use.job_id)

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
