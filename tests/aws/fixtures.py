"""A cloud on this machine: moto's S3 behind a door, and the test endpoint for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.settings import Settings
from tests.aws import moto_server
from tests.aws.fake_cloud import BUCKET, SERVICES, FakeCloud
from tests.aws.jobs import MakeAws, make_aws, no_waiting, settings_of  # noqa: F401  fixtures, found by their names
from tests.aws.planned import coloured_film, run_job  # noqa: F401  the same
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


@pytest.fixture
def cloud_settings(make_aws: MakeAws) -> Callable[..., Settings]:  # noqa: F811  the fixture that leads to the cloud
    """Settings with the test's bucket; overrides by the settings' names."""

    def make(**overrides: str) -> Settings:
        return settings_of(AWS_S3_BUCKET=BUCKET, **overrides)

    return make


@pytest.fixture
def bucket_aws(make_aws: MakeAws) -> MakeAws:  # noqa: F811
    """As `make_aws`, with the test's bucket."""

    def make(cancelled: Callable[[], bool] = lambda: False, **given: str) -> Aws:
        return make_aws(cancelled, AWS_S3_BUCKET=BUCKET, **given)

    return make
