"""Moves the in- and out-points of clips to where an editor would put them; a trailer stays as long as it is.

Into pauses between words, away from frames just beside a cut, onto the first frame of a shot, to where a clip gains
strength. What one clip loses, another one of its trailer and third gains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from personalizedTrailer.editing.ascending import any_between
from personalizedTrailer.editing.balance import Costs, Leeway, balance
from personalizedTrailer.editing.footage import Thirds, frames_by_third
from personalizedTrailer.editing.ledger import Ledger, shared
from personalizedTrailer.editing.points import Points
from personalizedTrailer.editing.rooms import Rooms
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.model import Pick, Span

Picks = tuple[Pick, ...]

_MOVED = 0.05
"""What moving a point by a frame costs, in frames of full worth."""
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
    leeway: Leeway


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
        made[number] = trimmer.trimmed(made[number], wanted[number], ledger)
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

    def trimmed(self, picks: Picks, wanted: Thirds, ledger: Ledger) -> Picks:
        """`picks`, moved as is best within what `ledger` allows to be shared, to `wanted` frames of each third."""
        spans = [pick.span for pick in picks]
        ranges = [self._range(picks, index) for index in range(len(picks))]
        before = shared(spans, self.used_before)
        for price in _SHARED:
            found = self._moved(spans, ranges, price, wanted)
            more = shared(found, self.used_before) - before
            if more <= ledger.allowance:
                break
        else:
            closed = [self._closed(span, range_) for span, range_ in zip(spans, ranges, strict=True)]
            found = self._moved(spans, closed, _SHARED[0], wanted)
            more = shared(found, self.used_before) - before
        ledger.allowance -= more
        return tuple(Pick(pick.scene, span) for pick, span in zip(picks, found, strict=True))

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

    def _moved(self, spans: Sequence[Span], ranges: Sequence[Span], price: float, wanted: Thirds) -> list[Span]:
        """Each in its range; a frame shared costs `price`. `spans` are in source order, none in two thirds."""
        tables = [self._ways(span, range_, price) for span, range_ in zip(spans, ranges, strict=True)]
        taken = [frames_by_third([span], self.frames) for span in spans]
        by_third = [
            [costs for (costs, _), of in zip(tables, taken, strict=True) if of[third]] for third in range(3)
        ]
        lacking = [want - sum(of[third] for of in taken) for third, want in enumerate(wanted)]
        moved: list[Span] = []
        changes = chain(*balance(by_third, lacking, self.limits.leeway))
        for span, (_, starts), by in zip(spans, tables, changes, strict=True):
            start = span.start + int(starts[by + 2 * self.limits.reach]) - self.limits.reach
            moved.append(Span(start, start + span.frames + by))
        return moved

    def _ways(self, span: Span, range_: Span, price: float) -> tuple[Costs, NDArray[np.int64]]:
        """For each change of the length from -2 × reach to 2 × reach, what it costs and where the clip then begins.

        A clip gains by moving to what is stronger than it is, but not by mere length.
        """
        reach, own = self.limits.reach, self.strength.mean(span)
        by = np.arange(-reach, reach + 1)
        starts, ends = span.start + by, span.end + by
        costs = []
        for at, cost, sign in ((starts, self.points.start, 1), (ends, self.points.end, -1)):
            inside = at.clip(0, self.frames)
            gained = self.strength.before[inside] - own * inside - price * self.used_before[inside]
            allowed = (at >= range_.start) & (at <= range_.end)
            costs.append(np.where(allowed, cost[inside] + sign * gained + _MOVED * np.abs(by), np.inf))
        padded = np.pad(costs[1], 2 * reach, constant_values=np.inf)
        table = sliding_window_view(padded, 2 * reach + 1) + costs[0]
        best = table.argmin(axis=1)
        length = span.frames + np.arange(-2 * reach, 2 * reach + 1)
        fits = (length >= min(span.frames, self.limits.least)) & (2 * length <= 3 * span.frames)
        return np.where(fits, table[np.arange(len(table)), best], np.inf), best
