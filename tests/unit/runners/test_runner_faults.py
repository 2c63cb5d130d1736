"""What becomes of a job whose attempt fails, is stopped or cancelled, or comes too late."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attempts import assert_no_scratch, attempt, raising
from stub_pipeline import clock, queued, run

from personalizedTrailer import errors
from personalizedTrailer.model import Job
from personalizedTrailer.runners.base import Run
from personalizedTrailer.runners.execute import execute_job
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import Change
from personalizedTrailer.storage.disk import DiskStore

if TYPE_CHECKING:
    from personalizedTrailer.pipeline import Sink


FULL = "No space left on device"
NO_ROOM = "There is no room on the disk for this film."
VERIFY = "A rendered file did not match its plan."
MISSING = "FFmpeg was not found; install it or set FFMPEG_PATH."
SECRET = "/srv/secret/path"
OURS = "The trailers could not be made: a fault on our side. Please try again."


@pytest.mark.parametrize(
    ("error", "code", "fault", "sentence", "logged"),
    [
        (errors.FootageTooShort("2 s is too short."), "footage_too_short", "footage", "2 s is too short.", ""),
        (errors.InvalidField("No.", field="x"), "invalid_field", "caller", "No.", ""),
        (errors.OurFault(SECRET), "internal_error", "us", OURS, SECRET),
        (errors.ProcessFailed(SECRET, detail="tail"), "process_failed", "us", "A processing step failed.", "tail"),
        (
            *(errors.ProcessTimedOut(SECRET), "process_timed_out", "us", "FFmpeg process exceeded timeout."),
            "FFmpeg process exceeded timeout",
        ),
        (errors.VerificationFailed(SECRET), "verification_failed", "us", VERIFY, SECRET),
        (errors.FfmpegMissing(SECRET), "ffmpeg_missing", "us", MISSING, "FFmpeg not found in PATH"),
        (errors.NoRoom(SECRET), "no_room", "us", NO_ROOM, FULL),
        (OSError(errno.ENOSPC, SECRET), "no_room", "us", NO_ROOM, FULL),
        (errors.ProcessFailed(detail=f"x: {FULL}"), "no_room", "us", NO_ROOM, FULL),
        (PermissionError(errno.EACCES, SECRET), "internal_error", "us", OURS, SECRET),
        (ZeroDivisionError(SECRET), "internal_error", "us", OURS, SECRET),
        (errors.Cancelled(), "", "", "", ""),
    ],
)
def test_faults(
    store: DiskStore,
    settings: Settings,
    log: pytest.LogCaptureFixture,
    error: Exception,
    code: str,
    fault: str,
    sentence: str,
    logged: str,
) -> None:
    job = attempt(store, settings, raising(error))
    assert job.completed_at is not None
    assert [d.key for d in job.deliverables] == ["master"]
    assert_no_scratch(settings)
    if not code:
        assert (job.status, job.error) == ("cancelled", None)
        return
    assert job.status == "failed" and job.error is not None
    assert (job.error.code, job.error.fault, job.error.stage) == (code, fault, "rendering")
    assert job.error.message == sentence
    assert logged in log.text
    if fault == "us":
        assert "Traceback" in log.text


def test_a_cause_without_room_is_no_room(store: DiskStore, settings: Settings) -> None:
    error = errors.VerificationFailed()
    error.__cause__ = OSError(errno.ENOSPC, "x")
    job = attempt(store, settings, raising(error))
    assert job.error is not None and job.error.code == "no_room"


def test_a_film_that_is_gone(store: DiskStore, settings: Settings) -> None:
    job = queued(store, 1, "x")
    store.source_path(job).unlink()
    job = execute_job(store, settings, job.id, clock, run=run)
    assert job.error is not None and job.error.code == "unreadable_footage"


@pytest.mark.parametrize("error", [errors.Cancelled(), errors.ProcessFailed(), ValueError()])
def test_told_to_stop_the_job_goes_back(store: DiskStore, settings: Settings, error: Exception) -> None:
    job = attempt(store, settings, raising(error), stopping=lambda: True)
    assert (job.status, job.attempts, job.error, job.completed_at) == ("queued", 0, None, None)
    assert_no_scratch(settings)


def test_told_to_stop_bad_footage_still_fails(store: DiskStore, settings: Settings) -> None:
    job = attempt(store, settings, raising(errors.CorruptFootage("Bad.")), stopping=lambda: True)
    assert job.status == "failed"


@pytest.mark.parametrize("error", [errors.Cancelled(), errors.ProcessFailed(), None])
@pytest.mark.parametrize("stopping", [True, False])
def test_cancelled_on_request(
    store: DiskStore, settings: Settings, error: Exception | None, stopping: bool
) -> None:
    def body(job: Job, workspace: Path, sink: Sink) -> None:
        assert sink.cancelled() is stopping
        store.update(job.id, lambda job: replace(job, cancel_requested=True))
        assert sink.cancelled()
        if error:
            raise error

    job = attempt(store, settings, body, stopping=lambda: stopping)
    assert (job.status, job.error) == ("cancelled", None)
    assert job.completed_at is not None


def test_a_job_that_ended_meanwhile_stays_as_it_is(store: DiskStore, settings: Settings) -> None:
    def body(job: Job, workspace: Path, sink: Sink) -> None:
        store.update(job.id, lambda job: replace(job, status="cancelled"))
        assert sink.cancelled()
        sink.record(digest="late")
        sink.stage("rendering", 1.0, "late")

    job = attempt(store, settings, body)
    assert (job.status, job.digest, job.progress.message) == ("cancelled", None, "")


def never_run(*args: object) -> None:
    raise AssertionError("must not run")


NEVER: Run = never_run


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled"])
def test_an_ended_job_is_not_run(store: DiskStore, settings: Settings, status: str) -> None:
    job = queued(store, 1, "x")
    ended = store.update(job.id, lambda job: replace(job, status=status))  # type: ignore[arg-type]
    assert execute_job(store, settings, job.id, clock, run=NEVER) == ended


def test_three_attempts_and_no_more(store: DiskStore, settings: Settings) -> None:
    job = queued(store, 1, "x")
    store.update(job.id, lambda job: replace(job, attempts=3))
    job = execute_job(store, settings, job.id, clock, run=NEVER)
    assert job.error is not None
    assert (job.status, job.error.code, job.attempts) == ("failed", "interrupted", 3)


def test_a_request_to_cancel_that_comes_first(store: DiskStore, settings: Settings) -> None:
    job = queued(store, 1, "x")
    store.update(job.id, lambda job: replace(job, cancel_requested=True))
    assert execute_job(store, settings, job.id, clock, run=NEVER).status == "cancelled"


def test_a_job_that_is_not_there(store: DiskStore, settings: Settings) -> None:
    with pytest.raises(errors.JobNotFound):
        execute_job(store, settings, "0" * 12, clock, run=NEVER)


def test_a_stage_that_is_none(store: DiskStore, settings: Settings) -> None:
    job = attempt(store, settings, lambda job, workspace, sink: sink.stage("lunch", 0, ""))
    assert job.error is not None and job.error.code == "internal_error"


class FullOfClips(DiskStore):
    """Has no room for how a job ended as long as there are kept clips."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.clips = settings.output_dir / ".clips"

    def update(self, job_id: str, change: Change) -> Job:
        if self.clips.exists() and self.brief(job_id).status == "processing":
            raise errors.NoRoom
        return super().update(job_id, change)


def test_how_a_job_ended_is_kept_before_clips_are(settings: Settings) -> None:
    store = FullOfClips(settings)

    def body(job: Job, workspace: Path, sink: Sink) -> None:
        (store.clips / "film" / "key").mkdir(parents=True)
        raise ValueError(SECRET)

    assert attempt(store, settings, body).status == "failed"
    assert not store.clips.exists()
