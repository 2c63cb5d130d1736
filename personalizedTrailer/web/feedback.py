"""POST /jobs/ID/feedback: what a viewer did with a trailer, told to Amazon Personalize as events on kinds of scenes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from personalizedTrailer.analysis.aws.archetypes import archetype
from personalizedTrailer.cloud import personalize
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.personalize import Event
from personalizedTrailer.errors import AwsFault, FeedbackLost, FeedbackOff, InvalidField, NotReady
from personalizedTrailer.media.process import never
from personalizedTrailer.model import Job
from personalizedTrailer.settings import Settings
from personalizedTrailer.web.names import quoted
from personalizedTrailer.web.parse import LONGEST_USER, is_user
from personalizedTrailer.web.services import services

blueprint = Blueprint("feedback", __name__)

KINDS = ("trailer_completed", "variant_chosen", "scene_skipped")
_PRIMARY = "primary"


@blueprint.post("/jobs/<job_id>/feedback")
def feedback(job_id: str) -> Response:
    here = services()
    _require_on(here.settings)
    job = here.store.get(job_id)
    given = request.get_json(silent=True)
    told: dict[str, Any] = given if isinstance(given, dict) else {}
    kind = _text(told, "event")
    if kind not in KINDS:
        raise InvalidField(f"event {quoted(kind)} is not allowed: {', '.join(KINDS)}.", field="event")
    user = _name(told, "userId") or job.request.user_id
    session = _name(told, "sessionId") or user or job.id
    items = _items(job, kind, told)
    ranked = (
        job.providers["personalize"].details.get("recommendationId") if "personalize" in job.providers else None
    )
    events = [Event(kind, item, here.clock(), recommendation_id=str(ranked) if ranked else None) for item in items]
    try:
        sent = personalize.tell(Aws(here.settings, never), session, user, events)
    except AwsFault as fault:
        raise FeedbackLost(fault.sentence) from fault
    response = jsonify({"sent": sent})
    response.status_code = 202
    return response


def _items(job: Job, kind: str, told: dict[str, Any]) -> list[str]:
    """The kinds of the scenes that it is about, each once: one scene's, or those of a trailer."""
    if job.analysis is None or not job.selections:
        raise NotReady("The job has no trailers yet.")
    kinds = {scene.number: archetype(scene) for scene in job.analysis.scenes}
    if kind == "scene_skipped":
        asked = _text(told, "sceneId")
        found = [scene.number for scene in job.analysis.scenes if scene.scene_id == asked]
        if not found:
            raise InvalidField(f"sceneId {quoted(asked)} is no scene of this job.", field="sceneId")
        return [kinds[found[0]]]
    variant = _text(told, "variantId") or _PRIMARY
    chosen = next((one for one in job.selections if one.variant.id == variant), None)
    if chosen is None:
        raise InvalidField(f"variantId {quoted(variant)} is no trailer of this job.", field="variantId")
    return list(dict.fromkeys(kinds[pick.scene] for pick in chosen.picks))


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _name(told: dict[str, Any], name: str) -> str:
    text = _text(told, name)
    if text and not is_user(text):
        allowed = f"1 to {LONGEST_USER} letters, digits and . _ @ + - :"
        raise InvalidField(f"{name} {quoted(text)} is not allowed: {allowed}.", field=name)
    return text


def _require_on(settings: Settings) -> None:
    if not (settings.aws_personalize_enabled and settings.personalize_tracking_id):
        raise FeedbackOff
