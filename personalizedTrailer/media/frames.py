"""Frames of files that this service made: of what it encoded, here; of what may hold a film's packets, in a cage."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import BrokenFrame, Cancelled, ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.media.probe import run_reader
from personalizedTrailer.media.reading import frames as reading_frames
from personalizedTrailer.media.reading.film import BadFilm

_SECONDS = 300.0
_FRAME_SECONDS = 0.1
"""For a frame of a stretch that is decoded whole; 8 ms at 1080p where nothing else is done."""
DEMUX_ONLY = {"codec_whitelist": "none"}
"""For `av.open` on what may hold packets of an uploaded film: else it decodes the first ones, here, to look at them."""
Thumbs = NDArray[np.uint8]
"""Shape [frames, side, side], grey, 0 to 255."""


def thumbs(path: Path, side: int) -> Thumbs:
    """Decodes a whole file; raises av.FFmpegError when it does not decode cleanly."""
    # Luma as it is stored: a conversion to grey would stretch its range, and not alike in all versions.
    reduce = reading_frames.Reducer((side, side), "luma")
    with av.open(str(path)) as container:
        small = b"".join(reduce(frame) for frame in container.decode(video=0))
    return np.frombuffer(small, np.uint8).reshape(-1, side, side)


def raw_thumbs(path: Path, side: int) -> Thumbs:
    """Thumbnails that FFmpeg wrote as raw grey bytes."""
    return np.frombuffer(path.read_bytes(), dtype=np.uint8).reshape(-1, side, side)


def of_trailer(
    trailer: Path,
    numbers: Sequence[int],
    size: tuple[int, int],
    form: Literal["luma", "yuv420p"],
    out: Path,
    cancelled: Callable[[], bool],
    *,
    whole: Sequence[tuple[int, int]] = (),
    ours: bool = False,
) -> None:
    """Writes frames of a trailer to `out` as raw pixels, ascending by number; those of `whole` are decoded besides.

    What a trailer has copied of its film is as little to be trusted as that: only where all of it is `ours`, encoded
    here, is it decoded without a cage. Raises BrokenFrame where one does not decode, VerificationFailed,
    ProcessTimedOut or Cancelled.
    """
    asked = Path(f"{out}.json")  # an argument may not be as long as the list of a long trailer's joins
    asked.write_text(json.dumps({"wanted": sorted(numbers), "whole": list(whole)}), encoding="ascii")
    args = [str(trailer), str(out), str(size[0]), str(size[1]), form, str(asked)]
    seconds = _SECONDS + _FRAME_SECONDS * sum(end - first for first, end in whole)
    try:
        answer = _of_ours(args, cancelled) if ours else _caged(args, seconds, cancelled)
    finally:
        asked.unlink()
    if "fault" in answer:
        raise VerificationFailed(f"A rendered file does not decode: {answer['reason']}.")
    if answer["broken"] is not None:
        raise BrokenFrame(answer["broken"])


def _of_ours(args: list[str], cancelled: Callable[[], bool]) -> dict[str, Any]:
    if cancelled():
        raise Cancelled
    try:
        return reading_frames.frames(*args)
    except BadFilm as fault:
        return {"fault": fault.code, "reason": fault.reason}


def _caged(args: list[str], seconds: float, cancelled: Callable[[], bool]) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(run_reader(["frames", *args], seconds, cancelled).stdout)
    except ProcessTimedOut:
        raise
    except ProcessFailed as fault:
        raise VerificationFailed("A rendered file does not decode.") from fault
    return answer
