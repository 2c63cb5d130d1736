"""Jobs in aws mode: a film through the pipeline, with Rekognition, Personalize and SageMaker over HTTP.

Most of them stop when the scenes are chosen: what comes then has nothing to do with these services.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from personalizedTrailer.errors import ProcessFailed
from tests.aws import coloured
from tests.aws.jobs import CAMPAIGN
from tests.aws.planned import RunJob
from tests.aws.stub import AwsStub, Refusal, Silence
from tests.aws.stub.faults import Fault


def test_scenes_people_and_labels_are_as_in_the_guide(run_job: RunJob, stub: AwsStub) -> None:
    job, shown = run_job(whole=True)
    assert (job.status, job.mode, shown["synthetic"]) == ("completed", "aws", False)
    scenes = shown["analysis"]["scenes"]
    assert shown["analysis"]["analyser"] == "aws" and shown["analysis"]["simulated"] is False
    red = [scene for scene in scenes if "Explosion" in scene["labels"]]
    blue = [scene for scene in scenes if "Sea" in scene["labels"]]
    assert red and blue and any("Forest" in scene["labels"] for scene in scenes)
    assert all("Person" not in scene["labels"] and "Adult" not in scene["labels"] for scene in scenes)
    assert any("Angry" in scene["emotions"] for scene in red)
    star = next(person for scene in blue for person in scene["characters"] if person["name"] == coloured.STAR)
    assert star == {
        "name": coloured.STAR,
        "confidence": 98.5,
        "emotion": "Happy",
        "ageRange": "25-35",
        "gender": "Female",
        "smile": True,
    }
    strangers = [person for scene in blue for person in scene["characters"] if person["name"] == "Person"]
    assert {one["emotion"] for one in strangers} <= {"Calm", "Angry"} and strangers
    found = [one for scene in red for one in scene["evidence"] if one["name"] == "Explosion"]
    assert all("rekognition" in {one["signal"] for one in finding["evidence"]} for finding in found)
    metrics = shown["analysis"]["metrics"]
    assert metrics["detectedLocations"] == 3 and metrics["detectedObjects"] == 1 and metrics["detectedPeople"] >= 2


def test_the_job_says_what_was_asked_and_what_it_cost(run_job: RunJob, stub: AwsStub) -> None:
    _, shown = run_job()
    told = shown["providers"]["rekognition"]
    assert (told["configured"], told["mode"], told["failures"]) == ("aws", "aws", 0)
    assert told["calls"] > 0 and told["calls"] + told["retries"] == stub.count("rekognition")
    assert told["estimatedCostUsd"] == pytest.approx(told["calls"] * 0.001)
    assert told["milliseconds"] > 0 and told["p95Ms"] >= told["p50Ms"] and "fallbackReason" not in told
    assert told["scenesSeen"] == len(shown["analysis"]["scenes"])
    asked = {call.operation for call in stub.calls}
    assert asked == {"DetectLabels", "DetectFaces", "RecognizeCelebrities"}
    assert shown["providers"]["personalize"]["mode"] == "local"
    assert shown["providers"]["personalize"]["configured"] == "off"


def test_pictures_are_of_the_frames_that_were_chosen(run_job: RunJob, stub: AwsStub) -> None:
    """Each scene's first picture has the colour that its labels say."""
    job, _ = run_job()
    assert job.analysis is not None
    for scene in job.analysis.scenes:
        letters = {coloured.ORDER[min(frame // coloured.SHOT_FRAMES, 11)] for frame in (scene.key_frame,)}
        label = {"r": "Explosion", "g": "Forest", "b": "Sea"}
        assert any(label[letter] in scene.labels for letter in letters)


def test_expressions_can_be_turned_off(run_job: RunJob, stub: AwsStub) -> None:
    _, shown = run_job(AWS_EXPRESSIONS="off")
    asked = [call.request["Attributes"] for call in stub.calls if call.operation == "DetectFaces"]
    assert asked and all(one == ["DEFAULT"] for one in asked)
    people = [person for scene in shown["analysis"]["scenes"] for person in scene["characters"]]
    assert people and all(one["ageRange"] is one["gender"] is None and one["emotion"] == "" for one in people)
    assert not any("Angry" in scene["emotions"] for scene in shown["analysis"]["scenes"])


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        ("DetectLabels", Refusal("AccessDeniedException")),
        ("DetectLabels", Refusal("ThrottlingException")),
        ("DetectLabels", Silence(0.5)),
        ("DetectLabels", Refusal("InvalidImageFormatException")),
        ("DetectFaces", Refusal("AccessDeniedException")),
    ],
    ids=lambda value: str(getattr(value, "code", value)),
)
def test_where_rekognition_fails_this_machine_takes_over(
    run_job: RunJob, stub: AwsStub, operation: str, fault: Fault
) -> None:
    stub.fail("rekognition", operation, fault, times=1000)
    job, shown = run_job()
    told = shown["providers"]["rekognition"]
    assert (job.error, job.mode, told["mode"], told["configured"]) == (None, "local", "local", "aws")
    code = getattr(fault, "code", "ReadTimeoutError")
    assert code in told["fallbackReason"] and told["failures"] > 0 and "synthetic" not in told
    assert shown["synthetic"] is False and shown["analysis"]["analyser"] == "local"
    assert [warning["code"] for warning in shown["warnings"]].count("aws_fallback") == 1
    evidence = [one for scene in shown["analysis"]["scenes"] for one in scene["evidence"]]
    assert not any(part["signal"] == "rekognition" for one in evidence for part in one["evidence"])


def test_a_fallback_to_a_simulation_is_marked(run_job: RunJob, stub: AwsStub) -> None:
    stub.fail("rekognition", "DetectLabels", Refusal("AccessDeniedException"), times=1000)
    job, shown = run_job(whole=True, AWS_FALLBACK="mock")
    told = shown["providers"]["rekognition"]
    assert (job.status, job.mode, told["mode"], told["synthetic"]) == ("completed", "mock", "mock", True)
    assert shown["synthetic"] is True and "AccessDeniedException" in told["fallbackReason"]
    assert {warning["code"] for warning in shown["warnings"]} == {"aws_fallback", "simulated_analysis"}


def test_a_strict_job_fails_and_says_why(run_job: RunJob, stub: AwsStub) -> None:
    stub.fail("rekognition", "DetectLabels", Refusal("AccessDeniedException"), times=1000)
    job, shown = run_job(AWS_FALLBACK="fail")
    assert job.status == "failed" and shown["error"]["code"] == "aws_failed"
    assert "rekognition:DetectLabels" in shown["error"]["message"] and shown["error"]["stage"] == "analysis"


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine cannot look at films."""

    def look(*_: object) -> None:
        raise ProcessFailed(detail="the child is gone")

    monkeypatch.setattr("personalizedTrailer.analysis.aws.analyser.look", look)


def test_after_this_machine_comes_the_simulation(run_job: RunJob, stub: AwsStub, blind: None) -> None:
    job, shown = run_job()
    told = shown["providers"]["rekognition"]
    assert (job.error, job.mode, told["mode"], told["synthetic"]) == (None, "mock", "mock", True)
    assert shown["synthetic"] is True and "This machine could not look" in told["fallbackReason"]
    assert stub.count("rekognition") == 0


def test_a_strict_job_is_never_simulated(run_job: RunJob, stub: AwsStub, blind: None) -> None:
    job, _ = run_job(AWS_FALLBACK="fail")
    assert job.status == "failed" and job.analysis is None


def test_names_are_an_extra(run_job: RunJob, stub: AwsStub) -> None:
    """The guide's own policy allows labels and faces alone."""
    stub.fail("rekognition", "RecognizeCelebrities", Refusal("AccessDeniedException"), times=1000)
    job, shown = run_job()
    assert job.mode == "aws" and stub.count("rekognition", "RecognizeCelebrities") <= 4
    assert "celebrities_missing" in [warning["code"] for warning in shown["warnings"]]
    people = {person["name"] for scene in shown["analysis"]["scenes"] for person in scene["characters"]}
    assert people == {"Person"}


def test_one_bad_frame_is_left_out(run_job: RunJob, stub: AwsStub) -> None:
    stub.fail("rekognition", "DetectFaces", Refusal("InvalidImageFormatException"), times=1)
    job, shown = run_job()
    assert job.mode == "aws" and shown["providers"]["rekognition"]["framesMissed"] == 1
    assert "aws_frames_missed" in [warning["code"] for warning in shown["warnings"]]


def test_a_small_budget_shows_less_and_says_so(run_job: RunJob, stub: AwsStub) -> None:
    job, shown = run_job(AWS_MAX_COST_USD="0.015")
    told = shown["providers"]["rekognition"]
    assert job.mode == "aws" and 0 < told["estimatedCostUsd"] <= 0.8 * 0.015
    assert told["framesNotPaid"] > 0 and "aws_budget" in [warning["code"] for warning in shown["warnings"]]
    assert job.aws_cost_usd == pytest.approx(told["estimatedCostUsd"])


def test_without_money_there_is_no_look(run_job: RunJob, stub: AwsStub) -> None:
    job, shown = run_job(AWS_MAX_COST_USD="0")
    assert job.mode == "local" and stub.count("rekognition") == 0
    assert "AWS_MAX_COST_USD" in shown["providers"]["rekognition"]["fallbackReason"]


def test_rekognition_can_be_off(run_job: RunJob, stub: AwsStub) -> None:
    job, shown = run_job(AWS_REKOGNITION_ENABLED="off")
    told = shown["providers"]["rekognition"]
    assert (told["configured"], told["mode"], job.mode) == ("off", "local", "local")
    assert stub.count("rekognition") == 0 and "fallbackReason" not in told and shown["warnings"] == []


PERSONALIZE = {"AWS_PERSONALIZE_ENABLED": "on", "PERSONALIZE_CAMPAIGN_ARN": CAMPAIGN}


def ranking(asked: dict[str, Any]) -> dict[str, Any]:
    """Mountains of explosions last."""
    items = sorted(asked["inputList"], key=lambda item: (item.startswith("explosion"), item))
    scores = [{"itemId": item, "score": 1 / (place + 2)} for place, item in enumerate(items)]
    return {"personalizedRanking": scores, "recommendationId": "r1"}


def reasons(shown: dict[str, Any], signal: str) -> list[dict[str, Any]]:
    scenes = shown["personalization"]["rankedScenes"]
    return [reason for scene in scenes for reason in scene["reasons"] if reason["signal"] == signal]


def test_personalize_has_half_a_say(run_job: RunJob, stub: AwsStub) -> None:
    stub.on("personalize-runtime", "GetPersonalizedRanking", ranking)
    _, without = run_job()
    _, shown = run_job("viewer-7", **PERSONALIZE)
    told = shown["providers"]["personalize"]
    assert (told["configured"], told["mode"], told["calls"]) == ("aws", "aws", 1) and told["selectedScenes"] > 0
    call = next(one for one in stub.calls if one.service == "personalize-runtime")
    assert call.request["userId"] == "viewer-7" and call.request["campaignArn"] == CAMPAIGN
    assert shown["input"]["userId"] == "viewer-7"
    before = {one["sceneId"]: one["score"] for one in without["personalization"]["rankedScenes"]}
    for scene in shown["personalization"]["rankedScenes"]:
        rank = next(one for one in scene["reasons"] if one["signal"] == "personalize_rank")
        assert scene["score"] == pytest.approx(0.5 * before[scene["sceneId"]] + 0.5 * rank["value"], abs=0.002)
        assert scene["score"] == pytest.approx(sum(one["contribution"] for one in scene["reasons"]), abs=0.002)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda asked: {"personalizedRanking": ranking(asked)["personalizedRanking"][1:]}, "items"),
        (lambda asked: {"personalizedRanking": [{"itemId": item} for item in asked["inputList"]]}, "not trained"),
    ],
    ids=["fewer", "unscored"],
)
def test_a_torn_ranking_is_none(run_job: RunJob, stub: AwsStub, answer: Any, why: str) -> None:
    stub.on("personalize-runtime", "GetPersonalizedRanking", answer)
    job, shown = run_job("viewer-7", **PERSONALIZE)
    told = shown["providers"]["personalize"]
    assert job.error is None and told["mode"] == "local" and why in told["fallbackReason"]
    assert reasons(shown, "personalize_rank") == []
    assert "aws_fallback" in [warning["code"] for warning in shown["warnings"]]


def test_who_is_not_known_is_ranked_by_the_profile(run_job: RunJob, stub: AwsStub) -> None:
    _, shown = run_job(**PERSONALIZE)
    told = shown["providers"]["personalize"]
    assert "user_id" in told["reason"] and "fallbackReason" not in told and shown["warnings"] == []


SAGEMAKER = {"AWS_SAGEMAKER_ENABLED": "on", "SAGEMAKER_ENDPOINT": "engagement", "SAGEMAKER_WEIGHT": "0.25"}


def test_a_model_of_ones_own_has_its_weight(run_job: RunJob, stub: AwsStub) -> None:
    def predict(asked: dict[str, Any]) -> dict[str, Any]:
        instances = json.loads(asked["Body"])["instances"]
        assert {"sceneId", "seconds", "labels", "emotions", "signals"} == set(instances[0])
        body = {"predictions": [{"score": 1.0 if "Forest" in one["labels"] else 0.0} for one in instances]}
        return {"Body": json.dumps(body).encode(), "ContentType": "application/json"}

    stub.on("sagemaker-runtime", "InvokeEndpoint", predict)
    _, shown = run_job(**SAGEMAKER)
    told = shown["providers"]["sagemaker"]
    assert (told["configured"], told["mode"], told["weight"], told["calls"]) == ("aws", "aws", 0.25, 1)
    terms = reasons(shown, "engagement")
    assert len(terms) == len(shown["analysis"]["scenes"]) and all(
        one["contribution"] in (0.0, 0.25) for one in terms
    )


@pytest.mark.parametrize("body", [b"<html>", b'{"predictions": [0.5]}', b'{"predictions": "x"}', b"[]"])
def test_a_model_that_talks_nonsense_is_not_listened_to(run_job: RunJob, stub: AwsStub, body: bytes) -> None:
    stub.on("sagemaker-runtime", "InvokeEndpoint", {"Body": body})
    job, shown = run_job(**SAGEMAKER)
    told = shown["providers"]["sagemaker"]
    assert job.error is None and told["mode"] == "none" and "InvokeEndpoint" in told["fallbackReason"]
    assert reasons(shown, "engagement") == []
