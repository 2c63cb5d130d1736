"""Where somebody speaks, and where a cut falls into no word."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, percentile_filter, uniform_filter1d

from personalizedTrailer.analysis.local.listening import Curve, ramp
from personalizedTrailer.media.hearing import BLOCKS, STEPS, Heard

SPOKEN = 0.5
"""From here on of `speech`, somebody speaks."""
SHORTEST_PAUSE = 0.15
"""Seconds."""
_PERHAPS = 0.3
"""From here on of `speech`, somebody may speak: enough not to cut there at any moment."""
_PER_BLOCK = STEPS // BLOCKS
_WINDOW = STEPS
"""Steps of the second about a block."""
_AT_ONCE = 3000
"""Blocks, for the sake of memory."""
_VOICED = 0.2
_LEAST = 0.005
"""Of each sign: so small that one that is missing is enough to say that nobody speaks."""
_DROP, _LEAST_DROP, _MOST_DROP = 0.7, 12.0, 24.0
"""A step is no part of a word where it lies so far below the loudest about it: a part of the distance to the quietest
steps there, in dB. More than the closure of a plosive, less than what lies under the voice leaves."""
_EDGE = 2
"""Steps at both ends of a pause that may still be a word's."""


def speech(heard: Heard) -> Curve:
    """0 to 1 for each block; somebody speaks from SPOKEN on.

    The geometric mean of signs of the second about it, by which speech differs from music and noise: syllables (the
    level goes up and down, and is low for a good part: Saunders 1996, Scheirer and Slaney 1997), vowels that are
    periodic and louder than what lies between them, a pitch that glides, and no lines that stay in place.
    """
    blocks = len(heard.steady)
    semitones = 12 * np.log2(heard.pitch)
    glide = np.abs(np.concatenate([np.zeros(2, np.float32), semitones[2:] - semitones[:-2]]))
    glide[(heard.voice <= _VOICED) | (glide >= 3)] = np.nan  # no vowel, or a leap between two
    parts = [_speech(heard, glide, start, min(blocks, start + _AT_ONCE)) for start in range(0, blocks, _AT_ONCE)]
    return np.asarray(uniform_filter1d(np.concatenate(parts), BLOCKS // 2, mode="nearest"))


def _speech(heard: Heard, glide: NDArray[np.float32], start: int, end: int) -> Curve:
    """Of the blocks from `start` to `end`; `glide` in semitones from two steps before, NaN where there is no vowel."""

    def about(values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape [blocks, steps]: the second about each block."""
        first, last = _PER_BLOCK * start - _WINDOW // 2, _PER_BLOCK * (end - 1) + _WINDOW // 2
        part = values[max(0, first) : last]
        part = np.pad(part, (max(0, -first), last - max(0, first) - len(part)), mode="edge")
        return sliding_window_view(part, _WINDOW)[::_PER_BLOCK]

    level, voice = about(heard.level), about(heard.voice)
    size = 10 ** (level / 20)
    low, high = np.percentile(level, (10, 90), axis=1)
    glides = np.sort(about(glide), axis=1)
    voiced = (~np.isnan(glides)).sum(axis=1)
    middle = np.where(voiced > 0, glides[np.arange(len(glides)), voiced // 2], 0)
    signs = [
        ramp(high - low, 6, 18),
        ramp((size < 0.5 * size.mean(axis=1, keepdims=True)).mean(axis=1), 0.05, 0.3),
        ramp(np.percentile(voice, 85, axis=1), 0.18, 0.3),
        ramp(_correlation(level, voice), 0.3, 0.65),
        ramp(middle, 0.08, 0.22) * ramp(middle, 1.5, 0.8),
        ramp(level.max(axis=1), -60, -45),
        ramp(heard.steady[start:end].astype(np.float64), 0.95, 0.7),
    ]
    return np.asarray(np.exp(np.log(np.maximum(signs, _LEAST)).mean(axis=0)))


def _correlation(one: NDArray[np.float32], other: NDArray[np.float32]) -> Curve:
    """Pearson's, row by row; 0 where one does not vary."""
    one, other = one - one.mean(axis=1, keepdims=True), other - other.mean(axis=1, keepdims=True)
    norm = np.sqrt((one**2).sum(axis=1, dtype=np.float64) * (other**2).sum(axis=1, dtype=np.float64))
    return np.asarray((one * other).sum(axis=1, dtype=np.float64) / np.maximum(norm, 1e-6))


def pauses(heard: Heard, spoken: Curve) -> Curve:
    """Where no word is cut: stretches of SHORTEST_PAUSE or more, seconds [start, end) in rows, ascending.

    All that can be no speech by `spoken` (of `speech`) with half a second to spare, and the gaps between words,
    which are found only as far as what plays under the voice is clearly softer than it.
    """
    talk = maximum_filter1d(spoken >= _PERHAPS, BLOCKS + 1, mode="nearest")
    level = uniform_filter1d(heard.level.astype(np.float64), 3, mode="nearest")
    loudest = uniform_filter1d(maximum_filter1d(level, STEPS, mode="nearest"), STEPS, mode="nearest")
    # Of every tenth step, smoothed: the quietest of 3 s do not change from step to step.
    coarse = uniform_filter1d(level, _PER_BLOCK, mode="nearest")[_PER_BLOCK // 2 :: _PER_BLOCK]
    quietest = np.repeat(percentile_filter(coarse, 5, 3 * BLOCKS, mode="nearest"), _PER_BLOCK)
    drop = np.clip(_DROP * (loudest - quietest), _LEAST_DROP, _MOST_DROP)
    free = (level < loudest - drop) | ~np.repeat(talk, _PER_BLOCK)
    edges = np.diff(np.concatenate([[0], free.astype(np.int8), [0]]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    starts, ends = np.where(starts > 0, starts + _EDGE, 0), np.where(ends < len(free), ends - _EDGE, len(free))
    long = ends - starts >= SHORTEST_PAUSE * STEPS
    return np.stack([starts[long], ends[long]], axis=1) / STEPS
