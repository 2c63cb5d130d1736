"""Spans of an uploaded film's sound, read by a caged child process; and sound of our own, packed for others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import CorruptFootage, ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.probe import run_reader
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.model import AudioStream, MediaInfo

Samples = NDArray[np.float32]
"""Shape [samples, 2]: stereo at 48 kHz, full scale 1."""


def read_spans(
    film: Path,
    media: MediaInfo,
    stream: AudioStream,
    groups: Sequence[Sequence[tuple[int, int]]],
    out: Path,
    timeout: float,
    cancelled: Callable[[], bool],
) -> list[list[Samples]]:
    """Reads `(first sample, samples)` spans on the film's clock (zero: its first frame); silence where it has none.

    `out` is a scratch file that the samples stay in: those of a group are mapped for as long as one is held. Raises
    CorruptFootage, ProcessTimedOut or Cancelled.
    """
    zero = media.video.first_pts * media.video.time_base
    args = ["sound", str(film), str(out), str(stream.index), f"{zero.numerator}/{zero.denominator}"]
    try:
        wanted = json.dumps([list(span) for spans in groups for span in spans])
        answer = json.loads(run_reader([*args, wanted], timeout, cancelled).stdout)
    except ProcessTimedOut:
        raise
    except ProcessFailed as fault:
        raise CorruptFootage("The film's sound cannot be decoded.") from fault
    if "fault" in answer:
        raise CorruptFootage("The film's sound cannot be decoded.")
    starts = np.cumsum([0, *(_samples(spans) for spans in groups)]).tolist()
    return [_mapped(out, start, spans) for start, spans in zip(starts, groups, strict=False)]


def _samples(spans: Sequence[tuple[int, int]]) -> int:
    return sum(samples for _, samples in spans)


def _mapped(path: Path, start: int, spans: Sequence[tuple[int, int]]) -> list[Samples]:
    """The spans that lie in the file from a sample on."""
    if not (total := _samples(spans)):
        return [np.zeros((0, 2), np.float32) for _ in spans]
    offset = start * 2 * np.dtype(np.float32).itemsize
    everything = np.memmap(path, np.float32, "r", offset=offset, shape=(total, 2))
    return list(np.split(everything, np.cumsum([samples for _, samples in spans])[:-1]))


def write_flac(
    ffmpeg: str, samples: Path, rate: int, out: Path, timeout: float, cancelled: Callable[[], bool]
) -> None:
    """Packs mono float32 samples of our own without loss of what 16 bits hold. Raises ProcessFailed or Cancelled."""
    told = ["-f", "f32le", "-ar", str(rate), "-ac", "1", "-i", str(samples)]
    command = [ffmpeg, "-nostdin", "-v", "error", *told, "-c:a", "flac", "-sample_fmt", "s16", "-y", str(out)]
    run(command, Limits(timeout), cancelled=cancelled)
