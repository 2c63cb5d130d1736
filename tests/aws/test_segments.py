"""Rekognition looks at a whole film in the bucket: paged answers, jobs that fail, and what becomes of the film."""

from __future__ import annotations

from typing import Any

import pytest

from personalizedTrailer.cloud.segments import segments
from personalizedTrailer.errors import AwsFault
from tests.aws.fake_cloud import BUCKET, FakeCloud
from tests.aws.jobs import MakeAws
from tests.aws.planned import RunJob
from tests.aws.stub import AwsStub, Refusal

CREDITS = {
    "Type": "TECHNICAL_CUE",
    "StartTimestampMillis": 0,
    "EndTimestampMillis": 4000,
    "TechnicalCueSegment": {"Type": "OpeningCredits", "Confidence": 95.0},
}
SHOT = {
    "Type": "SHOT",
    "StartTimestampMillis": 10_000,
    "EndTimestampMillis": 12_000,
    "ShotSegment": {"Index": 4, "Confidence": 99.0},
}


@pytest.fixture
def asked(cloud: FakeCloud) -> AwsStub:
    """Busy once, then two pages."""
    stub = cloud.stub
    stub.on("rekognition", "StartSegmentDetection", {"JobId": "j1"})
    done = {"JobStatus": "SUCCEEDED"}
    first = {**done, "Segments": [SHOT], "NextToken": "more"}
    answers = [{"JobStatus": "IN_PROGRESS"}, done, first, {**done, "Segments": [CREDITS]}]
    stub.on("rekognition", "GetSegmentDetection", answers)
    return stub


def test_all_pages_are_read_and_put_in_order(make_aws: MakeAws, asked: AwsStub) -> None:
    aws = make_aws(AWS_S3_BUCKET=BUCKET)
    found = segments(aws, "film.mp4", 600, ("TECHNICAL_CUE", "SHOT"))
    assert [(one.kind, one.cue, one.start_ms) for one in found] == [
        ("TECHNICAL_CUE", "OpeningCredits", 0),
        ("SHOT", None, 10_000),
    ]
    assert aws.usage("rekognition").cost_usd == pytest.approx(0.05 * 10 * 2)
    assert [call.request.get("NextToken") for call in asked.calls][-1] == "more"
    assert asked.calls[0].request["Filters"]["TechnicalCueFilter"] == {"MinSegmentConfidence": 80.0}


def test_the_same_film_is_not_begun_twice(make_aws: MakeAws, asked: AwsStub) -> None:
    aws = make_aws(AWS_S3_BUCKET=BUCKET)
    for key in ("a.mp4", "a.mp4", "b.mp4"):
        segments(aws, key, 60, ("TECHNICAL_CUE",))
    starts = [one for one in asked.calls if one.operation == "StartSegmentDetection"]
    tokens = [one.request["ClientRequestToken"] for one in starts]
    assert tokens[0] == tokens[1] != tokens[2] and all(len(token) <= 64 for token in tokens)


@pytest.mark.parametrize("answer", [{"JobStatus": "FAILED", "StatusMessage": "secret/key"}, {}])
def test_a_job_that_fails_is_an_error(make_aws: MakeAws, asked: AwsStub, answer: dict[str, Any]) -> None:
    asked.on("rekognition", "GetSegmentDetection", answer)
    with pytest.raises(AwsFault) as caught:
        segments(make_aws(AWS_S3_BUCKET=BUCKET), "film.mp4", 600, ("SHOT",))
    assert caught.value.kind == "answer" and "secret" not in caught.value.sentence


def test_credits_are_kept_out_of_trailers(run_job: RunJob, asked: AwsStub, cloud: FakeCloud) -> None:
    job, shown = run_job(REKOGNITION_SEGMENTS="all", AWS_S3_BUCKET=BUCKET)
    assert job.mode == "aws" and shown["providers"]["rekognition"]["failures"] == 0
    video = next(one for one in asked.calls if one.operation == "StartSegmentDetection").request["Video"]
    assert cloud.keys() == [video["S3Object"]["Name"]]
    used = [pick["start"] for pick in shown["personalization"]["selectedScenes"]]
    assert used and min(used) >= 4.0


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "AWS_S3_BUCKET"),
        ({"AWS_S3_BUCKET": BUCKET, "AWS_MAX_COST_USD": "0.04"}, "AWS_MAX_COST_USD"),
    ],
)
def test_where_it_cannot_be_done_the_rest_goes_on(
    run_job: RunJob, asked: AwsStub, given: dict[str, str], word: str
) -> None:
    job, shown = run_job(REKOGNITION_SEGMENTS="credits", **given)
    assert job.mode == "aws" and asked.count("rekognition", "StartSegmentDetection") == 0
    warned = {one["code"]: one["message"] for one in shown["warnings"]}
    assert word in warned["segments_missing"]


def test_where_it_is_refused_the_rest_goes_on(run_job: RunJob, asked: AwsStub) -> None:
    asked.fail("rekognition", "StartSegmentDetection", Refusal("InvalidS3ObjectException"))
    job, shown = run_job(REKOGNITION_SEGMENTS="credits", AWS_S3_BUCKET=BUCKET)
    assert job.mode == "aws" and "segments_missing" in [one["code"] for one in shown["warnings"]]
