"""Files as the renderer leaves them, made without it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg

RATE = Fraction(24000, 1001)
Make = Callable[..., Path]


@pytest.fixture(scope="session")
def make_trailer(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """`make_trailer(name, *codec options, size=, frames=, key=)`: picture and sound, a keyframe every `key` frames."""
    folder = tmp_path_factory.mktemp("trailers")
    tool = ffmpeg.find(settings.load(environ=os.environ)).path

    def make(name: str, *codecs: str, size: str = "192x108", frames: int = 120, key: int = 24) -> Path:
        out = folder / name
        if not out.exists():
            sources = [f"testsrc2=size={size}:rate={RATE}", "sine=frequency=440:sample_rate=48000"]
            inputs = [part for source in sources for part in ("-f", "lavfi", "-i", source)]
            chosen = codecs or ("-c:v", "libx264", "-bf", "2", "-c:a", "aac")
            args = [*inputs, "-t", str(float(frames / RATE)), *chosen, "-pix_fmt", "yuv420p"]
            keys = ["-g", str(key), "-sc_threshold", "0"]
            subprocess.run([tool, "-nostdin", "-v", "error", *args, *keys, str(out)], check=True, timeout=60)
        return out

    return make
