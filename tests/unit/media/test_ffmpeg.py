"""Which FFmpeg is taken where there are several."""

from __future__ import annotations

from pathlib import Path

import imageio_ffmpeg
import pytest

from personalizedTrailer.errors import FfmpegMissing
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import Settings, load

SOUND = "ffmpeg version 7.0 libx264 aac zscale "
OLD = "ffmpeg version 4.4 libx264 aac zscale "


def program(path: Path, says: str | None) -> Path:
    """An FFmpeg that says this whatever it is asked; None: one that fails."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\necho ' {says} '\n" if says else "#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def settings() -> Settings:
    return load(environ={}, dotenv_files=())


@pytest.mark.parametrize(
    ("on_path", "bundled", "taken"),
    [
        (SOUND, SOUND, "path"),
        (OLD, SOUND, "bundled"),
        (None, SOUND, "bundled"),
        (OLD, OLD, "path"),
        (OLD, None, "path"),
        (None, OLD, "bundled"),
    ],
)
def test_a_sound_one_comes_first(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    on_path: str | None,
    bundled: str | None,
    taken: str,
) -> None:
    monkeypatch.setenv("PATH", f"{program(tmp_path / 'bin' / 'ffmpeg', on_path).parent}:/usr/bin:/bin")
    other = program(tmp_path / "wheel" / "ffmpeg", bundled)
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(other))
    found = ffmpeg.find(settings)
    assert found.kind == taken
    assert bool(found.problems) is (SOUND not in (on_path, bundled))


def test_none_that_runs(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{program(tmp_path / 'bin' / 'ffmpeg', None).parent}:/usr/bin:/bin")
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(tmp_path / "nothing"))
    with pytest.raises(FfmpegMissing, match="does not run"):
        ffmpeg.find(settings)


def test_the_configured_one_is_taken_as_it_is(tmp_path: Path) -> None:
    tool = program(tmp_path / "ffmpeg", OLD)
    found = ffmpeg.find(load({"FFMPEG_PATH": str(tool)}, {}, ()))
    assert (found.kind, found.problems) == ("configured", ("FFmpeg 4.4 is older than 5.1.",))
