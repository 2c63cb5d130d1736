"""The sound of a trailer: sample-exact runs, faded at their edges, at one constant gain, until it keeps its peak."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.media import loudness
from personalizedTrailer.media.process import Limits, never, run
from personalizedTrailer.media.sandbox import Cage, wrap
from personalizedTrailer.media.sound import Samples
from personalizedTrailer.model import Loudness
from personalizedTrailer.rendering.commands import encode_sound
from personalizedTrailer.rendering.plan import SAMPLE_RATE, SoundRun

TARGET_LUFS = -14.0
"""What streaming players normalise to."""
PEAK_DBTP = -2.0
LIMIT_DB = 6.0
"""How much a true-peak limiter may take; beyond that the gain is lowered instead."""
QUIET_LUFS = -60.0
"""Below this a trailer is silence and noise: nothing is raised."""
_MARGIN_DB = 0.3
"""AAC adds inter-sample peaks; +0.2 dBTP was measured."""
_NEAR_LUFS = 0.3
_TRIES = 8
_LOOK_AHEAD = 240
"""Samples (5 ms) over which the limiter moves."""
_OVERSAMPLE = 4
"""BS.1770-4, annex 2: true peaks are found at four times 48 kHz."""
_AT_ONCE, _FILTER_REACH = 5 * SAMPLE_RATE, 16
"""Samples that are looked at together, and how many around them count for their peaks (`resample_poly` takes 10)."""


@dataclass(frozen=True, slots=True)
class Sound:
    path: Path
    loudness: Loudness | None
    """None for a trailer without sound."""


def silence(ffmpeg: str, samples: int, out: Path, codec: str, cancelled: Callable[[], bool] = never) -> Sound:
    """A silent track, for films that have none; raises ProcessFailed or Cancelled."""
    return Sound(_encode(ffmpeg, np.zeros((samples, 2), np.float32), out, codec, cancelled), None)


def mix(
    ffmpeg: str,
    runs: tuple[SoundRun, ...],
    sources: list[Samples],
    samples: int,
    out: Path,
    codec: str,
    cancelled: Callable[[], bool] = never,
) -> Sound:
    """Lays the runs down, levels them and encodes to `out`; tries gains until the encoded file keeps the peak.

    Raises VerificationFailed where that never happens, ProcessFailed, and Cancelled.
    """
    dry = lay_down(runs, sources, samples)
    raw = out.with_suffix(".f32")
    dry.tofile(raw)
    before = loudness.measure(ffmpeg, loudness.raw_input(raw), cancelled)
    raw.unlink()
    if before.lufs <= QUIET_LUFS or before.true_peak_dbtp is None:
        path = _encode(ffmpeg, dry, out, codec, cancelled)
        return Sound(path, Loudness(TARGET_LUFS, before.lufs, before.lufs, before.true_peak_dbtp, 0.0, 0.0))
    ceiling = PEAK_DBTP - _MARGIN_DB
    gain = min(TARGET_LUFS - before.lufs, ceiling + LIMIT_DB - before.true_peak_dbtp)
    best: Loudness | None = None
    for tries_left in range(_TRIES, 0, -1):
        wet, taken = limit(dry * np.float32(10 ** (gain / 20)), ceiling)
        path = _encode(ffmpeg, wet, out.with_stem(f"{out.stem}_try"), codec, cancelled)
        after = loudness.measure(ffmpeg, loudness.file_input(path), cancelled)
        over = 0.0 if after.true_peak_dbtp is None else after.true_peak_dbtp - PEAK_DBTP
        short = TARGET_LUFS - after.lufs
        if over <= 0 and (best is None or best.achieved_lufs is None or after.lufs > best.achieved_lufs):
            reached = after.lufs, after.true_peak_dbtp, round(gain, 2), round(taken, 2)
            best = Loudness(TARGET_LUFS, before.lufs, *reached)
            path.replace(out)
        path.unlink(missing_ok=True)
        full = LIMIT_DB - taken <= _NEAR_LUFS
        # What the limiter took is given back as gain, as far as it may take more; the last tries only lower it.
        if best and (short <= _NEAR_LUFS or (full and over > -_NEAR_LUFS) or tries_left <= _TRIES // 2):
            return Sound(out, best)
        if over > 0:
            ceiling -= over + 0.1
        elif full:
            # AAC overshot less than the time before: the limiter may let more through.
            ceiling = min(PEAK_DBTP - _MARGIN_DB, ceiling - over - 0.1)
        louder = short if tries_left > _TRIES // 2 else 0.0
        gain = min(gain + max(0.0, louder), ceiling + LIMIT_DB - before.true_peak_dbtp)
    if best:
        return Sound(out, best)
    raise VerificationFailed("The sound of a trailer could not be kept under its peak.")


def lay_down(runs: tuple[SoundRun, ...], sources: list[Samples], samples: int) -> Samples:
    """Adds every run to a silent trailer of `samples`, with its fades."""
    track = np.zeros((samples, 2), np.float32)
    for run_, source in zip(runs, sources, strict=True):
        room = min(run_.samples, samples - run_.at)
        shape = envelope(run_)[:room, None]
        track[run_.at : run_.at + room] += source[:room] * shape
    return track


def envelope(run_: SoundRun) -> NDArray[np.float32]:
    """Gain of each sample of a run, 0 to 1: raised-cosine edges, equal power (sine) where two runs cross."""
    gain = np.ones(run_.samples, np.float32)
    fade_in, fade_out = min(run_.fade_in, run_.samples // 2), min(run_.fade_out, run_.samples // 2)
    gain[:fade_in] = _ramp(fade_in, run_.crossfade_in)
    gain[run_.samples - fade_out :] = _ramp(fade_out, run_.crossfade_out)[::-1]
    return gain


def _ramp(samples: int, equal_power: bool) -> NDArray[np.float32]:
    part: NDArray[np.float32] = (np.arange(samples, dtype=np.float32) + np.float32(0.5)) / np.float32(
        max(1, samples)
    )
    rise = np.sin(part * np.float32(math.pi / 2))
    return np.asarray(rise if equal_power else rise**2, np.float32)


def limit(track: Samples, ceiling_dbtp: float) -> tuple[Samples, float]:
    """A look-ahead true-peak limiter; returns the track and the most that it took, in dB.

    The gain each sample needs is spread by a minimum over the look-ahead and smoothed by a mean over the same
    width, which cannot rise above what any sample needs: no overshoot, no delay.
    """
    ceiling = 10 ** (ceiling_dbtp / 20)
    peaks = true_peaks(track)
    if peaks.max(initial=0.0) <= ceiling:
        return track, 0.0
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    width = 2 * _LOOK_AHEAD + 1
    gain = uniform_filter1d(minimum_filter1d(needed, width), width).astype(np.float32)
    limited: Samples = track * gain[:, None]
    return limited, float(-20 * np.log10(gain.min()))


def true_peaks(track: Samples) -> NDArray[np.float32]:
    """The greatest magnitude of each sample and of what lies between it and the next, both channels; 0 or more."""
    peaks = np.empty(len(track), np.float32)
    # A part at a time: all of a long trailer at four times its rate is hundreds of megabytes.
    for start in range(0, len(track), _AT_ONCE):
        before = min(start, _FILTER_REACH)
        part = track[start - before : start + _AT_ONCE + _FILTER_REACH]
        fine = np.abs(resample_poly(part, _OVERSAMPLE, 1, axis=0)).max(axis=1)
        of_samples = fine[: len(part) * _OVERSAMPLE].reshape(-1, _OVERSAMPLE).max(axis=1)
        end = min(len(track), start + _AT_ONCE)
        peaks[start:end] = of_samples[before : before + end - start]
    return peaks


def _encode(ffmpeg: str, track: Samples, out: Path, codec: str, cancelled: Callable[[], bool]) -> Path:
    raw = out.with_suffix(".f32")
    track.tofile(raw)
    out.unlink(missing_ok=True)
    limits = Limits(120 + len(track) / SAMPLE_RATE)
    run(wrap(encode_sound(ffmpeg, raw, out, codec), Cage()), limits, cancelled=cancelled)
    raw.unlink()
    return out
