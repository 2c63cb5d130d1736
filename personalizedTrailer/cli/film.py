"""The pipeline in this process: a private store beside the output, one job, and its files under clear names."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType

from personalizedTrailer import pipeline, wire
from personalizedTrailer.model import STAGES, Job, JobRequest, Progress, Warning
from personalizedTrailer.model import Deliverable as Made
from personalizedTrailer.runners.execute import execute_job
from personalizedTrailer.settings import Settings
from personalizedTrailer.sink import Sink
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.storage.files import remove
from personalizedTrailer.web.services import new_id, utc_now

Watch = Callable[[str, float, str], None]
"""Hears stage, part of the stage that is done (0 to 1), and a sentence."""


class Interrupt:
    """Set by Ctrl-C or SIGTERM: the pipeline ends its children and stops; a second one raises where we are."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self) -> bool:
        return self._asked

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Watched:
    """A sink that lets somebody look on."""

    def __init__(self, sink: Sink, watch: Watch) -> None:
        self._sink, self._watch = sink, watch

    def stage(self, stage: str, fraction: float, message: str) -> None:
        self._sink.stage(stage, fraction, message)
        self._watch(stage, fraction, message)

    def expect(self, stage: str, seconds: float) -> None:
        self._sink.expect(stage, seconds)

    def record(self, **changes: object) -> None:
        self._sink.record(**changes)

    def warn(self, warning: Warning) -> None:
        self._sink.warn(warning)

    def deliver(self, made: Path, deliverable: Made) -> None:
        self._sink.deliver(made, deliverable)

    def cancelled(self) -> bool:
        return self._sink.cancelled()


def make_trailers(film: Path, request: JobRequest, settings: Settings, output: Path, watch: Watch) -> Job:
    """Runs one job to its end; its deliverables are in `output`, under `place_of`, if it completed.

    Returns the job as it ended, `queued` where Ctrl-C came. Raises what the store raises, such as NoRoom;
    nothing unfinished is left in `output` then either.
    """
    interrupt = Interrupt()
    with interrupt.listening():
        output.mkdir(parents=True, exist_ok=True)
        job_id = new_id()
        # Beside the output, so that a finished file gets to its place by a rename.
        work = output / f".work-{job_id}"
        private = replace(
            settings, upload_dir=work / "uploads", output_dir=work / "outputs", jobs_dir=work / "jobs"
        )
        try:
            store = DiskStore(private)
            job = _create(store, job_id, request, film)
            job = execute_job(store, private, job.id, utc_now, run=_watched(watch), stopping=interrupt)
            if job.status == "completed":
                for made in job.deliverables:
                    store.output_path(made.file_name).replace(place_of(output, job, made))
            return job
        finally:
            remove(work)


def place_of(output: Path, job: Job, made: Made) -> Path:
    """Where a deliverable lies: its file name without the job's id."""
    return output / wire.served_name(job.id, made.file_name)


def _watched(watch: Watch) -> Callable[[Job, Path, Path, Settings, Sink], None]:
    def run(job: Job, source: Path, workspace: Path, settings: Settings, sink: Sink) -> None:
        pipeline.run(job, source, workspace, settings, _Watched(sink, watch))

    return run


def _create(store: JobStore, job_id: str, request: JobRequest, film: Path) -> Job:
    job = Job(
        id=job_id,
        status="queued",
        submitted_at=utc_now(),
        request=request,
        progress=Progress(STAGES[0], 0.0, "Reading the film"),
    )
    source = store.source_path(job)
    source.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(film, source)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(film, source)
    store.create(job)
    return job
