"""Where in a stretch of film clips lie best, that have to share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.points import Points
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.model import Span

_SHORTER, _LONGER = 3, 4
"""A clip has from three quarters to four thirds of the length that it should have."""
_OFF = 0.3
"""What a frame more or less costs, in frames of full worth."""
_EVENLY = 1e-4
"""What a frame away from an even spread costs: it decides between equals alone."""


def fit(span: Span, lengths: Sequence[int], least: int, points: Points, strength: Strength) -> list[Span] | None:
    """Clips of about `lengths` frames, in this order in `span`, apart, strong and well cut; None if there is no room.

    None has fewer than `least` frames that should have as many.
    """
    ranges = [
        _Length(max(min(wanted, least), wanted * _SHORTER // _LONGER, 1), wanted, wanted * _LONGER // _SHORTER)
        for wanted in lengths
    ]
    return _best(span, ranges, points, strength)


def natural(span: Span, wanted: Sequence[int], least: int, points: Points, strength: Strength) -> list[int]:
    """The length near each of `wanted`, of `least` frames or more, that a well cut clip in `span` can have."""
    worth = strength.before[span.start : span.end + 1] - strength.mean(span) * np.arange(span.frames + 1)
    starts = points.start[span.start : span.end + 1] + worth
    ends = points.end[span.start : span.end + 1] - worth
    frames = np.arange(min(least, span.frames), span.frames + 1)
    costs = np.array([(starts[: len(starts) - number] + ends[number:]).min() for number in frames])
    return [int(frames[(costs + _OFF * np.abs(frames - one)).argmin()]) for one in wanted]


@dataclass(frozen=True, slots=True)
class _Length:
    """Frames that a clip may and should have."""

    shortest: int
    wanted: int
    longest: int


def _best(span: Span, lengths: Sequence[_Length], points: Points, strength: Strength) -> list[Span] | None:
    """A dynamic programme over the frame before which the first clips end."""
    size = span.frames + 1
    at = np.arange(size)
    there = slice(span.start, span.end + 1)
    worth = strength.before[there] - strength.mean(span) * at
    starts, ends = points.start[there] + worth, points.end[there] - worth
    least_cost = np.zeros(size)
    slack = span.frames - sum(length.wanted for length in lengths)
    traces: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for number, length in enumerate(lengths, start=1):
        even = slack * number // (len(lengths) + 1) + sum(one.wanted for one in lengths[: number - 1])
        frames = np.arange(length.shortest, min(span.frames, length.longest) + 1)
        if not len(frames):
            return None
        begin = at - frames[:, None]
        before = least_cost + starts + _EVENLY * np.abs(at - even)
        table = np.where(begin >= 0, before[begin.clip(0)], np.inf)
        table += _OFF * np.abs(frames - length.wanted)[:, None]
        row = table.argmin(axis=0)
        costs = table[row, at] + ends
        least_cost = np.minimum.accumulate(costs)
        traces.append((np.maximum.accumulate(np.where(costs <= least_cost, at, 0)), frames[row]))
    return _traced(span, traces) if np.isfinite(least_cost[-1]) else None


def _traced(span: Span, traces: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> list[Span]:
    """The clips, from the last one back: where each ends at the latest, and how long one is that ends there."""
    found: list[Span] = []
    limit = span.frames
    for ends, frames in reversed(traces):
        end = int(ends[limit])
        limit = end - int(frames[end])
        found.append(Span(span.start + limit, span.start + end))
    return found[::-1]
