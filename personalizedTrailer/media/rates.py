"""The rate of a film's frame grid, from the timestamps of its frames."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

STANDARD = tuple(
    Fraction(r) for r in ("10", "12", "15", "24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60")
)
_OFF_GRID = 0.3
"""Of a frame: how far a timestamp may lie off the grid of a constant rate; containers round (Matroska to 1 ms)."""


def constant_rate(ticks: NDArray[np.int64], time_base: Fraction, guesses: Sequence[Fraction]) -> Fraction | None:
    """The rate on whose grid every frame lies, neighbours mostly one step apart; None where there is none.

    `ticks` are the frames' times in units of `time_base` from the first, ascending. A few frames may be
    missing from the grid (dropped by a recorder): the film still runs at that rate.
    """
    if len(ticks) < 2:
        return guesses[0] if guesses else None
    for rate in (*guesses, *STANDARD):
        position = ticks * float(time_base * rate)
        steps = np.diff(np.round(position))
        on_grid = np.abs(position - np.round(position)).max() <= _OFF_GRID
        if on_grid and steps.min() >= 1 and (steps == 1).mean() >= 0.7:
            return rate
    return None


def standard_rate(ticks: NDArray[np.int64], time_base: Fraction) -> Fraction:
    """The standard rate nearest to one over the median gap between frames."""
    gap = float(np.median(np.diff(ticks))) * float(time_base) if len(ticks) > 1 else 1 / 24
    return min(STANDARD, key=lambda rate: abs(float(rate) - 1 / gap))
