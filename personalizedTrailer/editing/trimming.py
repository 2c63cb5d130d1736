"""Moves the in- and out-points of clips to where an editor would put them; a trailer stays as long as it is.

Into pauses between words, away from frames just beside a cut, onto the first frame of a shot, to where a clip gains
strength. What one clip loses, another one of its trailer and third gains: a dynamic programme over what is owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from personalizedTrailer.editing.ascending import any_between
from personalizedTrailer.editing.footage import Thirds, frames_by_third
from personalizedTrailer.editing.ledger import Ledger, shared
from personalizedTrailer.editing.points import Points
from personalizedTrailer.editing.rooms import Rooms
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.model import Pick, Span

Costs = NDArray[np.float64]
Picks = tuple[Pick, ...]

_MOVED = 0.05
"""What moving a point by a frame costs, in frames of full worth."""
_OWED = 0.2
"""What each frame costs by which a trailer becomes shorter."""
_MISSED = 1e6
"""What each frame costs by which it becomes longer, or shorter than it may."""
_SHARED = (1.0, 10.0, 100.0)
"""What each frame costs that variants share more: raised until they share as little as they must."""
_PASSES = 2
"""What one clip leaves may be room for another."""


@dataclass(frozen=True, slots=True)
class Limits:
    """In frames."""

    reach: int
    """How far a point may move."""
    least: int
    """The shortest that a clip may become, if it is not that short."""
    jump: int
    """The smallest gap between two clips of one shot."""
    shorter: int
    """By how much a trailer may become shorter in each third."""


def trim(
    trailers: Sequence[Picks],
    wanted: Sequence[Thirds],
    rooms: Rooms,
    frames: int,
    points: Points,
    strength: Strength,
    limits: Limits,
    allowance: int,
) -> list[Picks]:
    """`trailers` of a film of `frames`, each pick in its room, with the frames `wanted` of each third, if that can be.

    Together they share at most `allowance` frames more.
    """
    ledger = Ledger(frames, trailers, allowance)
    made = list(trailers)
    for number in [*range(len(made))] * _PASSES:
        ledger.count(made[number], -1)
        trimmer = _Trimmer(rooms, frames, points, strength, limits, ledger.used_before())
        for third in range(3):
            made[number] = trimmer.trimmed(made[number], third, wanted[number][third], ledger)
        ledger.count(made[number], 1)
    return made


@dataclass(frozen=True, slots=True)
class _Trimmer:
    """Moves the points of one trailer."""

    rooms: Rooms
    frames: int
    points: Points
    strength: Strength
    limits: Limits
    used_before: NDArray[np.int64]
    """As `Ledger.used_before`, of the other trailers."""

    def trimmed(self, picks: Picks, third: int, wanted: int, ledger: Ledger) -> Picks:
        """`picks`, those of a third moved as is best within what `ledger` allows to be shared, to `wanted` frames."""
        places = [index for index, pick in enumerate(picks) if frames_by_third([pick.span], self.frames)[third]]
        spans = [picks[index].span for index in places]
        if not spans:
            return picks
        ranges = [self._range(picks, index) for index in places]
        lacking = wanted - sum(span.frames for span in spans)
        before = shared(spans, self.used_before)
        for price in _SHARED:
            found = self._moved(spans, ranges, price, lacking)
            more = shared(found, self.used_before) - before
            if more <= ledger.allowance:
                break
        else:
            closed = [self._closed(span, range_) for span, range_ in zip(spans, ranges, strict=True)]
            found = self._moved(spans, closed, _SHARED[0], lacking)
            more = shared(found, self.used_before) - before
        ledger.allowance -= more
        there = dict(zip(places, found, strict=True))
        return tuple(Pick(pick.scene, there[index]) if index in there else pick for index, pick in enumerate(picks))

    def _range(self, picks: Picks, index: int) -> Span:
        """The earliest start and the latest end of a pick, as far as its room and its neighbours let it grow."""
        span, room = picks[index].span, self.rooms.of(picks[index]) or picks[index].span
        low, high = max(room.start, span.start - self.limits.reach), min(room.end, span.end + self.limits.reach)
        if index:
            low = max(low, span.start - self._share(picks[index - 1], picks[index]))
        if index + 1 < len(picks):
            high = min(high, span.end + self._share(picks[index], picks[index + 1]))
        return Span(low, high)

    def _share(self, before: Pick, after: Pick) -> int:
        """How far each of two neighbours may grow towards the other."""
        gap = after.span.start - before.span.end
        if self._runs_on(before.span.end, after.span.start):
            return max(0, gap - self.limits.jump) // 2
        return gap // 2 if self.rooms.of(before) == self.rooms.of(after) else gap

    def _runs_on(self, end: int, start: int) -> bool:
        """Whether both points lie in one shot."""
        return not any_between(self.points.borders, end, start + 1)

    def _closed(self, span: Span, range_: Span) -> Span:
        """`range_` without what others use beyond `span`."""
        low = int(np.searchsorted(self.used_before, self.used_before[span.start], side="left"))
        high = int(np.searchsorted(self.used_before, self.used_before[span.end], side="right")) - 1
        return Span(max(range_.start, low), min(range_.end, high))

    def _moved(self, spans: Sequence[Span], ranges: Sequence[Span], price: float, lacking: int) -> list[Span]:
        average = sum(self.strength.mean(span) for span in spans) / len(spans)
        tables = [self._ways(span, range_, price, average) for span, range_ in zip(spans, ranges, strict=True)]
        owed = _settled([costs for costs, _ in tables], lacking, self.limits.shorter)
        moved: list[Span] = []
        for span, (_, starts), by in zip(spans, tables, owed, strict=True):
            start = span.start + int(starts[by + 2 * self.limits.reach]) - self.limits.reach
            moved.append(Span(start, start + span.frames + by))
        return moved

    def _ways(self, span: Span, range_: Span, price: float, average: float) -> tuple[Costs, NDArray[np.int64]]:
        """For each change of the length from -2 × reach to 2 × reach, what it costs and where the clip then begins."""
        reach = self.limits.reach
        by = np.arange(-reach, reach + 1)
        starts, ends = span.start + by, span.end + by
        costs = []
        for at, cost, sign in ((starts, self.points.start, 1), (ends, self.points.end, -1)):
            inside = at.clip(0, self.frames)
            gained = self.strength.before[inside] - average * inside - price * self.used_before[inside]
            allowed = (at >= range_.start) & (at <= range_.end)
            costs.append(np.where(allowed, cost[inside] + sign * gained + _MOVED * np.abs(by), np.inf))
        padded = np.pad(costs[1], 2 * reach, constant_values=np.inf)
        table = sliding_window_view(padded, 2 * reach + 1) + costs[0]
        best = table.argmin(axis=1)
        length = span.frames + np.arange(-2 * reach, 2 * reach + 1)
        fits = (length >= min(span.frames, self.limits.least)) & (2 * length <= 3 * span.frames)
        return np.where(fits, table[np.arange(len(table)), best], np.inf), best


def _settled(tables: Sequence[Costs], lacking: int, shorter: int) -> list[int]:
    """A change for each table, the cheapest that add up to `lacking`, or to at most `shorter` less.

    Where that cannot be, to as little else as can be.
    """
    reach = len(tables[0]) // 2
    most = 2 * reach + abs(lacking) + shorter
    best = np.full(2 * most + 1, np.inf)
    best[most] = 0.0
    chosen: list[NDArray[np.int64]] = []
    for costs in tables:
        windows = sliding_window_view(np.pad(best, reach, constant_values=np.inf), len(costs)) + costs[::-1]
        found = windows.argmin(axis=1)
        best = windows[np.arange(len(windows)), found]
        chosen.append(reach - found)
    off = lacking - np.arange(-most, most + 1)
    missed = np.where(off < 0, -off, np.maximum(0, off - shorter))
    at = int(np.argmin(best + _OWED * np.abs(off) + _MISSED * missed))
    changes: list[int] = []
    for choice in reversed(chosen):
        changes.append(int(choice[at]))
        at -= changes[-1]
    return changes[::-1]
