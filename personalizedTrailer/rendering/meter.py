"""What a limiter must know of a track in memory: its loudness, and its peaks between samples. ITU-R BS.1770-4."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly, sosfilt

from personalizedTrailer.media.loudness import SILENCE_LUFS
from personalizedTrailer.media.sound import Samples
from personalizedTrailer.rendering.plan import SAMPLE_RATE

_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""Annex 1, tables 1 and 2: the head's shelf and the high-pass, at 48 kHz."""
_STEP = SAMPLE_RATE // 10
"""Samples from one block to the next; a block of 400 ms is four of them."""
_OFFSET, _RELATIVE_GATE = -0.691, -10.0
_OVERSAMPLE = 4
"""Annex 2: true peaks are found at four times 48 kHz."""
_AT_ONCE, _FILTER_REACH = 5 * SAMPLE_RATE, 16
"""Samples that are looked at together, and how many around them count for their peaks (`resample_poly` takes 10)."""


def integrated(track: Samples) -> float:
    """Integrated loudness of a stereo track in LUFS; SILENCE_LUFS where nothing passes the gate."""
    state, powers = np.zeros((len(_K_WEIGHTING), 2, 2)), []
    for start in range(0, len(track) - len(track) % _STEP, _AT_ONCE):
        part = track[start : start + _AT_ONCE]
        heard, state = sosfilt(_K_WEIGHTING, part[: len(part) - len(part) % _STEP], axis=0, zi=state)
        powers.append((heard**2).reshape(-1, 2 * _STEP).sum(axis=1) / _STEP)
    steps = np.concatenate([np.zeros(0), *powers])
    blocks = np.convolve(steps, np.full(4, 0.25), "valid") if len(steps) >= 4 else np.zeros(0)
    blocks = blocks[blocks > _power(SILENCE_LUFS)]
    if not len(blocks):
        return SILENCE_LUFS
    gated = blocks[blocks > _power(_lufs(blocks.mean()) + _RELATIVE_GATE)]
    return _lufs(gated.mean())


def _lufs(power: float) -> float:
    return _OFFSET + 10 * float(np.log10(power))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


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
