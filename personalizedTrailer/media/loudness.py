"""Loudness of a sound file of ours, by FFmpeg's ebur128 (ITU-R BS.1770-4, EBU R 128)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.errors import ProcessFailed
from personalizedTrailer.media.process import Limits, never, run
from personalizedTrailer.media.sandbox import Cage, wrap

SILENCE_LUFS = -70.0
"""The absolute gate of BS.1770: below it nothing was measured."""


_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Measured:
    lufs: float
    """Integrated; SILENCE_LUFS where nothing passed the gate."""
    true_peak_dbtp: float | None
    """None for digital silence."""


def measure(ffmpeg: str, input_args: list[str], cancelled: Callable[[], bool] = never) -> Measured:
    """Measures what `input_args` (ending in `-i FILE`) read; raises ProcessFailed or Cancelled."""
    args = [ffmpeg, "-nostdin", "-hide_banner", "-nostats", *input_args, "-map", "0:a:0"]
    args += ["-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    log = run(wrap(args, Cage()), Limits(_SECONDS), cancelled=cancelled).stderr
    summary = log[log.rfind("Summary:") :]
    loud = re.search(r"\bI:\s+(-?[\d.]+|-inf|nan) LUFS", summary)
    peak = re.search(r"\bPeak:\s+(-?[\d.]+|-inf) dBFS", summary)
    if not loud or not peak:
        raise ProcessFailed(detail=f"ebur128 printed no summary: {log[-500:]}")
    lufs = SILENCE_LUFS if loud[1] in ("-inf", "nan") else max(SILENCE_LUFS, float(loud[1]))
    return Measured(lufs, None if peak[1] == "-inf" else float(peak[1]))


def raw_input(path: Path) -> list[str]:
    """FFmpeg's arguments for float32 stereo at 48 kHz."""
    return ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", f"file:{path}"]


def file_input(path: Path) -> list[str]:
    return ["-i", f"file:{path}"]
