"""Carries what the pipeline tells into the job's file and into the log."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from math import floor
from pathlib import Path
from typing import Any

from personalizedTrailer import costs
from personalizedTrailer.errors import JobNotFound
from personalizedTrailer.model import ENDED, STAGES, Analysis, Deliverable, Job, Progress, Warning
from personalizedTrailer.runners.outlook import Outlook
from personalizedTrailer.storage.base import Change, JobStore
from personalizedTrailer.storage.files import publish

log = logging.getLogger(__name__)

_MOST_PERCENT = 99.9
"""Of a job that has not ended."""
_SECONDS_BETWEEN_WRITES = 0.25


class JobSink:
    """Implements `sink.Sink` for one attempt of one job; safe between the threads of the pipeline.

    `monotonic` is in seconds. Progress alone is written at most four times a second, but always where a stage
    begins or ends; everything else is written at once. A job that has ended meanwhile is left as it is.
    """

    def __init__(
        self, store: JobStore, job: Job, monotonic: Callable[[], float], stopping: Callable[[], bool]
    ) -> None:
        self._store = store
        self._job = job
        self._job_id = job.id
        self._monotonic = monotonic
        self._stopping = stopping
        self._guard = threading.RLock()
        self._progress = job.progress
        # Never back, not even when an interrupted job starts again.
        self._outlook = Outlook(costs.expected(job), monotonic(), min(_MOST_PERCENT, job.progress.percent))
        self._told: dict[str, float] = {}
        self._stage: str | None = None
        self._stage_since = 0.0
        # The upload was timed before there was a job; every other stage is this attempt's alone.
        self._timings = {stage: spent for stage, spent in job.timings.items() if stage == STAGES[0]}
        self._logged = {STAGES[0], STAGES[-1]}
        """Whoever runs the job knows what these two lines say: the film's size and the total."""
        self._written = float("-inf")

    @property
    def current_stage(self) -> str:
        return self._stage or STAGES[0]

    def stage(self, stage: str, fraction: float, message: str) -> None:
        if stage not in STAGES:
            raise ValueError(f"there is no stage {stage}")
        with self._guard:
            now = self._monotonic()
            border = stage != self._stage or fraction >= 1.0
            if stage != self._stage:
                self._close_stage(now)
                self._stage, self._stage_since = stage, now
            self._outlook = self._outlook.at(STAGES.index(stage), fraction, now)
            percent = floor(10 * min(_MOST_PERCENT, self._outlook.percent)) / 10
            self._progress = Progress(stage, percent, message, self._outlook.seconds_left)
            if fraction >= 1.0:
                self._log_stage()
            if border or now - self._written >= _SECONDS_BETWEEN_WRITES:
                self._write()

    def expect(self, stage: str, seconds: float) -> None:
        with self._guard:
            self._told[stage] = seconds
            self._look_ahead()

    def record(self, **changes: Any) -> None:
        if isinstance(analysis := changes.get("analysis"), Analysis):
            changes["mode"] = analysis.analyser
        for place, item in enumerate(changes.get("ranked", ()), 1):
            log.debug("Rank %d: scene %d scores %.3f (job %s)", place, item.scene, item.score, self._job_id)
        with self._guard:
            self._job = replace(
                self._job, **{name: changes[name] for name in ("media", "analysis") if name in changes}
            )
            self._look_ahead()
        self._write(lambda job: replace(job, **changes))

    def warn(self, warning: Warning) -> None:
        log.warning("%s: %s (job %s)", warning.code, warning.message, self._job_id)
        self._write(lambda job: job if warning in job.warnings else replace(job, warnings=(*job.warnings, warning)))

    def deliver(self, made: Path, deliverable: Deliverable) -> None:
        publish(made, self._store.output_path(deliverable.file_name))
        self._write(lambda job: replace(job, deliverables=_listed(job.deliverables, deliverable)))

    def cancelled(self) -> bool:
        if self._stopping():
            return True
        try:
            brief = self._store.brief(self._job_id)
        except JobNotFound:
            return True
        return brief.cancel_requested or brief.status in ENDED

    def finish(self) -> None:
        """Closes the last stage; to be called once the pipeline has returned."""
        with self._guard:
            self.stage(STAGES[-1], 1.0, self._progress.message)
            self._close_stage(self._monotonic())
            self._write()

    def _look_ahead(self) -> None:
        guessed = zip(STAGES, costs.expected(self._job), strict=True)
        self._outlook = self._outlook.expecting(tuple(self._told.get(stage, guess) for stage, guess in guessed))

    def _write(self, change: Change = lambda job: job) -> None:
        with self._guard:
            now = self._monotonic()
            timings = self._timings
            if self._stage is not None:
                timings = {**timings, self._stage: self._spent(now)}
            progress = self._progress

            def apply(job: Job) -> Job:
                if job.status != "processing":
                    return job
                return replace(change(job), progress=progress, timings={**job.timings, **timings})

            self._store.update(self._job_id, apply)
            self._written = self._monotonic()

    def _close_stage(self, now: float) -> None:
        if self._stage is not None:
            self._timings[self._stage] = self._spent(now)
            self._log_stage()

    def _spent(self, now: float) -> float:
        """Seconds in the current stage, earlier visits included."""
        return round(self._timings.get(self.current_stage, 0.0) + now - self._stage_since, 3)

    def _log_stage(self) -> None:
        stage = self.current_stage
        if stage not in self._logged:
            self._logged.add(stage)
            number, message = STAGES.index(stage) + 1, self._progress.message
            log.info("[Stage %d/7] %s: %s (job %s)", number, stage.capitalize(), message, self._job_id)


def _listed(listed: tuple[Deliverable, ...], new: Deliverable) -> tuple[Deliverable, ...]:
    if all(known.key != new.key for known in listed):
        return (*listed, new)
    return tuple(new if known.key == new.key else known for known in listed)
