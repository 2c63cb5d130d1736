"""Where in a stretch of film clips lie best, that have to share it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.points import Points
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.model import Span

Costs = NDArray[np.float64]

_SHORTER, _LONGER = 3, 4
"""A clip has from three quarters to four thirds of the length that it should have."""
_OFF = 0.3
"""What a frame more or less costs, in frames of full worth."""
_EVENLY = 1e-4
"""What a frame away from an even spread costs: it decides between equals alone."""


def fit(span: Span, lengths: Sequence[int], least: int, points: Points, strength: Strength) -> list[Span] | None:
    """Clips of about `lengths` frames, in this order in `span`, apart, strong and well cut; None if there is no room.

    None has fewer than `least` frames that should have as many. A dynamic programme over the frame before which the
    first clips end.
    """
    size = span.frames + 1
    at = np.arange(size)
    there = slice(span.start, span.end + 1)
    worth = strength.before[there] - strength.mean(span) * at
    starts, ends = points.start[there] + worth, points.end[there] - worth
    best = np.zeros(size)
    traces: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for number, wanted in enumerate(lengths, start=1):
        even = (span.frames - sum(lengths)) * number // (len(lengths) + 1) + sum(lengths[: number - 1])
        frames = np.arange(_shortest(wanted, least), min(span.frames, wanted * _LONGER // _SHORTER) + 1)
        if not len(frames):
            return None
        begin = at - frames[:, None]
        before = best + starts + _EVENLY * np.abs(at - even)
        table = np.where(begin >= 0, before[begin.clip(0)], np.inf) + _OFF * np.abs(frames - wanted)[:, None]
        row = table.argmin(axis=0)
        costs = table[row, at] + ends
        best = np.minimum.accumulate(costs)
        traces.append((np.maximum.accumulate(np.where(costs <= best, at, 0)), frames[row]))
    return _traced(span, traces) if np.isfinite(best[-1]) else None


def _shortest(wanted: int, least: int) -> int:
    return max(min(wanted, least), wanted * _SHORTER // _LONGER, 1)


def _traced(span: Span, traces: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> list[Span]:
    """The clips, from the last one back: where each ends at the latest, and how long one is that ends there."""
    found: list[Span] = []
    limit = span.frames
    for ends, frames in reversed(traces):
        end = int(ends[limit])
        limit = end - int(frames[end])
        found.append(Span(span.start + limit, span.start + end))
    return found[::-1]
