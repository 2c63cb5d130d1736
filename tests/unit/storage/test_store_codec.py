"""A job survives its file exactly; anything else in the file is refused in one way."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from store_samples import bare_job, full_job

from personalizedTrailer.model import Job
from personalizedTrailer.storage.codec import (
    SCHEMA,
    StoreCorrupt,
    StoreNewer,
    decode,
    decode_brief,
    encode,
)


@pytest.mark.parametrize("job", [bare_job(), full_job()], ids=["bare", "full"])
def test_round_trip(job: Job) -> None:
    assert decode(encode(job)) == job


def test_the_full_sample_uses_every_field() -> None:
    job, bare = full_job(), bare_job()
    same = {f.name for f in fields(Job) if getattr(job, f.name) == getattr(bare, f.name)}
    assert same == {"id", "submitted_at", "request", "progress"}


def test_form_of_the_file() -> None:
    file = msgspec.json.decode(encode(full_job()))
    assert file["schema"] == SCHEMA
    assert file["job"]["media"]["rate"] == "24000/1001"
    assert file["job"]["started_at"] == "2026-03-01T12:00:00.000001Z"


def test_brief_says_the_same() -> None:
    job = full_job()
    brief = decode_brief(encode(job))
    assert (brief.status, brief.submitted_at, brief.completed_at, brief.cancel_requested) == (
        job.status,
        job.submitted_at,
        job.completed_at,
        True,
    )


def test_torn_anywhere_is_corrupt() -> None:
    data = encode(full_job())
    for length in range(0, len(data) - 2, 7):
        for read in (decode, decode_brief):
            with pytest.raises(StoreCorrupt):
                read(data[:length])


def _with(**changes: object) -> bytes:
    file = msgspec.json.decode(encode(full_job()))
    file["job"].update(changes)
    return msgspec.json.encode(file)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 4096,
        b"null",
        b"[]",
        b"{}",
        b'{"schema":1}',
        b'{"schema":"1","job":{}}',
        b'{"schema":0,"job":{}}',
        b'{"schema":1,"job":[]}',
        b"[" * 100_000,
        b'{"schema":1,"job":' + b"[" * 100_000,
        b"\xff\xfe{}",
        _with(status="lost"),
        _with(attempts="2"),
        _with(submitted_at="yesterday"),
        _with(submitted_at="2026-03-01T12:00:00"),
        _with(submitted_at="2026-03-01T12:00:00+01:00"),
    ],
)
def test_foreign_content_is_corrupt(data: bytes) -> None:
    with pytest.raises(StoreCorrupt):
        decode(data)


@pytest.mark.parametrize("rate", ["25", "1/0", 25, "1/2/3", "a/b", "9" * 50 + "/1"])
def test_a_bad_fraction_is_corrupt(rate: object) -> None:
    file = msgspec.json.decode(encode(full_job()))
    file["job"]["media"]["rate"] = rate
    with pytest.raises(StoreCorrupt):
        decode(msgspec.json.encode(file))


@pytest.mark.parametrize("read", [decode, decode_brief])
def test_a_later_schema_is_told_apart(read: object) -> None:
    with pytest.raises(StoreNewer):
        read(b'{"schema":2,"job":{"anything":1}}')  # type: ignore[operator]


@pytest.mark.parametrize(
    "changes",
    [
        {"submitted_at": datetime(2026, 1, 1)},
        {"submitted_at": datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))},
        {"status": "lost"},
        {"timings": {"upload": float("nan")}},
        {"digest": object()},
        {"digest": 5},
        {"request": replace(bare_job().request, source_name="\ud800")},
    ],
)
def test_what_could_not_be_read_back_is_not_written(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        encode(replace(bare_job(), **changes))  # type: ignore[arg-type]
