"""Spans of a film's sound, on the clock of its picture."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from personalizedTrailer.media.reading.film import decoded, open_film

RATE = 48_000
RUN_UP = RATE // 2
"""Samples read before a span. Codecs need some to be right: AAC one frame, MP3 its bit reservoir, Opus 80 ms."""


class BeginsLate(Exception):
    """Reading began too late for a span."""


def sound(path: str, out: str, index: str, zero: str, spans: str) -> dict[str, Any]:
    """Writes the wanted spans one after another as float32, interleaved stereo at 48 kHz.

    `zero` is the container time of the first video frame in seconds, as a fraction; `spans` is JSON:
    [[first sample, samples], …] on the film's clock at 48 kHz, ascending or not.
    """
    container, origin = open_film(path), Fraction(zero)
    with Path(out).open("wb") as sink:
        for first, samples in json.loads(spans):
            try:
                seek_to(container, int(index), origin + Fraction(first - RUN_UP, RATE))
                piece = read_span(container, int(index), origin, first, samples, first - RUN_UP // 2)
            except (av.FFmpegError, BeginsLate):  # there is no index for the sound, or none for its beginning
                piece = read_span(open_film(path), int(index), origin, first, samples)
            sink.write(piece.tobytes())
    return {}


def read_span(
    container: Any, index: int, origin: Fraction, first: int, samples: int, latest: float = math.inf
) -> np.ndarray[Any, Any]:
    """Samples from where the container is read next; raises BeginsLate where that is after `latest`."""
    piece = np.zeros((samples, 2), dtype=np.float32)
    position: int | None = None
    for stamp, block in blocks(container, index, origin):
        if position is None and stamp > latest:
            raise BeginsLate
        # Timestamps jitter by a rounding (Matroska: 1 ms): in the span only a real gap moves the write
        # position. Before it every stamp counts, as the first ones after a seek may be wrong (Vorbis).
        if position is None or abs(stamp - position) > (RATE // 25 if position >= first else RATE // 500):
            position = stamp
        paste(piece, block, position - first)
        position += len(block)
        if position >= first + samples:
            break
    return piece


def blocks(container: Any, index: int, origin: Fraction) -> Iterator[tuple[int, np.ndarray[Any, Any]]]:
    """Stereo at 48 kHz, and the sample on the film's clock at which each block says that it begins."""
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    for packet in container.demux(container.streams[index]):
        for frame in decoded(packet):
            if frame.pts is None:
                continue
            for part in resampler.resample(frame):
                stamp = round((int(part.pts or 0) * Fraction(part.time_base or 0) - origin) * RATE)
                yield stamp, part.to_ndarray().reshape(-1, 2)


def seek_to(container: Any, index: int, seconds: Fraction) -> None:
    stream = container.streams[index]
    stream.codec_context.flush_buffers()
    container.seek(int(seconds / stream.time_base), stream=stream, backward=True)


def paste(piece: np.ndarray[Any, Any], block: np.ndarray[Any, Any], at: int) -> None:
    """Copies the part of `block` that falls into `piece` when it begins at sample `at`."""
    low, high = max(0, at), min(len(piece), at + len(block))
    if low < high:
        # A damaged packet may decode to anything, infinities included; sound itself hardly goes over full scale.
        piece[low:high] = np.clip(np.nan_to_num(block[low - at : high - at], posinf=0, neginf=0), -2, 2)
