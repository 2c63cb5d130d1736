"""The film of a request: written once, beside its place, and gone again unless a job takes it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from flask import Request
from werkzeug.http import parse_options_header

from personalizedTrailer.errors import IncompleteUpload, NoRoom, UploadTooLarge, VideoRequired
from personalizedTrailer.storage.files import disk_full_is_no_room, require_room, scratch
from personalizedTrailer.web import bucket
from personalizedTrailer.web.linger import Body, connection
from personalizedTrailer.web.multipart import Write, read_form
from personalizedTrailer.web.parse import TEXT_FIELDS, Choices, check_early, video_name
from personalizedTrailer.web.services import Services

log = logging.getLogger(__name__)

FORM_BYTES = 1 << 20
"""What a request may hold beside the film."""
ROOM_FACTOR = 2.5
"""Free space wanted, in sizes of the film: its copy, the trailers, and some."""
ROOM_FLOOR = 64 << 20
"""Free space that must be left in any case, in bytes."""
ROOM_CHECK = 64 << 20
"""Bytes received between two looks at the free space, where the size is not announced."""
SILENCE_SECONDS = 30.0
"""How long a client may send nothing."""

_UNITS = (("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10))


def too_large(limit: int) -> UploadTooLarge:
    """With the limit in the largest unit that divides it: 2GB, 500MB, 1000 bytes."""
    shown = next((f"{limit // size}{unit}" for unit, size in _UNITS if limit % size == 0), f"{limit} bytes")
    return UploadTooLarge(f"File exceeds maximum size of {shown}.", field="video")


class Incoming:
    """Takes the parts of a form (see `multipart.Taker`): text fields, and the film into `part`."""

    fields = frozenset((*TEXT_FIELDS, bucket.FIELD))

    def __init__(
        self, part: Path, limit: int, choices: Choices, ready: Callable[[], None], *, keep: bool = True
    ) -> None:
        self.part = part
        self.keep = keep
        """Whether the film is wanted; otherwise its bytes are counted alone."""
        self.limit = limit
        self.choices = choices
        self.ready = ready
        """Called before the film is taken; raises where there is no use in taking it."""
        self.form: dict[str, str] = {}
        self.name = ""
        """The film's display name; empty until there is one."""
        self.size = 0
        self.source_key: str | None = None
        """Under which the film lies in the bucket, where it came from there."""
        self._next_look = ROOM_CHECK
        self._file: IO[bytes] | None = None

    def field(self, name: str, value: str) -> None:
        self.form.setdefault(name, value)

    def file(self, name: str, file_name: str) -> Write | None:
        if name != "video" or self.name:
            return None
        self.name = video_name(file_name)
        check_early(self.form, self.choices)
        if not self.keep:
            return self.write
        self.ready()
        with disk_full_is_no_room():
            self._file = self.part.open("xb", buffering=0)
        return self.write

    def write(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self.limit:
            raise too_large(self.limit)
        if self._file is None:
            return
        if self.size > self._next_look:
            require_room(self.part.parent, ROOM_FLOOR + self.size)
            self._next_look = self.size + ROOM_CHECK
        with disk_full_is_no_room():
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]

    def from_bucket(self, film: bucket.BucketFilm) -> None:
        """Takes a film that lies in the bucket; one in the form itself goes before it."""
        if film.size > self.limit:
            raise too_large(self.limit)
        self.name, self.size, self.source_key = film.name, film.size, film.key
        check_early(self.form, self.choices)
        if self.keep:
            self.ready()
            require_room(self.part.parent, ROOM_FLOOR + int(ROOM_FACTOR * film.size))
            film.fetch(self.part)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


@contextlib.contextmanager
def receive(
    request: Request, here: Services, job_id: str, ready: Callable[[], None], *, keep: bool = True
) -> Iterator[Incoming]:
    """Reads the form of `request`; the film goes into a part file, which is removed at the end of the block
    unless it was moved away. `ready` is called before the film is taken and may refuse it. Where it is not to be
    kept there is no part file.

    Raises CallerError, IncompleteUpload, UploadTooLarge, QueueFull, NoRoom or BucketUnavailable as soon as there is
    reason to.
    """
    body: Body = request.environ["wsgi.input"]
    limit, folder = here.settings.max_upload_bytes, here.settings.upload_dir
    if body.length is not None and body.length > limit + FORM_BYTES:
        raise too_large(limit)
    kind, options = parse_options_header(request.headers.get("Content-Type"))
    if kind != "multipart/form-data" or "boundary" not in options:
        raise VideoRequired(field="video")
    incoming = Incoming(scratch(folder) / f"{job_id}.part", limit, here.choices, ready, keep=keep)
    try:
        if keep:
            require_room(folder, ROOM_FLOOR + int(ROOM_FACTOR * (body.length or 0)))
        with here.slots.uploading(), _impatient(request):
            read_form(body, options["boundary"], incoming, limit + FORM_BYTES)
            if not incoming.name and (key := incoming.form.get(bucket.FIELD, "").strip()):
                incoming.from_bucket(bucket.BucketFilm(here, key))
        if not incoming.name:
            raise VideoRequired(field="video")
        incoming.close()
        yield incoming
    except IncompleteUpload:
        body.length_doubted = True
        raise
    except NoRoom:
        log.error("No space left on device: a film of %s bytes was refused", body.length or incoming.size)
        raise
    finally:
        incoming.close()
        incoming.part.unlink(missing_ok=True)


@contextlib.contextmanager
def _impatient(request: Request) -> Iterator[None]:
    """A client that falls silent counts as gone: it would hold a thread for ever."""
    sock = connection(request.environ)
    if sock is None:
        yield
        return
    before = sock.gettimeout()
    sock.settimeout(SILENCE_SECONDS)
    try:
        yield
    finally:
        sock.settimeout(before)
