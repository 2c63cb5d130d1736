"""Spans of a film's sound, on the clock of its picture."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from personalizedTrailer.media.reading.film import decoded, open_film

RATE = 48_000


def sound(path: str, out: str, index: str, zero: str, spans: str) -> dict[str, Any]:
    """Writes the wanted spans one after another as float32, interleaved stereo at 48 kHz.

    `zero` is the container time of the first video frame in seconds, as a fraction; `spans` is JSON:
    [[first sample, samples], …] on the film's clock at 48 kHz, ascending or not.
    """
    container = open_film(path)
    stream = container.streams[int(index)]
    origin = Fraction(zero)
    with Path(out).open("wb") as sink:
        for first, samples in json.loads(spans):
            sink.write(read_span(container, stream, origin, first, samples).tobytes())
    return {}


def read_span(container: Any, stream: Any, origin: Fraction, first: int, samples: int) -> np.ndarray[Any, Any]:
    piece = np.zeros((samples, 2), dtype=np.float32)
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    # Codecs need a run-up before they are right: AAC one frame, MP3 its bit reservoir, Opus 80 ms.
    begin = max(Fraction(0), origin + Fraction(first, RATE) - Fraction(1, 2))
    seek_to(container, stream, begin)
    position: int | None = None
    for packet in container.demux(stream):
        for frame in decoded(packet):
            if frame.pts is None:
                continue
            for part in resampler.resample(frame):
                stamp = round((int(part.pts or 0) * Fraction(part.time_base or 0) - origin) * RATE)
                # Timestamps jitter by a rounding (Matroska: 1 ms): in the span only a real gap moves the write
                # position. Before it every stamp counts, as the first ones after a seek may be wrong (Vorbis).
                if position is None or abs(stamp - position) > (RATE // 25 if position >= first else RATE // 500):
                    position = stamp
                block = part.to_ndarray().reshape(-1, 2)
                paste(piece, block, position - first)
                position += len(block)
        if position is not None and position >= first + samples:
            break
    return piece


def seek_to(container: Any, stream: Any, seconds: Fraction) -> None:
    stream.codec_context.flush_buffers()
    try:
        container.seek(int(seconds / stream.time_base), stream=stream, backward=True)
    except av.FFmpegError:  # some files have no index for their sound: read from the start
        container.seek(0)


def paste(piece: np.ndarray[Any, Any], block: np.ndarray[Any, Any], at: int) -> None:
    """Copies the part of `block` that falls into `piece` when it begins at sample `at`."""
    low, high = max(0, at), min(len(piece), at + len(block))
    if low < high:
        # A damaged packet may decode to anything, infinities included; sound itself hardly goes over full scale.
        piece[low:high] = np.clip(np.nan_to_num(block[low - at : high - at], posinf=0, neginf=0), -2, 2)
