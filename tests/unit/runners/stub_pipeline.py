"""A pipeline that does what the film's name says, and helpers to wait for what it does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store_samples import bare_job

from personalizedTrailer.errors import Cancelled
from personalizedTrailer.model import STAGES, Deliverable, Job
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import JobStore

if TYPE_CHECKING:
    from personalizedTrailer.sink import Sink


def clock() -> datetime:
    return datetime.now(UTC)


def named_job(number: int, name: str) -> Job:
    """A job whose film is called `name`: quick, gated (goes on once `open_gate` was called) or endless."""
    job = bare_job(number)
    return replace(job, submitted_at=clock(), request=replace(job.request, source_name=name))


def put_source(store: JobStore, job: Job) -> None:
    source = store.source_path(job)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(b"film")


def queued(store: JobStore, number: int, name: str) -> Job:
    """A stored job with its source in place."""
    job = named_job(number, name)
    put_source(store, job)
    store.create(job)
    return job


def deliver(job: Job, workspace: Path, sink: Sink, key: str = "master") -> None:
    name = f"{job.id}_{key}.mp4"
    (workspace / name).write_bytes(b"trailer")
    sink.deliver(workspace / name, Deliverable(key, name, "video/mp4", 7))


def _root(settings: Settings) -> Path:
    return settings.jobs_dir.parent


def starts(settings: Settings) -> list[tuple[int, str]]:
    """Process and job of each start, in order."""
    path = _root(settings) / "starts"
    lines = path.read_text().splitlines() if path.exists() else []
    return [(int(line.split()[0]), line.split()[1]) for line in lines]


def open_gate(settings: Settings) -> None:
    (_root(settings) / "gate").touch()


def run(job: Job, source: Path, workspace: Path, settings: Settings, sink: Sink) -> None:
    with (_root(settings) / "starts").open("a") as file:
        file.write(f"{os.getpid()} {job.id}\n")
    for stage in STAGES[:-1]:
        sink.stage(stage, 0.0, f"{stage} begins")
        if stage == "rendering":
            deliver(job, workspace, sink)
            _wait(job.request.source_name, settings, sink)
        sink.stage(stage, 1.0, f"{stage} done")


def _wait(name: str, settings: Settings, sink: Sink) -> None:
    gate = _root(settings) / "gate"
    until = time.monotonic() + 30
    while name == "endless" or (name == "gated" and not gate.exists()):
        if sink.cancelled():
            raise Cancelled
        assert time.monotonic() < until
        time.sleep(0.02)


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)
