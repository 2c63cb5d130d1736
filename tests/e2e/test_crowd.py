"""Many callers at once: every job ends or is refused, nothing is left over, every file reads at every moment."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

CALLERS = 30


class Reader(threading.Thread):
    """Parses every job file over and over; a file that is half written would not parse."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder, self.stop, self.read, self.torn = folder, threading.Event(), 0, list[str]()

    def run(self) -> None:
        while not self.stop.is_set():
            for path in self.folder.glob("*.json"):
                try:
                    json.loads(path.read_bytes())
                    self.read += 1
                except FileNotFoundError:
                    continue
                except ValueError:
                    self.torn.append(path.name)
            time.sleep(0.01)


def post(url: str, film: Path, number: int) -> requests.Response:
    headers = {"Prefer": "respond-async"} if number % 2 else {}
    profile = ("action_enthusiast", "family_viewer", "thriller_buff", "romance_devotee")[number % 4]
    with film.open("rb") as video:
        fields = {"profile_id": profile, "max_duration": "5"}
        return requests.post(f"{url}/generate", data=fields, files={"video": video}, headers=headers, timeout=600)


def ended(url: str, job_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        job: dict[str, Any] = requests.get(f"{url}/jobs/{job_id}", timeout=30).json()["job"]
        if job["status"] not in ("queued", "processing"):
            return job
        time.sleep(0.3)
    raise AssertionError(f"job {job_id} never ended")


def owners(folder: Path) -> set[str]:
    return {path.name[:12] for path in folder.iterdir() if path.is_file()}


def left_in_scratch(folder: Path) -> list[Path]:
    return list((folder / ".tmp").glob("*")) if (folder / ".tmp").is_dir() else []


@pytest.mark.parametrize(
    "queue_limit", [pytest.param(5, id="most refused"), pytest.param(64, id="all taken", marks=pytest.mark.slow)]
)
def test_thirty_at_once(
    queue_limit: int, start_server: Callable[..., Any], make_film: Callable[..., Path], tmp_path: Path
) -> None:
    film = make_film(seconds=8, size="160x90")
    server = start_server("gunicorn", workers=4, QUEUE_LIMIT=str(queue_limit))
    (tmp_path / "jobs").mkdir(exist_ok=True)
    reader = Reader(tmp_path / "jobs")
    reader.start()
    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(lambda number: post(server.url, film, number), range(CALLERS)))
    taken = [answer for answer in answers if answer.status_code in (200, 202)]
    refused = [answer for answer in answers if answer.status_code not in (200, 202)]
    assert {answer.status_code for answer in refused} <= {503}
    for answer in refused:
        assert answer.json()["code"] == "queue_full" and int(answer.headers["Retry-After"]) > 0
    assert len(taken) >= min(queue_limit, CALLERS)
    if queue_limit >= CALLERS:
        assert not refused
    jobs = [ended(server.url, answer.json()["job"]["jobId"]) for answer in taken]
    reader.stop.set()
    reader.join()
    assert {job["status"] for job in jobs} == {"completed"}
    assert len({job["jobId"] for job in jobs}) == len(jobs)
    assert reader.read > 20 and reader.torn == []
    known = {job["jobId"] for job in jobs}
    for name in ("uploads", "outputs"):
        assert owners(tmp_path / name) == known
        assert left_in_scratch(tmp_path / name) == []
    for answer in taken:
        if answer.status_code == 200:
            assert answer.json()["job"]["status"] == "completed"
