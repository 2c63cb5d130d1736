"""POST /generate: a film and wishes in, a job out."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from time import monotonic

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.http import parse_options_header

from personalizedTrailer import wire
from personalizedTrailer.errors import Cancelled, Conflict, FfmpegMissing, JobNotFound, QueueFull
from personalizedTrailer.estimates import estimate
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe
from personalizedTrailer.model import ENDED, STAGES, Job, JobRequest, Progress
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.files import publish
from personalizedTrailer.storage.keys import Use
from personalizedTrailer.web import estimates, repeats
from personalizedTrailer.web.parse import job_request, parse_dry_run
from personalizedTrailer.web.security import location
from personalizedTrailer.web.services import Services, services
from personalizedTrailer.web.uploads import Incoming, receive

log = logging.getLogger(__name__)
blueprint = Blueprint("generate", __name__)

POLL_SECONDS = 0.1
RETRY_AFTER = 2
"""Seconds after which a caller with a 202 in hand may look again."""
_FAULTS = {"footage": 422}
"""Status of a synchronous answer, by whose fault a failed job is; 500 for the rest."""


@blueprint.before_request
def _note_the_time() -> None:
    g.generate_began = monotonic()


@blueprint.after_request
def _log_answer(response: Response) -> Response:
    spent = 1000 * (monotonic() - g.generate_began)
    log.info("%s /generate answered: %d in %.0f ms", request.method, response.status_code, spent)
    return response


@blueprint.post("/generate")
def generate() -> Response:
    here = services()
    if parse_dry_run(request.args.get("dry_run", "")):
        return _estimated(here)
    key = repeats.checked_key(request.headers.get(repeats.HEADER))
    job = _repeated(here, key) if repeats.used(here, key) else _new(here, key)
    if _prefers_async():
        return _accepted(job, {"Preference-Applied": "respond-async"})
    with here.slots.waiting() as granted:
        # A server that gives every request its own thread has no places to run out of.
        if granted or "gunicorn.socket" not in request.environ:
            job = _wait(here, job.id)
    return answer(job)


def _estimated(here: Services) -> Response:
    """What a job would cost; its film is read and looked at as for a job, and removed."""
    with receive(request, here, here.make_id(), lambda: None) as incoming:
        wishes = job_request(incoming.name, incoming.form, here.choices)
        media = probe(incoming.part, here.settings, quick=True)
    found = estimate(here.settings, wishes, media)
    return jsonify({"estimate": estimates.shown(found, wishes.mode, media)})


def _new(here: Services, key: str | None) -> Job:
    """The job of a film that was not sent before; where it comes in twice at once, that of whoever is first."""
    _refuse_when_full(here)
    job_id = here.make_id()
    with receive(request, here, job_id, lambda: require_ffmpeg(here.settings)) as incoming:
        wishes = _wishes(here, incoming)
        log.info("Received /generate request for profile: %s", wishes.profile.id)
        probe(incoming.part, here.settings, quick=True)
        job = _new_job(here, job_id, wishes, monotonic() - g.generate_began)
        if key is None:
            _submit(here, job, incoming)
            return job
        mark = repeats.fingerprint(wishes, incoming.size)
        with here.keys.using(key):
            if (use := repeats.used(here, key)) is not None:
                repeats.check(use, mark)
                return here.keys.job(use)
            here.keys.keep(key, Use(job_id, mark))
            _submit(here, job, incoming)
    return job


def _wishes(here: Services, incoming: Incoming) -> JobRequest:
    wishes = job_request(incoming.name, incoming.form, here.choices)
    return replace(wishes, source_key=incoming.source_key)


def _repeated(here: Services, key: str | None) -> Job:
    """The job that the first request with this key has made; its film is read over and compared, not kept."""
    with receive(request, here, here.make_id(), lambda: None, keep=False) as incoming:
        wishes = _wishes(here, incoming)
    if (use := repeats.used(here, key)) is None:
        raise Conflict("The job of this Idempotency-Key has just been deleted; send the film again.")
    repeats.check(use, repeats.fingerprint(wishes, incoming.size))
    log.info("Repeated /generate request: it was answered with job %s", use.job_id)
    here.runner.ensure_running()
    return here.keys.job(use)


def answer(job: Job) -> Response:
    """What the synchronous form says of a job as it stands."""
    if job.status not in ENDED:
        return _accepted(job, {})
    body: dict[str, object] = {"job": wire.job(job, services().settings.cdn_base_url)}
    if job.status == "completed":
        return jsonify(body)
    if job.error is not None:
        body |= {"error": job.error.message, "code": job.error.code}
        status = _FAULTS.get(job.error.fault, 500)
    else:
        body |= {"error": Cancelled.sentence_by_default, "code": Cancelled.code}
        status = 409
    if status == 500:
        body["requestId"] = job.id
    response = jsonify(body)
    response.status_code = status
    return response


def require_ffmpeg(settings: Settings) -> None:
    """Raises FfmpegMissing where there is none that trailers can be made with, and says so in the log."""
    try:
        found = ffmpeg.find(settings)
    except FfmpegMissing:
        log.error("FFmpeg not found in PATH")
        raise
    if found.problems:
        log.error("FFmpeg cannot be used (%s): %s", found.path, " ".join(found.problems))
        raise FfmpegMissing(" ".join(found.problems))


def _refuse_when_full(here: Services) -> None:
    """Before a film is read for nothing. The queue itself decides, once the job is there."""
    load = here.runner.capacity()
    if load.waiting + load.running >= load.limit:
        raise QueueFull(retry_after=30)


def _new_job(here: Services, job_id: str, wishes: JobRequest, upload_seconds: float) -> Job:
    return Job(
        id=job_id,
        status="queued",
        submitted_at=here.clock(),
        request=wishes,
        progress=Progress(STAGES[0], 0.0, "Uploaded; waiting for the render worker."),
        timings={STAGES[0]: round(upload_seconds, 3)},
    )


def _submit(here: Services, job: Job, incoming: Incoming) -> None:
    """The film in its place, then the job: in that order both are durable once the answer is out."""
    source = here.store.source_path(job)
    publish(incoming.part, source)
    try:
        here.runner.submit(job)
    except Exception:
        source.unlink(missing_ok=True)
        raise


def _wait(here: Services, job_id: str) -> Job:
    """The job once it has ended, or as it stands when the patience of a synchronous call is over.

    Raises Cancelled where it was cancelled and deleted before anybody here could look at it.
    """
    deadline = monotonic() + here.settings.sync_wait_seconds
    try:
        while here.store.brief(job_id).status not in ENDED and monotonic() < deadline and not here.slots.closing:
            time.sleep(POLL_SECONDS)
        return here.store.get(job_id)
    except JobNotFound:
        raise Cancelled from None


def _accepted(job: Job, headers: dict[str, str]) -> Response:
    response = jsonify({"job": wire.job(job, services().settings.cdn_base_url)})
    response.status_code = 202
    response.headers["Location"] = location(f"/jobs/{job.id}")
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers.update(headers)
    return response


def _prefers_async() -> bool:
    """Whether any Prefer header holds `respond-async` (RFC 7240)."""
    wishes = ",".join(request.headers.getlist("Prefer")).split(",")
    return any(parse_options_header(wish)[0].strip().lower() == "respond-async" for wish in wishes)
