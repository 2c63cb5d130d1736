"""A cloud on this machine: moto's S3 behind a door, and the test endpoint for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("moto")
pytest.importorskip("cbor2")

from personalizedTrailer.cloud import clients
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.settings import Settings, load
from tests.aws import moto_server
from tests.aws.fake_cloud import BUCKET, SERVICES, FakeCloud
from tests.aws.s3_door import S3Door
from tests.aws.stub import AwsStub


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    with moto_server.running() as url:
        yield url


@pytest.fixture
def stub() -> Iterator[AwsStub]:
    """Holds after the test that no request and no answer was amiss."""
    made = AwsStub(SERVICES)
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture
def door(moto: str) -> Iterator[S3Door]:
    moto_server.reset(moto)
    made = S3Door(moto)
    yield made
    made.close()


@pytest.fixture
def cloud(stub: AwsStub, door: S3Door) -> FakeCloud:
    """Both, a bucket, and clients that find them."""
    return FakeCloud(stub, door)


MakeAws = Callable[..., Aws]


@pytest.fixture
def cloud_settings(cloud: FakeCloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """Settings with which this very process uses the cloud of the test; overrides by the settings' names."""
    for name, value in cloud.env().items():
        monkeypatch.setenv(name, value)
    # Clients keep the addresses that they were made with.
    monkeypatch.setattr(clients, "_shared", {})

    def make(**overrides: Any) -> Settings:
        names = {"AWS_S3_BUCKET": BUCKET, "AWS_POLL_SECONDS": "0.01", "AWS_TIMEOUT_SECONDS": "5"}
        folders = {"UPLOAD_DIR": tmp_path / "u", "OUTPUT_DIR": tmp_path / "o", "JOBS_DIR": tmp_path / "j"}
        return load({**names, **folders, **overrides}, {}, ())

    return make


@pytest.fixture
def make_aws(cloud_settings: Callable[..., Settings]) -> MakeAws:
    """`make_aws(cancelled=…, **settings)`: AWS as a job has it."""

    def make(cancelled: Callable[[], bool] = lambda: False, **overrides: Any) -> Aws:
        return Aws(cloud_settings(**overrides), cancelled)

    return make
