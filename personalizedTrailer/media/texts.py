"""Text tracks of an uploaded film."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from personalizedTrailer.errors import ProcessFailed
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import Cage, untrusted_input, wrap
from personalizedTrailer.model import SubtitleStream

MAX_BYTES = 8_000_000


def read_text_track(ffmpeg: str, film: Path, stream: SubtitleStream, cancelled: Callable[[], bool]) -> str | None:
    """A text track as WebVTT on the container's clock; None where it cannot be read. Raises Cancelled."""
    args = [ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-copyts", *untrusted_input(film)]
    args += ["-map", f"0:{stream.index}", "-c:s", "webvtt", "-f", "webvtt", "pipe:1"]
    try:
        made = run(wrap(args, Cage()), Limits(300, 120, stdout_bytes=MAX_BYTES), cancelled=cancelled)
    except ProcessFailed:  # the captions then say that they were generated
        return None
    return made.stdout.decode("utf-8", "replace")
