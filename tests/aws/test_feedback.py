"""What viewers did is told to Personalize: which items, in whose name, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from personalizedTrailer.analysis.aws.archetypes import archetype
from personalizedTrailer.cloud import personalize
from personalizedTrailer.cloud.personalize import Event
from personalizedTrailer.model import Finding, Provider, Signals
from personalizedTrailer.web.services import EXTENSION
from tests.aws.jobs import MakeAws
from tests.aws.stub import AwsStub, Refusal
from tests.unit.wire_samples import completed

MakeApp = Callable[..., Any]
ON = {"AWS_PERSONALIZE_ENABLED": "on", "PERSONALIZE_TRACKING_ID": "tracker-1"}


@pytest.fixture
def send(make_aws: MakeAws, make_app: MakeApp, stub: AwsStub) -> Callable[..., Any]:
    stub.on("personalize-events", "PutEvents", {})
    app = make_app(PIPELINE_MODE="aws", **ON)
    job = completed()
    assert job.analysis is not None
    scenes = tuple(
        replace(
            one,
            findings=(Finding("label", "Fire" if one.number % 2 else "Sea", 0.9, ()),),
            signals=Signals(arousal=0.9),
        )
        for one in job.analysis.scenes
    )
    told = {"personalize": Provider("aws", {"recommendationId": "r-1"})}
    request = replace(job.request, user_id="viewer-7")
    job = replace(job, analysis=replace(job.analysis, scenes=scenes), providers=told, request=request)
    app.extensions[EXTENSION].store.create(job)
    client = app.test_client()

    def post(**body: object) -> Any:
        return client.post(f"/jobs/{job.id}/feedback", json=body)

    post.job = job  # type: ignore[attr-defined]
    return post


def test_a_trailer_that_was_watched_is_told_by_its_kinds_of_scenes(send: Any, stub: AwsStub) -> None:
    answer = send(event="trailer_completed")
    kinds = {scene.number: archetype(scene) for scene in send.job.analysis.scenes}
    wanted = list(dict.fromkeys(kinds[pick.scene] for pick in send.job.selections[0].picks))
    assert (answer.status_code, answer.get_json()) == (202, {"sent": len(wanted)})
    (call,) = stub.calls
    assert (call.request["userId"], call.request["trackingId"]) == ("viewer-7", "tracker-1")
    assert [one["itemId"] for one in call.request["eventList"]] == wanted
    assert {one["eventType"] for one in call.request["eventList"]} == {"trailer_completed"}
    assert {one["recommendationId"] for one in call.request["eventList"]} == {"r-1"}


def test_a_scene_that_was_skipped_is_one_event(send: Any, stub: AwsStub) -> None:
    scene = send.job.analysis.scenes[0]
    answer = send(event="scene_skipped", sceneId=scene.scene_id, userId="other", sessionId="s-9")
    assert answer.status_code == 202
    (call,) = stub.calls
    assert (call.request["userId"], call.request["sessionId"]) == ("other", "s-9")
    assert [one["itemId"] for one in call.request["eventList"]] == [archetype(scene)]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "event"),
        ({"event": "liked"}, "event"),
        ({"event": "variant_chosen", "variantId": "variant_9"}, "variantId"),
        ({"event": "scene_skipped", "sceneId": "scene_99"}, "sceneId"),
        ({"event": "trailer_completed", "userId": "a b"}, "userId"),
    ],
)
def test_what_is_wrong_is_named(send: Any, stub: AwsStub, body: dict[str, object], field: str) -> None:
    answer = send(**body)
    assert answer.status_code == 400 and answer.get_json()["field"] == field and stub.calls == []


def test_where_personalize_does_not_answer_the_caller_hears_it(send: Any, stub: AwsStub) -> None:
    stub.fail("personalize-events", "PutEvents", Refusal("AccessDeniedException"))
    answer = send(event="trailer_completed")
    assert answer.status_code == 503 and answer.get_json()["code"] == "feedback_lost"


def test_it_is_off_unless_it_is_set_up(make_app: MakeApp) -> None:
    answer = make_app().test_client().post("/jobs/a1b2c3d4e5f6/feedback", json={"event": "trailer_completed"})
    assert answer.status_code == 404 and answer.get_json()["code"] == "feedback_off"


def test_no_request_has_more_events_than_it_may(make_aws: MakeAws, stub: AwsStub) -> None:
    stub.on("personalize-events", "PutEvents", {})
    events = [Event("scene_skipped", f"item {number}", datetime.now(UTC)) for number in range(23)]
    assert personalize.tell(make_aws(**ON), "s", None, events) == 23
    assert [len(call.request["eventList"]) for call in stub.calls] == [10, 10, 3]
    assert all("userId" not in call.request for call in stub.calls)
