"""A job as JSON bytes and back, exactly: fractions as `num/den`, dates as RFC 3339 in UTC.

The file says which schema it follows. What this program cannot read is one of two things: `StoreCorrupt`
(torn, foreign or invalid) or `StoreNewer` (written by a later version, so to be left alone). Both stay inside
storage; callers see a job that is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeVar

import msgspec

from personalizedTrailer.model import Job, JobError, Progress, Status

SCHEMA = 1
"""Raised by one whenever an older program could no longer read the file."""


class StoreCorrupt(Exception):
    """The bytes are no job of ours."""


class StoreNewer(StoreCorrupt):
    """The job was written by a later version of this program."""


@dataclass(frozen=True, slots=True)
class Name:
    """The caller's name of a film."""

    source_name: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What lists, queues and cleaning want to know of a job, read without the rest of it."""

    status: Status
    submitted_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    cancel_requested: bool = False
    request: Name = Name("")


@dataclass(frozen=True, slots=True)
class Made:
    """A deliverable, by its key."""

    key: str
    part_of: str | None = None

    @property
    def is_listed(self) -> bool:
        """Whether it is more than a piece of something: no part of a stream, no key frame of a scene."""
        return self.part_of is None and not self.key.startswith("keyframe_")


@dataclass(frozen=True, slots=True)
class Glance:
    """How far a job is, read without what it has found: that can be a hundred times as much."""

    status: Status
    submitted_at: datetime
    progress: Progress
    started_at: datetime | None = None
    completed_at: datetime | None = None
    timings: dict[str, float] = field(default_factory=dict)
    deliverables: tuple[Made, ...] = ()
    error: JobError | None = None


Partial = TypeVar("Partial", Brief, Glance)


class _File(msgspec.Struct):
    schema: int
    job: msgspec.Raw


class _Header(msgspec.Struct):
    schema: int


def _encode_other(value: object) -> str:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise TypeError(f"a job cannot hold a {type(value).__name__}")


def _decode_other(wanted: type, value: object) -> Fraction:
    if wanted is not Fraction:
        raise TypeError(f"a job cannot hold a {wanted.__name__}")
    match = re.fullmatch(r"(-?[0-9]{1,40})/([0-9]{1,40})", value) if isinstance(value, str) else None
    if match is None or int(match[2]) == 0:
        raise ValueError("not a fraction")
    return Fraction(int(match[1]), int(match[2]))


_encoder = msgspec.json.Encoder(enc_hook=_encode_other)
_files = msgspec.json.Decoder(_File)
_headers = msgspec.json.Decoder(_Header)
_jobs = msgspec.json.Decoder(Job, dec_hook=_decode_other)
_briefs = msgspec.json.Decoder(Brief)
_glances = msgspec.json.Decoder(Glance)


def encode(job: Job) -> bytes:
    """The bytes of the job's file.

    Raises ValueError for a job that could not be read back: a mistake must show where it is made, not when
    the next process finds the file.
    """
    try:
        body = _encoder.encode(job)
        _check_dates(_jobs.decode(body))
    except (TypeError, msgspec.MsgspecError, StoreCorrupt) as error:
        raise ValueError(f"job {job.id} cannot be stored: {error}") from error
    return b'{"schema":%d,"job":%b}\n' % (SCHEMA, body)


def decode(data: bytes) -> Job:
    """Raises StoreCorrupt or StoreNewer."""
    try:
        job = _jobs.decode(_body(data))
    except msgspec.MsgspecError as error:
        raise StoreCorrupt(str(error)) from error
    _check_dates(job)
    return job


def decode_brief(data: bytes) -> Brief:
    """Raises StoreCorrupt or StoreNewer. Faster than `decode`, and blind to faults in what it does not read."""
    return _partly(_briefs, data)


def decode_glance(data: bytes) -> Glance:
    """As `decode_brief`."""
    return _partly(_glances, data)


def _partly(decoder: msgspec.json.Decoder[Partial], data: bytes) -> Partial:
    try:
        part = decoder.decode(_body(data))
    except msgspec.MsgspecError as error:
        raise StoreCorrupt(str(error)) from error
    _check_dates(part)
    return part


def _body(data: bytes) -> msgspec.Raw:
    try:
        if (schema := _headers.decode(data).schema) > SCHEMA:
            raise StoreNewer(f"schema {schema}, this program knows {SCHEMA}")
        file = _files.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise StoreCorrupt(str(error)) from error
    if file.schema != SCHEMA:
        raise StoreCorrupt(f"schema {file.schema} never was")
    return file.job


def _check_dates(job: Job | Brief | Glance) -> None:
    dates = (job.submitted_at, job.started_at, job.completed_at)
    if any(date is not None and date.utcoffset() != timedelta(0) for date in dates):
        raise StoreCorrupt("a date without UTC")
