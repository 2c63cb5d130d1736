from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

# The runners' tests use the storage tests' sample jobs.
sys.path.insert(0, str(Path(__file__).parents[1] / "storage"))

from store_samples import make_settings

from personalizedTrailer.runners.queue import MarkerQueue
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path, WORKER_IDLE_SECONDS=1, QUEUE_LIMIT=7)


@pytest.fixture
def store(settings: Settings) -> DiskStore:
    return DiskStore(settings)


@pytest.fixture
def queue(settings: Settings) -> MarkerQueue:
    return MarkerQueue(settings.jobs_dir, settings.queue_limit)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "personalizedTrailer")
    return caplog
