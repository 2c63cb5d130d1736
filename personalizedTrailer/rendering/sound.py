"""The sound of a trailer: sample-exact runs, faded at their edges, at one constant gain, until it keeps its peak."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.media import loudness
from personalizedTrailer.media.process import Limits, never, run
from personalizedTrailer.media.sandbox import Cage, wrap
from personalizedTrailer.media.sound import Samples
from personalizedTrailer.model import Loudness
from personalizedTrailer.rendering.commands import encode_sound
from personalizedTrailer.rendering.meter import integrated, true_peaks
from personalizedTrailer.rendering.plan import SAMPLE_RATE, SoundRun

TARGET_LUFS = -14.0
"""What streaming players normalise to."""
PEAK_DBTP = -2.0
LIMIT_DB = 6.0
"""How much a true-peak limiter may take; beyond that the gain is lowered instead."""
QUIET_LUFS = -60.0
"""Below this a trailer is silence and noise: nothing is raised."""
_MARGIN_DB = 0.6
"""AAC adds peaks between samples: three of ten trailers measured had more, and were encoded again."""
_NEAR_LUFS, _CLOSE_LUFS = 0.3, 0.1
"""How near to the target the encoded sound has to come, and before that the sound in memory."""
_TRIES = 8
_LOOK_AHEAD = 240
"""Samples (5 ms) over which the limiter moves."""


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
    """Lays the runs down, levels them and encodes to `out`; lowers the ceiling until the encoded file keeps the peak.

    Raises VerificationFailed where that never happens, ProcessFailed, and Cancelled.
    """
    dry = Dry.of(lay_down(runs, sources, samples))
    if dry.lufs <= QUIET_LUFS:
        path = _encode(ffmpeg, dry.track, out, codec, cancelled)
        return Sound(path, Loudness(TARGET_LUFS, dry.lufs, dry.lufs, dry.true_peak_dbtp, 0.0, 0.0))
    ceiling = too_high = PEAK_DBTP - _MARGIN_DB
    best: Loudness | None = None
    for tries_left in range(_TRIES, 0, -1):
        wet, gain, taken = level(dry, ceiling)
        path = _encode(ffmpeg, wet, out.with_stem(f"{out.stem}_try"), codec, cancelled)
        after = loudness.measure(ffmpeg, loudness.file_input(path), cancelled)
        over = 0.0 if after.true_peak_dbtp is None else after.true_peak_dbtp - PEAK_DBTP
        if over <= 0 and (best is None or best.achieved_lufs is None or after.lufs > best.achieved_lufs):
            best = Loudness(
                TARGET_LUFS, dry.lufs, after.lufs, after.true_peak_dbtp, round(gain, 2), round(taken, 2)
            )
            path.replace(out)
        path.unlink(missing_ok=True)
        louder = TARGET_LUFS - after.lufs > _NEAR_LUFS and over < -_NEAR_LUFS and ceiling < too_high
        if best and (not louder or tries_left <= _TRIES // 2):
            return Sound(out, best)
        if over > 0:
            ceiling, too_high = ceiling - over - 0.1, ceiling
        else:
            # AAC overshot less than the time before: the limiter may let more through.
            ceiling = min(ceiling - over - 0.1, (ceiling + too_high) / 2)
    if best:
        return Sound(out, best)
    raise VerificationFailed("The sound of a trailer could not be kept under its peak.")


@dataclass(frozen=True, slots=True)
class Dry:
    """A track before it is levelled."""

    track: Samples
    peaks: NDArray[np.float32]
    """As `true_peaks` gives them."""
    lufs: float

    @classmethod
    def of(cls, track: Samples) -> Dry:
        return cls(track, true_peaks(track), round(integrated(track), 1))

    @property
    def true_peak_dbtp(self) -> float | None:
        """None for digital silence."""
        greatest = float(self.peaks.max(initial=0.0))
        return round(20 * math.log10(greatest), 1) if greatest else None


def level(dry: Dry, ceiling_dbtp: float) -> tuple[Samples, float, float]:
    """The track at the target's loudness or as near to it as the limiter may go; its gain, and what was limited, in dB.

    `dry` must not be silent.
    """
    # What the limiter takes is given back as gain, as far as it may take more.
    most = ceiling_dbtp + LIMIT_DB - 20 * math.log10(dry.peaks.max())
    gain, tries_left = min(TARGET_LUFS - dry.lufs, most), _TRIES
    while True:
        factor = np.float32(10 ** (gain / 20))
        wet, taken = limit(dry.track * factor, dry.peaks * factor, ceiling_dbtp)
        short, tries_left = TARGET_LUFS - integrated(wet), tries_left - 1
        if not tries_left or abs(short) <= _CLOSE_LUFS or (short > 0 and gain >= most):
            return wet, gain, taken
        gain = min(gain + short, most)


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


def limit(track: Samples, peaks: NDArray[np.float32], ceiling_dbtp: float) -> tuple[Samples, float]:
    """A look-ahead true-peak limiter; returns the track and the most that it took, in dB.

    `peaks` are the track's `true_peaks`. The gain each sample needs is spread by a minimum over the look-ahead and
    smoothed by a mean over the same width, which cannot rise above what any sample needs: no overshoot, no delay.
    """
    ceiling = 10 ** (ceiling_dbtp / 20)
    if peaks.max(initial=0.0) <= ceiling:
        return track, 0.0
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    width = 2 * _LOOK_AHEAD + 1
    gain = uniform_filter1d(minimum_filter1d(needed, width), width).astype(np.float32)
    limited: Samples = track * gain[:, None]
    return limited, float(-20 * np.log10(gain.min()))


def _encode(ffmpeg: str, track: Samples, out: Path, codec: str, cancelled: Callable[[], bool]) -> Path:
    raw = out.with_suffix(".f32")
    track.tofile(raw)
    out.unlink(missing_ok=True)
    limits = Limits(120 + len(track) / SAMPLE_RATE)
    run(wrap(encode_sound(ffmpeg, raw, out, codec), Cage()), limits, cancelled=cancelled)
    raw.unlink()
    return out
