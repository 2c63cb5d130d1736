"""Jobs as resources: one, all of them, the end of one; and the clearing up after them."""

from __future__ import annotations

from typing import get_args

from flask import Blueprint, Response, jsonify, request

from personalizedTrailer import wire
from personalizedTrailer.errors import Conflict, InvalidField
from personalizedTrailer.model import ENDED, Status
from personalizedTrailer.web.names import display_name, quoted
from personalizedTrailer.web.services import services

blueprint = Blueprint("jobs", __name__)

LIMIT = 20
MOST = 100
"""Jobs on a page: where the caller does not say, and at most."""
RETRY_AFTER = 2
STATES: tuple[Status, ...] = get_args(Status)


@blueprint.get("/jobs")
def list_jobs() -> Response:
    here = services()
    # As the names of films are: what they do not hold is not looked for either.
    name = display_name(request.args.get("q", ""))
    jobs, following = here.store.page(_limit(), request.args.get("cursor") or None, _status(), name)
    if any(job.status not in ENDED for job in jobs):
        here.runner.ensure_running()
    return jsonify({"jobs": [wire.summary(job) for job in jobs], "next": following})


@blueprint.get("/jobs/<job_id>")
@blueprint.get("/job/<job_id>")
def show_job(job_id: str) -> Response:
    here = services()
    job = here.store.get(job_id)
    response = jsonify({"job": wire.job(job, here.settings.cdn_base_url)})
    response.headers["Cache-Control"] = "no-cache"
    if job.status not in ENDED:
        here.runner.ensure_running()
        response.headers["Retry-After"] = str(RETRY_AFTER)
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.delete("/jobs/<job_id>")
def end_job(job_id: str) -> Response:
    """An ended job is deleted with its files; one that has not ended is cancelled and stays to be looked at."""
    here = services()
    try:
        here.store.delete(job_id)
        gone = Response(status=204)
        del gone.headers["Content-Type"]
        return gone
    except Conflict:
        job = here.runner.cancel(job_id)
    response = jsonify({"job": wire.job(job, here.settings.cdn_base_url)})
    response.status_code = 202
    return response


@blueprint.post("/clear")
def clear() -> Response:
    here = services()
    removed = here.store.clear(here.clock())
    return jsonify({"removedFiles": removed.files, "freedBytes": removed.bytes})


def _limit() -> int:
    text = request.args.get("limit", "").strip() or str(LIMIT)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        sentence = f"limit {quoted(text)} is not allowed: a whole number from 1 to {MOST}."
        raise InvalidField(sentence, field="limit")
    return int(text[:9])


def _status() -> Status | None:
    text = request.args.get("status", "").strip().lower()
    found = next((state for state in STATES if state == text), None)
    if text and found is None:
        sentence = f"status {quoted(text)} is not allowed: {', '.join(STATES[:-1])} or {STATES[-1]}."
        raise InvalidField(sentence, field="status")
    return found
