"""Mends what an editor would not leave: clips too short to be seen, and gaps so small that they look like a fault.

Every repair keeps the length of the trailer and what it takes of each third; what the variants share may grow by a
given allowance only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.editing.layout import join
from personalizedTrailer.editing.rooms import Rooms
from personalizedTrailer.model import Pick, Span

Picks = tuple[Pick, ...]

MOST_FAULTS = 16
MOST_PICKS = 120
"""Where there are more, the footage itself is in shreds."""
LONGEST_TRIED = 12
"""Of the other picks, that may make up for a short one."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What counts as a fault, in frames."""

    least: int
    """A clip shorter than this, unless it touches another."""
    jump: int
    """A gap between two clips that is shorter than this."""

    def faults(self, picks: Picks) -> int:
        gaps = [after.span.start - before.span.end for before, after in pairwise(picks)]
        small = sum(0 < gap < self.jump for gap in gaps)
        return small + sum(self.is_lonely(picks, index) for index in range(len(picks)))

    def is_lonely(self, picks: Picks, index: int) -> bool:
        """Whether the pick is too short, and does not continue another."""
        span = picks[index].span
        touching = (index and picks[index - 1].span.end == span.start) or (
            index + 1 < len(picks) and picks[index + 1].span.start == span.end
        )
        return span.frames < self.least and not touching


def mend(trailers: Sequence[Picks], rooms: Rooms, frames: int, manners: Manners, allowance: int) -> list[Picks]:
    """`trailers` with fewer faults, where that can be.

    No clip leaves its room for none; `frames` is the length of the source; `allowance` are the frames that the
    trailers may share more than before.
    """
    uses = np.zeros(frames + 1, dtype=np.int16)
    for picks in trailers:
        _count(uses, picks, 1)
    mended: list[Picks] = []
    for picks in trailers:
        _count(uses, picks, -1)
        mender = _Mender(rooms, frames, manners, uses)
        better = mender.mended(picks, allowance)
        allowance -= max(0, mender.shared(better) - mender.shared(picks))
        _count(uses, better, 1)
        mended.append(better)
    return mended


def _count(uses: NDArray[np.int16], picks: Picks, by: int) -> None:
    for pick in picks:
        uses[pick.span.start : pick.span.end] += by


class _Mender:
    """Mends one trailer, the uses of frames by the others being given."""

    def __init__(self, rooms: Rooms, frames: int, manners: Manners, others: NDArray[np.int16]) -> None:
        self._rooms, self._frames, self._manners = rooms, frames, manners
        self._shared_before = np.concatenate(([0], np.cumsum(others > 0)))

    def shared(self, picks: Picks) -> int:
        """Frames of `picks` that others use too."""
        before = self._shared_before
        return sum(int(before[pick.span.end] - before[pick.span.start]) for pick in picks)

    def mended(self, picks: Picks, allowance: int) -> Picks:
        """`picks` after one sound repair for each fault that has one."""
        most = self.shared(picks) + allowance
        faults = self._manners.faults(picks)
        if faults > MOST_FAULTS or len(picks) > MOST_PICKS:
            return picks
        for index in reversed(range(len(picks))):
            if index >= len(picks):
                continue
            sound = [one for one in self._repairs(picks, index) if self._is_sound(one, picks, most)]
            best = min(sound, key=lambda one: (self._manners.faults(one), self.shared(one)), default=picks)
            remaining = self._manners.faults(best)
            if remaining < faults:
                picks, faults = best, remaining
        return picks

    def _is_sound(self, repaired: Picks, picks: Picks, most_shared: int) -> bool:
        spans = [pick.span for pick in repaired]
        return (
            all(before.end <= after.start for before, after in pairwise(spans))
            and all(self._rooms.of(pick) for pick in repaired)
            and self.shared(repaired) <= most_shared
            and frames_by_third(spans, self._frames) == self._by_third(picks)
        )

    def _by_third(self, picks: Picks) -> tuple[int, int, int]:
        return frames_by_third((pick.span for pick in picks), self._frames)

    def _repairs(self, picks: Picks, index: int) -> Iterator[Picks]:
        """Changes worth trying for the pick and the gap before it, sound or not."""
        yield from self._closings(picks, index)
        if self._manners.is_lonely(picks, index):
            yield from self._exchanges(picks, index)

    def _closings(self, picks: Picks, index: int) -> Iterator[Picks]:
        """The gap before the pick closed by moving the later pick, the earlier one, or both."""
        if not index:
            return
        before, after = picks[index - 1], picks[index]
        gap = after.span.start - before.span.end
        if 0 < gap < self._manners.jump:
            border = (self._rooms.of(before) or before.span).end - before.span.end
            for right in (0, gap, min(gap, border)):
                moved = (_shifted(before, right), _shifted(after, right - gap))
                yield join((*picks[: index - 1], *moved, *picks[index + 1 :]), self._rooms)

    def _exchanges(self, picks: Picks, index: int) -> Iterator[Picks]:
        """The short pick lengthened at the cost of another pick, or given up for the lengthening of another."""
        short = picks[index]
        lacking = self._manners.least - short.span.frames
        others = sorted((pick for pick in picks if pick != short), key=lambda pick: -pick.span.frames)
        for other in others[:LONGEST_TRIED]:
            rest = [pick for pick in picks if pick not in (short, other)]
            for lengthened in _resized(other, short.span.frames):
                yield join((*rest, lengthened), self._rooms)
            if other.span.frames >= self._manners.least + lacking:
                for shortened in _resized(other, -lacking):
                    for lengthened in _resized(short, lacking):
                        yield join((*rest, shortened, lengthened), self._rooms)


def _shifted(pick: Pick, by: int) -> Pick:
    return Pick(pick.scene, Span(pick.span.start + by, pick.span.end + by))


def _resized(pick: Pick, by: int) -> Iterator[Pick]:
    """`pick` longer by `by` frames at its end, or at its start."""
    yield Pick(pick.scene, Span(pick.span.start, pick.span.end + by))
    yield Pick(pick.scene, Span(pick.span.start - by, pick.span.end))
