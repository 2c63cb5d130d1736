"""The order of the jobs without reading one of them: an empty file `<microseconds>-<id>` a job.

It is made just before the job's own file and may be lost at any time: listing puts back what is missing, and
whoever finds one without a job drops it. So a page reads just the jobs that it shows, however many there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from personalizedTrailer.storage.files import names_in

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"[0-9]{20}-[0-9a-f]{12}")


def key_of(job_id: str, submitted_at: datetime) -> str:
    """Sorts by time of submission, then by id. Also the name of the job's place in a queue."""
    return f"{max(0, (submitted_at - _EPOCH) // timedelta(microseconds=1)):020d}-{job_id}"


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def id_of(key: str) -> str:
    return key[-12:]


class Order:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, key: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / key).touch()

    def drop(self, key: str) -> None:
        (self._folder / key).unlink(missing_ok=True)

    def newest_first(self, ids: Callable[[], set[str]], key: Callable[[str], str | None]) -> list[str]:
        """All keys. `ids` lists the jobs there are; `key` finds the key of one that has no entry yet."""
        # Entries first, jobs second: a job that is made in between merely looks as if its entry were missing.
        keys = {name for name in names_in(self._folder) if is_key(name)}
        for job_id in ids() - {id_of(name) for name in keys}:
            if (missing := key(job_id)) is not None:
                self.add(missing)
                keys.add(missing)
        return sorted(keys, reverse=True)
