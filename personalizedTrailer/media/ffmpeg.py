"""Finds FFmpeg and says what is wrong with it."""

from __future__ import annotations

import functools
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import imageio_ffmpeg

from personalizedTrailer.errors import FfmpegMissing, ProcessFailed
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.settings import Settings

Kind = Literal["configured", "path", "bundled"]
OLDEST = (5, 1)
"""Debian 12's; older ones lack filters that are used here."""
PREFERRED = (6, 0)
_NEEDED_ENCODERS = ("libx264", "aac")


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    path: str
    kind: Kind
    version: str
    problems: tuple[str, ...]
    """Why trailers cannot be made with it; empty where they can."""
    notes: tuple[str, ...]
    has_zscale: bool
    """Whether HDR can be tone-mapped."""


def find(settings: Settings) -> Ffmpeg:
    """FFMPEG_PATH; else the first without problems of PATH and of imageio-ffmpeg, or the first of all.

    Raises FfmpegMissing where there is none that runs.
    """
    flawed: Ffmpeg | None = None
    fault = FfmpegMissing()
    for path, kind in _candidates(settings):
        real = Path(path)
        if not real.is_file():
            if kind == "configured":
                raise FfmpegMissing("FFMPEG_PATH names no file; correct it or leave it empty.")
            continue
        try:
            found = _inspect(str(real), kind, real.stat().st_mtime_ns)
        except FfmpegMissing as broken:
            fault = broken
            continue
        if not found.problems:
            return found
        flawed = flawed or found
    if flawed is None:
        raise fault
    return flawed


def _candidates(settings: Settings) -> list[tuple[str, Kind]]:
    if settings.ffmpeg_path:
        return [(shutil.which(settings.ffmpeg_path) or settings.ffmpeg_path, "configured")]
    found: list[tuple[str, Kind]] = []
    if on_path := shutil.which("ffmpeg"):
        found.append((on_path, "path"))
    try:
        found.append((imageio_ffmpeg.get_ffmpeg_exe(), "bundled"))
    except RuntimeError:  # its wheel carries no binary for this platform
        return found
    return found


@functools.lru_cache(maxsize=8)
def _inspect(path: str, kind: Kind, _changed: int) -> Ffmpeg:
    limits = Limits(wall_seconds=20)
    try:
        banner = run([path, "-hide_banner", "-version"], limits).stdout.decode("utf-8", "replace")
        encoders = run([path, "-hide_banner", "-encoders"], limits).stdout.decode("utf-8", "replace")
        filters = run([path, "-hide_banner", "-filters"], limits).stdout.decode("utf-8", "replace")
    except (ProcessFailed, OSError) as fault:
        raise FfmpegMissing("The FFmpeg that was found does not run; set FFMPEG_PATH.") from fault
    match = re.search(r"ffmpeg version (\S+)", banner)
    version = match[1] if match else "unknown"
    number = re.match(r"n?(\d+)\.(\d+)", version)
    problems = [
        f"FFmpeg has no {name} encoder." for name in _NEEDED_ENCODERS if not re.search(rf"\s{name}\s", encoders)
    ]
    notes = []
    if number and (parsed := (int(number[1]), int(number[2]))) < PREFERRED:
        if parsed < OLDEST:
            problems.append(f"FFmpeg {version} is older than 5.1.")
        else:
            notes.append(f"FFmpeg {version} works; 6.0 or newer is preferred.")
    has_zscale = bool(re.search(r"\szscale\s", filters))
    if not has_zscale:
        notes.append("FFmpeg has no zscale filter: HDR films cannot be tone-mapped.")
    return Ffmpeg(path, kind, version.lstrip("n"), tuple(problems), tuple(notes), has_zscale)
