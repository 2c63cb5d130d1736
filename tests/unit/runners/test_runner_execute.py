"""One attempt at one job: what the pipeline tells becomes of the job, its log and its files."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attempts import assert_no_scratch, attempt, raising
from store_samples import sample
from stub_pipeline import clock, deliver, open_gate, queued, run

from personalizedTrailer import errors
from personalizedTrailer.model import STAGES, Analysis, Job, RankedScene, Warning
from personalizedTrailer.runners.execute import execute_job
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore

if TYPE_CHECKING:
    from personalizedTrailer.pipeline import Sink


class Ticks:
    """A monotonic clock that is set by hand, in seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Writes(DiskStore):
    """Remembers every state that was written."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.states: list[Job] = []

    def update(self, job_id: str, change: Callable[[Job], Job]) -> Job:
        self.states.append(super().update(job_id, change))
        return self.states[-1]


def test_a_job_from_beginning_to_end(store: DiskStore, settings: Settings, log: pytest.LogCaptureFixture) -> None:
    open_gate(settings)
    before = queued(store, 1, "film.mp4")
    job = execute_job(store, settings, before.id, clock, run=run)
    assert job == store.get(job.id)
    assert (job.status, job.attempts, job.error) == ("completed", 1, None)
    assert job.started_at is not None and job.completed_at is not None
    assert before.submitted_at <= job.started_at <= job.completed_at
    assert (job.progress.stage, job.progress.percent) == ("completion", 100.0)
    assert list(job.timings) == list(STAGES)
    assert [d.key for d in job.deliverables] == ["master"]
    assert store.output_path(job.deliverables[0].file_name).read_bytes() == b"trailer"
    assert_no_scratch(settings)
    lines = [record.getMessage() for record in log.records]
    assert lines[:3] == [
        f"Starting pipeline for job: {job.id}",
        f"[Stage 1/7] Upload complete: film.mp4 (4B) (job {job.id})",
        f"[Stage 2/7] Analysis: analysis done (job {job.id})",
    ]
    assert re.fullmatch(
        rf"\[Stage 7/7\] Completion: Job successful \(total: \d+\.\ds\) \(job {job.id}\)", lines[-1]
    )
    assert [line[7:10] for line in lines[1:]] == [f"{number}/7" for number in range(1, 8)]


def test_percent_never_goes_back_and_stages_are_timed(settings: Settings) -> None:
    store, ticks = Writes(settings), Ticks()

    def body(job: Job, workspace: Path, sink: Sink) -> None:
        for stage, fraction in [("upload", 1.0), ("rendering", 0.5), ("analysis", 0.2), ("rendering", 0.1)]:
            sink.stage(stage, fraction, "m")
            ticks.now += 1.5
        sink.stage("rendering", 7.0, "m")

    job = attempt(store, settings, body, monotonic=ticks)
    percents = [state.progress.percent for state in store.states]
    assert percents == sorted(percents)
    assert max(percents) == 100.0
    assert job.timings == {"upload": 1.5, "rendering": 3.0, "analysis": 1.5, "completion": 0.0}


def test_the_upload_is_timed_from_the_first_byte(store: DiskStore, settings: Settings) -> None:
    ticks = Ticks()
    job = queued(store, 1, "x")
    store.update(job.id, lambda job: replace(job, timings={"upload": 4.0, "analysis": 9.0}))

    def run(job: Job, source: Path, workspace: Path, settings: Settings, sink: Sink) -> None:
        for stage in ("upload", "analysis"):
            sink.stage(stage, 0.0, "m")
            ticks.now += 0.5

    done = execute_job(store, settings, job.id, clock, run=run, monotonic=ticks)
    assert done.timings == {"upload": 4.5, "analysis": 0.5, "completion": 0.0}


def test_an_interrupted_job_starts_again_where_its_bar_was(store: DiskStore, settings: Settings) -> None:
    before = attempt(store, settings, raising(errors.Cancelled()), stopping=lambda: True).progress
    assert before.percent > 50 and before.seconds_left is None
    seen = []

    def again(job: Job, source: Path, workspace: Path, settings: Settings, sink: Sink) -> None:
        sink.stage("analysis", 0.0, "m")
        seen.append(store.get(job.id))
        deliver(job, workspace, sink)

    job = execute_job(store, settings, store.ids()[0], clock, run=again)
    assert (job.status, job.attempts, len(job.deliverables)) == ("completed", 1, 1)
    assert before.percent <= seen[0].progress.percent < before.percent + 1


def test_time_left_is_told_once_there_is_something_to_tell_it_from(store: DiskStore, settings: Settings) -> None:
    ticks, seen = Ticks(), []

    def body(job: Job, workspace: Path, sink: Sink) -> None:
        sink.expect("rendering", 90.0)
        sink.expect("deliverables", 9.0)
        for step in range(11):
            sink.stage("rendering", step / 10, "m")
            seen.append(store.get(job.id).progress)
            ticks.now += 9.0

    job = attempt(store, settings, body, monotonic=ticks)
    assert seen[0].seconds_left is None
    assert [told.seconds_left for told in seen[1:]] == pytest.approx([90 - 9 * step for step in range(10)], rel=0.1)
    assert [told.percent for told in seen] == sorted({told.percent for told in seen})
    assert (job.progress.percent, job.progress.seconds_left) == (100.0, 0.0)


def test_progress_is_written_four_times_a_second(settings: Settings) -> None:
    store, ticks = Writes(settings), Ticks()

    def body(job: Job, workspace: Path, sink: Sink) -> None:
        sink.stage("rendering", 0.0, "begin")
        store.states.clear()
        for step in range(1, 100):
            ticks.now += 0.01
            sink.stage("rendering", step / 100, f"step {step}")
        assert len(store.states) == 3
        sink.stage("rendering", 1.0, "end")
        sink.stage("deliverables", 0.0, "next")
        assert [state.progress.message for state in store.states[3:]] == ["end", "next"]

    assert attempt(store, settings, body, monotonic=ticks).status == "completed"


def test_findings_are_written_at_once(store: DiskStore, settings: Settings) -> None:
    analysis = replace(sample(Analysis), analyser="local")

    def body(job: Job, workspace: Path, sink: Sink) -> None:
        sink.record(analysis=analysis, digest="d")
        found = store.get(job.id)
        assert (found.analysis, found.digest, found.mode) == (analysis, "d", "local")
        for _ in range(2):
            sink.warn(Warning("code", "Sentence."))
            deliver(job, workspace, sink, "a")
            deliver(job, workspace, sink, "b")

    job = attempt(store, settings, body)
    assert (job.status, job.mode) == ("completed", "local")
    assert job.warnings == (Warning("code", "Sentence."),)
    assert [d.key for d in job.deliverables] == ["a", "b"]


def test_each_stage_has_one_line_even_without_an_end(
    store: DiskStore, settings: Settings, log: pytest.LogCaptureFixture
) -> None:
    def body(job: Job, workspace: Path, sink: Sink) -> None:
        for stage in ("analysis", "rendering", "analysis", "rendering"):
            sink.stage(stage, 0.4, f"in {stage}")
        sink.stage("rendering", 1.0, "again")

    attempt(store, settings, body)
    lines = [r.getMessage() for r in log.records if r.getMessage().startswith("[Stage")]
    assert [line[:24] for line in lines[1:-1]] == ["[Stage 2/7] Analysis: in", "[Stage 5/7] Rendering: i"]


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0B"), (1536, "1.5KB"), (5 * 2**20, "5.0MB"), (1288490189, "1.2GB"), (2**41, "2048.0GB")]
)
def test_sizes_in_the_log(
    store: DiskStore, settings: Settings, log: pytest.LogCaptureFixture, size: int, text: str
) -> None:
    job = queued(store, 1, "x.mp4")
    with store.source_path(job).open("wb") as file:
        file.truncate(size)
    open_gate(settings)
    execute_job(store, settings, job.id, clock, run=run)
    assert f"Upload complete: x.mp4 ({text}) (job" in log.text


def test_each_ranked_scene_is_told_at_debug(
    store: DiskStore, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "personalizedTrailer")
    ranked = (RankedScene(2, 0.75, ()), RankedScene(0, 0.5, ()))
    job = attempt(store, settings, lambda job, workspace, sink: sink.record(ranked=ranked))
    assert job.ranked == ranked
    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.DEBUG]
    assert [line for line in lines if line.startswith("Rank")] == [
        f"Rank 1: scene 2 scores 0.750 (job {job.id})",
        f"Rank 2: scene 0 scores 0.500 (job {job.id})",
    ]
