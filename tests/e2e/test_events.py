"""Events over real HTTP: any process serves any job, watchers never block the service, files come as they are made."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from personalizedTrailer.web.limits import THREADS
from tests.servers import Server

StartServer = Callable[..., Server]
ENDS = {"completed", "failed", "cancelled"}


def submit(server: Server, film: Path, **fields: str) -> str:
    wanted = {"profile_id": "family_viewer", "max_duration": "5", **fields}
    with film.open("rb") as video:
        answer = requests.post(
            f"{server.url}/generate",
            data=wanted,
            files={"video": video},
            headers={"Prefer": "respond-async"},
            timeout=60,
        )
    job_id: str = answer.json()["job"]["jobId"]
    return job_id


def events_of(server: Server, job_id: str, seen: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Number, kind and data of the events of one connection."""
    headers = {"Last-Event-ID": seen} if seen else {}
    address = f"{server.url}/jobs/{job_id}/events"
    with requests.get(address, headers=headers, stream=True, timeout=60) as answer:
        assert answer.status_code == 200, answer.text
        fields: dict[str, str] = {}
        for line in answer.iter_lines(decode_unicode=True):
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                yield fields["id"], fields["event"], json.loads(fields["data"])
                fields = {}


def watched(server: Server, job_id: str) -> list[tuple[str, str, dict[str, Any]]]:
    """All events of a job, over as many connections as it takes."""
    found: list[tuple[str, str, dict[str, Any]]] = []
    while not found or found[-1][1] not in ENDS:
        found += events_of(server, job_id, found[-1][0] if found else "")
    return found


def test_every_process_tells_the_same(start_server: StartServer, make_film: Callable[..., Path]) -> None:
    server = start_server("gunicorn", workers=4)
    job_id = submit(server, make_film(seconds=20))
    with ThreadPoolExecutor(6) as pool:
        tales = list(pool.map(lambda _: watched(server, job_id), range(6)))
    for tale in tales:
        kinds = [kind for _, kind, _ in tale]
        assert kinds[-1] == "completed" and set(kinds[:-1]) == {"progress"}
        percents = [data["progress"]["percent"] for _, _, data in tale]
        assert percents == sorted(percents) and percents[-1] == 100
        numbers = [int(number) for number, _, _ in tale]
        assert numbers == sorted(set(numbers))
        assert all(data["progress"]["stageCount"] == 7 for _, _, data in tale)


def test_files_are_there_as_soon_as_they_are_told_of(
    start_server: StartServer, make_film: Callable[..., Path]
) -> None:
    server = start_server("gunicorn", workers=2)
    job_id = submit(server, make_film(seconds=20, size="960x540"))
    known: list[str] = []
    for _, kind, data in watched(server, job_id):
        if kind != "progress":
            continue
        new = [key for key in data["deliverables"] if key not in known]
        known += new
        listed = requests.get(f"{server.url}/jobs/{job_id}", timeout=20).json()["job"]["deliverables"]
        for key in new:
            with requests.get(server.url + listed[key]["url"], timeout=20) as file:
                assert file.status_code == 200 and len(file.content) == listed[key]["sizeBytes"]
    assert known[0] == "master" and known.index("trailer_variant_3") < known.index("master_480p")
    assert known.index("master_480p") < known.index("subtitles_master_en") < known.index("storyboard")
    assert {"poster", "contact_sheet_variant_2", "master_hls", "subtitles_variant_3_en"} <= set(known)


def connected(server: Server, job_id: str) -> socket.socket:
    """An open stream of which the beginning has been read."""
    client = server.connect()
    client.sendall(f"GET /jobs/{job_id}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    client.recv(1 << 16)
    return client


def test_watchers_never_block_the_service(start_server: StartServer, make_film: Callable[..., Path]) -> None:
    server = start_server("gunicorn", workers=1, EMBEDDED_WORKER="off")
    job_id = submit(server, make_film(seconds=2))
    with contextlib.ExitStack() as stack:
        for _ in range(THREADS // 2):
            stack.enter_context(connected(server, job_id))
        refused = requests.get(f"{server.url}/jobs/{job_id}/events", timeout=5)
        assert refused.status_code == 503 and refused.json()["code"] == "streams_full"
        assert int(refused.headers["Retry-After"]) > 0
        for _ in range(3):
            assert requests.get(f"{server.url}/jobs/{job_id}", timeout=5).status_code == 200
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 10, "open streams hold up the end of the service"


@pytest.mark.slow
def test_pings_find_out_who_is_gone(start_server: StartServer, make_film: Callable[..., Path]) -> None:
    server = start_server("gunicorn", workers=1, EMBEDDED_WORKER="off")
    job_id = submit(server, make_film(seconds=2))
    began = time.monotonic()
    with connected(server, job_id) as stays:
        for client in [connected(server, job_id) for _ in range(THREADS // 2 - 1)]:
            client.close()
        text = b""
        while b"0\r\n\r\n" not in text and (chunk := stays.recv(1 << 16)):
            text += chunk
    assert 49 < time.monotonic() - began < 55
    assert text.count(b": ping\n\n") == 3
    for _ in range(THREADS // 2):
        connected(server, job_id).close()


def test_one_thread_is_not_given_away(start_server: StartServer, make_film: Callable[..., Path]) -> None:
    server = start_server("gunicorn", workers=1, EMBEDDED_WORKER="off", GUNICORN_CMD_ARGS="--threads 1 -k sync")
    job_id = submit(server, make_film(seconds=2))
    assert requests.get(f"{server.url}/jobs/{job_id}/events", timeout=5).status_code == 503
    assert requests.get(f"{server.url}/health", timeout=20).status_code == 200
