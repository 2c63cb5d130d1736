"""Changes of the clips of a trailer that cost least, and leave it and its thirds about as long as they should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Costs = NDArray[np.float64]
"""Of every change of a length from -n to n frames, shape [2 n + 1]."""

_OFF = 0.2
"""What each frame costs that a third or a trailer is off, in frames of full worth."""
_WRONG = 1e6
"""What each frame costs beyond what may be off."""


@dataclass(frozen=True, slots=True)
class Leeway:
    """In frames."""

    third: int
    """By how much what a trailer takes of a third may differ."""
    shorter: int
    """By how much a trailer may become shorter; never longer."""


def balance(thirds: Sequence[Sequence[Costs]], lacking: Sequence[int], leeway: Leeway) -> list[list[int]]:
    """A change for each clip of each third, given the costs of all its changes.

    The changes of a third add up to what it is `lacking`, and those of all to what all are, within `leeway`; or as near
    to that as can be.
    """
    reach = max((len(costs) // 2 for third in thirds for costs in third), default=0)
    window = leeway.third + reach
    most = window + reach + max(map(abs, lacking))
    courses = [_course(costs, most) for costs in thirds]
    off = np.arange(-window, window + 1)
    penalty = _OFF * np.abs(off) + _WRONG * np.maximum(0, np.abs(off) - leeway.third)
    together = _course(
        [
            course.costs[most + lack - window : most + lack + window + 1] + penalty
            for course, lack in zip(courses, lacking, strict=True)
        ],
        len(thirds) * window,
    )
    off = np.arange(len(together.costs)) - len(thirds) * window
    penalty = _OFF * np.abs(off) + _WRONG * (np.maximum(0, off) + np.maximum(0, -off - leeway.shorter))
    chosen = together.traced(int(off[np.argmin(together.costs + penalty)]))
    return [course.traced(lack + by) for course, lack, by in zip(courses, lacking, chosen, strict=True)]


@dataclass(frozen=True, slots=True)
class _Course:
    """What it costs to change several lengths by so many frames together."""

    costs: Costs
    choices: Sequence[NDArray[np.int64]]
    """For each length and sum of the changes so far, its own change."""

    def traced(self, total: int) -> list[int]:
        changes: list[int] = []
        for choice in reversed(self.choices):
            changes.append(int(choice[len(choice) // 2 + total]))
            total -= changes[-1]
        return changes[::-1]


def _course(tables: Sequence[Costs], most: int) -> _Course:
    """A dynamic programme: on the way at most `most` frames are owed."""
    best = np.full(2 * most + 1, np.inf)
    best[most] = 0.0
    choices: list[NDArray[np.int64]] = []
    for costs in tables:
        reach = len(costs) // 2
        windows = sliding_window_view(np.pad(best, reach, constant_values=np.inf), len(costs)) + costs[::-1]
        found = windows.argmin(axis=1)
        best = windows[np.arange(len(windows)), found]
        choices.append(reach - found)
    return _Course(best, choices)
