"""MediaConvert: what it is told to make, how its jobs end, and what of its files is believed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from personalizedTrailer.cloud import s3
from personalizedTrailer.cloud.mediaconvert import convert
from personalizedTrailer.cloud.mediaconvert_files import package as files_of
from personalizedTrailer.cloud.mediaconvert_jobs import Encryption, minutes, package, straight_cut
from personalizedTrailer.errors import AwsFault, Cancelled
from personalizedTrailer.model import Clip, Rendition, Span, Timeline, VariantSpec
from personalizedTrailer.publishing import shown
from tests.aws.encoding import Encoder
from tests.aws.fake_cloud import BUCKET, FakeCloud
from tests.aws.jobs import MakeAws
from tests.aws.stub import Refusal

ROLE = "arn:aws:iam::123456789012:role/trailer-mediaconvert"
LADDER = (
    Rendition("1080p", 1920, 1080, True),
    Rendition("720p", 1280, 720, False),
    Rendition("480p", 854, 480, False),
)
RATE = Fraction(24000, 1001)
HERE = f"s3://{BUCKET}/p/jobs/a/"
SETTINGS = package(f"{HERE}trailer.mp4", f"{HERE}trailer_hls", LADDER, RATE, Encryption(None))


def run(make: MakeAws, settings: dict[str, Any] = SETTINGS, **changes: Any) -> Any:
    aws = make(MEDIACONVERT_ROLE_ARN=ROLE, **changes)
    convert(aws, settings, "a-1-master", 60.0, 5.0)
    return aws


def test_a_ladder_is_made_of_a_finished_trailer(cloud: FakeCloud, bucket_aws: MakeAws) -> None:
    """The endpoint holds the request against the service model."""
    encoder = Encoder(cloud)
    aws = run(bucket_aws)
    (asked,) = encoder.asked
    assert (asked["Role"], asked["ClientRequestToken"]) == (ROLE, "a-1-master") and "Queue" not in asked
    outputs = asked["Settings"]["OutputGroups"][0]["Outputs"]
    assert [one["NameModifier"] for one in outputs] == ["_1080p", "_720p", "_480p"]
    assert aws.usage("mediaconvert").cost_usd == pytest.approx(5 * 0.015)
    found = files_of(s3.Bucket(aws), "p/jobs/a/", "trailer_hls")
    assert next(iter(found)) == "trailer_hls.m3u8" and len(found) == 7


def test_a_key_of_kms_and_a_queue_are_handed_on(cloud: FakeCloud, bucket_aws: MakeAws) -> None:
    encoder = Encoder(cloud)
    queue = "arn:aws:mediaconvert:us-east-1:123456789012:queues/fast"
    key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    settings = package(f"{HERE}trailer.mp4", f"{HERE}trailer_hls", LADDER, RATE, Encryption(key))
    run(bucket_aws, settings, MEDIACONVERT_QUEUE_ARN=queue)
    told = encoder.asked[0]["Settings"]["OutputGroups"][0]["OutputGroupSettings"]["HlsGroupSettings"]
    assert told["DestinationSettings"]["S3Settings"]["Encryption"]["KmsKeyArn"] == key
    assert encoder.asked[0]["Queue"] == queue


def test_clips_end_with_the_last_frame_that_they_show(cloud: FakeCloud, bucket_aws: MakeAws) -> None:
    encoder = Encoder(cloud)
    clips = [Span(0, 24), Span(1440, 1500)]
    settings = straight_cut(f"{HERE}film.mp4", clips, f"{HERE}cut", LADDER[0], Fraction(24), Encryption(None))
    assert settings is not None
    cloud.s3.put_object(Bucket=BUCKET, Key="p/jobs/a/cut.mp4", Body=b"film")
    run(bucket_aws, settings)
    assert encoder.asked[0]["Settings"]["Inputs"][0]["InputClippings"] == [
        {"StartTimecode": "00:00:00:00", "EndTimecode": "00:00:00:23"},
        {"StartTimecode": "00:01:00:00", "EndTimecode": "00:01:02:11"},
    ]


def test_a_rate_without_timecodes_is_not_cut() -> None:
    assert straight_cut("s3://b/f", [Span(0, 9)], "s3://b/c", LADDER[0], Fraction(25, 2), Encryption(None)) is None


@pytest.mark.parametrize("status", ["ERROR", "CANCELED"])
def test_a_job_that_ends_badly_is_told(cloud: FakeCloud, bucket_aws: MakeAws, status: str) -> None:
    Encoder(cloud, status=status)
    with pytest.raises(AwsFault, match=status):
        run(bucket_aws)


def test_a_job_that_nobody_wants_any_more_is_cancelled_there(cloud: FakeCloud, bucket_aws: MakeAws) -> None:
    encoder = Encoder(cloud, polls=10**6)
    with pytest.raises(Cancelled):
        run(bucket_aws, cancelled=lambda: cloud.stub.count("mediaconvert", "GetJob") > 1)
    assert len(encoder.cancelled) == 1


def test_so_is_one_that_cannot_be_watched(
    cloud: FakeCloud, bucket_aws: MakeAws, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = Encoder(cloud)
    cloud.stub.fail("mediaconvert", "GetJob", Refusal("ForbiddenException", 403))
    with pytest.raises(AwsFault):
        run(bucket_aws)
    assert len(encoder.cancelled) == 1
    cloud.stub.fail("mediaconvert", "GetJob", Refusal("ForbiddenException", 403))
    cloud.stub.fail("mediaconvert", "CancelJob", Refusal("ConflictException", 409))
    with pytest.raises(AwsFault):
        run(bucket_aws)
    assert "could not be cancelled" in caplog.text


@pytest.mark.parametrize(
    "playlist", ["", "#EXTM3U\nnone.ts\n", "#EXTM3U\n../x.ts\n", "#EXTM3U\nhttp://x/y.ts\n", "#EXTM3U\nempty.ts\n"]
)
def test_streams_that_lack_files_are_not_believed(cloud: FakeCloud, bucket_aws: MakeAws, playlist: str) -> None:
    cloud.s3.put_object(Bucket=BUCKET, Key="p/a.m3u8", Body=playlist.encode() or b"#EXTM3U\n")
    cloud.s3.put_object(Bucket=BUCKET, Key="p/empty.ts", Body=b"")
    with pytest.raises(AwsFault, match="with a stream"):
        files_of(s3.Bucket(bucket_aws()), "p/", "a")


def test_playlists_that_lead_in_circles_end(cloud: FakeCloud, bucket_aws: MakeAws) -> None:
    cloud.s3.put_object(Bucket=BUCKET, Key="p/a.m3u8", Body=b'#EXTM3U\n#EXT-X-MAP:URI="a1.mp4"\na.m3u8\na1.ts\n')
    for name in ("a1.ts", "a1.mp4"):
        cloud.s3.put_object(Bucket=BUCKET, Key=f"p/{name}", Body=b"x")
    assert set(files_of(s3.Bucket(bucket_aws()), "p/", "a")) == {"a.m3u8", "a1.ts", "a1.mp4"}


def test_minutes_are_normalized() -> None:
    """Two from 720 lines on, twice that above 30 frames a second."""
    assert minutes(60, LADDER, Fraction(24)) == 5
    assert minutes(30, LADDER[2:], Fraction(60)) == 1


def test_without_transitions_a_cut_is_as_long_as_the_trailer() -> None:
    variant = VariantSpec("primary", "Primary", "", (Fraction(3, 10), Fraction(4, 10), Fraction(3, 10)))
    first = Clip(1, Span(100, 200), 0, "cut", 0, 0, 0, "")
    second = Clip(2, Span(300, 400), 88, "dissolve", 12, 0, 0, "")
    edit = Timeline(variant, Fraction(24), (first, second))
    assert shown(edit) == [Span(100, 188), Span(300, 400)]
    assert sum(span.frames for span in shown(edit)) == edit.frames
