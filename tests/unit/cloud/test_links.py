"""Links to a bucket in AWS itself: made without asking anybody, signed for the region in which the bucket lies."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from personalizedTrailer.cloud import clients
from personalizedTrailer.cloud.s3_links import signed_get, signed_post
from personalizedTrailer.errors import AwsFault
from personalizedTrailer.settings import Settings, load

pytest.importorskip("boto3")


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(clients, "_shared", {})
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAFAKEFAKEFAKEFAKE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "fake")
    return load({"AWS_S3_BUCKET": "my-films", "AWS_REGION": "eu-central-1"}, {}, ())


def test_links_lead_to_the_region_of_the_bucket(settings: Settings) -> None:
    link = urlsplit(signed_get(settings, "p/jobs/a/b.mp4", "b.mp4", "video/mp4", download=False))
    assert (link.scheme, link.netloc) == ("https", "my-films.s3.eu-central-1.amazonaws.com")
    assert "%2Feu-central-1%2Fs3%2Faws4_request" in link.query and "X-Amz-Expires=900" in link.query
    form = signed_post(settings, "p/uploads/b.mp4", "b.mp4", 1000)
    assert form.url == "https://my-films.s3.eu-central-1.amazonaws.com/"


def test_without_credentials_there_is_no_link(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setattr(clients, "_shared", {})
    with pytest.raises(AwsFault, match="Unable to locate credentials"):
        signed_get(settings, "p/a", "a", "video/mp4", download=True)
