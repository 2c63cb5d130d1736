"""What every job store must do; runs over each implementation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from store_samples import START, bare_job, full_job, job_id

from personalizedTrailer.errors import Conflict, DeliverableNotFound, InvalidField, JobNotFound
from personalizedTrailer.model import Job
from personalizedTrailer.storage.base import JobStore

BAD_IDS = [
    "",
    "a",
    "A" * 12,
    "0" * 11,
    "0" * 13,
    "../../secret",
    "00000000000\n",
    "00000000000/",
    "٠" * 12,
    "\0" * 12,
]


def fill(store: JobStore, count: int) -> list[str]:
    """Stores jobs out of order; their ids, newest first."""
    numbers = list(range(1, count + 1))
    for number in numbers[::2] + numbers[1::2]:
        store.create(bare_job(number))
    return [job_id(number) for number in reversed(numbers)]


def walk(store: JobStore, limit: int, **filters: str) -> list[str]:
    seen, cursor = [], None
    while True:
        jobs, cursor = store.page(limit, cursor, **filters)  # type: ignore[arg-type]
        seen += [job.id for job in jobs]
        if cursor is None:
            return seen


def test_create_and_get(any_store: JobStore) -> None:
    any_store.create(full_job())
    assert any_store.get(job_id(1)) == full_job()
    assert any_store.brief(job_id(1)).status == "failed"


def test_an_id_is_given_once(any_store: JobStore) -> None:
    any_store.create(bare_job())
    with pytest.raises(Conflict):
        any_store.create(full_job())
    assert any_store.get(job_id(1)) == bare_job()


@pytest.mark.parametrize("bad", [*BAD_IDS, job_id(9)])
def test_unknown_and_malformed_ids(any_store: JobStore, bad: str) -> None:
    for call in (
        any_store.get,
        any_store.brief,
        any_store.delete,
        lambda given: any_store.update(given, lambda job: job),
    ):
        with pytest.raises(JobNotFound):
            call(bad)


@pytest.mark.parametrize("bad", BAD_IDS)
def test_malformed_ids_reach_no_file(any_store: JobStore, bad: str) -> None:
    job = replace(bare_job(), id=bad)
    for call in (any_store.create, any_store.source_path):
        with pytest.raises(JobNotFound):
            call(job)
    for other in (any_store.remove_files, any_store.remove_workspaces, lambda given: any_store.workspace(given, 1)):
        with pytest.raises(JobNotFound):
            other(bad)


def test_update_returns_what_stands(any_store: JobStore) -> None:
    any_store.create(bare_job())
    changed = any_store.update(job_id(1), lambda job: replace(job, attempts=job.attempts + 1))
    assert changed.attempts == 1
    assert any_store.get(job_id(1)) == changed
    assert any_store.update(job_id(1), lambda job: job) == changed


def test_brief_follows_every_update(any_store: JobStore) -> None:
    any_store.create(bare_job())
    for number in range(50):
        flag = number % 2 == 0
        any_store.update(job_id(1), lambda job, flag=flag: replace(job, cancel_requested=flag))
        assert any_store.brief(job_id(1)).cancel_requested is flag


def test_a_change_that_raises_changes_nothing(any_store: JobStore) -> None:
    any_store.create(bare_job())

    def fail(job: Job) -> Job:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        any_store.update(job_id(1), fail)
    with pytest.raises(ValueError):
        any_store.update(job_id(1), lambda job: replace(job, status="lost"))  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        any_store.update(job_id(1), lambda job: replace(job, id=job_id(2)))
    assert any_store.get(job_id(1)) == bare_job()
    assert any_store.update(job_id(1), lambda job: replace(job, attempts=1)).attempts == 1


@pytest.mark.parametrize("ended", ["completed", "failed", "cancelled"])
def test_no_job_leaves_an_ended_state(any_store: JobStore, ended: str) -> None:
    any_store.create(bare_job(1, ended))
    with pytest.raises(Conflict):
        any_store.update(job_id(1), lambda job: replace(job, status="queued"))
    assert any_store.update(job_id(1), lambda job: replace(job, mode="mock")).mode == "mock"


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_are_newest_first_and_complete(any_store: JobStore, limit: int) -> None:
    ids = fill(any_store, 7)
    assert walk(any_store, limit) == ids
    assert list(any_store.ids()) == ids


def test_an_empty_store_has_one_empty_page(any_store: JobStore) -> None:
    assert any_store.page(5) == ((), None)
    assert any_store.ids() == ()
    assert any_store.quarantined() == 0


def test_a_cursor_is_stable_under_inserts_and_deletes(any_store: JobStore) -> None:
    fill(any_store, 6)
    first, cursor = any_store.page(3)
    any_store.create(bare_job(50))
    any_store.update(first[-1].id, lambda job: replace(job, status="failed"))
    any_store.delete(first[-1].id)
    second, end = any_store.page(3, cursor)
    assert [job.id for job in second] == [job_id(n) for n in (3, 2, 1)]
    assert end is None


def test_jobs_of_the_same_instant_are_all_listed(any_store: JobStore) -> None:
    for number in range(5):
        any_store.create(replace(bare_job(number), submitted_at=START))
    assert sorted(walk(any_store, 2)) == [job_id(number) for number in range(5)]


def test_pages_of_one_state(any_store: JobStore) -> None:
    for number in range(1, 9):
        any_store.create(bare_job(number, "failed" if number % 3 == 0 else "queued"))
    assert walk(any_store, 1, status="failed") == [job_id(6), job_id(3)]
    assert walk(any_store, 2, status="completed") == []
    any_store.update(job_id(4), lambda job: replace(job, status="failed"))
    assert walk(any_store, 5, status="failed") == [job_id(6), job_id(4), job_id(3)]


@pytest.mark.parametrize("cursor", ["", "x", "../x", job_id(1), "0" * 20 + "-" + "G" * 12])
def test_a_foreign_cursor_is_the_callers_fault(any_store: JobStore, cursor: str) -> None:
    with pytest.raises(InvalidField) as caught:
        any_store.page(5, cursor)
    assert caught.value.field == "cursor"


def test_deleting_takes_all_files(any_store: JobStore) -> None:
    job, other = full_job(1), full_job(2)
    made = []
    for owner in (job, other):
        any_store.create(owner)
        workspace = any_store.workspace(owner.id, 1)
        made += [any_store.source_path(owner), any_store.output_path(f"{owner.id}_trailer_master.mp4")]
        made += [workspace / "part"]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    any_store.delete(job.id)
    assert [path.exists() for path in made] == [False] * 3 + [True] * 3
    assert any_store.ids() == (other.id,)
    with pytest.raises(JobNotFound):
        any_store.delete(job.id)


@pytest.mark.parametrize("status", ["queued", "processing"])
def test_a_pending_job_is_not_deleted(any_store: JobStore, status: str) -> None:
    any_store.create(bare_job(1, status))
    with pytest.raises(Conflict):
        any_store.delete(job_id(1))
    assert any_store.get(job_id(1)).status == status


@pytest.mark.parametrize("extension", ["mkv", ".mkv"])
def test_the_source_is_named_after_the_job(any_store: JobStore, extension: str) -> None:
    job = replace(bare_job(), request=replace(bare_job().request, extension=extension))
    assert any_store.source_path(job).name == f"{job_id(1)}.mkv"


@pytest.mark.parametrize("extension", ["", "/", "../x", "mp4/..", "a" * 6, "m\n"])
def test_an_odd_extension_is_refused(any_store: JobStore, extension: str) -> None:
    with pytest.raises(ValueError):
        any_store.source_path(replace(bare_job(), request=replace(bare_job().request, extension=extension)))


@pytest.mark.parametrize(
    "name",
    [
        *["", ".", "..", "x.mp4", f"{job_id(1)}.json", f"../{job_id(1)}_a.mp4", f"{job_id(1)}_a/../b.mp4"],
        *[f"{job_id(1)}_a.mp4\n", f"{job_id(1)}_a%2f.mp4", f"{job_id(1)}_\0.mp4", f"{job_id(1)}_..", "-"],
    ],
)
def test_only_names_of_deliverables_have_a_path(any_store: JobStore, name: str) -> None:
    with pytest.raises(DeliverableNotFound):
        any_store.output_path(name)


def test_a_workspace_is_empty_and_the_attempts_own(any_store: JobStore) -> None:
    first = any_store.workspace(job_id(1), 1)
    (first / "sub").mkdir()
    (first / "sub" / "x").write_bytes(b"x")
    assert any_store.workspace(job_id(1), 2) != first
    assert list(any_store.workspace(job_id(1), 1).iterdir()) == []
    any_store.remove_workspaces(job_id(1))
    assert not first.exists()
    any_store.remove_workspaces(job_id(1))


def test_cleaning_takes_ended_jobs_by_age(any_store: JobStore) -> None:
    any_store.create(bare_job(1))
    for number in (2, 3):
        ended = replace(bare_job(number, "failed"), completed_at=START + timedelta(days=number))
        any_store.create(ended)
    removed = any_store.clean(START + timedelta(days=9, seconds=1), timedelta(days=7))
    assert removed.jobs == 1
    assert set(any_store.ids()) == {job_id(1), job_id(3)}
    assert any_store.clean(START + timedelta(days=99), None).jobs == 0
