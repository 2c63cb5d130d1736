"""Each service failing in one way, a whole job each; all ways are played by `script/bench aws`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.aws import faulty
from tests.aws.everything import Everything
from tests.aws.fake_cloud import FakeCloud
from tests.aws.faulty import Case, play, secrets_in, wrong_after_failure, wrong_after_fallback
from tests.aws.runs import run, short_film

TOGETHER = (
    ("rekognition: denied", "personalize: fewer items", "sagemaker: half a body", "mediaconvert: missing file"),
    ("s3: throttled",),
)
"""Services that fail side by side, each in a way of its own; one by one they do below, and that takes minutes."""
CASES = {case.name: case for case in faulty.cases()}


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return short_film(tmp_path_factory.mktemp("short"))


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all jobs here: what was encoded for one is used by the next."""
    return tmp_path_factory.mktemp("jobs")


def test_a_job_with_every_service(cloud: FakeCloud, short: Path, place: Path) -> None:
    playing = Everything(cloud)
    ended = run(cloud, short, place)
    told = ended.told
    assert told["status"] == "completed", told["error"]
    assert {name: told["providers"][name]["mode"] for name in faulty.OPERATIONS} == dict.fromkeys(
        faulty.OPERATIONS, "aws"
    )
    for name in faulty.OPERATIONS:
        one = told["providers"][name]
        assert one["configured"] == "aws" and one["calls"] > 0 and one["failures"] == 0, (name, one)
        assert one["estimatedCostUsd"] >= 0 and "fallbackReason" not in one
    assert told["warnings"] == [] and secrets_in(ended) == []
    assert not told["synthetic"] and told["mode"] == "aws"
    assert len(playing.transcriber.asked) == 1 and playing.transcriber.jobs == {}
    assert len(playing.encoder.asked) == 6 and playing.encoder.cancelled == []
    assert not cloud.keys("personalized-trailers/scratch/")
    assert len(cloud.keys(f"personalized-trailers/jobs/{ended.job.id}/")) == len(ended.job.deliverables)


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: " + ".join(names))
def test_services_that_fail_are_replaced_and_said_so(
    names: tuple[str, ...], cloud: FakeCloud, short: Path, place: Path
) -> None:
    first, *others = (CASES[name] for name in names)

    def all_of_them(cloud: FakeCloud) -> None:
        for case in (first, *others):
            case.spoil(cloud)

    ended = play(replace(first, spoil=all_of_them), cloud, short, place)
    told = ended.told
    assert told["status"] == "completed", told["error"]
    for case in (first, *others):
        one = told["providers"][case.service]
        assert one["mode"] != "aws" and one["fallbackReason"], case.name
        assert one["fallbackReason"] in [warning["message"] for warning in told["warnings"]]
        assert one["fallbackReason"] in ended.log
    assert secrets_in(ended) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CASES))
def test_one_service_fails_and_the_others_do_not(name: str, cloud: FakeCloud, short: Path, place: Path) -> None:
    case = CASES[name]
    assert wrong_after_fallback(case, play(case, cloud, short, place)) == []


@pytest.mark.parametrize("name", ["rekognition: silent", "transcribe: denied"])
def test_or_the_job_fails_by_choice(name: str, cloud: FakeCloud, short: Path, place: Path) -> None:
    case: Case = CASES[name]
    assert wrong_after_failure(case, play(case, cloud, short, place, AWS_FALLBACK="fail")) == []


def test_a_simulation_is_marked(cloud: FakeCloud, short: Path, place: Path) -> None:
    ended = play(CASES["rekognition: denied"], cloud, short, place, AWS_FALLBACK="mock")
    told = ended.told
    assert told["synthetic"] and told["mode"] == "mock" and told["analysis"]["simulated"]
    assert told["providers"]["rekognition"]["synthetic"] and secrets_in(ended) == []
