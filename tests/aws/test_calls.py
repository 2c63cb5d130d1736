"""Calls of AWS as jobs make them: real clients over HTTP, every kind of error, pace, price and cancelling."""

from __future__ import annotations

import logging
import time

import pytest

from personalizedTrailer.cloud.operations import (
    DETECT_FACES,
    DETECT_LABELS,
    HEAD_BUCKET,
    OPERATIONS,
    START_SEGMENTS,
)
from personalizedTrailer.cloud.pace import Budget, TokenBucket
from personalizedTrailer.errors import AwsFault, AwsFaultKind, Cancelled
from tests.aws.fake_cloud import BUCKET, KEY, SECRET, TOKEN
from tests.aws.jobs import MakeAws
from tests.aws.stub import AwsStub, Half, HangUp, Refusal, Silence, closed_port
from tests.aws.stub.faults import Fault

PICTURE = {"Image": {"Bytes": b"\xff\xd8\xff"}}


@pytest.fixture
def faces(stub: AwsStub) -> AwsStub:
    stub.on("rekognition", "DetectFaces", {"FaceDetails": []})
    stub.on("rekognition", "DetectLabels", {"Labels": []})
    return stub


def test_a_call_is_counted_and_paid_for(make_aws: MakeAws, faces: AwsStub) -> None:
    aws = make_aws()
    assert aws.call(DETECT_FACES, PICTURE)["FaceDetails"] == []
    told = aws.report("rekognition", "aws").details
    assert (told["calls"], told["retries"], told["failures"], told["estimatedCostUsd"]) == (1, 0, 0, 0.001)
    assert isinstance(told["milliseconds"], int) and told["p50Ms"] == told["p95Ms"] and told["configured"] == "aws"
    assert "fallbackReason" not in told and "synthetic" not in told


def test_throttling_is_retried_and_counted(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Refusal("ThrottlingException"), times=3)
    aws = make_aws()
    aws.call(DETECT_FACES, PICTURE)
    assert (aws.usage("rekognition").retries, aws.usage("rekognition").failures) == (3, 0)


@pytest.mark.parametrize(
    ("fault", "kind", "attempts"),
    [
        (Refusal("AccessDeniedException"), "configuration", 1),
        (Refusal("UnrecognizedClientException"), "configuration", 1),
        (Refusal("ThrottlingException"), "transient", 6),
        (Refusal("InternalServerError", 500), "transient", 6),
        (Refusal("InvalidImageFormatException"), "item", 1),
        (Refusal("ValidationException"), "refused", 1),
        (HangUp(), "transient", 6),
        (Half(), "transient", 6),
        (Silence(0.5), "transient", 6),
    ],
    ids=lambda value: str(getattr(value, "code", value)),
)
def test_errors_are_sorted(
    make_aws: MakeAws, faces: AwsStub, fault: Fault, kind: AwsFaultKind, attempts: int
) -> None:
    faces.fail("rekognition", "DetectFaces", fault, times=6)
    aws = make_aws()
    with pytest.raises(AwsFault) as caught:
        aws.call(DETECT_FACES, PICTURE)
    usage = aws.usage("rekognition")
    assert caught.value.kind == kind and caught.value.provider == "rekognition"
    assert (usage.calls, usage.retries, usage.failures) == (1, attempts - 1, 1)


def test_configuration_is_asked_once_in_a_job(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Refusal("AccessDeniedException"))
    aws = make_aws()
    for _ in range(3):
        with pytest.raises(AwsFault, match="rekognition:DetectFaces"):
            aws.call(DETECT_FACES, PICTURE)
    assert faces.count("rekognition") == 1
    aws.call(DETECT_LABELS, PICTURE)


def test_what_never_answers_is_given_up(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Refusal("ThrottlingException"), times=100)
    aws = make_aws()
    for _ in range(5):
        with pytest.raises(AwsFault) as caught:
            aws.call(DETECT_FACES, PICTURE)
    assert faces.count("rekognition") == 3 * 6
    assert aws.is_given_up(caught.value)


def test_a_lost_connection_is_an_error_of_aws(
    make_aws: MakeAws, monkeypatch: pytest.MonkeyPatch, stub: AwsStub
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_REKOGNITION", closed_port())
    with pytest.raises(AwsFault, match="EndpointConnectionError") as caught:
        make_aws().call(DETECT_FACES, PICTURE)
    assert caught.value.kind == "transient"


def test_without_credentials_the_log_has_the_words_of_the_guide(
    make_aws: MakeAws, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ENDPOINT_URL_REKOGNITION", closed_port())  # other clients than those of the other tests
    aws = make_aws()
    assert aws.attempt("rekognition", lambda: aws.call(DETECT_FACES, PICTURE)) is None
    assert "Unable to locate credentials" in caplog.text


def test_a_quota_is_waited_for(make_aws: MakeAws, stub: AwsStub) -> None:
    stub.on("rekognition", "StartSegmentDetection", {"JobId": "j1"})
    stub.fail("rekognition", "StartSegmentDetection", Refusal("LimitExceededException"), times=2)
    video = {"S3Object": {"Bucket": BUCKET, "Name": "film.mp4"}}
    aws = make_aws()
    answer = aws.call(START_SEGMENTS, {"Video": video, "SegmentTypes": ["TECHNICAL_CUE"]}, units=2)
    assert answer["JobId"] == "j1" and aws.usage("rekognition").cost_usd == pytest.approx(0.1)


def test_a_quota_is_not_waited_for_for_ever(make_aws: MakeAws, stub: AwsStub) -> None:
    stub.on("rekognition", "StartSegmentDetection", {"JobId": "j1"})
    stub.fail("rekognition", "StartSegmentDetection", Refusal("LimitExceededException"), times=1000)
    video = {"S3Object": {"Bucket": BUCKET, "Name": "film.mp4"}}
    with pytest.raises(AwsFault) as caught:
        make_aws().call(START_SEGMENTS, {"Video": video, "SegmentTypes": ["TECHNICAL_CUE"]})
    assert caught.value.kind == "quota" and "quota" in caught.value.sentence


def test_the_budget_is_never_exceeded(make_aws: MakeAws, faces: AwsStub) -> None:
    aws = make_aws(AWS_MAX_COST_USD="0.0025")
    aws.call(DETECT_FACES, PICTURE)
    aws.call(DETECT_FACES, PICTURE)
    with pytest.raises(AwsFault) as caught:
        aws.call(DETECT_FACES, PICTURE)
    assert caught.value.kind == "budget" and faces.count("rekognition") == 2
    assert aws.budget.spent == pytest.approx(0.002)
    assert "AWS_MAX_COST_USD" in caught.value.sentence


def test_what_aws_refuses_costs_nothing(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Refusal("InvalidImageFormatException"))
    aws = make_aws()
    with pytest.raises(AwsFault):
        aws.call(DETECT_FACES, PICTURE)
    assert aws.budget.spent == aws.usage("rekognition").cost_usd == 0


def test_an_answer_that_was_lost_may_have_been_charged(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Silence(0.5), times=6)
    aws = make_aws()
    with pytest.raises(AwsFault):
        aws.call(DETECT_FACES, PICTURE)
    assert aws.budget.spent == pytest.approx(0.001)


def test_cancelling_stops_calls_retries_and_waiting(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Refusal("ThrottlingException"), times=100)
    asked = 0

    def after_three() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    aws = make_aws(after_three)
    with pytest.raises(Cancelled):
        aws.call(DETECT_FACES, PICTURE)
    assert faces.count("rekognition") < 4
    with pytest.raises(Cancelled):
        aws.sleep(60)


def test_a_failed_provider_is_left_alone(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Refusal("AccessDeniedException"))
    aws = make_aws()
    assert aws.attempt("rekognition", lambda: aws.call(DETECT_FACES, PICTURE)) is None
    assert aws.attempt("rekognition", lambda: aws.call(DETECT_LABELS, PICTURE)) is None
    assert faces.count("rekognition") == 1
    reason = aws.report("rekognition", "local").details["fallbackReason"]
    assert isinstance(reason, str) and "AccessDeniedException" in reason
    assert [warning.code for warning in aws.warnings] == ["aws_fallback"]
    assert aws.report("rekognition", "mock").details["synthetic"] is True


def test_a_strict_job_fails_instead(make_aws: MakeAws, faces: AwsStub) -> None:
    faces.fail("rekognition", "DetectFaces", Refusal("AccessDeniedException"))
    aws = make_aws(AWS_FALLBACK="fail")
    with pytest.raises(AwsFault):
        aws.attempt("rekognition", lambda: aws.call(DETECT_FACES, PICTURE))


def test_waiting_ends_at_its_deadline(make_aws: MakeAws) -> None:
    aws = make_aws()
    answers = iter([None, None, "done"])
    assert aws.wait(DETECT_FACES, lambda: next(answers), 5) == "done"
    with pytest.raises(AwsFault, match="not done within"):
        aws.wait(DETECT_FACES, lambda: None, 0.05)


def test_nothing_secret_is_logged_or_told(
    make_aws: MakeAws, faces: AwsStub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "personalizedTrailer")
    told = f"User {KEY} with {SECRET} and {TOKEN} at arn:aws:iam::123456789012:user/x is not authorized"
    faces.fail("rekognition", "DetectFaces", Refusal("AccessDeniedException", message=told))
    aws = make_aws()
    with pytest.raises(AwsFault) as caught:
        aws.call(DETECT_FACES, PICTURE)
    for secret in (KEY, SECRET, TOKEN, "123456789012"):
        assert secret not in caplog.text + str(caught.value) + repr(caught.value.__cause__)
        assert secret not in repr(aws.settings)


def test_s3_needs_no_more_than_the_variables(make_aws: MakeAws) -> None:
    make_aws().call(HEAD_BUCKET, {"Bucket": BUCKET})


def test_every_operation_has_a_method(make_aws: MakeAws) -> None:
    for operation in OPERATIONS:
        with make_aws().using(operation, units=0) as client:
            assert callable(getattr(client, operation.method))


def test_a_bucket_lets_so_many_through() -> None:
    now = 0.0
    bucket = TokenBucket(5, lambda: now)
    waits = [bucket.take() for _ in range(15)]
    assert waits[:5] == [0] * 5
    assert waits[-1] == pytest.approx(2.0)
    now = 2.0 + 10
    assert [bucket.take() for _ in range(6)] == [0] * 5 + [pytest.approx(0.2)]


def test_calls_keep_their_pace(make_aws: MakeAws, faces: AwsStub) -> None:
    aws = make_aws(REKOGNITION_MAX_TPS="20.5")
    began = time.monotonic()
    for _ in range(31):
        aws.call(DETECT_LABELS, PICTURE)
    assert 31 / (time.monotonic() - began + 20.5 / 20.5) <= 20.6


def test_earlier_attempts_count() -> None:
    budget = Budget(1.0, spent=0.9995)
    with pytest.raises(AwsFault):
        budget.reserve(DETECT_LABELS, 0.001)
    assert budget.left == pytest.approx(0.0005)
