"""What a caller may choose from, and whether the service is well."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from personalizedTrailer.errors import ProfilesFileError, SettingsError
from personalizedTrailer.web import health

MakeApp = Callable[..., Any]
OPTIONS = {
    "languages": ["en", "es", "fr", "hi", "de", "ja"],
    "durations": [15, 30, 45, 60, 90],
    "outputFormats": ["mp4", "mov"],
    "subtitleLanguages": ["en", "es", "fr", "hi", "de", "ja"],
}


def test_profiles(client: FlaskClient) -> None:
    body = client.get("/profiles").get_json()
    assert [profile["id"] for profile in body["profiles"]] == [
        "action_enthusiast",
        "family_viewer",
        "thriller_buff",
        "romance_devotee",
    ]
    assert body["profiles"][0] == {
        "id": "action_enthusiast",
        "label": "Action Enthusiast",
        "summary": "High-intensity pacing, heroic set pieces, and adrenaline-fueled score cues.",
        "preferences": {
            "dominantEmotions": ["Excited", "Tense"],
            "foregroundTags": ["Explosion", "Chase", "Hero"],
            "audioStyle": "orchestral-hybrid",
        },
    }
    assert [profile["summary"] for profile in body["profiles"][1:]] == [
        "Humor, warmth, ensemble moments, and inclusive storytelling arcs.",
        "Mystery hooks, dramatic reveals, and escalating tension beats.",
        "Intimate character moments, sweeping vistas, and emotive dialogue.",
    ]
    assert body["defaults"] == OPTIONS


def test_options(client: FlaskClient) -> None:
    assert client.get("/options").get_json() == OPTIONS


def test_capabilities(client: FlaskClient) -> None:
    body = client.get("/capabilities").get_json()
    assert "mock" in body["modes"] and body["defaultMode"] == "mock"
    assert body["maxUploadBytes"] == 2 << 30
    assert (body["minTrailerSeconds"], body["maxTrailerSeconds"]) == (5, 90)
    assert body["extensions"] == ["mp4", "mov", "mkv", "avi", "webm"]
    assert {"renditions", "features"} <= set(body)


def test_custom_profiles_come_after_the_four(make_app: MakeApp, tmp_path: Path) -> None:
    custom = {"id": "cat_person", "label": "Cat person", "summary": "Cats.", "preferredEmotions": ["calm"]}
    custom |= {"preferredTags": ["cat"], "emotionWeight": 1.0, "tagWeight": 2.0}
    (tmp_path / "tastes.json").write_text(json.dumps([custom]))
    body = make_app(PROFILES_FILE=str(tmp_path / "tastes.json")).test_client().get("/profiles").get_json()
    assert [profile["id"] for profile in body["profiles"]][4:] == ["cat_person"]
    assert set(body["profiles"][4]) == {"id", "label", "summary", "preferences"}


def test_a_bad_profiles_file_stops_the_start(make_app: MakeApp, tmp_path: Path) -> None:
    with pytest.raises(ProfilesFileError, match="PROFILES_FILE"):
        make_app(PROFILES_FILE=str(tmp_path / "missing.json"))
    (tmp_path / "bad.json").write_bytes(b"\xff")
    with pytest.raises(ProfilesFileError, match="UTF-8"):
        make_app(PROFILES_FILE=str(tmp_path / "bad.json"))
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(ProfilesFileError, match=r"bad\.json, line 1"):
        make_app(PROFILES_FILE=str(tmp_path / "bad.json"))


def test_a_bad_setting_stops_the_start(make_app: MakeApp) -> None:
    with pytest.raises(SettingsError, match="QUEUE_LIMIT='many'"):
        make_app(QUEUE_LIMIT="many")


def test_health_of_a_sound_machine(client: FlaskClient) -> None:
    body = client.get("/health").get_json()
    assert body["status"] == "ok" and body["problems"] == []
    assert body["mode"] == "mock" and body["region"] == "us-east-1" and body["bucket"] is None
    names = {"rekognition", "personalize", "mediaconvert", "s3", "sagemaker", "transcribe", "translate"}
    assert body["services"] == dict.fromkeys(names, False)
    assert body["version"] == "1.0.0" and isinstance(body["uptime"], int)
    assert body["ffmpeg"]["version"] and body["ffmpeg"]["kind"] in ("configured", "path", "bundled")
    assert body["disk"]["freeBytes"] > 0


def test_health_says_what_is_missing_and_stays_200(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    client = make_app(FFMPEG_PATH=str(tmp_path / "nothing")).test_client()
    answer = client.get("/health")
    assert answer.status_code == 200
    body = answer.get_json()
    assert body["status"] == "degraded" and body["ffmpeg"] == {"version": None, "kind": None}
    assert "FFMPEG_PATH" in body["problems"][0] and str(tmp_path) not in answer.text
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 60)
    assert "free on the disk" in client.get("/health").get_json()["problems"][1]


def test_a_bucket_does_not_count_outside_aws_mode(make_app: MakeApp) -> None:
    body = make_app(AWS_S3_BUCKET="my-bucket").test_client().get("/health").get_json()
    assert body["bucket"] is None and body["services"]["s3"] is False


def test_the_log_says_the_mode_and_what_it_means(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    make_app()
    assert "in mock mode: scenes, emotions and labels are simulated" in caplog.text


def test_the_upload_limit_reaches_the_framework(make_app: MakeApp) -> None:
    assert make_app(MAX_UPLOAD_SIZE="5MB").config["MAX_CONTENT_LENGTH"] == (5 << 20) + (1 << 20)


def test_a_mode_that_cannot_run_is_said(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    client = make_app(PIPELINE_MODE="aws").test_client()
    body = client.get("/health").get_json()
    sentence = "aws mode cannot run here: a request must name a mode that can (local, mock)."
    assert (body["status"], body["problems"]) == ("ok", [sentence])
    said = [record.levelname for record in caplog.records if record.getMessage() == sentence]
    assert said == ["WARNING"]
    can = client.get("/capabilities").get_json()
    assert can["defaultMode"] == "mock" and can["modes"] == ["local", "mock"]


def test_local_mode_can_be_the_default(make_app: MakeApp) -> None:
    client = make_app(PIPELINE_MODE="local").test_client()
    assert client.get("/health").get_json()["problems"] == []
    assert client.get("/capabilities").get_json()["defaultMode"] == "local"


Usage = namedtuple("Usage", "total used free")
GIB = 1 << 30


@pytest.mark.parametrize(
    ("uploads", "outputs", "problems"),
    [
        (Usage(10 * GIB, 0, 5 * GIB), Usage(1000 * GIB, 0, 10 * GIB), ["Only 10240 MB are free on the disk."]),
        (Usage(1000 * GIB, 0, 10 * GIB), Usage(10 * GIB, 0, 5 * GIB), ["Only 10240 MB are free on the disk."]),
        (Usage(10 * GIB, 0, 5 * GIB), Usage(1000 * GIB, 0, 30 * GIB), []),
        (Usage(10 * GIB, 0, GIB - 1), Usage(1000 * GIB, 0, 10 * GIB), ["Only 1023 MB are free on the disk."]),
    ],
)
def test_every_disk_is_looked_at(
    client: FlaskClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    uploads: Usage,
    outputs: Usage,
    problems: list[str],
) -> None:
    (tmp_path / "outputs").mkdir(exist_ok=True)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: outputs if Path(path).name == "outputs" else uploads)
    body = client.get("/health").get_json()
    assert body["problems"] == problems
    assert body["disk"]["freeBytes"] == min(uploads.free, outputs.free)
