"""How exciting a film is, and how pleasant, moment by moment, from what can be measured. Pure.

Arousal is Hanjalic and Xu's (2005, "Affective video content representation and modeling"): a weighted mean of motion,
of the rate of cuts and of the energy of sound, smoothed over seconds; the weights and the onsets are our own:

    A = s(0.35 z(motion) + 0.25 z(cut density) + 0.30 z(loudness) + 0.10 z(onsets))

Valence is weak wherever it is read from such signals, and is used for findings of low confidence alone. Bright and
saturated colours please (Valdez and Mehrabian 1994), warm and light films are the glad ones (Wang and Cheong 2006),
dark ones the sad (Rasheed, Sheikh and Shah 2005), and held notes sound better than noise:

    V = s(0.30 z(luma) + 0.25 z(saturation) + 0.20 z(warmth) + 0.15 z(harmonicity) − 0.10 z(darkness))

with z and s as in `levels`. Where something was not measured, or the film is mute, the weights of what is
left are raised to the same sum.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.ndimage import uniform_filter1d

from personalizedTrailer.analysis.local.curves import Curve
from personalizedTrailer.analysis.local.levels import Levels, logistic
from personalizedTrailer.media.hearing import BLOCKS

AROUSAL = {"motion": 0.35, "cut_density": 0.25, "loudness": 0.30, "onsets": 0.10}
VALENCE = {"luma": 0.30, "saturation": 0.25, "warmth": 0.20, "steady": 0.15, "darkness": -0.10}
"""`steady` stands for harmonicity: how many lines of the spectrum stay in place."""
SMOOTH_SECONDS = 8


def arousal(levels: Levels) -> Curve:
    """0 to 1 for each block, not smoothed."""
    return _weighted(levels, AROUSAL)


def valence(levels: Levels) -> Curve:
    """0 to 1 for each block, not smoothed."""
    return _weighted(levels, VALENCE)


def smooth(curve: Curve) -> Curve:
    """Over about SMOOTH_SECONDS: twice the mean of half of them, a triangle."""
    half = SMOOTH_SECONDS * BLOCKS // 2
    return np.asarray(uniform_filter1d(uniform_filter1d(curve, half, mode="nearest"), half, mode="nearest"))


def by_second(curve: Curve) -> tuple[float, ...]:
    """The mean of each second of the film, the last one as long as it is; four decimals."""
    starts = np.arange(0, len(curve), BLOCKS)
    sums = np.add.reduceat(curve, starts)
    return tuple(np.round(sums / np.diff([*starts, len(curve)]), 4).tolist())


def _weighted(levels: Levels, weights: Mapping[str, float]) -> Curve:
    known = {name: z for name in weights if (z := levels.z(name)) is not None}
    whole = sum(abs(weight) for weight in weights.values())
    part = np.sum([abs(weights[name]) * ~np.isnan(z) for name, z in known.items()], axis=0)
    found = np.sum([weights[name] * np.nan_to_num(z) for name, z in known.items()], axis=0)
    return logistic(found * (whole / np.maximum(part, 1e-9)))
