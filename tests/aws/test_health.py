"""/health says of each service whether it is switched on and answered; modes need credentials."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer.cli import doctor
from personalizedTrailer.cloud import usable
from personalizedTrailer.cloud.checks import FRESH_SECONDS, Checks, ask
from personalizedTrailer.cloud.usable import is_usable
from personalizedTrailer.settings import credentials
from tests.aws.everything import checks_pass
from tests.aws.fake_cloud import KEY, SECRET, FakeCloud
from tests.aws.jobs import EVERYTHING, MakeAws, settings_of
from tests.aws.stub import AwsStub, Refusal

MakeApp = Callable[..., Any]
NAMES = ("rekognition", "personalize", "mediaconvert", "s3", "sagemaker", "transcribe", "translate")


@pytest.fixture
def sound(make_aws: MakeAws, cloud: FakeCloud) -> AwsStub:
    """Everything answers."""
    stub = cloud.stub
    checks_pass(stub)
    return stub


def asked(client: Any) -> dict[str, Any]:
    """/health once every service was asked: making seven clients takes a busy machine longer than it waits."""
    deadline = time.monotonic() + 60
    while True:
        health: dict[str, Any] = client.get("/health").get_json()
        on = [one for one in health["aws"].values() if one["configured"]]
        if all(one["reachable"] or one["lastError"] for one in on) or time.monotonic() > deadline:
            return health
        time.sleep(0.1)


def test_what_is_on_and_answers_is_true(sound: AwsStub, make_app: MakeApp) -> None:
    client = make_app(PIPELINE_MODE="aws", **EVERYTHING).test_client()
    health = asked(client)
    assert health["services"] == dict.fromkeys(NAMES, True)
    assert health["bucket"] and health["status"] == "ok" and health["mode"] == "aws"
    assert health["aws"]["rekognition"] == {"configured": True, "reachable": True, "lastError": None}
    assert "aws" in client.get("/capabilities").get_json()["modes"]


def test_what_is_off_or_refuses_is_false_and_says_why(sound: AwsStub, make_app: MakeApp) -> None:
    sound.fail("rekognition", "ListCollections", Refusal("AccessDeniedException"))
    given = {**EVERYTHING, "AWS_TRANSLATE_ENABLED": "off"}
    health = asked(make_app(PIPELINE_MODE="aws", **given).test_client())
    false = [name for name, answers in health["services"].items() if not answers]
    assert false == ["rekognition", "translate"]
    assert health["aws"]["translate"] == {"configured": False, "reachable": False, "lastError": None}
    assert any("rekognition:ListCollections" in note for note in health["notes"])
    assert sound.count("translate") == 0


@pytest.mark.parametrize(
    ("service", "operation", "answer"),
    [("personalize", "DescribeCampaign", {"campaign": {"status": "DELETE IN_PROGRESS"}})],
)
def test_what_is_there_and_does_not_run_is_false(
    sound: AwsStub, service: str, operation: str, answer: dict[str, Any]
) -> None:
    sound.on(service, operation, answer)
    found = ask(settings_of(**EVERYTHING))
    assert not found[service].answers and "DELETE" in str(found[service].reason)


def test_the_doctor_asks_too(sound: AwsStub, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PIPELINE_MODE": "aws", **EVERYTHING}.items():
        monkeypatch.setenv(name, value)
    sound.fail("translate", "ListLanguages", Refusal("AccessDeniedException"))
    found = {one.what: one for one in doctor.look()}
    assert found["Amazon Rekognition"].state == found["Amazon S3"].state == "ok"
    assert (
        found["Amazon Translate"].state == "problem"
        and "translate:ListLanguages" in found["Amazon Translate"].detail
    )


def test_what_lacks_a_setting_is_false(sound: AwsStub) -> None:
    found = ask(settings_of(AWS_PERSONALIZE_ENABLED="on"))
    assert found["personalize"].reason == "PERSONALIZE_CAMPAIGN_ARN is not set."
    assert not found["s3"].enabled and sound.count("personalize") == 0


def test_answers_hold_for_a_while(sound: AwsStub) -> None:
    now = 0.0
    checks = Checks(settings_of(), lambda: now)
    while not checks.now()["rekognition"].answers:
        time.sleep(0.01)
    checks.now()
    assert sound.count("rekognition") == 1
    sound.fail("rekognition", "ListCollections", Refusal("AccessDeniedException"))
    now = FRESH_SECONDS
    checks.now()  # the old answer, while the new one is asked for
    while checks.now()["rekognition"].answers:
        time.sleep(0.01)
    assert sound.count("rekognition") == 2


def test_outside_aws_mode_nothing_is_asked(sound: AwsStub, make_app: MakeApp) -> None:
    health = make_app(**EVERYTHING).test_client().get("/health").get_json()
    assert health["services"] == dict.fromkeys(NAMES, False)
    assert health["aws"] is None and health["bucket"] is None and sound.calls == []


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Somebody without any account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    usable.forget()
    return monkeypatch


@pytest.mark.parametrize("mode", ["mock", "aws"])
def test_without_credentials_there_is_no_aws_mode(stranger: pytest.MonkeyPatch, mode: str) -> None:
    assert not is_usable(settings_of(PIPELINE_MODE=mode))
    stranger.setenv("AWS_ACCESS_KEY_ID", KEY)
    stranger.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    assert not is_usable(settings_of(PIPELINE_MODE=mode)), "what was found is not looked for again at once"
    usable.forget()
    assert is_usable(settings_of(PIPELINE_MODE=mode))


def test_a_profile_that_is_not_there_is_no_account(stranger: pytest.MonkeyPatch) -> None:
    stranger.setenv("AWS_PROFILE", "nobody")
    assert not is_usable(settings_of())


def test_credentials_may_stand_in_the_env_file(tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner", tmp_path / "outer"
    outer.write_text(f"AWS_ACCESS_KEY_ID={KEY}\nAWS_SECRET_ACCESS_KEY={SECRET}\nFLASK_PORT=1\n")
    assert credentials({}, (inner, outer)) == {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    inner.write_text("AWS_PROFILE=mine\n")
    assert credentials({}, (inner, outer)) == {"AWS_PROFILE": "mine"}
    assert credentials({"AWS_PROFILE": "other"}, (inner, outer)) == {}
