"""What the janitor finds after a crash, and what it makes of it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from store_samples import bare_job, job_id
from stub_pipeline import clock

from personalizedTrailer.errors import JobNotFound
from personalizedTrailer.model import Job
from personalizedTrailer.runners.janitor import Janitor
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore


@pytest.fixture
def janitor(store: DiskStore, queue: MarkerQueue, settings: Settings) -> Janitor:
    return Janitor(store, queue, settings, clock)


def processing(attempts: int, **more: object) -> Job:
    return replace(bare_job(1, "processing"), attempts=attempts, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("has_marker", [True, False])
@pytest.mark.parametrize("attempts", [1, 2])
def test_an_orphaned_job_is_queued_again(
    store: DiskStore, queue: MarkerQueue, janitor: Janitor, attempts: int, has_marker: bool
) -> None:
    store.create(processing(attempts))
    if has_marker:
        queue.put_back(job_id(1), bare_job(1).submitted_at)
    left = store.workspace(job_id(1), attempts)
    janitor.recover()
    job = store.get(job_id(1))
    assert (job.status, job.attempts) == ("queued", attempts)
    assert queue.ids() == (job_id(1),)
    assert not left.exists()


def test_the_third_orphaning_ends_it(store: DiskStore, queue: MarkerQueue, janitor: Janitor) -> None:
    store.create(processing(3))
    queue.put_back(job_id(1), bare_job(1).submitted_at)
    janitor.recover()
    job = store.get(job_id(1))
    assert job.error is not None
    assert (job.status, job.error.code) == ("failed", "interrupted")
    assert job.completed_at is not None
    assert queue.ids() == ()


def test_an_orphan_that_was_to_be_cancelled_is(store: DiskStore, queue: MarkerQueue, janitor: Janitor) -> None:
    store.create(processing(1, cancel_requested=True))
    janitor.recover()
    assert store.get(job_id(1)).status == "cancelled"
    assert queue.ids() == ()


def test_a_job_at_work_is_left_alone(store: DiskStore, queue: MarkerQueue, janitor: Janitor) -> None:
    store.create(processing(1))
    workspace = store.workspace(job_id(1), 1)
    claim = queue.claim(job_id(1))
    assert claim is not None
    janitor.sweep()
    assert store.get(job_id(1)) == processing(1)
    assert workspace.exists()
    claim.release()


def test_markers_follow_the_jobs(store: DiskStore, queue: MarkerQueue, janitor: Janitor) -> None:
    store.create(bare_job(1, "queued"))
    for number, status in ((2, "completed"), (3, "cancelled"), (4, "queued")):
        store.create(bare_job(number, status))
        queue.put_back(job_id(number), bare_job(number).submitted_at)
    queue.put_back(job_id(5), bare_job(5).submitted_at)
    janitor.recover()
    assert queue.ids() == (job_id(1), job_id(4))


def test_damage_does_not_stop_it(
    store: DiskStore, queue: MarkerQueue, settings: Settings, janitor: Janitor
) -> None:
    store.create(bare_job(1))
    (settings.jobs_dir / f"{job_id(2)}.json").write_bytes(b"torn")
    queue.put_back(job_id(2), bare_job(2).submitted_at)
    janitor.sweep()
    assert queue.ids() == (job_id(1),)
    assert store.quarantined() == 1


@pytest.mark.parametrize(("days", "kept"), [(7, False), (0, True)])
def test_retention(store: DiskStore, queue: MarkerQueue, settings: Settings, days: int, kept: bool) -> None:
    old = clock() - timedelta(days=8)
    store.create(replace(bare_job(1, "completed"), completed_at=old))
    store.create(bare_job(2, "queued"))
    orphan = settings.output_dir / f"{job_id(9)}_x.mp4"
    orphan.parent.mkdir()
    orphan.write_bytes(b"x")
    os.utime(orphan, (old.timestamp(),) * 2)
    Janitor(store, queue, replace(settings, retention_days=days), clock).sweep()
    assert not orphan.exists()
    assert store.get(job_id(2)).status == "queued"
    if kept:
        assert store.get(job_id(1)).status == "completed"
    else:
        with pytest.raises(JobNotFound):
            store.get(job_id(1))


def test_a_second_sweep_finds_nothing(store: DiskStore, janitor: Janitor) -> None:
    store.create(processing(1))
    janitor.sweep()
    before = store.get(job_id(1))
    assert janitor.sweep().files == 0
    assert store.get(job_id(1)) == before
