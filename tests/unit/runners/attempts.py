"""Attempts at a job whose pipeline is a function of the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stub_pipeline import clock, deliver, queued

from personalizedTrailer.model import Job
from personalizedTrailer.runners.execute import execute_job
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore

if TYPE_CHECKING:
    from personalizedTrailer.pipeline import Sink


def attempt(store: DiskStore, settings: Settings, body: Callable[[Job, Path, Sink], None], **more: Any) -> Job:
    job = queued(store, 1, "quick.mp4")

    def run_body(job: Job, source: Path, workspace: Path, settings: Settings, sink: Sink) -> None:
        body(job, workspace, sink)

    return execute_job(store, settings, job.id, clock, run=run_body, **more)


def raising(error: BaseException) -> Callable[[Job, Path, Sink], None]:
    def body(job: Job, workspace: Path, sink: Sink) -> None:
        sink.stage("rendering", 0.5, "half way")
        deliver(job, workspace, sink)
        (workspace / "left").write_bytes(b"x")
        raise error

    return body


def assert_no_scratch(settings: Settings) -> None:
    assert list((settings.output_dir / ".tmp").iterdir()) == []
