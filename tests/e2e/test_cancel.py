"""A job that is cancelled: its processes are gone within 2 s, whatever it was doing, and nothing half-made is left.

A process is stopped as soon as it appears, which holds the job in that place and makes it deaf to all but KILL: a
reader from outside, FFmpeg, which may be done in a blink, by a shell that stops itself before it becomes FFmpeg.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from personalizedTrailer import settings as settings_module
from personalizedTrailer.media import ffmpeg
from tests.servers import Server, launch

SECONDS = 2.0
"""Within which every child of a cancelled job is gone."""
ASYNC = {"Prefer": "respond-async"}
READERS = {
    "the scan of the film": "reader.py scan",
    "the index of its packets": "reader.py index",
    "the copying of packets": "reader.py copy",
    "the reading of its sound": "reader.py sound",
    "the check of joins": "reader.py frames",
}
ENCODERS = {
    "the measuring of loudness": "ebur128",
    "the encoding of sound": ".m4a",
    "the encoding of clips": "take_",
    "the captions of the film": "webvtt",
    "the key frames": "_frame_0",
    "the contact sheet": "tile=",
}
PLACES = READERS | ENCODERS
"""Stages of a job by what stands in the command line of a child there."""
STOPPING = """#!/bin/sh
hold=$(cat '{hold}')
case "$*" in *"${{hold:-nothing}}"*) kill -STOP $$ ;; esac
exec '{real}' "$@"
"""


def children_of(base: Path) -> dict[int, str]:
    """Command lines of the processes that work on files below a folder, by process id."""
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit():
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                if str(base) in line and state != "Z":
                    found[int(entry.name)] = line
    return found


def hold(base: Path, place: str) -> None:
    """To be called before a job is sent that shall be held in this place."""
    (base / "hold").write_text(ENCODERS.get(place, ""))


def catch(base: Path, place: str, seconds: float = 120) -> int:
    """Waits for the child of this place and sees to it that it is stopped; returns its process id."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for pid, line in children_of(base).items():
            if PLACES[place] in line:
                os.kill(pid, signal.SIGSTOP)
                return pid
    raise AssertionError(f"no process with {PLACES[place]} in its command line")


def seconds_until(condition: Callable[[], bool], most: float) -> float:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < most, f"waited {most} s in vain"
        time.sleep(0.02)
    return time.monotonic() - began


def submit(server: Server, film: Path, **fields: str) -> str:
    wanted = {"profile_id": "thriller_buff", "max_duration": "5", **fields}
    with film.open("rb") as video:
        answer = requests.post(
            f"{server.url}/generate", data=wanted, files={"video": video}, headers=ASYNC, timeout=60
        )
    assert answer.status_code == 202, answer.text
    job_id: str = answer.json()["job"]["jobId"]
    return job_id


def job_of(server: Server, job_id: str) -> dict[str, Any]:
    job: dict[str, Any] = requests.get(f"{server.url}/jobs/{job_id}", timeout=20).json()["job"]
    return job


def assert_clean(server: Server, job: dict[str, Any]) -> None:
    """Only whole files that the job lists are left of it, and none once it is deleted."""
    listed = {Path(item["path"]).name: item["sizeBytes"] for item in (job["deliverables"] or {}).values()}
    left = {path.name: path.stat().st_size for path in (server.base / "outputs").glob(f"{job['jobId']}*")}
    assert left == listed
    assert list((server.base / "outputs" / ".tmp").iterdir()) == []
    assert requests.delete(f"{server.url}/jobs/{job['jobId']}", timeout=20).status_code == 204
    everything = [path for top in ("uploads", "outputs", "jobs") for path in (server.base / top).rglob("*")]
    assert [path for path in everything if path.name.startswith(job["jobId"])] == []


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    base = tmp_path_factory.mktemp("cancelling")
    stopping = base / "ffmpeg"
    (base / "hold").touch()
    real = ffmpeg.find(settings_module.load(environ=os.environ)).path
    stopping.write_text(STOPPING.format(hold=base / "hold", real=real))
    stopping.chmod(0o755)
    running = launch("gunicorn", base, env={"RENDER_CACHE_BYTES": "0", "FFMPEG_PATH": str(stopping)})
    yield running
    running.stop()


@pytest.fixture(scope="module")
def captioned(tmp_path_factory: pytest.TempPathFactory, make_film: Callable[..., Path]) -> Path:
    """A film of 12 s that has words of its own and may be copied from."""
    folder = tmp_path_factory.mktemp("captioned")
    (folder / "words.srt").write_text("1\n00:00:01,000 --> 00:00:09,000\nA line of the film.\n")
    tool = ffmpeg.find(settings_module.load(environ=os.environ)).path
    film = folder / "film.mkv"
    picture = ["-f", "lavfi", "-i", "color=gray:size=320x180:rate=24:duration=12", "-f", "lavfi"]
    sound = ["-i", "sine=frequency=440:duration=12", "-i", str(folder / "words.srt")]
    coded = ["-c:v", "libx264", "-g", "12", "-pix_fmt", "yuv420p", "-c:a", "aac", "-c:s", "srt"]
    streams = ["-map", "0:v", "-map", "1:a", "-map", "2:s"]
    args = [tool, "-nostdin", "-v", "error", *picture, *sound, *streams, *coded, str(film)]
    subprocess.run(args, check=True, timeout=60)
    return film


@pytest.mark.parametrize("place", PLACES)
def test_a_child_is_gone_within_two_seconds(service: Server, captioned: Path, place: str) -> None:
    hold(service.base, place)
    job_id = submit(service, captioned)
    pid = catch(service.base, place)
    asked = time.monotonic()
    answer = requests.delete(f"{service.url}/jobs/{job_id}", timeout=20)
    assert answer.status_code == 202 and answer.json()["job"]["status"] == "processing"
    seconds_until(lambda: not children_of(service.base) and not Path(f"/proc/{pid}").exists(), SECONDS)
    assert time.monotonic() - asked < SECONDS
    seconds_until(lambda: job_of(service, job_id)["status"] == "cancelled", SECONDS)
    job = job_of(service, job_id)
    assert job["error"] is None and job["completedAt"] is not None
    assert_clean(service, job)


def test_encoders_at_full_speed_are_gone_too(service: Server, make_film: Callable[..., Path]) -> None:
    hold(service.base, "")
    job_id = submit(service, make_film(seconds=30, size="1920x1080"), max_duration="20")
    seconds_until(lambda: any("take_" in line for line in children_of(service.base).values()), 60)
    assert requests.delete(f"{service.url}/jobs/{job_id}", timeout=20).status_code == 202
    again = requests.delete(f"{service.url}/jobs/{job_id}", timeout=20)
    assert again.status_code in (202, 204)
    seconds_until(lambda: not children_of(service.base), SECONDS)
    if again.status_code == 202:
        seconds_until(lambda: job_of(service, job_id)["status"] == "cancelled", 10)
        assert_clean(service, job_of(service, job_id))


def test_what_was_published_before_stays_whole(service: Server, captioned: Path) -> None:
    hold(service.base, "the contact sheet")
    job_id = submit(service, captioned)
    catch(service.base, "the contact sheet")
    made = job_of(service, job_id)["deliverables"]
    requests.delete(f"{service.url}/jobs/{job_id}", timeout=20)
    seconds_until(lambda: job_of(service, job_id)["status"] == "cancelled", 10)
    job = job_of(service, job_id)
    assert {"master", "trailer_variant_3", "master_hls", "subtitles_master_en"} <= set(job["deliverables"])
    assert job["deliverables"] == made
    film = requests.get(f"{service.url}/jobs/{job_id}/deliverables/master", timeout=20)
    assert film.status_code == 200 and len(film.content) == made["master"]["sizeBytes"]
    missing = requests.get(f"{service.url}/jobs/{job_id}/deliverables/storyboard", timeout=20)
    assert missing.status_code == 404 and missing.json()["code"] == "deliverable_not_found"
    assert_clean(service, job)


def test_streams_are_written_by_the_worker_itself(service: Server, captioned: Path) -> None:
    hold(service.base, "")
    job_id = submit(service, captioned)
    file = service.base / "jobs" / f"{job_id}.json"
    seconds_until(lambda: b"Packaging" in file.read_bytes(), 120)
    assert requests.delete(f"{service.url}/jobs/{job_id}", timeout=20).status_code == 202
    seconds_until(lambda: job_of(service, job_id)["status"] == "cancelled", SECONDS)
    job = job_of(service, job_id)
    assert job["progress"]["stage"] == "deliverables" and "storyboard" not in job["deliverables"]
    assert_clean(service, job)


def test_a_waiting_job_is_cancelled_at_once(service: Server, captioned: Path) -> None:
    hold(service.base, "")
    first = submit(service, captioned)
    catch(service.base, "the scan of the film")
    second = submit(service, captioned)
    answer = requests.delete(f"{service.url}/jobs/{second}", timeout=20)
    assert answer.status_code == 202 and answer.json()["job"]["status"] == "cancelled"
    assert requests.delete(f"{service.url}/jobs/{second}", timeout=20).status_code == 204
    assert requests.delete(f"{service.url}/jobs/{second}", timeout=20).status_code == 404
    assert job_of(service, first)["status"] == "processing"
    requests.delete(f"{service.url}/jobs/{first}", timeout=20)
    seconds_until(lambda: job_of(service, first)["status"] == "cancelled", 10)
    assert_clean(service, job_of(service, first))


@pytest.mark.parametrize("deletes", [1, 2])
def test_whoever_waits_for_the_job_is_told(service: Server, captioned: Path, deletes: int) -> None:
    answers: list[requests.Response] = []

    def wait() -> None:
        with captioned.open("rb") as video:
            fields = {"profile_id": "thriller_buff", "max_duration": "5"}
            answers.append(
                requests.post(f"{service.url}/generate", data=fields, files={"video": video}, timeout=120)
            )

    hold(service.base, "the encoding of clips")
    waiting = threading.Thread(target=wait)
    waiting.start()
    catch(service.base, "the encoding of clips")
    (row,) = requests.get(f"{service.url}/jobs?status=processing", timeout=20).json()["jobs"]
    job_id = row["jobId"]
    assert requests.delete(f"{service.url}/jobs/{job_id}", timeout=20).status_code == 202
    if deletes == 2:
        address = f"{service.url}/jobs/{job_id}"
        seconds_until(lambda: requests.delete(address, timeout=20).status_code in (204, 404), 10)
    waiting.join(20)
    (answer,) = answers
    assert answer.status_code == 409 and answer.json()["code"] == "cancelled"
    assert answer.json()["error"] == "The job was cancelled."
    if deletes == 1:
        assert answer.json()["job"]["status"] == "cancelled"
        assert_clean(service, answer.json()["job"])
