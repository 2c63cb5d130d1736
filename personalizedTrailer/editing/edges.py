"""Moves the edges of clips a little, to where copying of the film may begin and end: the less of it is encoded.

Pictures are coded out of order: of a group, its first n frames are its first n packets for some n alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.ascending import any_between
from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.editing.mending import Manners
from personalizedTrailer.model import Pick, Span

Picks = tuple[Pick, ...]
Way = tuple[Span, float]
"""Where a clip might lie, and what that costs, in frames that would be encoded."""

REACH = 4
"""Frames by which an out-point may move: nobody sees it, and packets may stop somewhere in it."""
REACH_OF_EQUALS = 12
"""Frames by which both edges may move where all frames of a scene score alike."""
_SHORTEST_COPY = 12
"""Frames after a keyframe that are worth copying."""
_PIECE = 8.0
"""Frames that could be encoded in the time that it takes to begin a piece and to decode what is before it."""
_MOVED = 0.1
"""What a frame of moving counts against one that need not be encoded."""


@dataclass(frozen=True, slots=True)
class Stops:
    """Where copying may begin and end, in frames, each ascending."""

    keyframes: Sequence[int]
    ends: Sequence[int]
    """Exclusive; without any, edges stay where they are."""

    def encoded(self, span: Span) -> float:
        """About how many frames' work is left of a clip after copying."""
        place = bisect_left(self.keyframes, span.start)
        key = self.keyframes[place] if place < len(self.keyframes) else span.end
        if span.end - key < _SHORTEST_COPY:
            return span.frames + _PIECE
        head = key - span.start + _PIECE if key > span.start else 0.0
        return head + (0.0 if any_between(self.ends, span.end, span.end + 1) else _PIECE)


NOWHERE = Stops((), ())


def settle(
    trailers: Sequence[Picks],
    scenes: Mapping[int, Span],
    frames: int,
    stops: Stops,
    manners: Manners,
    *,
    equals: bool = False,
) -> list[Picks]:
    """`trailers`, the edges of their clips moved so that little of them is encoded.

    Out-points move by at most REACH frames; where the frames of a scene are `equals`, in-points move to keyframes, too,
    and both by REACH_OF_EQUALS. What one clip loses another one of its trailer gains, in the same third. None leaves
    its scene or grows over a keyframe, where most shots end; nothing is shared that was not, and no gap becomes one
    that looks like a fault.
    """
    if not stops.ends:
        return list(trailers)
    uses = np.zeros(frames + 1, dtype=np.int16)
    for picks in trailers:
        for pick in picks:
            uses[pick.span.start : pick.span.end] += 1
    mover = _Mover(scenes, frames, stops, manners, equals, uses)
    return [mover.settled(picks) for picks in trailers]


@dataclass(frozen=True, slots=True)
class _Mover:
    scenes: Mapping[int, Span]
    frames: int
    stops: Stops
    manners: Manners
    equals: bool
    uses: NDArray[np.int16]
    """How many clips show each frame of the film."""

    def settled(self, picks: Picks) -> Picks:
        made = list(picks)
        for third in range(3):
            places = [index for index, pick in enumerate(picks) if self._third(pick.span) == third]
            ways = [list(self._ways(picks, index)) for index in places]
            for index, there in zip(places, _balanced([picks[index].span for index in places], ways), strict=True):
                self.uses[picks[index].span.start : picks[index].span.end] -= 1
                self.uses[there.start : there.end] += 1
                made[index] = Pick(picks[index].scene, there)
        return tuple(made)

    def _third(self, span: Span) -> int | None:
        """The third of the film in which it lies; None where it lies in two."""
        taken = frames_by_third([span], self.frames)
        return taken.index(span.frames) if span.frames in taken else None

    def _ways(self, picks: Picks, index: int) -> Iterator[Way]:
        """Where a clip might lie; always also where it is."""
        span = picks[index].span
        for start in self._starts(picks, index):
            for end in self._ends(picks, index):
                if end - start < min(span.frames, max(1, self.manners.least)):
                    continue
                there = Span(start, end)
                if self._third(there) == self._third(span):
                    moved = abs(start - span.start) + abs(end - span.end)
                    yield there, self.stops.encoded(there) + _MOVED * moved

    def _starts(self, picks: Picks, index: int) -> Iterator[int]:
        span, keyframes = picks[index].span, self.stops.keyframes
        yield span.start
        before = picks[index - 1].span.end if index else -self.frames
        if not self.equals or before == span.start:
            return
        nearest = before + self.manners.jump + self._reach
        earliest = max(span.start - REACH_OF_EQUALS, self.scenes[picks[index].scene].start, nearest)
        latest = span.start + REACH_OF_EQUALS
        keys = list(keyframes[bisect_left(keyframes, earliest) : bisect_right(keyframes, latest)])
        before_it = [key for key in keys if key < span.start][-1:]
        for key in (*before_it, *(key for key in keys if key > span.start)):
            if not self.uses[key : span.start].any():
                yield key

    def _ends(self, picks: Picks, index: int) -> Iterator[int]:
        span, scene = picks[index].span, self.scenes[picks[index].scene]
        after = picks[index + 1].span.start if index + 1 < len(picks) else 2 * self.frames
        yield span.end
        if after == span.end:
            return
        latest = min(span.end + self._reach, scene.end, after - self.manners.jump)
        for end in range(span.end - self._reach, latest + 1):
            grown = end > span.end
            if end == span.end or end <= span.start or (grown and self.uses[span.end : end].any()):
                continue
            if not (grown and any_between(self.stops.keyframes, span.end, end)):
                yield end

    @property
    def _reach(self) -> int:
        return REACH_OF_EQUALS if self.equals else REACH


def _balanced(spans: Sequence[Span], ways: Sequence[Sequence[Way]]) -> list[Span]:
    """One way of each, the least costly of those that add up to as many frames as there were."""
    most = 2 * REACH_OF_EQUALS
    best: dict[int, tuple[float, list[Span]]] = {0: (0.0, [])}
    for span, each in zip(spans, ways, strict=True):
        cheapest: dict[int, Way] = {}
        for there, cost in each:
            by = there.frames - span.frames
            if by not in cheapest or cost < cheapest[by][1]:
                cheapest[by] = there, cost
        further: dict[int, tuple[float, list[Span]]] = {}
        for owed, (spent, chosen) in best.items():
            for by, (there, cost) in cheapest.items():
                known = further.get(owed + by)
                if abs(owed + by) <= most and (known is None or spent + cost < known[0]):
                    further[owed + by] = spent + cost, [*chosen, there]
        best = further
    return best[0][1]
