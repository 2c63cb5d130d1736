"""Sound through Amazon Transcribe: what is sent, what is read, and that nothing stays there."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer.cloud.transcribe import Heard, Word, read_words, transcribe
from personalizedTrailer.errors import AwsFault, Cancelled
from tests.aws.fake_cloud import BUCKET, FakeCloud
from tests.aws.jobs import MakeAws
from tests.aws.stub import HangUp, Refusal
from tests.aws.transcribing import Transcriber, item, transcript


@pytest.fixture
def flac(tmp_path: Path) -> Path:
    path = tmp_path / "sound.flac"
    path.write_bytes(b"fLaC of a kind")
    return path


def test_sound_becomes_words_and_nothing_stays(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    service = Transcriber(cloud, [item(0.04, 0.5, "Hello"), item(None, None, ","), item(0.6, 1.25, "you")])
    aws = bucket_aws()
    heard = transcribe(aws, flac, 60.0, "a1b2c3d4e5f6-1", "en")
    words = (Word(Fraction(1, 25), Fraction(1, 2), " Hello,"), Word(Fraction(3, 5), Fraction(5, 4), " you"))
    assert heard == Heard(words, "en")
    assert service.sound == [b"fLaC of a kind"]
    asked = service.asked[0]
    assert (asked["LanguageCode"], asked["MediaFormat"], asked["MediaSampleRateHertz"]) == ("en-US", "flac", 16000)
    assert asked["Media"]["MediaFileUri"] == f"s3://{BUCKET}/personalized-trailers/scratch/a1b2c3d4e5f6-1.flac"
    assert cloud.keys() == [] and service.jobs == {}
    assert aws.usage("transcribe").cost_usd == pytest.approx(0.024)


def test_short_sound_costs_fifteen_seconds(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    Transcriber(cloud, [])
    aws = bucket_aws()
    assert transcribe(aws, flac, 2.0, "j", "en").words == ()
    assert aws.usage("transcribe").cost_usd == pytest.approx(0.006)


def test_an_unknown_language_is_made_out_by_the_service(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    service = Transcriber(cloud, [item(0, 1, "Guten")], language="de-DE")
    assert transcribe(bucket_aws(), flac, 20, "j", None).language == "de"
    assert service.asked[0]["IdentifyLanguage"] is True and "LanguageCode" not in service.asked[0]


def test_a_failed_job_is_told_and_tidied_up(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    service = Transcriber(cloud, [], status="FAILED")
    with pytest.raises(AwsFault, match="the job failed"):
        transcribe(bucket_aws(), flac, 20, "j", "en")
    assert cloud.keys() == [] and service.jobs == {}


def test_a_cancelled_job_is_tidied_up(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    service = Transcriber(cloud, [], polls=10**6)
    with pytest.raises(Cancelled):
        transcribe(bucket_aws(cancelled=lambda: service.polled > 2), flac, 20, "j", "en")
    assert cloud.keys() == [] and service.jobs == {}


def test_what_cannot_be_tidied_up_is_no_failure(
    cloud: FakeCloud, bucket_aws: MakeAws, flac: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Transcriber(cloud, [item(0, 1, "Hello")])
    cloud.stub.fail("transcribe", "DeleteTranscriptionJob", Refusal("AccessDeniedException"))
    assert transcribe(bucket_aws(), flac, 20, "j", "en").words
    assert "could not be tidied up" in caplog.text


def test_taken_names_are_told(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    cloud.stub.fail("transcribe", "StartTranscriptionJob", Refusal("ConflictException"))
    with pytest.raises(AwsFault, match="ConflictException"):
        transcribe(bucket_aws(), flac, 20, "j", "en")
    assert cloud.keys() == []


def test_a_start_whose_answer_is_lost_is_no_failure(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    """The repeated request is told that the name is taken: by the first."""
    service = Transcriber(cloud, [item(0, 1, "Hello")])
    cloud.stub.fail("transcribe", "StartTranscriptionJob", HangUp())
    cloud.stub.fail("transcribe", "StartTranscriptionJob", Refusal("ConflictException"))
    aws = bucket_aws()
    assert transcribe(aws, flac, 60, "j", "en").words
    assert cloud.keys() == [] and service.jobs == {}
    assert aws.usage("transcribe").cost_usd == pytest.approx(0.024)


def test_a_start_that_is_never_answered_is_tidied_up(cloud: FakeCloud, bucket_aws: MakeAws, flac: Path) -> None:
    service = Transcriber(cloud, [item(0, 1, "Hello")])
    cloud.stub.fail("transcribe", "StartTranscriptionJob", HangUp(), times=6)
    with pytest.raises(AwsFault, match="did not answer"):
        transcribe(bucket_aws(), flac, 20, "j", "en")
    assert service.asked and cloud.keys() == [] and service.jobs == {}


def test_moto_walks_a_job_through_its_states(
    cloud: FakeCloud, bucket_aws: MakeAws, flac: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same over moto's own Transcribe, which makes no transcript: the test puts it there."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_TRANSCRIBE", cloud.door.url)
    cloud.s3.put_object(
        Bucket=BUCKET, Key="personalized-trailers/scratch/j.json", Body=transcript([item(0, 1, "Hello")])
    )
    assert [word.text for word in transcribe(bucket_aws(), flac, 20, "j", "en").words] == [" Hello"]
    assert cloud.keys() == []


def test_japanese_has_no_spaces() -> None:
    words = read_words(transcript([item(0, 1, "こん"), item(1, 2, "にちは"), item(None, None, "。")]), "ja")
    assert [word.text for word in words] == ["こん", "にちは。"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"{}",
        lambda content: content.replace(b'"start_time"', b'"start"'),
        lambda content: content.replace(b'"0.5"', b'"soon"'),
        lambda content: content.replace(b'"0.5"', b'"inf"'),
        lambda content: content.replace(b'"0.5"', b'"nan"'),
        lambda content: content.replace(b'"0.5"', b'"7"'),
        lambda content: json.dumps({"results": {"items": [None]}}).encode(),
    ],
)
def test_transcripts_that_cannot_be_read_are_told(spoil: Callable[[bytes], Any]) -> None:
    with pytest.raises(AwsFault, match="answered GetTranscriptionJob"):
        read_words(spoil(transcript([item(0.5, 1, "Hello")])), "en")
