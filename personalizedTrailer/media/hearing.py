"""What can be heard in an uploaded film, moment by moment, found out by a caged child process."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import CorruptFootage, ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.probe import SCAN_SECONDS, run_reader
from personalizedTrailer.model import AudioStream, MediaInfo

BLOCKS, STEPS = 10, 100
"""Of a second."""
_SLOWEST = 20
"""Seconds of film that are heard in a second at the least, or something hangs."""

Curve = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """One audio stream from the film's first frame to its end; silent where there is none.

    The first five are of one length, a value for each block of 0.1 s; the others have one for each step of 10 ms.
    """

    loudness: Curve
    """Momentary, in LUFS (ITU-R BS.1770-4); -70 where nothing is measured."""
    onset: Curve
    """How suddenly something begins: spectral flux, 0 or more; a click nearly 1."""
    flatness: Curve
    """Of the spectrum: 0 a tone, towards 1 noise; 1 for silence."""
    low: Curve
    """The share of power below 150 Hz."""
    steady: Curve
    """How many lines of the spectrum stay in place for a second, 0 to 1: music holds its notes, speech glides."""
    level: Curve
    """dB of full scale, 200 to 7000 Hz; at least -100."""
    voice: Curve
    """How periodic, 0 to 1; a vowel from about 0.25 on."""
    pitch: Curve
    """Hz, 70 to 400; chance where `voice` is low."""


def hear(film: Path, media: MediaInfo, audio: AudioStream, folder: Path, cancelled: Callable[[], bool]) -> Heard:
    """Listens to a stream once, from its beginning to its end; `folder` is for scratch files, which are removed.

    Raises CorruptFootage where none of its sound can be decoded, ProcessTimedOut or Cancelled.
    """
    zero = media.video.first_pts * media.video.time_base
    blocks = math.ceil(media.seconds * BLOCKS)
    out, steps_out = folder / "heard.npy", folder / "heard-steps.npy"
    args = ["hear", str(film), str(out), str(steps_out), str(audio.index)]
    args += [f"{zero.numerator}/{zero.denominator}", str(blocks)]
    try:
        answer = json.loads(run_reader(args, SCAN_SECONDS + float(media.seconds) / _SLOWEST, cancelled).stdout)
        if "fault" in answer:
            raise CorruptFootage("The film's sound cannot be decoded.")
        return Heard(*np.load(out).T.copy(), *np.load(steps_out).T.copy())
    except ProcessTimedOut:
        raise
    except ProcessFailed as fault:
        raise CorruptFootage("The film's sound cannot be decoded.") from fault
    finally:
        out.unlink(missing_ok=True)
        steps_out.unlink(missing_ok=True)
