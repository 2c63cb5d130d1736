"""Whether the end of a film is there: a last group shorter than a decoder's delay is whole all the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe


@pytest.mark.parametrize("last", [1, 2])
def test_a_film_with_a_short_last_group_is_not_damaged(last: int, tmp_path: Path) -> None:
    film, tool = tmp_path / "film.mp4", ffmpeg.find(settings.load()).path
    source = ["-f", "lavfi", "-i", "testsrc=d=3:s=160x90:r=10", "-pix_fmt", "yuv420p", "-c:v", "libx264"]
    groups = ["-bf", "3", "-force_key_frames", f"expr:eq(n,{30 - last})"]
    subprocess.run([tool, "-v", "error", *source, *groups, str(film)], check=True, timeout=60)
    info = probe(film, settings.load(), quick=False)
    assert not info.damaged and info.frames == 30
