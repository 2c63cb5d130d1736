"""GET /jobs/ID/events: what becomes of a job, as Server-Sent Events.

The source is the job's file, so any process can serve any job, and a client that comes back anywhere gets what is
new. Events carry the state and no differences: whoever missed some has missed nothing.
https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from flask import Blueprint, Response, request

from personalizedTrailer import wire
from personalizedTrailer.errors import JobNotFound, StreamsFull
from personalizedTrailer.model import ENDED
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.web.limits import Slots, Stream
from personalizedTrailer.web.services import services

blueprint = Blueprint("events", __name__)

RETRY_MS = 2000
"""After which a client comes back to a stream that has ended."""
PING_SECONDS = 15.0
"""A comment this often: only writing shows that a client is gone."""
MOST_SECONDS = 50.0
"""Length of a stream: each holds a thread, and proxies end answers of a minute."""
LOOK_SECONDS = 0.25


@blueprint.get("/jobs/<job_id>/events")
def events(job_id: str) -> Response:
    here = services()
    watch = _Watch(here.store, job_id, request.headers.get("Last-Event-ID", "").strip())
    first = watch.look()
    if watch.ended and not first:
        return _headed(Response(status=204))  # tells an EventSource to come back no more
    if watch.ended or request.method == "HEAD":
        return _headed(Response(_opening(first), mimetype="text/event-stream"))
    here.runner.ensure_running()
    if "gunicorn.socket" in request.environ and not request.is_multithread:
        raise StreamsFull  # its one thread would answer nobody else meanwhile
    place = here.slots.stream()
    response = Response(_stream(watch, first, place, here.slots), mimetype="text/event-stream")
    # Not in the generator, which may never be begun.
    response.call_on_close(place.close)
    return _headed(response)


def _headed(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _opening(first: str) -> str:
    return f"retry: {RETRY_MS}\n\n{first}"


def _stream(watch: _Watch, first: str, place: Stream, slots: Slots) -> Iterator[str]:
    began = pinged = time.monotonic()
    yield _opening(first)
    while not (watch.ended or place.asked_back or slots.closing):
        time.sleep(LOOK_SECONDS)
        now = time.monotonic()
        if now - began >= MOST_SECONDS:
            return
        try:
            news = watch.look()
        except JobNotFound:  # deleted: the client finds nothing when it comes back, and stops
            return
        if now - pinged >= PING_SECONDS:
            pinged = now
            news += ": ping\n\n"
        if news:
            yield news


class _Watch:
    """One client's view of one job.

    An event's id is the version of the job's file; the last event has the number after it, as the progress that it
    ends with has the version's own.
    """

    def __init__(self, store: JobStore, job_id: str, seen: str) -> None:
        """`seen`: the id of the last event that the client has; empty or foreign: it has none."""
        self._store, self._job_id, self._seen = store, job_id, seen
        self._version = -1
        self._again = False
        self._said = ""
        self.ended = False

    def look(self) -> str:
        """The events since the last look, ready to be sent; raises JobNotFound."""
        version = self._store.version(self._job_id)
        changed = version != self._version
        # Two changes within one tick of the file system's clock have one version: so each is looked at twice.
        if not (changed or self._again):
            return ""
        glance = self._store.glance(self._job_id)
        if self._store.version(self._job_id) != version:
            return ""  # written in between: of which version it is cannot be told, so the next look takes it
        self._version, self._again = version, changed
        self.ended = glance.status in ENDED
        data = json.dumps(
            {
                "jobId": self._job_id,
                "status": glance.status,
                "startedAt": wire.stamp(glance.started_at),
                "completedAt": wire.stamp(glance.completed_at),
                "progress": wire.progress(glance.progress),
                "timings": wire.timings(glance.timings),
                "deliverables": [made.key for made in glance.deliverables if made.is_listed],
                "error": wire.fault(glance.error),
            }
        )
        told = [("progress", version)] if data != self._said else []
        if self.ended:
            told.append((glance.status, version + 1))
        self._said = data
        return "".join(_event(kind, number, data) for kind, number in self._new(told))

    def _new(self, told: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """Those after the event that the client has."""
        numbers = [str(number) for _, number in told]
        return told[numbers.index(self._seen) + 1 :] if self._seen in numbers else told


def _event(kind: str, number: int, data: str) -> str:
    return f"id: {number}\nevent: {kind}\ndata: {data}\n\n"
