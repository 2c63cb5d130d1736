"""The same job as in the other tests against a real account. It costs money, so it has to be asked for.

    AWS_TEST_BUDGET_USD=0.50 AWS_TEST_BUCKET=NAME AWS_TRANSCRIBE_ENABLED=true pytest -m aws -rs

Credentials come from the usual places. Services are those that the AWS_*_ENABLED switches name, Rekognition by default,
with their settings (PERSONALIZE_CAMPAIGN_ARN and the like). What the job puts into the bucket is removed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from personalizedTrailer.cloud import s3_jobs, usable
from personalizedTrailer.cloud.providers import enabled, lacking
from personalizedTrailer.settings import load
from tests.aws.jobs import EVERYTHING
from tests.aws.runs import environment, run, short_film
from tests.conftest import NO_ACCOUNT

# Taken before the fixture that hides the environment from the tests.
_OURS = ("AWS_", "PERSONALIZE_", "SAGEMAKER_", "MEDIACONVERT_")
GIVEN = {name: value for name, value in os.environ.items() if name.startswith(_OURS)}
BUDGET, BUCKET = GIVEN.get("AWS_TEST_BUDGET_USD", ""), GIVEN.get("AWS_TEST_BUCKET", "")

pytestmark = [
    pytest.mark.aws,
    pytest.mark.skipif(not (BUDGET and BUCKET), reason="AWS_TEST_BUDGET_USD and AWS_TEST_BUCKET are not set"),
]


class Account:
    """Whoever runs the tests."""

    def env(self) -> dict[str, str]:
        return GIVEN


def test_a_job_in_a_real_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NO_ACCOUNT:
        monkeypatch.delenv(name)
    usable.forget()
    # Nothing of the test endpoint's settings, but for those that were given.
    settings = {**dict.fromkeys(EVERYTHING, ""), **GIVEN, "AWS_S3_BUCKET": BUCKET, "AWS_MAX_COST_USD": BUDGET}
    settings |= {"AWS_POLL_SECONDS": "5", "AWS_TIMEOUT_SECONDS": "30", "REKOGNITION_MAX_TPS": "5"}
    with environment(GIVEN):
        chosen = load(settings, {}, ())
        if not usable.is_usable(chosen):
            pytest.skip("no credentials were found")
        ended = run(Account(), short_film(tmp_path), tmp_path, **settings)
        s3_jobs.remove(chosen, ended.job)
    told = ended.told
    assert told["status"] == "completed", told["error"]
    on = [name for name, is_on in enabled(chosen).items() if is_on and lacking(name, chosen) is None]
    failed = {name: told["providers"][name].get("fallbackReason") for name in on}
    assert not any(failed.values()), failed
    assert ended.job.aws_cost_usd <= float(BUDGET)
