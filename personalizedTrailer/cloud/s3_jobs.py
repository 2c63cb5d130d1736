"""Where the films and files of jobs lie in the bucket, and how they get there and go."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from personalizedTrailer.cloud import s3
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.errors import AwsFault
from personalizedTrailer.model import Job
from personalizedTrailer.settings import Settings

log = logging.getLogger(__name__)

_AT_ONCE = 4
"""Files that are uploaded side by side."""
FILM_TYPES = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "mkv": "video/x-matroska",
    "webm": "video/webm",
    "avi": "video/x-msvideo",
}


@dataclass(frozen=True, slots=True)
class Upload:
    path: Path
    key: str
    mime_type: str


def film_key(settings: Settings, job: Job) -> str:
    """Where the film of a job is, or is to be."""
    return job.request.source_key or s3.key_of(settings, s3.UPLOADS, f"{job.id}.{job.request.extension}")


def file_key(settings: Settings, job_id: str, name: str) -> str:
    """`name` is that of the file without its job: playlists call their neighbours so."""
    return s3.key_of(settings, s3.JOBS, job_id, name)


def put_film(aws: Aws, job: Job, film: Path) -> str:
    """The film's key, under which it lies then; it is sent once. Raises AwsFault or Cancelled."""
    bucket, key = s3.Bucket(aws), film_key(aws.settings, job)
    if bucket.sizes(key).get(key) != film.stat().st_size:
        bucket.put(film, key, FILM_TYPES[job.request.extension])
    return key


def film_to_bucket(aws: Aws | None, job: Job, film: Path) -> Callable[[], str] | None:
    """`put_film` for whoever needs the film there; None where there is no bucket."""
    if aws is None or aws.settings.bucket is None:
        return None
    return lambda: put_film(aws, job, film)


def put_files(aws: Aws, uploads: Sequence[Upload]) -> None:
    """Raises AwsFault or Cancelled."""
    bucket = s3.Bucket(aws)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done in [pool.submit(bucket.put, one.path, one.key, one.mime_type) for one in uploads]:
            done.result()


def forgetter(settings: Settings) -> Callable[[Job], None]:
    """What is to be called with every job that is deleted."""

    def forget(job: Job) -> None:
        """In a thread of its own: whoever deletes a job does not wait for AWS."""
        if settings.bucket and (job.request.source_key or job.request.mode == "aws"):
            Thread(target=remove, args=(settings, job), daemon=True).start()

    return forget


def remove(settings: Settings, job: Job) -> None:
    """All that a job has in the bucket; what others put there stays. What fails is told in the log."""
    bucket = s3.Bucket(Aws(settings, lambda: False))
    film = film_key(settings, job)
    ours = film.startswith(s3.key_of(settings, s3.UPLOADS, ""))
    try:
        bucket.remove([*bucket.sizes(file_key(settings, job.id, "")), *([film] if ours else [])])
    except AwsFault as fault:
        log.warning("What job %s had in the bucket could not be removed: %s", job.id, fault.sentence)
