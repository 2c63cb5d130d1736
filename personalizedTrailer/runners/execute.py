"""One attempt at one job: joins the pipeline and the store. Every runner ends here."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from personalizedTrailer.errors import CallerError, Cancelled, FootageError, NoRoom, UnreadableFootage
from personalizedTrailer.model import ENDED, Job
from personalizedTrailer.runners.base import MAX_ATTEMPTS, Clock, Run
from personalizedTrailer.runners.faults import explain
from personalizedTrailer.runners.sink import JobSink
from personalizedTrailer.runners.transitions import (
    begun,
    cancelled,
    completed,
    failed,
    handed_back,
    interrupted,
)
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import Change, JobStore
from personalizedTrailer.storage.clips import forget_all

log = logging.getLogger(__name__)


def _never() -> bool:
    return False


def execute_job(
    store: JobStore,
    settings: Settings,
    job_id: str,
    clock: Clock,
    *,
    run: Run | None = None,
    stopping: Callable[[], bool] = _never,
    monotonic: Callable[[], float] = time.monotonic,
) -> Job:
    """Runs a queued job to its end and returns it as it stands then; `run` stands in for the pipeline.

    The caller holds the right to run it. `stopping` tells that this process was asked to end: the job then
    goes back to the queue. A job that has ended is returned as it is. Raises JobNotFound, and what the store
    raises; no fault of the pipeline comes out of here, it is in the job.
    """
    job = store.update(job_id, lambda job: _started(job, clock))
    if job.status != "processing":
        return job
    log.info("Starting pipeline for job: %s", job.id)
    try:
        end = _attempt(store, settings, job, clock, run, stopping, monotonic)
    finally:
        # Before the last write: on a full disk it may be this that makes room for it.
        store.remove_workspaces(job_id)
    try:
        return store.update(job_id, end)
    except NoRoom:
        # Clips can be made again; what became of a job cannot be told later.
        with contextlib.suppress(OSError):
            forget_all(settings.output_dir)
        return store.update(job_id, end)


def _pipeline() -> Run:
    # Not at the top: it loads half a second's worth of numerics, which web processes have no use for.
    from personalizedTrailer.pipeline import run

    return run


def _started(job: Job, clock: Clock) -> Job:
    if job.status not in ENDED and job.cancel_requested:
        return cancelled(job, clock())
    if job.attempts >= MAX_ATTEMPTS:
        return failed(job, clock(), interrupted(job))
    return begun(job, clock())


def _attempt(
    store: JobStore,
    settings: Settings,
    job: Job,
    clock: Clock,
    run: Run | None,
    stopping: Callable[[], bool],
    monotonic: Callable[[], float],
) -> Change:
    """Runs the pipeline once; returns what becomes of the job."""
    began = monotonic()
    sink = JobSink(store, job, monotonic, stopping)
    try:
        source = _source(store, job)
        run = run or _pipeline()
        run(job, source, store.workspace(job.id, job.attempts), settings, sink)
        sink.finish()
    except Exception as error:
        return _after(error, store, job, clock, sink.current_stage, stopping())
    log.info("[Stage 7/7] Completion: Job successful (total: %.1fs) (job %s)", monotonic() - began, job.id)
    return lambda now_stored: completed(now_stored, clock())


def _source(store: JobStore, job: Job) -> Path:
    source = store.source_path(job)
    if not source.is_file():
        raise UnreadableFootage("The uploaded film is no longer there; please upload it again.")
    size = _size_text(source.stat().st_size)
    log.info("[Stage 1/7] Upload complete: %s (%s) (job %s)", job.request.source_name, size, job.id)
    return source


def _after(error: Exception, store: JobStore, job: Job, clock: Clock, stage: str, stopping: bool) -> Change:
    """What becomes of the job once its pipeline has raised.

    A request to cancel or to stop may surface as any fault (a child that was ended looks like one that
    crashed), so it explains all but what the film is to blame for.
    """
    if not isinstance(error, CallerError | FootageError):
        if (isinstance(error, Cancelled) and not stopping) or store.brief(job.id).cancel_requested:
            log.info("Job %s was cancelled in stage %s", job.id, stage)
            return lambda now_stored: cancelled(now_stored, clock())
        if stopping:
            log.info("Job %s goes back to the queue: the worker was asked to end", job.id)
            return handed_back
    fault = explain(error, job.id, stage)
    return lambda now_stored: failed(now_stored, clock(), fault)


def _size_text(size: float) -> str:
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f}B" if unit == "B" else f"{size:.1f}{unit}"
        size /= 1024
    return f"{size:.1f}GB"
