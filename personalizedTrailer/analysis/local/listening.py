"""What the sound of a film says of it: how loud, how busy, whether music plays.

Every curve has a value for each block of 0.1 s. All rules are our own; no model was trained.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, median_filter, uniform_filter1d

from personalizedTrailer.media.hearing import BLOCKS, Heard

Curve = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SHORT_SECONDS = 60
_PRIOR_LUFS, _PRIOR_SPREAD = -27.0, 6.0
"""Of a film as they are mixed: what a short one is held against, as it says too little of itself."""
_LEAST_SPREAD = 1.0
"""LU; smaller differences cannot be heard."""
_QUIETEST, _LOUDEST_SILENCE, _BELOW = -60.0, -45.0, 35.0
"""LUFS, LUFS and LU: silence is that far below the loud parts of the film, between the two bounds."""
_ONSET = 0.03
"""Of `Heard.onset`: less than a soft click."""
_MUSIC_SECONDS = 3


def loudness(heard: Heard) -> Curve:
    """0 to 1, 0.5 as loud as the film mostly is: logistic of the robust z-score (1.4826 MAD) of what is not silent."""
    loud = heard.loudness.astype(np.float64)
    audible = loud[~silence(heard)]
    weight = min(1.0, len(loud) / (_SHORT_SECONDS * BLOCKS)) if len(audible) else 0.0
    middle = float(np.median(audible)) if weight else _PRIOR_LUFS
    spread = 1.4826 * float(np.median(np.abs(audible - middle))) if weight else _PRIOR_SPREAD
    middle = weight * middle + (1 - weight) * _PRIOR_LUFS
    spread = max(_LEAST_SPREAD, weight * spread + (1 - weight) * _PRIOR_SPREAD)
    return np.asarray(1 / (1 + np.exp(-np.clip((loud - middle) / spread, -3, 3))))


def onset_rate(heard: Heard) -> Curve:
    """Onsets a second within the 4 s about each block: what stands out from the second about it."""
    onset = heard.onset.astype(np.float64)
    usual = uniform_filter1d(onset, BLOCKS, mode="nearest")
    peaks = (onset >= maximum_filter1d(onset, 3, mode="nearest")) & (onset > 1.5 * usual + _ONSET)
    return np.asarray(uniform_filter1d(peaks.astype(np.float64), 4 * BLOCKS + 1, mode="constant") * BLOCKS)


def silence(heard: Heard) -> Flags:
    """Where there is nothing to hear: under -60 LUFS, or in a loud film, 35 LU under its loud parts."""
    loud = float(np.percentile(heard.loudness, 95)) if len(heard.loudness) else _QUIETEST
    return np.asarray(heard.loudness < np.clip(loud - _BELOW, _QUIETEST, _LOUDEST_SILENCE))


def music(heard: Heard) -> Curve:
    """0 to 1: notes that are held, for most of 3 s. Drums alone are not found; a siren or a hum counts as music."""
    held = ramp(heard.steady.astype(np.float64), 0.55, 0.8) * ~silence(heard)
    return np.asarray(uniform_filter1d(median_filter(held, _MUSIC_SECONDS * BLOCKS, mode="nearest"), BLOCKS))


def ramp(values: Curve, none: float, full: float) -> Curve:
    """0 up to `none`, 1 from `full` on, straight between; `full` may be the lower one."""
    return np.clip((values - none) / (full - none), 0, 1)
