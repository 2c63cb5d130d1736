"""The ways of a job from one state to the next, as pure functions. None leads out of an ended state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from personalizedTrailer.errors import Interrupted
from personalizedTrailer.model import ENDED, STAGES, Job, JobError, Progress
from personalizedTrailer.runners.base import MAX_ATTEMPTS


def begun(job: Job, now: datetime) -> Job:
    """Processing, one attempt more. What an earlier attempt found stays until this one finds it again."""
    if job.status in ENDED:
        return job
    return replace(job, status="processing", attempts=job.attempts + 1, started_at=job.started_at or now)


def cancelling(job: Job, now: datetime) -> Job:
    """Cancelled where it waits; asked to stop where it runs."""
    if job.status == "queued":
        return cancelled(job, now)
    return job if job.status in ENDED else replace(job, cancel_requested=True)


def cancelled(job: Job, now: datetime) -> Job:
    if job.status in ENDED:
        return job
    return replace(job, status="cancelled", cancel_requested=True, completed_at=now, progress=_halted(job))


def completed(job: Job, now: datetime) -> Job:
    """Completed, or cancelled where that was asked for before the end had come."""
    if job.status in ENDED:
        return job
    if job.cancel_requested:
        return cancelled(job, now)
    progress = Progress(STAGES[-1], 100.0, "Your trailers are ready.", seconds_left=0.0)
    return replace(job, status="completed", completed_at=now, progress=progress)


def failed(job: Job, now: datetime, error: JobError) -> Job:
    if job.status in ENDED:
        return job
    return replace(job, status="failed", completed_at=now, error=error, progress=_halted(job))


def handed_back(job: Job) -> Job:
    """Queued again by a worker that was told to stop; that attempt does not count."""
    if job.status != "processing":
        return job
    return replace(job, status="queued", attempts=max(0, job.attempts - 1), progress=_halted(job))


def recovered(job: Job, now: datetime) -> Job:
    """What becomes of a job whose worker died: queued again, given up, or cancelled as had been asked."""
    if job.status != "processing":
        return job
    if job.cancel_requested:
        return cancelled(job, now)
    if job.attempts >= MAX_ATTEMPTS:
        return failed(job, now, interrupted(job))
    return replace(job, status="queued", progress=_halted(job))


def _halted(job: Job) -> Progress:
    """Nobody works on it, so there is no telling how long it takes."""
    return replace(job.progress, seconds_left=None)


def interrupted(job: Job) -> JobError:
    error = Interrupted()
    return JobError(error.code, error.sentence, job.progress.stage, error.fault)
