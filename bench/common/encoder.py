"""The encodes that benchmarks compare, as FFmpeg arguments; one thread, so that costs compare."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.common.measure import BenchError
from personalizedTrailer.settings import Settings


def arguments(preset: str, crf: float, codec: str = "libx264") -> list[str]:
    """An encode as pieces of trailers are encoded."""
    return ["-c:v", codec, "-preset", preset, "-crf", f"{crf:g}", "-threads", "1", "-bf", "2"]


def default(settings: Settings) -> list[str]:
    """The service's own."""
    return arguments(settings.ffmpeg_preset, settings.ffmpeg_crf, settings.ffmpeg_video_codec)


def cut_raw(tool: str, film: Path, start: float, seconds: float, out: Path) -> None:
    """Writes a stretch of a film as raw 8-bit 4:2:0 frames; raises BenchError where that fails."""
    cut = [tool, "-nostdin", "-v", "error", "-y", "-ss", f"{start:.6f}", "-t", f"{seconds:.6f}", "-i", str(film)]
    done = subprocess.run([*cut, "-map", "0:v:0", "-pix_fmt", "yuv420p", str(out)], stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BenchError(f"{film.name} cannot be read.")
