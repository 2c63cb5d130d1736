"""What a film really is, found out by a caged child process before any work is done on it."""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer import errors
from personalizedTrailer.errors import FootageError, ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.process import Completed, Limits, never, run
from personalizedTrailer.media.rates import constant_rate, standard_rate
from personalizedTrailer.media.sandbox import MAX_PIXELS, Cage, wrap
from personalizedTrailer.model import AudioStream, HdrTransfer, MediaInfo, SubtitleStream, VideoStream
from personalizedTrailer.settings import Settings

READER = Path(__file__).with_name("reader.py")
QUICK_SECONDS = 5.0
SCAN_SECONDS = 120.0
"""A two-hour film is 2 GB to read through; a stalled disk must not hold a worker for ever."""
MIN_SIDE, MAX_ASPECT, MAX_RATE, MIN_SECONDS = 16, 8, 240, 1
MIN_BYTES = 1024
PARTIAL_SECONDS = 3
"""A damaged film needs this much that decodes, and half of what it claims."""
_MOST_THREADS = 4
"""Of a reader."""
_READER_CAGE = Cage(memory_bytes=2 << 30, cpu_seconds=600, file_bytes=4 << 30)
_TEXT_CODECS = {"subrip", "srt", "ass", "ssa", "mov_text", "webvtt", "text"}
_TRANSFERS: dict[int, HdrTransfer] = {16: "pq", 18: "hlg"}
_MATRICES = {1: "bt709", 5: "smpte170m", 6: "smpte170m", 9: "bt2020nc", 10: "bt2020nc"}
"""AVColorSpace; anything else is guessed from the height, as players do."""


def run_reader(
    args: list[str],
    seconds: float,
    cancelled: Callable[[], bool] = never,
    on_line: Callable[[str], None] | None = None,
) -> Completed:
    """Runs the caged reader; `on_line` hears each line that it prints, its answer too.

    The wall clock is what ends it first. Raises ProcessFailed, ProcessTimedOut or Cancelled.
    """
    cage = replace(_READER_CAGE, cpu_seconds=max(_READER_CAGE.cpu_seconds, math.ceil(_MOST_THREADS * seconds)))
    command = wrap([sys.executable, "-I", str(READER), *args], cage)
    return run(command, Limits(wall_seconds=seconds), cancelled=cancelled, on_line=on_line)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What is known of a film all packets of which were looked at."""

    media: MediaInfo
    keyframes: NDArray[np.int64]
    """Ticks from its first frame, ascending; those before it, of which an edit list shows nothing, are negative."""
    stops: NDArray[np.int64]
    """The same of frames before which copying may stop: just as many packets come before them as frames are shown."""


def probe(path: Path, settings: Settings, *, quick: bool) -> MediaInfo:
    """Reads what the film is, from its content alone.

    `quick` looks at the head and the tail (within 5 s, for the request); otherwise every packet is looked at,
    which is what makes `frames` and `rate` exact. Raises a FootageError that says what is
    wrong, or ProcessTimedOut.
    """
    return _look(path, settings, never, quick=quick).media


def scan(path: Path, settings: Settings, cancelled: Callable[[], bool] = never) -> Scanned:
    """As `probe` that is not quick, and where decoding can begin. Raises Cancelled, too."""
    return _look(path, settings, cancelled, quick=False)


def _look(path: Path, settings: Settings, cancelled: Callable[[], bool], *, quick: bool) -> Scanned:
    if path.stat().st_size < MIN_BYTES:
        raise errors.UnreadableFootage("The file is empty or too short to be a video.")
    deadline = time.monotonic() + (QUICK_SECONDS if quick else SCAN_SECONDS)
    try:
        facts = _ask(["head", str(path)], deadline, cancelled) if quick else None
        stamps: NDArray[np.int64] | None = None
        keys = stops = np.zeros(0, np.int64)
        if facts is None or _end_is_missing(facts):
            with tempfile.TemporaryDirectory(prefix="probe-") as folder:
                outs = [Path(folder) / f"{name}.npy" for name in ("stamps", "keys", "stops")]
                facts = _ask(["scan", str(path), *map(str, outs)], deadline, cancelled)
                stamps, keys, stops = map(np.load, outs)
    except ProcessTimedOut as fault:
        if not quick:  # the request had found it readable: what is slow is this machine
            raise
        raise errors.UnreadableFootage("The file takes too long to read as a video.") from fault
    info = _describe(path, facts, stamps)
    _check_time(info, settings)
    return Scanned(info, keys - info.video.first_pts, stops - info.video.first_pts)


def _ask(args: list[str], deadline: float, cancelled: Callable[[], bool]) -> dict[str, Any]:
    try:
        left = max(0.5, deadline - time.monotonic())
        facts: dict[str, Any] = json.loads(run_reader(args, left, cancelled).stdout)
    except ProcessTimedOut:
        raise
    except (ProcessFailed, ValueError) as fault:
        raise errors.UnreadableFootage from fault
    if code := facts.get("fault"):
        raise _fault(code)
    _check_picture(facts)
    return facts


def _fault(code: str) -> FootageError:
    if code == "no_video_stream":
        return errors.NoVideoStream()
    if code == "picture_too_large":
        return errors.PictureTooLarge("The picture is too large to be read; 8192 × 4320 pixels are allowed.")
    if code == "frame_rate_too_high":
        return errors.FrameRateTooHigh("The film has more frames than can be worked on.")
    if code == "too_many_streams":
        return errors.UnreadableFootage("The file holds more streams than the 32 that are allowed.")
    if code == "corrupt_media":
        return errors.CorruptFootage("The film is damaged: no picture of it can be decoded.")
    return errors.UnreadableFootage()


def _fraction(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None


def _end_is_missing(facts: dict[str, Any]) -> bool:
    claims = [s for s in (facts["streamSeconds"] or facts["containerSeconds"],) if s]
    return facts["end"] is None or not claims or facts["end"] < claims[0] - max(1.0, 0.02 * claims[0])


def _check_picture(facts: dict[str, Any]) -> None:
    width, height = facts["width"], facts["height"]
    if width * height > MAX_PIXELS:
        raise errors.PictureTooLarge(f"The picture is {width} × {height} pixels; 8192 × 4320 pixels are allowed.")
    if min(width, height) < MIN_SIDE or max(width, height) > MAX_ASPECT * min(width, height):
        raise errors.PictureTooSmall(
            f"The picture is {width} × {height} pixels; each side needs {MIN_SIDE} or more, "
            f"and neither may be over {MAX_ASPECT} times the other."
        )
    # Over what is left of a torn file the average may be anything; a true rate shows in both.
    rates = [rate for rate in (_fraction(facts["averageRate"]), _fraction(facts["guessedRate"])) if rate]
    if rates and min(rates) > MAX_RATE:
        raise errors.FrameRateTooHigh(f"The film has over {MAX_RATE} frames a second.")


def _check_time(info: MediaInfo, settings: Settings) -> None:
    if info.seconds > settings.max_video_duration:
        raise errors.FootageTooLong(
            f"The film lasts {float(info.seconds):.0f} seconds; {settings.max_video_duration} are allowed."
        )
    if info.damaged and (info.seconds < PARTIAL_SECONDS or 2 * info.seconds < info.claimed_seconds):
        raise errors.CorruptFootage(
            f"The film is damaged: {float(info.seconds):.1f} of {float(info.claimed_seconds):.1f} seconds "
            "can be decoded."
        )
    if info.seconds < MIN_SECONDS:
        raise errors.FootageTooShort("The film is shorter than one second.")


def _describe(path: Path, facts: dict[str, Any], stamps: NDArray[np.int64] | None) -> MediaInfo:
    time_base = Fraction(facts["timeBase"])
    guesses = [r for r in (_fraction(facts["guessedRate"]), _fraction(facts["averageRate"])) if r]
    claimed = Fraction(facts["streamSeconds"] or facts["containerSeconds"] or facts["end"] or 0)
    missing = _end_is_missing(facts)
    if stamps is None:
        rate, variable = guesses[0], False
        seconds = Fraction(facts["end"])
    else:
        ticks = stamps - facts["firstPts"]
        found = constant_rate(ticks, time_base, guesses)
        rate, variable = (found, False) if found else (standard_rate(ticks, time_base), True)
        seconds = _decodable(facts, ticks, time_base, rate)
        if facts["streamSeconds"] is None and facts["otherEnd"] > float(claimed) - 1:
            missing = False  # the claim was the sound's, which is whole
    family, frames = _family(path, facts), max(1, round(seconds * rate))
    return MediaInfo(
        container=family,
        size_bytes=path.stat().st_size,
        rate=rate,
        variable_rate=variable,
        frames=frames,
        exact_seek=family != "avi" if stamps is None else facts["seeks"],
        claimed_seconds=claimed.limit_denominator(1_000_000),
        damaged=missing,
        video=_video(facts, time_base),
        audio=tuple(
            AudioStream(
                index=a["index"],
                codec=a["codec"],
                channels=a["channels"],
                sample_rate=a["sampleRate"],
                language=_language(a["language"]),
                default=a["default"],
                role=a["role"],
            )
            for a in facts["audio"]
        ),
        subtitles=tuple(
            SubtitleStream(
                index=s["index"],
                codec=s["codec"],
                language=_language(s["language"]),
                default=s["default"],
                is_text=s["codec"] in _TEXT_CODECS,
                is_partial=s["partial"],
            )
            for s in facts["subtitles"]
        ),
    )


def _decodable(facts: dict[str, Any], ticks: NDArray[np.int64], time_base: Fraction, rate: Fraction) -> Fraction:
    """Seconds from the first frame to the end of the last one that decodes."""
    if not len(ticks) or facts["lastDecodable"] is None:
        raise errors.CorruptFootage("The film is damaged: its pictures cannot be decoded.")
    last = min(int(ticks[-1]), facts["lastDecodable"] - facts["firstPts"])
    # A last frame that lasts much longer than the others is a container's padding, not film.
    duration = Fraction(facts["lastDuration"]) * time_base
    if not 0 < duration <= 3 / rate:
        duration = 1 / rate
    return Fraction(last * time_base + duration)


def _video(facts: dict[str, Any], time_base: Fraction) -> VideoStream:
    height = facts["height"]
    return VideoStream(
        index=facts["index"],
        codec=facts["codec"],
        width=facts["width"],
        height=height,
        rotation=round(facts["rotation"] / 90) * 90 % 360,
        sample_aspect=_fraction(facts["sar"]) or Fraction(1),
        pixel_format=facts["pixelFormat"],
        bit_depth=facts["bitDepth"],
        hdr=_TRANSFERS.get(facts["transfer"]),
        matrix=_MATRICES.get(facts["matrix"], "bt709" if height >= 720 else "smpte170m"),
        full_range=facts["range"] == 2 or facts["pixelFormat"].startswith("yuvj"),
        interlaced=facts["interlaced"],
        time_base=time_base,
        first_pts=facts["firstPts"],
    )


def _language(tag: str | None) -> str | None:
    tag = (tag or "").strip().lower()
    return tag if tag and tag not in ("und", "unk", "mis", "zxx") else None


def _family(path: Path, facts: dict[str, Any]) -> str:
    name = facts["format"]
    if "matroska" in name:
        with path.open("rb") as film:
            return "webm" if b"webm" in film.read(256) else "mkv"
    if "mov" in name:
        return "mov" if (facts["brand"] or "").strip() == "qt" else "mp4"
    if name == "avi":
        return "avi"
    raise errors.UnsupportedContainer("The file is not an MP4, MOV, MKV, WebM or AVI film.")
