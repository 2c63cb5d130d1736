"""Lets clips end where the film's packets may stop, so that those which are copied need no frames encoded at their end.

Pictures are coded out of order: of a group, its first n frames are its first n packets for some n alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.editing.mending import Manners
from personalizedTrailer.model import Pick, Span

Picks = tuple[Pick, ...]

REACH = 4
"""Frames by which an out-point may move: nobody sees it, and packets may stop somewhere in it."""
_MOST_OWED = 12
"""Frames that a third may be ahead or behind on the way to the balance with which it ends."""
_MOVED = 0.01
"""What a frame of moving counts against an end that is found."""


@dataclass(frozen=True, slots=True)
class Stops:
    """Where copying may begin and end, in frames, each ascending."""

    keyframes: Sequence[int]
    ends: Sequence[int]
    """Exclusive; without any, nothing of the film is copied."""


NOWHERE = Stops((), ())


def settle(
    trailers: Sequence[Picks], scenes: Mapping[int, Span], frames: int, stops: Stops, manners: Manners
) -> list[Picks]:
    """`trailers` with as many of `stops.ends` as out-points as can be had by moving each by at most REACH frames.

    What one clip loses another one of its trailer gains, in the same third. None leaves its scene or grows over a
    keyframe, where most shots end; nothing is shared that was not, and no gap becomes one that looks like a fault.
    """
    if not stops.ends:
        return list(trailers)
    uses = np.zeros(frames + 1, dtype=np.int16)
    for picks in trailers:
        for pick in picks:
            uses[pick.span.start : pick.span.end] += 1
    made = []
    for picks in trailers:
        settled = list(picks)
        for third in range(3):
            places = [index for index, pick in enumerate(picks) if _third(pick.span, frames) == third]
            ways = [
                list(_ways(picks, index, scenes[picks[index].scene], frames, stops, manners, uses))
                for index in places
            ]
            for index, by in zip(places, _balanced(ways), strict=True):
                span = picks[index].span
                there = Span(span.start, span.end + by)
                uses[span.start : span.end] -= 1
                uses[there.start : there.end] += 1
                settled[index] = Pick(picks[index].scene, there)
        made.append(tuple(settled))
    return made


def _third(span: Span, frames: int) -> int | None:
    """The third of the film in which it lies; None where it lies in two."""
    taken = frames_by_third([span], frames)
    return taken.index(span.frames) if span.frames in taken else None


Way = tuple[int, float]
"""Frames by which an out-point moves, and what that costs."""


def _ways(
    picks: Picks, index: int, scene: Span, frames: int, stops: Stops, manners: Manners, uses: NDArray[np.int16]
) -> Iterator[Way]:
    """How the out-point of a clip may move; always also not at all."""
    span = picks[index].span
    after = picks[index + 1].span.start if index + 1 < len(picks) else None
    place = bisect_left(stops.keyframes, span.start)
    copied = place < len(stops.keyframes) and stops.keyframes[place] < span.end
    for by in sorted(range(-REACH, REACH + 1), key=abs):
        there = Span(span.start, span.end + by)
        if by < 0 and (there.frames < manners.least or after == span.end):
            continue
        if by > 0 and (
            there.end > scene.end
            or (after is not None and after - there.end < manners.jump)
            or uses[span.end : there.end].any()
            or _any_between(stops.keyframes, span.end, there.end)
        ):
            continue
        if _third(there, frames) == _third(span, frames):
            missed = copied and not _any_between(stops.ends, there.end, there.end + 1)
            yield by, missed + _MOVED * abs(by)


def _any_between(ascending: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(ascending, start) < bisect_right(ascending, end - 1)


def _balanced(ways: Sequence[Sequence[Way]]) -> list[int]:
    """One way of each, the least costly of those that add up to no move at all."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for each in ways:
        further: dict[int, tuple[float, list[int]]] = {}
        for owed, (spent, chosen) in best.items():
            for by, cost in each:
                total = spent + cost
                if abs(owed + by) <= _MOST_OWED and total < further.get(owed + by, (total + 1, []))[0]:
                    further[owed + by] = total, [*chosen, by]
        best = further
    return best[0][1]
