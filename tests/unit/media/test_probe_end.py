"""Whether the end of a film is there: a last group shorter than a decoder's delay is whole all the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe


@pytest.mark.parametrize(
    "groups",
    [
        pytest.param(("-bf", "3", "-force_key_frames", "expr:eq(n,29)"), id="one"),
        pytest.param(("-bf", "3", "-force_key_frames", "expr:eq(n,28)"), id="two"),
        pytest.param(("-x264-params", "intra-refresh=1:keyint=20"), id="refreshed-bit-by-bit"),
    ],
)
def test_a_film_with_a_short_last_group_is_not_damaged(groups: tuple[str, ...], tmp_path: Path) -> None:
    film, tool = tmp_path / "film.mp4", ffmpeg.find(settings.load()).path
    source = ["-f", "lavfi", "-i", "testsrc=d=3:s=160x90:r=10", "-pix_fmt", "yuv420p", "-c:v", "libx264"]
    subprocess.run([tool, "-v", "error", *source, *groups, str(film)], check=True, timeout=60)
    info = probe(film, settings.load(), quick=False)
    assert not info.damaged and info.frames == 30
