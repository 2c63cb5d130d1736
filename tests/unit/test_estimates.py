"""What a job is said to cost before it runs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.estimates import Estimate, estimate, frames
from personalizedTrailer.model import AudioStream, JobRequest, MediaInfo, VideoStream
from personalizedTrailer.settings import load
from personalizedTrailer.web.estimates import sentences, shown

VIDEO = VideoStream(
    index=0,
    codec="h264",
    pixel_format="yuv420p",
    bit_depth=8,
    width=1920,
    height=1080,
    sample_aspect=Fraction(1),
    rotation=0,
    hdr=None,
    matrix="bt709",
    full_range=False,
    interlaced=False,
    time_base=Fraction(1, 24),
    first_pts=0,
)
REQUEST = JobRequest("f.mp4", "mp4", PRESETS[0], "en", "de", 60, "mp4", True, True, "aws", user_id="v1")
EVERYTHING = {
    **{f"AWS_{name}_ENABLED": "on" for name in ("PERSONALIZE", "SAGEMAKER", "TRANSCRIBE", "TRANSLATE")},
    "AWS_MEDIACONVERT_ENABLED": "on",
    "MEDIACONVERT_ROLE_ARN": "arn:aws:iam::123456789012:role/trailer-mediaconvert",
    "PERSONALIZE_CAMPAIGN_ARN": "arn:aws:personalize:us-east-1:123456789012:campaign/trailers",
    "SAGEMAKER_ENDPOINT": "engagement",
    "AWS_S3_BUCKET": "bucket",
}


def film(minutes: float) -> MediaInfo:
    count = round(minutes * 60 * 24)
    sound = AudioStream(1, "aac", 2, 48000, "eng", True)
    size = round(minutes * 60 * 500_000)
    return MediaInfo("mp4", size, Fraction(24), False, count, Fraction(count, 24), False, True, VIDEO, (sound,))


def of(minutes: float, **given: str) -> Estimate:
    return estimate(load(given, {}, ()), REQUEST, film(minutes))


def test_a_film_of_100_minutes_costs_a_tenth_of_a_frame_a_second_or_less() -> None:
    found = of(100)
    assert {line.operation.provider for line in found.lines} == {"rekognition"}
    assert found.every_second.calls == 18_000 and found.every_second.usd == pytest.approx(18.0)
    assert found.every_second.usd / found.looking_usd >= 10


def test_looking_closely_goes_by_the_trailers_and_not_by_the_film() -> None:
    assert frames(6000, 60, None)[1] == frames(60_000, 60, None)[1]
    assert frames(6000, 30, None)[1] < frames(6000, 60, None)[1]


@pytest.mark.parametrize("minutes", [0.2, 1, 20, 100, 600])
@pytest.mark.parametrize("limit", ["0", "0.003", "0.5", "5"])
def test_looking_stays_within_its_part_of_the_budget(minutes: float, limit: str) -> None:
    assert of(minutes, AWS_MAX_COST_USD=limit).looking_usd <= 0.8 * float(limit) + 1e-9


def test_every_service_that_is_on_has_its_line() -> None:
    found = of(100, **EVERYTHING)
    assert {line.operation.provider for line in found.lines} == {
        *("rekognition", "personalize", "sagemaker", "transcribe", "translate", "mediaconvert", "s3")
    }
    assert found.usd == pytest.approx(sum(line.usd for line in found.lines)) and found.usd > of(100).usd


def test_what_is_not_asked_for_costs_nothing() -> None:
    settings = load(EVERYTHING, {}, ())
    plain = replace(REQUEST, include_captions=False, user_id=None)
    providers = {line.operation.provider for line in estimate(settings, plain, film(10)).lines}
    assert providers == {"rekognition", "sagemaker", "mediaconvert", "s3"}
    assert estimate(settings, replace(REQUEST, mode="local"), film(10)).lines == ()


def test_it_is_told_in_json_and_in_words() -> None:
    told = shown(of(100), "aws", film(100))
    assert told["withinLimit"] is True and told["limitUsd"] == 5.0
    assert told["frameASecond"]["ratio"] >= 10  # type: ignore[index]
    words = "\n".join(sentences(of(100, AWS_MAX_COST_USD="1", **EVERYTHING), "aws"))
    assert "DetectLabels" in words and "AWS_MAX_COST_USD=1" in words
    assert (
        "costs nothing" in sentences(estimate(load({}, {}, ()), replace(REQUEST, mode="mock"), film(1)), "mock")[0]
    )
