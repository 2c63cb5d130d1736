"""Jobs as resources: lists, pages, states, ends, and clearing up."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from personalizedTrailer.web.services import EXTENSION

Send = Callable[..., Any]
ASYNC = "respond-async"


def queue(client: FlaskClient, film: Path, send: Send, count: int = 1) -> list[str]:
    return [send(client, film, prefer=ASYNC).get_json()["job"]["jobId"] for _ in range(count)]


def end(store: Any, job_id: str, status: str = "completed") -> None:
    store.update(job_id, lambda job: replace(job, status=status))


def test_pages_newest_first(waiting_client: FlaskClient, make_film: Any, send: Send) -> None:
    ids = queue(waiting_client, make_film(seconds=2), send, 5)[::-1]
    first = waiting_client.get("/jobs?limit=2").get_json()
    assert [job["jobId"] for job in first["jobs"]] == ids[:2]
    second = waiting_client.get(f"/jobs?limit=2&cursor={first['next']}").get_json()
    assert [job["jobId"] for job in second["jobs"]] == ids[2:4]
    last = waiting_client.get(f"/jobs?limit=2&cursor={second['next']}").get_json()
    assert [job["jobId"] for job in last["jobs"]] == ids[4:] and last["next"] is None


def test_a_state_of_ones_choice(waiting_client: FlaskClient, make_film: Any, send: Send, store_of: Any) -> None:
    one, two = queue(waiting_client, make_film(seconds=2), send, 2)
    end(store_of(waiting_client), one)
    for status, expected in (("queued", [two]), ("Completed", [one]), ("failed", []), ("", [two, one])):
        body = waiting_client.get(f"/jobs?status={status}").get_json()
        assert [job["jobId"] for job in body["jobs"]] == expected


def test_names_are_searched(waiting_client: FlaskClient, make_film: Any, send: Send, store_of: Any) -> None:
    film = make_film(seconds=2)
    names = [
        "Ein Mädchen.mp4",
        "SUMMER girls.mov",
        "summer.MP4",
        "مرحبا بالعالم.mp4",
        "100% _pure_.mp4",
        "STRASSE.mp4",
    ]
    for name in names:
        send(waiting_client, film, name=name, prefer=ASYNC)

    def found(**query: str) -> list[str]:
        body = waiting_client.get("/jobs", query_string=query).get_json()
        return [job["sourceFile"] for job in body["jobs"]]

    assert found(q="") == found() == names[::-1]
    assert found(q="summer") == [names[2], names[1]]
    assert found(q=" Girls ") == [names[1]]
    assert found(q="MÄDCHEN") == found(q="ma\u0308dchen") == [names[0]]
    assert found(q="straße") == [names[5]]
    assert found(q="بالعالم") == [names[3]]
    assert found(q="%") == found(q="_pure") == [names[4]]
    assert found(q=".*") == found(q="summer girls mov") == found(q="a" * 4000) == []
    end(store_of(waiting_client), store_of(waiting_client).ids()[3])
    assert found(q="summer", status="queued") == [names[1]]
    first = waiting_client.get("/jobs?q=summer&limit=1").get_json()
    assert [job["sourceFile"] for job in first["jobs"]] == [names[2]]
    second = waiting_client.get(f"/jobs?q=summer&limit=1&cursor={first['next']}").get_json()
    assert [job["sourceFile"] for job in second["jobs"]] == [names[1]]
    assert second["next"] is None, "a cursor to nothing"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        *[(f"limit={value}", "limit") for value in ("0", "101", "-1", "ten", "1.5", "9" * 400, "²")],
        ("status=done", "status"),
        ("status=queued,failed", "status"),
        ("cursor=../../etc/passwd", "cursor"),
        ("cursor=abc", "cursor"),
    ],
)
def test_bad_queries(client: FlaskClient, query: str, field: str) -> None:
    answer = client.get(f"/jobs?{query}")
    assert answer.status_code == 400
    assert answer.get_json()["field"] == field and field in answer.get_json()["error"]


def test_a_list_of_nothing(client: FlaskClient) -> None:
    assert client.get("/jobs").get_json() == {"jobs": [], "next": None}


def test_the_short_form(finished: Any) -> None:
    (row,) = finished.client.get("/jobs").get_json()["jobs"]
    assert list(row) == [
        *("jobId", "status", "submittedAt", "completedAt", "mode", "sourceFile", "profileId", "durationSeconds"),
        *("progress", "posterUrl", "spans"),
    ]
    for key in ("status", "submittedAt", "completedAt", "mode", "progress"):
        assert row[key] == finished.job[key]
    assert row["profileId"] == "thriller_buff" and row["progress"]["secondsLeft"] == 0
    assert row["jobId"] == finished.job["jobId"] and row["sourceFile"] == "Mein Film.mp4"
    assert row["durationSeconds"] == finished.job["analysis"]["totalDuration"]
    assert set(row["spans"]) == {"primary", "variant_0", "variant_1", "variant_2", "variant_3"}
    assert finished.client.get(row["posterUrl"], buffered=True).mimetype == "image/jpeg"


def test_polling_is_cheap(waiting_client: FlaskClient, make_film: Any, send: Send, store_of: Any) -> None:
    (job_id,) = queue(waiting_client, make_film(seconds=2), send)
    answer = waiting_client.get(f"/jobs/{job_id}")
    assert answer.headers["Retry-After"] == "2" and answer.headers["Cache-Control"] == "no-cache"
    again = waiting_client.get(f"/jobs/{job_id}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    end(store_of(waiting_client), job_id)
    ended = waiting_client.get(f"/jobs/{job_id}", headers={"If-None-Match": answer.headers["ETag"]})
    assert ended.status_code == 200 and "Retry-After" not in ended.headers


def test_a_waiting_job_is_cancelled_and_then_deleted(
    waiting_client: FlaskClient, make_film: Any, send: Send, tmp_path: Path, files_under: Any
) -> None:
    (job_id,) = queue(waiting_client, make_film(seconds=2), send)
    answer = waiting_client.delete(f"/jobs/{job_id}")
    assert answer.status_code == 202 and answer.get_json()["job"]["status"] == "cancelled"
    assert waiting_client.get(f"/jobs/{job_id}").get_json()["job"]["status"] == "cancelled"
    answer = waiting_client.delete(f"/jobs/{job_id}")
    assert answer.status_code == 204 and not answer.data and "Content-Type" not in answer.headers
    assert files_under(tmp_path) == []
    for method in ("get", "delete"):
        assert getattr(waiting_client, method)(f"/jobs/{job_id}").get_json()["code"] == "job_not_found"


def test_a_running_job_is_cancelled(client: FlaskClient, make_film: Any, send: Send) -> None:
    film = make_film(seconds=30, size="1280x720")
    job_id = send(client, film, prefer=ASYNC, max_duration="20").get_json()["job"]["jobId"]
    deadline = time.monotonic() + 60
    while client.get(f"/jobs/{job_id}").get_json()["job"]["progress"]["stage"] != "rendering":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    asked = client.delete(f"/jobs/{job_id}")
    assert asked.status_code == 202
    while client.get(f"/jobs/{job_id}").get_json()["job"]["status"] == "processing":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert client.get(f"/jobs/{job_id}").get_json()["job"]["status"] == "cancelled"
    assert client.delete(f"/jobs/{job_id}").status_code == 204


def test_clear_takes_sources_of_ended_jobs_alone(
    waiting_client: FlaskClient, make_film: Any, send: Send, store_of: Any, tmp_path: Path, files_under: Any
) -> None:
    film = make_film(seconds=2)
    ended, waiting = queue(waiting_client, film, send, 2)
    end(store_of(waiting_client), ended)
    outputs = tmp_path / "outputs"
    outputs.mkdir(exist_ok=True)
    (outputs / f"{ended}_trailer_master.mp4").write_bytes(b"kept")
    scratch = tmp_path / "uploads" / ".tmp" / "000000000000.part"
    scratch.write_bytes(b"12345")
    os.utime(scratch, (1, 1))
    body = waiting_client.post("/clear").get_json()
    assert body == {"removedFiles": 2, "freedBytes": film.stat().st_size + 5}
    assert files_under(tmp_path) == [f"outputs/{ended}_trailer_master.mp4", f"uploads/{waiting}.mp4"]
    assert len(waiting_client.get("/jobs").get_json()["jobs"]) == 2
    gone = waiting_client.get(f"/jobs/{ended}/source")
    assert gone.status_code == 404 and gone.get_json()["code"] == "deliverable_not_found"


def test_methods(client: FlaskClient) -> None:
    allowed = {
        "/jobs": {"GET", "HEAD", "OPTIONS"},
        "/jobs/a1b2c3d4e5f6": {"GET", "HEAD", "OPTIONS", "DELETE"},
        "/generate": {"POST", "OPTIONS"},
        "/clear": {"POST", "OPTIONS"},
        "/health": {"GET", "HEAD", "OPTIONS"},
        "/jobs/a1b2c3d4e5f6/source": {"GET", "HEAD", "OPTIONS"},
    }
    for path, methods in allowed.items():
        answer = client.options(path)
        assert answer.status_code == 200 and set(answer.headers["Allow"].split(", ")) == methods
        answer = client.patch(path)
        assert answer.status_code == 405 and answer.get_json()["code"] == "method_not_allowed"
        assert set(answer.headers["Allow"].split(", ")) == methods


@pytest.mark.parametrize("path", ["/health", "/jobs", "/profiles", "/", "/jobs/a1b2c3d4e5f6", "/nowhere"])
def test_head_is_get_without_a_body(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code and not head.data
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_what_was_left_is_done_after_a_restart(make_app: Any, make_film: Any, send: Any) -> None:
    left = make_app(EMBEDDED_WORKER="off").test_client()
    answer = send(left, make_film(seconds=8, size="160x90"), prefer="respond-async", include_storyboard="no")
    job_id = answer.get_json()["job"]["jobId"]
    make_app(EMBEDDED_WORKER="off")
    assert worker_threads() == 0
    app = make_app()
    assert worker_threads() == 1
    store = app.extensions[EXTENSION].store
    deadline = time.monotonic() + 120
    while store.brief(job_id).status != "completed":
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_start_without_work_starts_no_worker(make_app: Any, tmp_path: Path) -> None:
    make_app()
    assert worker_threads() == 0
    assert not (tmp_path / "jobs" / ".worker.starting").exists()


def worker_threads() -> int:
    return sum(thread.name == "worker-keeper" for thread in threading.enumerate())
