"""Server-Sent Events of a job, read as a browser reads them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from personalizedTrailer.model import Deliverable, JobError, Progress
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.web import events
from personalizedTrailer.web.services import EXTENSION

Send = Callable[..., Any]


@dataclass(frozen=True)
class Event:
    number: str
    kind: str
    data: dict[str, Any]


def parsed(text: str) -> list[Event]:
    """The events of a stream; comments and `retry` are none."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in fields:
            assert set(fields) == {"id", "event", "data"}
            found.append(Event(fields["id"], fields["event"], json.loads(fields["data"])))
    return found


@pytest.fixture
def waiting(waiting_client: FlaskClient, make_film: Any, send: Send) -> str:
    """The id of a job that nobody works on."""
    job_id: str = send(waiting_client, make_film(seconds=2), prefer="respond-async").get_json()["job"]["jobId"]
    return job_id


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(events, "PING_SECONDS", 0.2)
    monkeypatch.setattr(events, "MOST_SECONDS", 1.0)


def opened(client: FlaskClient, job_id: str) -> Iterator[str]:
    answer = client.get(f"/jobs/{job_id}/events")
    assert answer.status_code == 200, answer.text
    return (part.decode() if isinstance(part, bytes) else part for part in answer.response)


def read_to_end(client: FlaskClient, job_id: str, seen: str = "") -> str:
    with client.get(f"/jobs/{job_id}/events", headers={"Last-Event-ID": seen} if seen else {}) as answer:
        text: str = answer.text
        return text


def progressed(store: JobStore, job_id: str, percent: float, status: str = "processing") -> None:
    progress = Progress("rendering", percent, "Encoding")
    store.update(job_id, lambda job: replace(job, status=status, progress=progress))  # type: ignore[arg-type]


def test_an_ended_job(finished: Any) -> None:
    answer = finished.client.get(f"/jobs/{finished.job['jobId']}/events")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Accel-Buffering"] == "no"
    assert answer.text.startswith("retry: 2000\n\n")
    first, last = parsed(answer.text)
    assert (first.kind, last.kind) == ("progress", "completed") and int(last.number) > int(first.number)
    assert first.data == last.data
    for key in ("jobId", "status", "startedAt", "completedAt", "progress", "timings", "error"):
        assert last.data[key] == finished.job[key]
    parts = {key for key, item in finished.job["deliverables"].items() if "partOf" in item}
    made = {key for key in finished.job["deliverables"] if not key.startswith(("keyframe_", "variant_"))} - parts
    assert set(last.data["deliverables"]) == made and "master" in made


def test_an_ended_job_is_resumed(finished: Any) -> None:
    address = f"/jobs/{finished.job['jobId']}/events"
    first, last = parsed(finished.client.get(address).text)
    rest = finished.client.get(address, headers={"Last-Event-ID": first.number})
    assert parsed(rest.text) == [last]
    for foreign in ("0", "abc", "9" * 400, "-1"):
        assert parsed(finished.client.get(address, headers={"Last-Event-ID": foreign}).text) == [first, last]
    # An EventSource that is told 204 comes back no more.
    nothing = finished.client.get(address, headers={"Last-Event-ID": last.number})
    assert nothing.status_code == 204 and not nothing.data


def test_head_and_methods(finished: Any, waiting_client: FlaskClient, waiting: str) -> None:
    for client, job_id in ((finished.client, finished.job["jobId"]), (waiting_client, waiting)):
        head = client.head(f"/jobs/{job_id}/events")
        assert head.status_code == 200 and not head.data and head.mimetype == "text/event-stream"
        for method in ("post", "put", "delete", "patch"):
            answer = getattr(client, method)(f"/jobs/{job_id}/events")
            assert answer.status_code == 405 and "GET" in answer.headers["Allow"]
    slots = waiting_client.application.extensions[EXTENSION].slots
    assert len([slots.stream() for _ in range(8)]) == 8, "a HEAD request has kept a place"


@pytest.mark.parametrize("job_id", ["a1b2c3d4e5f6", "nonsense", "..%2f..%2fetc"])
def test_unknown_jobs(client: FlaskClient, job_id: str) -> None:
    answer = client.get(f"/jobs/{job_id}/events", headers={"Accept": "text/event-stream"})
    assert answer.status_code == 404 and answer.mimetype == "application/json"


def test_other_origins_may_watch(finished: Any) -> None:
    address, origin = f"/jobs/{finished.job['jobId']}/events", {"Origin": "http://localhost:3000"}
    answer = finished.client.get(address, headers=origin)
    assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "Last-Event-ID"}
    allowed = finished.client.options(address, headers=origin | asked)
    assert "Last-Event-ID" in allowed.headers["Access-Control-Allow-Headers"]
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_progress_then_the_end(
    waiting_client: FlaskClient, waiting: str, store_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.02)
    store = store_of(waiting_client)
    stream = opened(waiting_client, waiting)
    (queued,) = parsed(next(stream))
    assert queued.kind == "progress" and queued.data["status"] == "queued" and queued.data["deliverables"] == []
    progressed(store, waiting, 40.0)
    (event,) = parsed(next(stream))
    assert event.data["status"] == "processing" and event.data["progress"]["percent"] == 40.0
    assert event.data["progress"]["stageIndex"] == 5 and int(event.number) > int(queued.number)
    made = Deliverable("master", f"{waiting}_trailer_master.mp4", "video/mp4", 7)
    store.update(waiting, lambda job: replace(job, deliverables=(made,)))
    (event,) = parsed(next(stream))
    assert event.data["deliverables"] == ["master"]
    fault = JobError("process_failed", "A processing step failed.", "rendering", "us")
    store.update(waiting, lambda job: replace(job, status="failed", error=fault))
    last, end = parsed("".join(stream))
    assert (last.kind, end.kind) == ("progress", "failed")
    assert end.data["error"] == {"code": fault.code, "message": fault.message, "stage": fault.stage}


def test_two_changes_within_one_tick_are_both_told(
    waiting_client: FlaskClient, waiting: str, store_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.02)
    store = store_of(waiting_client)
    monkeypatch.setattr(store, "version", lambda job_id: 7)
    stream = opened(waiting_client, waiting)
    next(stream)
    progressed(store, waiting, 10.0)
    (event,) = parsed(next(stream))
    assert event.data["progress"]["percent"] == 10.0


def test_a_change_while_it_is_read_is_told_once(
    waiting_client: FlaskClient, waiting: str, store_of: Any, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(waiting_client)
    glance, changes = store.glance, iter([10.0, 20.0])

    def changed_before_it_is_read(job_id: str) -> Any:
        for percent in changes:
            progressed(store, job_id, percent)
            break
        return glance(job_id)

    monkeypatch.setattr(store, "glance", changed_before_it_is_read)
    found = parsed(read_to_end(waiting_client, waiting))
    assert [event.data["progress"]["percent"] for event in found] == [20.0]
    assert found[0].number == str(store.version(waiting))


def test_a_stream_is_resumed(waiting_client: FlaskClient, waiting: str, store_of: Any, soon: None) -> None:
    (event,) = parsed(read_to_end(waiting_client, waiting))
    assert parsed(read_to_end(waiting_client, waiting, event.number)) == []
    progressed(store_of(waiting_client), waiting, 12.0)
    (after,) = parsed(read_to_end(waiting_client, waiting, event.number))
    assert after.data["progress"]["percent"] == 12.0


def test_pings_and_the_end_of_a_long_stream(waiting_client: FlaskClient, waiting: str, soon: None) -> None:
    began = time.monotonic()
    text = read_to_end(waiting_client, waiting)
    assert 1.0 <= time.monotonic() - began < 5
    assert 2 <= text.count(": ping\n\n") <= 4
    slots = waiting_client.application.extensions[EXTENSION].slots
    assert len([slots.stream() for _ in range(8)]) == 8, "the stream has kept its place"


def test_a_deleted_job_ends_its_stream(
    waiting_client: FlaskClient, waiting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.05)
    stream = opened(waiting_client, waiting)
    next(stream)
    other = waiting_client.application.test_client()
    assert [other.delete(f"/jobs/{waiting}").status_code for _ in range(2)] == [202, 204]
    assert parsed("".join(stream)) == []
    assert waiting_client.get(f"/jobs/{waiting}/events").status_code == 404


def test_a_cancelled_job_ends_its_stream(waiting_client: FlaskClient, waiting: str) -> None:
    stream = opened(waiting_client, waiting)
    next(stream)
    waiting_client.application.test_client().delete(f"/jobs/{waiting}")
    assert [event.kind for event in parsed("".join(stream))] == ["progress", "cancelled"]


def test_too_many_watchers_are_refused(waiting_client: FlaskClient, waiting: str) -> None:
    slots = waiting_client.application.extensions[EXTENSION].slots
    slots.fit(4)
    held = [waiting_client.get(f"/jobs/{waiting}/events") for _ in range(2)]
    refused = waiting_client.get(f"/jobs/{waiting}/events")
    assert refused.status_code == 503 and refused.get_json()["code"] == "streams_full"
    assert int(refused.headers["Retry-After"]) > 0
    for answer in held:
        answer.close()
    assert waiting_client.get(f"/jobs/{waiting}/events").status_code == 200


def test_a_stream_gives_way_to_who_waits(waiting_client: FlaskClient, waiting: str) -> None:
    slots = waiting_client.application.extensions[EXTENSION].slots
    slots.fit(2)
    answer = waiting_client.get(f"/jobs/{waiting}/events")

    def serve() -> None:
        assert b"progress" in b"".join(answer.iter_encoded())
        answer.close()

    reader = threading.Thread(target=serve)
    reader.start()
    with slots.waiting() as granted:
        assert granted
    reader.join(5)
    assert not reader.is_alive()
