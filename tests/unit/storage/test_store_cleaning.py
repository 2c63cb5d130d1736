"""The table of what `clear` and `clean` take away."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store_samples import bare_job, job_id

from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.storage.files import Removed

NOW = datetime(2026, 6, 1, tzinfo=UTC)
QUEUED, RUNNING, DONE, FAILED, LATER, BROKEN, NOBODY = (job_id(number) for number in range(7))
MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.fixture
def jobs(store: DiskStore, settings: Settings) -> DiskStore:
    for number, status in enumerate(("queued", "processing", "completed", "failed")):
        store.create(bare_job(number, status))
    (settings.jobs_dir / f"{LATER}.json").write_bytes(b'{"schema":9,"job":{}}')
    (settings.jobs_dir / f"{BROKEN}.json").write_bytes(b"broken")
    store.page(9)
    assert store.quarantined() == 1
    return store


def put(path: Path, age: int) -> Path:
    """A file of 10 bytes; a path without a suffix is a workspace with two of them."""
    inside = [path / "a", path / "sub" / "b"] if not path.suffix else [path]
    for file in inside:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"0123456789")
    os.utime(path, (NOW.timestamp() - age,) * 2)
    return path


@pytest.mark.parametrize(
    ("name", "age", "cleared", "cleaned"),
    [
        (f"uploads/{QUEUED}.mp4", DAY, False, False),
        (f"uploads/{RUNNING}.mp4", DAY, False, False),
        (f"uploads/{DONE}.mp4", 0, True, False),
        (f"uploads/{FAILED}.mkv", DAY, True, False),
        (f"uploads/{LATER}.mp4", DAY, False, False),
        (f"uploads/{BROKEN}.mp4", 5 * MINUTE, False, False),
        (f"uploads/{BROKEN}.mp4", DAY, True, False),
        (f"uploads/{NOBODY}.mp4", 5 * MINUTE, False, False),
        (f"uploads/{NOBODY}.mp4", 30 * MINUTE, True, False),
        (f"uploads/{NOBODY}.mp4", 2 * HOUR, True, True),
        ("uploads/holiday.mp4", DAY, False, False),
        ("uploads/.tmp/part.tmp", 5 * MINUTE, False, False),
        ("uploads/.tmp/part.tmp", 30 * MINUTE, True, False),
        ("uploads/.tmp/part.tmp", 2 * HOUR, True, True),
        (f"outputs/{DONE}_trailer_master.mp4", DAY, False, False),
        (f"outputs/{RUNNING}_trailer_master.mp4", DAY, False, False),
        (f"outputs/{LATER}_trailer_master.mp4", DAY, False, False),
        (f"outputs/{BROKEN}_trailer_master.mp4", DAY, False, False),
        (f"outputs/{NOBODY}_trailer_master.mp4", 30 * MINUTE, False, False),
        (f"outputs/{NOBODY}_trailer_master.mp4", 2 * HOUR, False, True),
        ("outputs/mine.mp4", DAY, False, False),
        (f"outputs/.tmp/{RUNNING}-1", DAY, False, False),
        (f"outputs/.tmp/{QUEUED}-1", DAY, False, False),
        (f"outputs/.tmp/{LATER}-1", DAY, False, False),
        (f"outputs/.tmp/{DONE}-1", 0, True, False),
        (f"outputs/.tmp/{DONE}-1", 2 * HOUR, True, True),
        (f"outputs/.tmp/{DONE}_keyframe.jpg", 0, False, False),
        (f"outputs/.tmp/{DONE}_keyframe.jpg", 2 * HOUR, True, True),
        (f"outputs/.tmp/{NOBODY}-1", 2 * HOUR, True, True),
        (f"jobs/.tmp/{RUNNING}.json.1.1", DAY, False, False),
        (f"jobs/.tmp/{DONE}.json.1.1", 0, False, False),
        (f"jobs/.tmp/{DONE}.json.1.1", DAY, True, True),
    ],
)
def test_the_table(jobs: DiskStore, settings: Settings, name: str, age: int, cleared: bool, cleaned: bool) -> None:
    folder, rest = name.split("/", 1)
    root = {"uploads": settings.upload_dir, "outputs": settings.output_dir, "jobs": settings.jobs_dir}[folder]
    for call, gone in ((jobs.clear, cleared), (lambda now: jobs.clean(now, None), cleaned)):
        path = put(root / rest, age)
        count = 1 if path.is_file() else 2
        removed = call(NOW)
        assert path.exists() is not gone
        assert (removed.jobs, removed.files, removed.bytes) == ((0, count, 10 * count) if gone else (0, 0, 0))
    assert len(jobs.ids()) == 4


def test_clean_takes_expired_jobs_with_their_files(jobs: DiskStore, settings: Settings) -> None:
    put(settings.upload_dir / f"{DONE}.mp4", 0)
    put(settings.output_dir / f"{DONE}_trailer_master.mp4", 0)
    put(settings.upload_dir / f"{RUNNING}.mp4", DAY)
    removed = jobs.clean(NOW, timedelta(days=7))
    assert (removed.jobs, removed.files, removed.bytes) == (2, 2, 20)
    assert set(jobs.ids()) == {QUEUED, RUNNING}
    assert (settings.upload_dir / f"{RUNNING}.mp4").exists()


def test_clean_forgets_old_damage(jobs: DiskStore, settings: Settings) -> None:
    put(settings.upload_dir / f"{BROKEN}.mp4", DAY)
    jobs.clean(NOW, timedelta(days=7))
    assert jobs.quarantined() == 1
    for kept in (settings.jobs_dir / ".quarantine").iterdir():
        os.utime(kept, (NOW.timestamp() - 8 * DAY,) * 2)
    jobs.clean(NOW, timedelta(days=7))
    assert jobs.quarantined() == 0
    assert not (settings.upload_dir / f"{BROKEN}.mp4").exists()


def test_nothing_to_clean_before_first_use(store: DiskStore) -> None:
    assert store.clear(NOW).files == 0
    assert store.clean(NOW, timedelta()).files == 0


def test_an_expired_job_goes_before_its_files(
    jobs: DiskStore, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[bool] = []
    remove = DiskStore.remove_files

    def watched(store: DiskStore, job_id: str) -> Removed:
        there.append((settings.jobs_dir / f"{job_id}.json").exists())
        return remove(store, job_id)

    monkeypatch.setattr(DiskStore, "remove_files", watched)
    jobs.clean(NOW, timedelta(days=7))
    assert there == [False, False]
