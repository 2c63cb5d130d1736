"""The same with a real account, where one and a budget are given: AWS_TEST_BUDGET_USD and boto3's own variables.

`AWS_TEST_BUDGET_USD=0.05 AWS_PROFILE=trailers pytest -m aws tests/aws/test_real_account.py`; a bucket, a campaign and
an endpoint are used where their settings are set, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from personalizedTrailer import wire
from personalizedTrailer.cli.film import make_trailers
from personalizedTrailer.cloud import usable
from personalizedTrailer.cloud.checks import ask
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.model import JobRequest
from personalizedTrailer.settings import CREDENTIALS, load
from personalizedTrailer.settings_table import SETTINGS
from tests.aws import coloured

pytestmark = pytest.mark.aws

BUDGET = os.environ.get("AWS_TEST_BUDGET_USD", "")
GIVEN = {
    name: value for name, value in os.environ.items() if name.startswith(("AWS_", "PERSONALIZE_", "SAGEMAKER_"))
}
"""Read before the tests' own environment hides them."""


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The settings of whoever runs the tests, with the budget as the limit."""
    if not BUDGET:
        pytest.skip("AWS_TEST_BUDGET_USD is not set: nothing may be spent")
    for name in ("AWS_EC2_METADATA_DISABLED", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    usable.forget()
    names = {name for setting in SETTINGS for name in setting.names}
    given = {name: value for name, value in GIVEN.items() if name in names and name not in CREDENTIALS}
    given |= {"PIPELINE_MODE": "aws", "AWS_MAX_COST_USD": BUDGET, "AWS_FALLBACK": "fail"}
    if not usable.is_usable(load(given, {}, ())):
        pytest.skip("there are no credentials")
    yield given
    usable.forget()


def test_every_service_that_is_on_answers(account: dict[str, str]) -> None:
    found = ask(load(account, {}, ()))
    assert {name: one.reason for name, one in found.items() if one.enabled and not one.answers} == {}


def test_a_film_goes_through(account: dict[str, str], tmp_path: Path) -> None:
    settings = load({**account, "OUTPUT_DIR": str(tmp_path / "o")}, {}, ())
    request = JobRequest("c.mp4", "mp4", PRESETS[0], "en", "de", 6, "mp4", True, True, "aws", user_id="tests")
    job = make_trailers(coloured.make(tmp_path), request, settings, tmp_path / "made", lambda *_: None)
    shown = wire.job(job)
    assert (job.status, job.mode) == ("completed", "aws"), shown["error"]
    assert 0 < job.aws_cost_usd <= float(BUDGET)
    assert shown["providers"]["rekognition"]["failures"] == 0
