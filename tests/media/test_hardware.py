"""A job on a graphics card that fails half-way: what failed is made by libx264, joined to the rest, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from tests.media import films
from tests.media.conftest import Check, Generate
from tests.media.films import Recipe
from tests.stand_in_ffmpeg import stand_in_ffmpeg

PROBE = 1


@pytest.mark.slow
def test_clips_of_two_encoders_are_one_trailer(generate: Generate, check: Check, tmp_path: Path) -> None:
    tool = stand_in_ffmpeg(tmp_path, ffmpeg.find(settings.load()).path, fails=(PROBE + 2, PROBE + 5))
    made = generate(
        films.make(Recipe(seconds=6), tmp_path / "film"),
        tmp_path / "out",
        FFMPEG_PATH=tool.path,
        FFMPEG_VIDEO_CODEC="h264_nvenc",
    )
    told = made.job["providers"]["encoder"]
    assert told["mode"] == "h264_nvenc" and told["clipsOnCpu"] == 2
    violations = check(made.job, made.source, made.folder).violations
    # The stand-in encodes by ultrafast, which uses nothing of High and so is called Main.
    assert [one for one in violations if "profile: Main" not in one and "avc1.4d400c" not in one] == []
