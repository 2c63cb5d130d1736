"""POST /generate: what it answers, in both forms, however the job ends."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from personalizedTrailer.errors import JobNotFound
from personalizedTrailer.model import Job, JobError

MakeApp = Callable[..., Any]
Send = Callable[..., Any]
ASYNC = "respond-async"


def test_the_documented_call_answers_with_the_finished_job(finished: Any) -> None:
    assert finished.answer.status_code == 200
    job = finished.job
    assert job["status"] == "completed" and len(job["jobId"]) == 12
    assert job["mode"] == job["requestedMode"] == "mock" and job["error"] is None
    assert job["input"]["sourceFile"] == "Mein Film.mp4" and job["input"]["maxDurationSeconds"] == 6
    assert job["progress"]["stage"] == "completion" and job["progress"]["percent"] == 100
    assert job["submittedAt"] <= job["startedAt"] <= job["completedAt"]
    assert "upload" in job["timings"] and "rendering" in job["timings"]
    assert len(job["personalization"]["variants"]) == len(job["assemblies"]) == 4
    assert {"master", "storyboard", "variant_0", "trailer_variant_3"} <= set(job["deliverables"])


def test_a_finished_job_reads_the_same_at_its_own_address(finished: Any) -> None:
    for address in ("jobs", "job"):
        body = finished.client.get(f"/{address}/{finished.job['jobId']}").get_json()
        assert body == {"job": finished.job}


def test_every_file_that_is_promised_is_served(finished: Any) -> None:
    for entry in finished.job["deliverables"].values():
        answer = finished.client.get(entry["url"], buffered=True)
        assert answer.status_code == 200
        assert answer.mimetype == entry["mimeType"] and len(answer.data) == entry["sizeBytes"]


def test_key_visuals_name_what_is_served(finished: Any) -> None:
    for number, scene in enumerate(finished.job["analysis"]["scenes"], 1):
        entry = finished.job["deliverables"][f"keyframe_scene_{number}"]
        assert entry["path"].endswith("_" + scene["keyVisual"])


def test_respond_async(waiting_client: FlaskClient, film: Path, send: Send) -> None:
    answer = send(waiting_client, film, prefer="wait=5, Respond-Async")
    assert answer.status_code == 202
    job = answer.get_json()["job"]
    assert job["status"] == "queued"
    assert answer.headers["Location"] == f"/jobs/{job['jobId']}"
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert answer.headers["Retry-After"] == "2"
    assert waiting_client.get(answer.headers["Location"]).get_json()["job"]["jobId"] == job["jobId"]


def test_patience_ends_in_202(make_app: MakeApp, film: Path, send: Send) -> None:
    client = make_app(EMBEDDED_WORKER="off", SYNC_WAIT_SECONDS="0").test_client()
    answer = send(client, film)
    assert answer.status_code == 202 and answer.headers["Location"].startswith("/jobs/")
    assert "Preference-Applied" not in answer.headers


def test_the_location_honours_the_prefix_of_a_proxy(
    waiting_client: FlaskClient, film: Path, encode: Any, form: str
) -> None:
    body = encode(("video", "f.mp4", film.read_bytes()), ("profile_id", "family_viewer"))

    def location(prefix: str) -> str:
        headers = {"Prefer": ASYNC, "X-Forwarded-Prefix": prefix}
        answer = waiting_client.post("/generate", data=body, content_type=form, headers=headers)
        return answer.headers["Location"].rsplit("/", 1)[0]

    assert location("/api/trailer") == "/api/trailer/jobs"
    assert location("/api/trailer/") == "/api/trailer/jobs"
    for hostile in ("//evil.example", "https://evil.example", "/a//b", "evil", "/a b", '/a"'):
        assert location(hostile) == "/jobs"


def ending_soon(store: Any, end: Callable[[Job], Job]) -> threading.Thread:
    """Brings the first job that appears to its end, as a worker would."""

    def work() -> None:
        while True:
            for job_id in store.ids():
                with contextlib.suppress(JobNotFound):  # listed a moment before it is there
                    store.update(job_id, end)
                    return
            time.sleep(0.02)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


@pytest.mark.parametrize(("fault", "status"), [("footage", 422), ("us", 500)])
def test_a_job_that_fails_is_told(
    waiting_client: FlaskClient, film: Path, send: Send, store_of: Any, fault: str, status: int
) -> None:
    error = JobError("some_code", "A sentence.", "rendering", fault)
    thread = ending_soon(store_of(waiting_client), lambda job: replace(job, status="failed", error=error))
    answer = send(waiting_client, film)
    thread.join()
    assert answer.status_code == status
    body = answer.get_json()
    assert (body["error"], body["code"]) == ("A sentence.", "some_code")
    assert body["job"]["error"] == {"code": "some_code", "message": "A sentence.", "stage": "rendering"}
    assert ("requestId" in body) == (status == 500)


def test_a_job_that_is_cancelled_is_told(
    waiting_client: FlaskClient, film: Path, send: Send, store_of: Any
) -> None:
    thread = ending_soon(store_of(waiting_client), lambda job: replace(job, status="cancelled"))
    answer = send(waiting_client, film)
    thread.join()
    assert answer.status_code == 409 and answer.get_json()["code"] == "cancelled"


def test_what_a_film_is_comes_from_its_content(
    waiting_client: FlaskClient, make_film: Any, send: Send, store_of: Any
) -> None:
    webm = make_film(seconds=3, extension="webm", codec="libvpx", audio=False)
    answer = send(waiting_client, webm, name="film.mp4", prefer=ASYNC)
    assert answer.status_code == 202
    job = store_of(waiting_client).get(answer.get_json()["job"]["jobId"])
    assert store_of(waiting_client).source_path(job).read_bytes() == webm.read_bytes()


def test_footage_at_fault_is_422_with_no_job(
    waiting_client: FlaskClient, tmp_path: Path, make_film: Any, send: Send, files_under: Any
) -> None:
    (tmp_path / "text.mp4").write_text("no film at all\n" * 200)
    (tmp_path / "empty.mp4").touch()
    cases = {
        "text.mp4": tmp_path / "text.mp4",
        "empty.mp4": tmp_path / "empty.mp4",
        "stream.mkv": make_film(seconds=3, extension="ts"),
        "tiny.mp4": make_film(seconds=3, size="8x8", codec="mpeg4"),
    }
    for name, film in cases.items():
        answer = send(waiting_client, film, name=name)
        assert answer.status_code == 422, (name, answer.text)
        assert {"error", "code"} <= set(answer.get_json()) and str(tmp_path) not in answer.text
    assert waiting_client.get("/jobs").get_json()["jobs"] == []
    assert files_under(tmp_path) == []


def test_the_first_film_counts_and_other_files_are_thrown_away(
    waiting_client: FlaskClient, film: Path, tmp_path: Path, files_under: Any, encode: Any, form: str
) -> None:
    data = film.read_bytes()
    body = encode(
        ("poster", "p.exe", data),
        ("video", "one.mp4", data),
        ("video", "two.mp4", data),
        ("profile_id", "family_viewer"),
    )
    answer = waiting_client.post("/generate", data=body, content_type=form, headers={"Prefer": ASYNC})
    job = answer.get_json()["job"]
    assert answer.status_code == 202 and job["input"]["sourceFile"] == "one.mp4"
    assert files_under(tmp_path) == [f"uploads/{job['jobId']}.mp4"]


def test_the_log_says_what_was_asked_for(
    waiting_client: FlaskClient, film: Path, send: Send, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    send(waiting_client, film, prefer=ASYNC)
    assert "Received /generate request for profile: thriller_buff" in caplog.text
