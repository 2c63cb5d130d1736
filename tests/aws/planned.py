"""Jobs in aws mode in this process, to the end or until the scenes are chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer import wire
from personalizedTrailer.cli.film import make_trailers
from personalizedTrailer.cloud import usable
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.errors import Cancelled
from personalizedTrailer.model import Job, JobRequest
from personalizedTrailer.settings import Settings
from tests.aws import coloured
from tests.aws.fake_cloud import KEY, SECRET, TOKEN, FakeCloud
from tests.aws.jobs import settings_of

RunJob = Callable[..., tuple[Job, dict[str, Any]]]


@pytest.fixture(scope="session")
def coloured_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coloured.make(tmp_path_factory.mktemp("coloured"))


def _nothing(stage: str, fraction: float, message: str) -> None:
    pass


def _until_planned(stage: str, fraction: float, message: str) -> None:
    if stage == "assembly":
        raise Cancelled


@pytest.fixture
def run_job(
    cloud: FakeCloud,
    coloured_film: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    no_waiting: None,
    caplog: pytest.LogCaptureFixture,
) -> RunJob:
    """`run_job(user_id=…, whole=…, **settings)`: the job at its end, and as callers see it.

    Nothing secret is in either, nor in the log.
    """
    for name, value in cloud.env().items():
        monkeypatch.setenv(name, value)
    usable.forget()
    coloured.teach(cloud.stub)
    caplog.set_level("DEBUG", "personalizedTrailer")

    def run(user_id: str | None = None, *, whole: bool = False, **given: str) -> tuple[Job, dict[str, Any]]:
        settings: Settings = settings_of(OUTPUT_DIR=str(tmp_path / "o"), **given)
        request = JobRequest(
            "coloured.mp4", "mp4", PRESETS[0], "en", "en", 6, "mp4", False, False, "aws", user_id=user_id
        )
        watch = _nothing if whole else _until_planned
        job = make_trailers(coloured_film, request, settings, tmp_path / "made", watch)
        shown = wire.job(job)
        for secret in (KEY, SECRET, TOKEN):
            assert secret not in json.dumps(shown) + caplog.text
        return job, shown

    return run
