"""Many at once, over real HTTP: every process sees every job, and one kind of request never starves another."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

StartServer = Callable[..., Any]


def post(url: str, film: Path, prefer: str = "") -> requests.Response:
    data = {"profile_id": "family_viewer", "max_duration": "5", "include_captions": "no"}
    with film.open("rb") as stream:
        headers = {"Prefer": prefer} if prefer else {}
        return requests.post(
            f"{url}/generate", files={"video": ("film.mp4", stream)}, data=data, headers=headers, timeout=200
        )


def test_every_worker_process_sees_every_job(start_server: StartServer, make_film: Any) -> None:
    server = start_server("gunicorn", workers=4, EMBEDDED_WORKER="off")
    film = make_film(seconds=2, size="64x64")
    with ThreadPoolExecutor(8) as pool:
        ids = {
            answer.json()["job"]["jobId"]
            for answer in pool.map(lambda _: post(server.url, film, "respond-async"), range(12))
        }
        assert len(ids) == 12
        for _ in range(10):
            seen = pool.map(lambda one: requests.get(f"{server.url}/jobs/{one}", timeout=20).status_code, ids)
            assert set(seen) == {200}
        listed = requests.get(f"{server.url}/jobs?limit=100", timeout=20).json()["jobs"]
    assert {row["jobId"] for row in listed} == ids


@pytest.mark.slow
def test_synchronous_calls_end_in_finished_jobs(start_server: StartServer, make_film: Any) -> None:
    server = start_server("gunicorn", workers=2)
    film = make_film(seconds=8, size="160x90")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: post(server.url, film), range(3)))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    plans = [answer.json()["job"]["personalization"] for answer in answers]
    assert plans[0] == plans[1] == plans[2]


def test_those_who_wait_leave_threads_for_others(start_server: StartServer, make_film: Any) -> None:
    server = start_server("gunicorn", workers=1, EMBEDDED_WORKER="off", SYNC_WAIT_SECONDS="8")
    film = make_film(seconds=2, size="64x64")
    with ThreadPoolExecutor(16) as pool:
        waiting = [pool.submit(post, server.url, film) for _ in range(16)]
        time.sleep(4)
        began = time.monotonic()
        assert requests.get(f"{server.url}/health", timeout=20).status_code == 200
        assert time.monotonic() - began < 2
        assert {one.result().status_code for one in waiting} == {202}


def test_too_many_uploads_at_once_are_told_to_come_back(start_server: StartServer, make_film: Any) -> None:
    server = start_server("gunicorn", workers=1, EMBEDDED_WORKER="off")
    request = b"POST /generate HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
    film = make_film(seconds=2, size="64x64")

    def answered(status: int) -> requests.Response:
        """The answer to an upload, once it is that: the service may not have noticed the others yet."""
        deadline = time.monotonic() + 30
        while (answer := post(server.url, film, "respond-async")).status_code != status:
            assert time.monotonic() < deadline, answer.text
            time.sleep(0.2)
        return answer

    with contextlib.ExitStack() as held:
        for _ in range(6):
            held.enter_context(server.connect()).sendall(request + b"Content-Length: 5000\r\n\r\n--b\r\n")
        assert answered(503).headers["Retry-After"] == "5"
    answered(202)


def test_a_caller_who_hangs_up_does_not_stop_the_job(
    start_server: StartServer, make_film: Any, encode: Any, form: str
) -> None:
    server = start_server("gunicorn", workers=2)
    film = make_film(seconds=8, size="160x90")
    body = encode(("video", "a.mp4", film.read_bytes()), ("profile_id", "family_viewer"), ("max_duration", "5"))
    head = f"POST /generate HTTP/1.1\r\nHost: x\r\nContent-Type: {form}\r\nContent-Length: {len(body)}\r\n\r\n"
    with server.connect() as sock:
        sock.sendall(head.encode() + body)
        deadline = time.monotonic() + 120
        while not (jobs := requests.get(f"{server.url}/jobs", timeout=20).json()["jobs"]):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    while requests.get(f"{server.url}/jobs/{jobs[0]['jobId']}", timeout=20).json()["job"]["status"] != "completed":
        assert time.monotonic() < deadline
        time.sleep(0.3)
