"""AWS as a job has it, led to the endpoints of the tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from personalizedTrailer.cloud import usable
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.settings import Settings, load
from tests.aws.fake_cloud import BUCKET, FakeCloud

MakeAws = Callable[..., Aws]
QUICK = {"AWS_POLL_SECONDS": "0.01", "AWS_TIMEOUT_SECONDS": "0.3", "REKOGNITION_MAX_TPS": "1000"}
CAMPAIGN = "arn:aws:personalize:us-east-1:123456789012:campaign/trailers"
EVERYTHING = {
    **{f"AWS_{name}_ENABLED": "true" for name in ("REKOGNITION", "PERSONALIZE", "MEDIACONVERT", "TRANSCRIBE")},
    **{f"AWS_{name}_ENABLED": "true" for name in ("TRANSLATE", "SAGEMAKER")},
    "AWS_S3_BUCKET": BUCKET,
    "MEDIACONVERT_ROLE_ARN": "arn:aws:iam::123456789012:role/trailer-mediaconvert",
    "MEDIACONVERT_CUT": "on",
    "PERSONALIZE_CAMPAIGN_ARN": CAMPAIGN,
    "PERSONALIZE_TRACKING_ID": "tracker-1",
    "SAGEMAKER_ENDPOINT": "engagement",
}
"""Every service on."""


def settings_of(**given: str) -> Settings:
    return load({**QUICK, **given}, {}, ())


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore's pauses between attempts, which grow to seconds."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda self, context: 0.001)


@pytest.fixture
def make_aws(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, no_waiting: None) -> MakeAws:
    """`make_aws(cancelled=…, **settings)`: what a job in aws mode works with."""
    for name, value in cloud.env().items():
        monkeypatch.setenv(name, value)
    usable.forget()

    def make(cancelled: Callable[[], bool] = lambda: False, **given: str) -> Aws:
        return Aws(settings_of(**given), cancelled)

    return make
