"""Frames of files that this service made: of what it encoded, here; of what may hold a film's packets, in a cage."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import Cancelled, ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.media.probe import run_reader
from personalizedTrailer.media.reading import frames as reading_frames
from personalizedTrailer.media.reading.film import BadFilm

_SECONDS = 300.0
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
    ours: bool = False,
) -> None:
    """Writes frames of a trailer to `out` as raw pixels, ascending by number.

    What a trailer has copied of its film is as little to be trusted as that: only where all of it is `ours`, encoded
    here, is it decoded without a cage. Raises VerificationFailed where a frame does not decode, ProcessTimedOut or
    Cancelled.
    """
    wanted = json.dumps(sorted(numbers))
    args = ["frames", str(trailer), str(out), str(size[0]), str(size[1]), form, wanted]
    if ours:
        if cancelled():
            raise Cancelled
        return _of_ours(args[1:])
    try:
        answer = json.loads(run_reader(args, _SECONDS, cancelled).stdout)
    except ProcessTimedOut:
        raise
    except ProcessFailed as fault:
        raise VerificationFailed("A rendered file does not decode.") from fault
    if "fault" in answer:
        raise VerificationFailed(f"A rendered file does not decode: {answer['reason']}.")


def _of_ours(args: list[str]) -> None:
    try:
        reading_frames.frames(*args)
    except BadFilm as fault:
        raise VerificationFailed(f"A rendered file does not decode: {fault.reason}.") from fault
