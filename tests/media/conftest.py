"""Jobs made by the real pipeline, and the checker that judges them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.media import films, matrix
from tests.media.films import Recipe
from tests.media.planned import Json
from tests.media.report import Report

Check = Callable[[Json, Path, Path], Report]
Generate = Callable[..., "Made"]


@dataclass(frozen=True)
class Made:
    """A finished job, its film, and the folder of its files."""

    job: Json
    source: Path
    folder: Path


@pytest.fixture(scope="session")
def check() -> Check:
    """`check(job, source, folder)`; skipped where the parsers of subtitles and playlists are not installed."""
    pytest.importorskip("webvtt")
    pytest.importorskip("m3u8")
    from tests.media.check import check_job

    return check_job


@pytest.fixture(scope="session")
def generate() -> Generate:
    """`generate(film, folder, seconds=5, container="mp4", profile=…, **settings)` runs the command."""

    def run(
        film: Path,
        folder: Path,
        *,
        seconds: int = 5,
        container: str = "mp4",
        profile: str = "family_viewer",
        **settings: str,
    ) -> Made:
        wanted = matrix.Combination(film, seconds, profile, container)
        job, said = matrix.generate(wanted, folder, settings)
        assert job is not None, said
        assert job["status"] == "completed", job["error"]
        return Made(job, film, folder)

    return run


def make(recipe: Recipe, folder: Path) -> Path:
    """The film; skipped where the FFmpeg here has no such encoder."""
    try:
        return films.make(recipe, folder / "film")
    except subprocess.CalledProcessError as fault:
        said = str(fault.stderr)
        if "Unknown encoder" in said or "not support" in said:
            pytest.skip(f"this FFmpeg cannot make the film: {said[-200:]}")
        raise AssertionError(said) from fault


@pytest.fixture(scope="session")
def sound_job(tmp_path_factory: pytest.TempPathFactory, generate: Generate) -> Made:
    """Two scenes or more, five trailers of 6 s, captions and all."""
    folder = tmp_path_factory.mktemp("sound-job")
    film = films.make(films.Recipe(seconds=20, size=(320, 180)), folder / "film")
    return generate(film, folder / "out", seconds=6)
