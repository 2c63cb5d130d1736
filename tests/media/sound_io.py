"""Sound as 48 kHz stereo on a film's clock, and its loudness, both by a reading of their own."""

from __future__ import annotations

import functools
import math
import re
import shutil
import subprocess
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

import av
import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

RATE = 48_000
Sound = NDArray[np.float32]
"""Shape [samples, 2], full scale 1; sample 0 is time 0."""
JITTER_SECONDS = 0.025
"""A block whose timestamp is nearer than this to the end of the block before it follows it without a gap."""
_SIDE = 1 / math.sqrt(2)


@functools.cache
def ffmpeg() -> str:
    return shutil.which("ffmpeg") or str(imageio_ffmpeg.get_ffmpeg_exe())


def load(path: Path, zero: Fraction, stream: int | None = None) -> Sound:
    """A file's sound from `zero` (container seconds) on, of the stream of that index, else of the first."""
    with av.open(str(path), metadata_errors="replace") as container:
        index = container.streams.audio[0].index if stream is None else stream
        audio = next(one for one in container.streams.audio if one.index == index)
        rate = audio.codec_context.sample_rate
        blocks: list[tuple[int, Sound]] = []
        position: int | None = None
        for packet in container.demux(audio):
            for frame in _decoded(packet):
                if frame.pts is None:
                    continue
                stamp = round((frame.pts * frame.time_base - zero) * rate)
                if position is None or abs(stamp - position) > JITTER_SECONDS * rate:
                    position = stamp
                block = _stereo(frame)
                blocks.append((position, block))
                position += len(block)
    return _at_48k(_lay_down(blocks), rate)


def _decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except av.FFmpegError:
        return []


def _lay_down(blocks: list[tuple[int, Sound]]) -> Sound:
    length = max((at + len(block) for at, block in blocks), default=0)
    track = np.zeros((max(0, length), 2), np.float32)
    for at, block in blocks:
        skip = max(0, -at)
        if skip < len(block):
            track[at + skip : at + len(block)] = block[skip:]
    return track


def _stereo(frame: Any) -> Sound:
    """Two channels, float: one is doubled, more are mixed down by ITU-R BS.775, normalised as usual."""
    raw = frame.to_ndarray()
    channels = len(frame.layout.channels)
    samples = raw if frame.format.is_planar else raw.reshape(-1, channels).T
    if samples.dtype.kind == "u":
        samples = (samples.astype(np.float32) - 128) / 128
    elif samples.dtype.kind == "i":
        samples = samples.astype(np.float32) / np.float32(2 ** (8 * samples.dtype.itemsize - 1))
    if channels == 1:
        return np.repeat(samples.astype(np.float32).T, 2, axis=1)
    if channels == 2:
        return np.ascontiguousarray(samples.T.astype(np.float32))
    return _mix_down(samples.astype(np.float32), [channel.name for channel in frame.layout.channels])


def _mix_down(samples: NDArray[np.float32], names: list[str]) -> Sound:
    left, right = np.zeros(len(names)), np.zeros(len(names))
    for index, name in enumerate(names):
        if name == "FL":
            left[index] = 1.0
        elif name == "FR":
            right[index] = 1.0
        elif name == "FC":
            left[index] = right[index] = _SIDE
        elif name in ("SL", "BL"):
            left[index] = _SIDE
        elif name in ("SR", "BR"):
            right[index] = _SIDE
    scale = max(left.sum(), right.sum(), 1.0)
    return np.asarray((np.stack([left, right]) @ samples / scale).T, np.float32)


def _at_48k(track: Sound, rate: int) -> Sound:
    if rate == RATE or not len(track):
        return track
    common = gcd(RATE, rate)
    return np.asarray(resample_poly(track, RATE // common, rate // common, axis=0), np.float32)


def measured_loudness(path: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP by FFmpeg's ebur128; -70 and -99 for silence."""
    command = [ffmpeg(), "-nostdin", "-hide_banner", "-nostats", "-i", str(path), "-map", "0:a:0"]
    command += ["-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    log = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600).stderr
    summary = log[log.rfind("Summary:") :]
    loud = re.search(r"\bI:\s+(-?[\d.]+|-inf|nan) LUFS", summary)
    peak = re.search(r"\bPeak:\s+(-?[\d.]+|-inf) dBFS", summary)
    if not loud or not peak:
        raise ValueError(f"no loudness was measured: {log[-300:]}")
    integrated = -70.0 if loud[1] in ("-inf", "nan") else max(-70.0, float(loud[1]))
    return integrated, -99.0 if peak[1] == "-inf" else float(peak[1])


def decibels(value: float) -> float:
    """Of an amplitude; -120 for none."""
    return 20 * math.log10(value) if value > 1e-6 else -120.0
