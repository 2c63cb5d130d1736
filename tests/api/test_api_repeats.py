"""Idempotency-Key: what is sent again makes no second job, whoever answers, and means the same or is refused."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from personalizedTrailer.runners.janitor import Janitor
from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.web.services import EXTENSION, Services, utc_now

ASYNC = {"Prefer": "respond-async"}
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


@pytest.fixture
def post(encode: Callable[..., bytes], form: str, make_film: Any) -> Callable[..., Any]:
    def send(
        client: FlaskClient, key: str | None, film: Path | None = None, name: str = "a.mp4", **more: str
    ) -> Any:
        headers = ASYNC | ({"Idempotency-Key": key} if key is not None else {})
        fields = {"profile_id": "thriller_buff", "max_duration": "5"} | more
        data = (film or make_film(seconds=2)).read_bytes()
        body = encode(("video", name, data), *fields.items())
        return client.post("/generate", data=body, content_type=form, headers=headers)

    return send


def ids(client: FlaskClient) -> list[str]:
    return [job["jobId"] for job in client.get("/jobs").get_json()["jobs"]]


def test_a_repeated_request_answers_with_the_first_job(
    waiting_client: FlaskClient, post: Any, make_app: Any, tmp_path: Path, files_under: Any
) -> None:
    first = post(waiting_client, KEY)
    other_process = make_app(EMBEDDED_WORKER="off").test_client()
    for client, more in (
        (waiting_client, {}),
        (other_process, {}),
        (waiting_client, {"target_language": "EN", "include_captions": "1", "subtitle_language": ""}),
    ):
        again = post(client, KEY, **more)
        assert again.status_code == 202 and again.get_json()["job"]["jobId"] == first.get_json()["job"]["jobId"]
        assert again.headers["Location"] == first.headers["Location"]
    assert len(ids(waiting_client)) == 1
    assert files_under(tmp_path) == [f"uploads/{ids(waiting_client)[0]}.mp4"]


def test_other_keys_and_none_make_other_jobs(waiting_client: FlaskClient, post: Any) -> None:
    for key in (KEY, KEY + "x", None, None, "", "  ", "~" * 255):
        assert post(waiting_client, key).status_code == 202
    assert len(ids(waiting_client)) == 7


@pytest.mark.parametrize(
    "more",
    [
        {"profile_id": "family_viewer"},
        {"max_duration": "6"},
        {"subtitle_language": "de"},
        {"include_captions": "no"},
        {"output_format": "mov"},
        {"name": "b.mp4"},
    ],
)
def test_a_key_stands_for_one_request(waiting_client: FlaskClient, post: Any, more: dict[str, str]) -> None:
    post(waiting_client, KEY)
    answer = post(waiting_client, KEY, **more)
    assert answer.status_code == 409 and answer.get_json()["code"] == "idempotency_key_reused"
    assert answer.get_json()["field"] == "Idempotency-Key" and "new key" in answer.get_json()["error"]
    assert len(ids(waiting_client)) == 1


def test_another_film_is_another_request(waiting_client: FlaskClient, post: Any, make_film: Any) -> None:
    post(waiting_client, KEY)
    assert post(waiting_client, KEY, make_film(seconds=3)).status_code == 409


@pytest.mark.parametrize("key", ["x" * 256, "grün", "a\x7fb", "a\tb"])
def test_keys_that_cannot_be(waiting_client: FlaskClient, post: Any, key: str) -> None:
    answer = post(waiting_client, key.encode().decode("latin-1"))
    assert answer.status_code == 400 and answer.get_json()["field"] == "Idempotency-Key"
    assert ids(waiting_client) == []


def test_a_refused_request_uses_up_no_key(waiting_client: FlaskClient, post: Any, tmp_path: Path) -> None:
    assert post(waiting_client, KEY, max_duration="900").status_code == 400
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"x" * 5000)
    assert post(waiting_client, KEY, broken).status_code == 422
    assert post(waiting_client, KEY).status_code == 202
    # What is wrong with a repeated request is said as ever.
    assert post(waiting_client, KEY, max_duration="900").get_json()["code"] == "invalid_field"


def test_a_full_queue_does_not_hide_the_first_job(make_app: Any, post: Any) -> None:
    client = make_app(EMBEDDED_WORKER="off", QUEUE_LIMIT="1").test_client()
    first = post(client, KEY)
    assert post(client, None).status_code == 503
    assert post(client, KEY).get_json()["job"]["jobId"] == first.get_json()["job"]["jobId"]


def test_a_key_ends_with_its_job(waiting_client: FlaskClient, post: Any) -> None:
    first = post(waiting_client, KEY).get_json()["job"]["jobId"]
    waiting_client.delete(f"/jobs/{first}")
    cancelled = post(waiting_client, KEY)
    assert cancelled.get_json()["job"]["jobId"] == first and cancelled.get_json()["job"]["status"] == "cancelled"
    waiting_client.delete(f"/jobs/{first}")
    second = post(waiting_client, KEY).get_json()["job"]["jobId"]
    assert second != first and post(waiting_client, KEY).get_json()["job"]["jobId"] == second


def test_a_key_ends_after_a_day(waiting_client: FlaskClient, post: Any, tmp_path: Path) -> None:
    first = post(waiting_client, KEY).get_json()["job"]["jobId"]
    kept = list((tmp_path / "jobs" / ".keys").glob("*.json"))
    assert len(kept) == 1 and KEY not in kept[0].name
    long_ago = (utc_now() - timedelta(hours=25)).timestamp()
    for path in (tmp_path / "jobs" / ".keys").iterdir():
        os.utime(path, (long_ago, long_ago))
    services: Services = waiting_client.application.extensions[EXTENSION]
    queue = MarkerQueue(services.settings.jobs_dir, services.settings.queue_limit)
    Janitor(services.store, queue, services.settings, services.clock).sweep()
    assert list((tmp_path / "jobs" / ".keys").iterdir()) == []
    assert post(waiting_client, KEY).get_json()["job"]["jobId"] != first


def test_a_torn_file_stands_for_nothing(waiting_client: FlaskClient, post: Any, tmp_path: Path) -> None:
    first = post(waiting_client, KEY).get_json()["job"]["jobId"]
    (kept,) = (tmp_path / "jobs" / ".keys").glob("*.json")
    for torn in (b"", b"[]", b'{"job_id": "x"', b'{"job_id": 7}', b'{"job_id": "../../x", "fingerprint": ""}'):
        kept.write_bytes(torn)
        answer = post(waiting_client, KEY)
        assert answer.status_code == 202 and answer.get_json()["job"]["jobId"] != first


def test_the_synchronous_form_waits_for_the_first_job(
    client: FlaskClient, make_film: Any, encode: Callable[..., bytes], form: str
) -> None:
    film = make_film(seconds=8, size="160x90")
    body = encode(("profile_id", "thriller_buff"), ("max_duration", "5"), ("video", "a.mp4", film.read_bytes()))
    answers = []

    def send() -> None:
        own = client.application.test_client()
        answers.append(own.post("/generate", data=body, content_type=form, headers={"Idempotency-Key": KEY}))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send()
    jobs = [answer.get_json()["job"] for answer in answers]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert jobs[0] == jobs[1] == jobs[2] and jobs[0]["status"] == "completed"
    assert len(ids(client)) == 1


def test_many_processes_make_one_job(start_server: Callable[..., Any], make_film: Any) -> None:
    server = start_server("gunicorn", workers=4, EMBEDDED_WORKER="off")
    data = make_film(seconds=2).read_bytes()

    def send(_: int) -> requests.Response:
        return requests.post(
            f"{server.url}/generate",
            data={"profile_id": "family_viewer", "max_duration": "5"},
            files={"video": ("a.mp4", data)},
            headers=ASYNC | {"Idempotency-Key": KEY},
            timeout=60,
        )

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["job"]["jobId"] for answer in answers}) == 1
    assert len(requests.get(f"{server.url}/jobs", timeout=20).json()["jobs"]) == 1
    assert len(list((server.base / "uploads").glob("*.mp4"))) == 1
