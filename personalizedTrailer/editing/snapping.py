"""Lets clips begin on keyframes of the film where that costs nothing: they can be copied from their first frame.

Encoders put a keyframe at most cuts, so it is also where a shot begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.model import Pick, Span

Picks = tuple[Pick, ...]

_PASSES = 3
"""What one clip leaves may be room for another."""
REACH_SECONDS = Fraction(2)
"""How far a clip may move."""


def snap(
    trailers: Sequence[Picks],
    scenes: Mapping[int, Span],
    frames: int,
    keyframes: Sequence[int],
    jump: int,
    reach: int,
) -> list[Picks]:
    """`trailers`, each clip moved by at most `reach` frames to the nearest keyframe that suits, if one does.

    A move keeps a clip's length, its scene and what it takes of each third, comes no nearer to its neighbours than
    `jump` frames (or than it was), and shares no more with other trailers than before.
    """
    uses = np.zeros(frames + 1, dtype=np.int16)
    for picks in trailers:
        for pick in picks:
            uses[pick.span.start : pick.span.end] += 1
    made = [list(picks) for picks in trailers]
    for _ in range(_PASSES):
        for moved in made:
            for index, pick in enumerate(moved):
                room = _room(moved, index, scenes[pick.scene], jump)
                if span := _nearest(pick.span, room, frames, keyframes, reach, uses):
                    uses[pick.span.start : pick.span.end] -= 1
                    uses[span.start : span.end] += 1
                    moved[index] = Pick(pick.scene, span)
    return [tuple(moved) for moved in made]


def _room(picks: Sequence[Pick], index: int, scene: Span, jump: int) -> Span:
    """Where the clip may lie; just where it is if it touches a neighbour."""
    span = picks[index].span
    low, high = scene.start, scene.end
    if index:
        low = max(low, span.start - _slack(span.start - picks[index - 1].span.end, jump))
    if index + 1 < len(picks):
        high = min(high, span.end + _slack(picks[index + 1].span.start - span.end, jump))
    touches = span.start in (pick.span.end for pick in picks) or span.end in (pick.span.start for pick in picks)
    return span if touches else Span(low, high)


def _slack(gap: int, jump: int) -> int:
    return max(0, gap - jump)


def _nearest(
    span: Span, room: Span, frames: int, keyframes: Sequence[int], reach: int, uses: NDArray[np.int16]
) -> Span | None:
    low = bisect_left(keyframes, max(room.start, span.start - reach))
    high = bisect_right(keyframes, min(room.end - span.frames, span.start + reach))
    thirds, shared = frames_by_third([span], frames), _shared(span, span, uses)
    for key in sorted(keyframes[low:high], key=lambda key: abs(key - span.start)):
        there = Span(key, key + span.frames)
        if there == span:
            return None
        if frames_by_third([there], frames) == thirds and _shared(there, span, uses) <= shared:
            return there
    return None


def _shared(there: Span, own: Span, uses: NDArray[np.int16]) -> int:
    """Frames of `there` that others use, `own` being where the clip is now."""
    others = uses[there.start : there.end].copy()
    low, high = max(there.start, own.start), min(there.end, own.end)
    if low < high:
        others[low - there.start : high - there.start] -= 1
    return int((others > 0).sum())
