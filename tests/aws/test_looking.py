"""Frames are shown several at a time: a job that is cancelled does not wait for calls that hang."""

from __future__ import annotations

import time

import pytest

from personalizedTrailer.analysis.aws.looking import Viewer
from personalizedTrailer.analysis.aws.sampling import Look
from personalizedTrailer.errors import AwsFault, Cancelled, ProcessFailed
from tests.aws.jobs import MakeAws
from tests.aws.stub import AwsStub, Refusal, Silence

PICTURE = b"\xff\xd8\xff"


def still(frame: int, *, exact: bool) -> bytes:
    if frame % 10 == 9:
        raise ProcessFailed(detail="it does not decode")
    return PICTURE


def looks(count: int) -> list[Look]:
    return [Look(number, number, exact=True) for number in range(count)]


@pytest.fixture
def labels(stub: AwsStub) -> AwsStub:
    stub.on("rekognition", "DetectLabels", {"Labels": []})
    return stub


def test_cancelling_does_not_wait_for_calls_that_hang(make_aws: MakeAws, labels: AwsStub) -> None:
    labels.fail("rekognition", "DetectLabels", Silence(8), times=50)
    end = time.monotonic() + 1
    aws = make_aws(lambda: time.monotonic() > end, AWS_TIMEOUT_SECONDS="20")
    with pytest.raises(Cancelled):
        Viewer(aws, still, lambda part: None).first(looks(20))
    assert time.monotonic() - end < 2


def test_a_few_frames_that_cannot_be_had_are_counted(make_aws: MakeAws, labels: AwsStub) -> None:
    labels.fail("rekognition", "DetectLabels", Refusal("InvalidImageFormatException"))
    heard: list[float] = []
    sights = Viewer(make_aws(), still, heard.append).first(looks(20))
    assert (len(sights.seen), sights.missed, sights.unpaid) == (17, 3, 0)
    assert heard == sorted(heard) and heard[-1] == 1


def test_a_torn_picture_of_the_film_is_none(make_aws: MakeAws, labels: AwsStub) -> None:
    labels.fail("rekognition", "DetectLabels", Refusal("InvalidImageFormatException"), times=5)
    with pytest.raises(AwsFault, match="InvalidImageFormatException"):
        Viewer(make_aws(), still, lambda part: None).first(looks(20))


def test_where_no_frame_decodes_nothing_is_claimed(make_aws: MakeAws, labels: AwsStub) -> None:
    with pytest.raises(AwsFault, match="none could be decoded"):
        Viewer(make_aws(), still, lambda part: None).first([Look(1, 9, exact=True)])


def test_a_picture_that_is_too_large_stays_here(make_aws: MakeAws, labels: AwsStub) -> None:
    def large(frame: int, *, exact: bool) -> bytes:
        return bytes(5_242_881)

    with pytest.raises(AwsFault, match="5242881 bytes"):
        Viewer(make_aws(), large, lambda part: None).first(looks(1))
    assert labels.count("rekognition") == 0
