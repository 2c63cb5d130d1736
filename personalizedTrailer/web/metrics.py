"""GET /metrics: figures for Prometheus, in its text format.

All of them are those of the whole service, whichever process answers: jobs and files are looked at where they lie,
and requests are counted in one place.
https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from time import monotonic

from flask import Blueprint, Response, g, request

from personalizedTrailer.errors import JobNotFound
from personalizedTrailer.storage import files
from personalizedTrailer.storage.codec import Brief
from personalizedTrailer.web.jobs import STATES
from personalizedTrailer.web.security import METHODS
from personalizedTrailer.web.services import Services, services

blueprint = Blueprint("metrics", __name__)

BOUNDS = (5, 15, 30, 60, 120, 300, 600, 1800, 3600)
"""Seconds that a job may take, for the histogram."""
_OTHER = "other"

Samples = Iterable[tuple[str, Mapping[str, object], float]]
"""What follows the name of a family, labels, value."""


@blueprint.before_app_request
def _note_the_time() -> None:
    g.request_began = monotonic()


@blueprint.after_app_request
def _count(response: Response) -> Response:
    """Until the answer begins: a stream, or a film for a slow client, is no slow service."""
    route = request.url_rule.rule if request.url_rule else _OTHER
    method = request.method if request.method in METHODS else _OTHER
    services().requests.add(f"{method} {response.status_code} {route}", monotonic() - g.request_began)
    return response


@blueprint.get("/metrics")
def metrics() -> Response:
    here = services()
    briefs = _briefs(here)
    text = "".join(_families(here, briefs))
    return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _families(here: Services, briefs: list[Brief]) -> Iterable[str]:
    settings, load = here.settings, here.runner.capacity()
    known = Counter(brief.status for brief in briefs)
    folders = {"uploads": settings.upload_dir, "outputs": settings.output_dir, "jobs": settings.jobs_dir}
    yield _family("info", "gauge", "The service.", [("", {"version": here.version, "mode": settings.mode}, 1)])
    by_state = [("", {"status": state}, known[state]) for state in STATES]
    yield _family("jobs", "gauge", "Jobs that are kept, by state.", by_state)
    queue = [("", {"state": "waiting"}, load.waiting), ("", {"state": "running"}, load.running)]
    yield _family("queue_jobs", "gauge", "Jobs in the queue.", queue)
    yield _family("queue_limit", "gauge", "Jobs that the queue takes.", [("", {}, load.limit)])
    waits = [_seconds(brief.submitted_at, brief.started_at) for brief in briefs]
    yield _family(
        "job_wait_seconds", "histogram", "From submission to start, of jobs that are kept.", _spread(waits)
    )
    ended = [_seconds(brief.started_at, brief.completed_at) for brief in briefs if brief.status == "completed"]
    yield _family("job_seconds", "histogram", "From start to completion, of jobs that are kept.", _spread(ended))
    sizes = [("", {"folder": name}, files.size_of(folder)) for name, folder in folders.items()]
    yield _family("files_bytes", "gauge", "Size of what is kept.", sizes)
    free = [("", {"folder": name}, files.free_bytes(folder)) for name, folder in folders.items()]
    yield _family("disk_free_bytes", "gauge", "Room that is left.", free)
    counted = [(_request_labels(name), count, spent) for name, (count, spent) in here.requests.read().items()]
    requests = [("", labels, count) for labels, count, _ in counted]
    yield _family("http_requests_total", "counter", "Requests answered.", requests)
    times = [("", labels, spent) for labels, _, spent in counted]
    yield _family("http_request_seconds_total", "counter", "Time until their answers began.", times)


def _briefs(here: Services) -> list[Brief]:
    found = []
    for job_id in here.store.ids():
        try:
            found.append(here.store.brief(job_id))
        except JobNotFound:
            continue  # deleted since the list was made
    return found


def _seconds(begin: datetime | None, end: datetime | None) -> float | None:
    return (end - begin).total_seconds() if begin and end else None


def _spread(measured: Iterable[float | None]) -> Samples:
    """The samples of a histogram: how many took up to each bound, their sum and number."""
    values = [value for value in measured if value is not None]
    within = Counter(bisect_left(BOUNDS, value) for value in values)
    total = 0
    for place, bound in enumerate(BOUNDS):
        total += within[place]
        yield "_bucket", {"le": bound}, total
    yield "_bucket", {"le": "+Inf"}, len(values)
    yield "_sum", {}, round(sum(values), 3)
    yield "_count", {}, len(values)


def _request_labels(name: str) -> dict[str, str]:
    method, status, route = name.split(" ", 2)
    route = route.replace("<path:", "{").replace("<", "{").replace(">", "}")
    return {"method": method, "route": route, "status": status}


def _family(name: str, kind: str, text: str, samples: Samples) -> str:
    full = f"trailer_{name}"
    lines = [f"# HELP {full} {text}", f"# TYPE {full} {kind}"]
    for suffix, labels, value in samples:
        named = ",".join(f'{label}="{_escaped(str(said))}"' for label, said in labels.items())
        lines.append(f"{full}{suffix}{{{named}}} {value}" if named else f"{full}{suffix} {value}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
