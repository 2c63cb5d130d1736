from __future__ import annotations

from pathlib import Path

import pytest
from store_samples import make_settings

from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.disk import DiskStore


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path)


@pytest.fixture(params=[DiskStore], ids=["disk"])
def any_store(request: pytest.FixtureRequest, settings: Settings) -> JobStore:
    """Every implementation, one after the other."""
    store: JobStore = request.param(settings)
    return store


@pytest.fixture
def store(settings: Settings) -> DiskStore:
    return DiskStore(settings)
