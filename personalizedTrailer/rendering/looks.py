"""Holds what would be copied against what would be encoded beside it, where a film asks for more than decoding.

Players and FFmpeg turn, mirror and crop pictures as boxes of a film's container tell them, and versions of FFmpeg
differ in what they heed. Copied packets leave those boxes behind: they would show something else than encoded pieces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import ProcessFailed, VerificationFailed
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import Cage, wrap
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.commands import Encoder, TakeJob, raw_take
from personalizedTrailer.rendering.encoders import CPU
from personalizedTrailer.rendering.entries import tries
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.takes import Order, Take

_LIMITS = Limits(120, 60)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A frame of the film as its decoder gives it: SHA-256 of its luma."""

    frame: int
    luma: str


def check_looks(
    ffmpeg: str,
    film: Path,
    media: MediaInfo,
    keyframes: NDArray[np.int64],
    top: Rendition,
    decoded: Decoded,
    folder: Path,
    cancelled: Callable[[], bool],
) -> None:
    """Raises VerificationFailed where an encoded piece would show the frame otherwise, or Cancelled."""
    out, thumbs = folder / "look.yuv", folder / "look.gray"
    job = TakeJob(
        film=film,
        media=media,
        take=Take((Order(Piece("body", decoded.frame, 1)),)),
        renditions=(top,),
        outputs=(out,),
        thumbs=thumbs,
        encoder=Encoder(CPU, "ultrafast", 0),
        entries=tries(media, keyframes, [decoded.frame])[0],
    )
    try:
        run(wrap(raw_take(ffmpeg, job), Cage()), _LIMITS, cancelled=cancelled)
        luma = hashlib.sha256(out.read_bytes()[: top.width * top.height]).hexdigest()
    except (ProcessFailed, OSError) as fault:
        raise VerificationFailed("A frame that would be copied cannot be shown.") from fault
    finally:
        for path in (out, thumbs):
            path.unlink(missing_ok=True)
    if luma != decoded.luma:
        raise VerificationFailed("Copied pictures would not look like encoded ones.")
