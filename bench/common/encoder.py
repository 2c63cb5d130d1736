"""The encodes that benchmarks compare, as FFmpeg arguments; one thread, so that costs compare."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.common.measure import BenchError
from personalizedTrailer.rendering.encoders import CPU, tuning
from personalizedTrailer.settings import Settings


def arguments(preset: str, crf: float, codec: str = "libx264") -> list[str]:
    """An encode with a preset as x264 has it."""
    return ["-c:v", codec, "-preset", preset, "-crf", f"{crf:g}", "-threads", "1", "-bf", "2"]


def ours(settings: Settings, crf: float | None = None) -> list[str]:
    """An encode as pieces of trailers are encoded, at the service's CRF or another."""
    preset, codec = settings.ffmpeg_preset, settings.ffmpeg_video_codec
    plain = arguments(preset, settings.ffmpeg_crf if crf is None else crf, codec)
    tuned = tuning(preset) if codec == CPU else ""
    return [*plain, "-x264-params", tuned[1:]] if tuned else plain


def cut_raw(tool: str, film: Path, start: float, seconds: float, out: Path) -> None:
    """Writes a stretch of a film as raw 8-bit 4:2:0 frames; raises BenchError where that fails."""
    cut = [tool, "-nostdin", "-v", "error", "-y", "-ss", f"{start:.6f}", "-t", f"{seconds:.6f}", "-i", str(film)]
    done = subprocess.run([*cut, "-map", "0:v:0", "-pix_fmt", "yuv420p", str(out)], stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BenchError(f"{film.name} cannot be read.")
