"""What is peculiar to jobs on disk: atomic files, races between processes, damage, full disks, speed."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import bare_job, full_job, job_id, make_settings

from personalizedTrailer.errors import DeliverableNotFound, JobNotFound, NoRoom
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage import files
from personalizedTrailer.storage.codec import encode
from personalizedTrailer.storage.disk import DiskStore

FORK = multiprocessing.get_context("fork")


class CountingStore(DiskStore):
    """Counts the job files that are read."""

    reads = 0

    def _read(self, path: Path) -> bytes:
        self.reads += 1
        return super()._read(path)


def add_one(settings: Settings, times: int) -> None:
    store = DiskStore(settings)
    for _ in range(times):
        store.update(job_id(1), lambda job: replace(job, attempts=job.attempts + 1))


def test_no_update_of_eight_processes_is_lost(store: DiskStore, settings: Settings) -> None:
    store.create(bare_job())
    workers = [FORK.Process(target=add_one, args=(settings, 25)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 8
    assert store.get(job_id(1)).attempts == 200
    assert files.names_in(settings.jobs_dir / ".tmp") == []


def test_a_reader_never_sees_a_torn_file(store: DiskStore, settings: Settings) -> None:
    store.create(full_job())
    writer = FORK.Process(target=add_one, args=(settings, 500))
    writer.start()
    path, reads, seen = settings.jobs_dir / f"{job_id(1)}.json", 0, 0
    while writer.is_alive() or reads == 0:
        attempts = json.loads(path.read_bytes())["job"]["attempts"]
        assert attempts >= seen
        seen, reads = attempts, reads + 1
    writer.join()
    assert writer.exitcode == 0
    assert store.get(job_id(1)).attempts == 502
    assert reads > 500


def create_many(settings: Settings, first: int) -> None:
    store = DiskStore(settings)
    for number in range(first, first + 20):
        store.create(bare_job(number))


def test_listing_while_others_create_and_delete(store: DiskStore, settings: Settings) -> None:
    makers = [FORK.Process(target=create_many, args=(settings, first)) for first in (100, 200, 300)]
    for maker in makers:
        maker.start()
    while any(maker.is_alive() for maker in makers):
        ids = [job.id for job in store.page(100)[0]]
        assert ids == sorted(ids, reverse=True)
        assert len(ids) == len(set(ids))
    assert all(maker.exitcode == 0 for maker in makers)
    assert len(store.ids()) == 60


def fill_quickly(settings: Settings, count: int) -> None:
    settings.jobs_dir.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (settings.jobs_dir / f"{job_id(number)}.json").write_bytes(encode(bare_job(number)))


def test_a_page_of_2000_jobs_reads_what_it_shows(settings: Settings) -> None:
    fill_quickly(settings, 2000)
    DiskStore(settings).page(1)
    fresh = CountingStore(settings)
    jobs, cursor = fresh.page(20)
    assert (len(jobs), fresh.reads) == (20, 20)
    fresh.page(20, cursor)
    assert fresh.reads == 40


def test_states_are_read_once(settings: Settings) -> None:
    fill_quickly(settings, 300)
    for path in settings.jobs_dir.glob("*.json"):
        os.utime(path, (1, 1))
    store = CountingStore(settings)
    assert store.page(5, status="failed") == ((), None)
    assert store.reads == 300
    store.page(5, status="failed")
    assert store.reads == 300
    store.update(job_id(7), lambda job: replace(job, status="failed"))
    store.reads = 0
    assert len(store.page(5, status="failed")[0]) == 1
    assert store.reads == 2


def test_the_order_is_repaired(store: DiskStore, settings: Settings) -> None:
    for number in (1, 2, 3):
        store.create(bare_job(number))
    entries = sorted((settings.jobs_dir / ".order").iterdir())
    entries[0].unlink()
    (settings.jobs_dir / f"{job_id(3)}.json").unlink()
    (settings.jobs_dir / ".order" / "junk").touch()
    assert [job.id for job in store.page(9)[0]] == [job_id(2), job_id(1)]
    assert {path.name[-12:] for path in (settings.jobs_dir / ".order").iterdir()} == {job_id(1), job_id(2), "junk"}


@pytest.mark.parametrize("data", [b"", b'{"schema":1,"job":{"id"', b"null", b"\0" * 100])
def test_damage_is_set_aside(store: DiskStore, settings: Settings, data: bytes) -> None:
    store.create(bare_job(1))
    store.create(bare_job(2))
    (settings.jobs_dir / f"{job_id(1)}.json").write_bytes(data)
    assert [job.id for job in store.page(9)[0]] == [job_id(2)]
    assert store.quarantined() == 1
    kept = next((settings.jobs_dir / ".quarantine").iterdir())
    assert kept.read_bytes() == data
    for call in (store.get, store.brief, store.delete):
        with pytest.raises(JobNotFound):
            call(job_id(1))
    assert store.ids() == (job_id(2),)


def test_damage_that_only_the_whole_shows(store: DiskStore, settings: Settings) -> None:
    store.create(full_job(1))
    path = settings.jobs_dir / f"{job_id(1)}.json"
    path.write_bytes(path.read_bytes().replace(b'"24000/1001"', b'"24000"'))
    assert store.brief(job_id(1)).status == "failed"
    assert store.page(9) == ((), None)
    assert store.quarantined() == 1


def test_a_job_of_a_later_version_is_left_alone(store: DiskStore, settings: Settings) -> None:
    store.create(bare_job(1))
    later = settings.jobs_dir / f"{job_id(2)}.json"
    later.write_bytes(b'{"schema":99,"job":{}}')
    assert [job.id for job in store.page(9)[0]] == [job_id(1)]
    with pytest.raises(JobNotFound):
        store.get(job_id(2))
    assert later.exists()
    assert store.quarantined() == 0


def test_other_files_in_the_folder_are_no_jobs(store: DiskStore, settings: Settings) -> None:
    store.create(bare_job(1))
    for name in ("notes.json", "0123456789ab.json.bak", "0123456789AB.json", ".hidden", "0123456789abXjson"):
        (settings.jobs_dir / name).write_text("{}")
    (settings.jobs_dir / "folder").mkdir()
    assert store.ids() == (job_id(1),)


def test_a_link_out_of_the_folder_is_no_deliverable(store: DiskStore, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    settings.output_dir.mkdir()
    name = f"{job_id(1)}_trailer_master.mp4"
    (settings.output_dir / name).symlink_to(tmp_path / "secret")
    with pytest.raises(DeliverableNotFound):
        store.output_path(name)


def test_a_link_in_a_workspace_is_removed_not_followed(store: DiskStore, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("p")
    (store.workspace(job_id(1), 1) / "link").symlink_to(tmp_path / "precious")
    store.remove_workspaces(job_id(1))
    assert (tmp_path / "precious" / "file").exists()


def test_publishing_moves_a_whole_file(tmp_path: Path) -> None:
    made = files.scratch(tmp_path / "out") / "made"
    made.write_bytes(b"whole")
    files.publish(made, tmp_path / "out" / "final")
    assert (tmp_path / "out" / "final").read_bytes() == b"whole"
    assert not made.exists()


def test_room(tmp_path: Path) -> None:
    free = files.free_bytes(tmp_path / "not" / "yet")
    assert free > 0
    files.require_room(tmp_path, 1)
    with pytest.raises(NoRoom) as caught:
        files.require_room(tmp_path, free * 2)
    assert caught.value.retry_after


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 160 KiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a tiny file system needs root and the right to mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_nothing_half_written(tiny_disk: Path) -> None:
    settings = make_settings(tiny_disk)
    store = DiskStore(settings)
    store.create(bare_job(1))
    (tiny_disk / "ballast").write_bytes(b"x" * files.free_bytes(tiny_disk))
    before = store.get(job_id(1))
    with pytest.raises(NoRoom):
        store.update(job_id(1), lambda job: replace(full_job(1), id=job.id))
    with pytest.raises(NoRoom):
        store.create(bare_job(2))
    assert store.get(job_id(1)) == before
    assert store.ids() == (job_id(1),)
    assert files.names_in(settings.jobs_dir / ".tmp") == []
    (tiny_disk / "ballast").unlink()
    store.create(bare_job(2))
    assert store.update(job_id(1), lambda job: full_job(1)) == full_job(1)
