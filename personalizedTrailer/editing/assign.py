"""Which variant takes how many frames of which segment, within one third of the film.

First in turn: best segments first, each divided among the variants that have taken least of it and of what they
need, in whole frames and exact numbers. While the third holds as much as the variants need, no frame is dealt twice;
beyond that every frame is dealt once before any is dealt again. Then, by the same rules, as well as a solver can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from personalizedTrailer.editing.exact import Deal, Rules, better, shared_frames
from personalizedTrailer.editing.segments import Segment

PACES: tuple[Fraction, ...] = tuple(Fraction(3, 2) ** step for step in range(9))
"""By how much clips may outgrow the length that the taste wants, until the footage suffices."""
ACCEPTED_SHORTFALL = 50
"""A deal that lacks less than one part in so many is completed by lengthening its clips."""
LEAST_DIVISORS = (1, 2, 4, 16, 1000)
"""By how much the shortest clips may be shortened, until variants that must share leave almost nothing unused."""
ACCEPTED_WASTE = 400
"""Unused frames are accepted up to one part in so many of what the variants need."""
SHARED_PACE = 2
"""By how much clips of footage that must be shared may outgrow the length that the taste wants."""


def deal_alone(
    segments: Sequence[Segment], needs: Sequence[int], wants: Sequence[Sequence[int]], least: Sequence[int]
) -> Deal:
    """As `deal`, with no segment given to two variants, as far as that can be."""
    table, pace = _dealt(segments, needs, wants, least, alone=True)
    table.complete(wants, shared=False)
    if any(table.needs):
        return deal(segments, needs, wants, least)
    longest = [[int(want * pace) for want in row] for row in wants]
    return better(_rules(segments, needs, table.taken, longest, least, alone=True), table.taken)


def deal(
    segments: Sequence[Segment], needs: Sequence[int], wants: Sequence[Sequence[int]], least: Sequence[int]
) -> Deal:
    """Frames per segment and variant, so that each variant's sum is exactly its need.

    `segments` come best first. `needs` are frames per variant, none above what all segments hold; `wants` is the
    clip length wanted per segment and variant; `least` the shortest good clip per variant. Clips are never longer
    than their segment, and shorter than `least` only where nothing else fits.
    """
    given, rules = deal_in_turn(segments, needs, wants, least)
    return given if _is_shredded(segments, least) else better(rules, given)


def _is_shredded(segments: Sequence[Segment], least: Sequence[int]) -> bool:
    """Whether half of the segments hold not even half of the shortest good clip."""
    held = sorted(segment.span.frames for segment in segments)
    return 2 * held[len(held) // 2] < min(least)


def deal_in_turn(
    segments: Sequence[Segment], needs: Sequence[int], wants: Sequence[Sequence[int]], least: Sequence[int]
) -> tuple[Deal, Rules]:
    """A good deal of what `deal` is asked for, and the rules that it keeps and that a better one must keep."""
    held, needed = sum(segment.span.frames for segment in segments), sum(needs)
    shared = needed > held
    apart = [need * held // needed for need in needs] if shared else list(needs)
    for divisor in LEAST_DIVISORS:
        shorter = [max(1, frames // divisor) for frames in least]
        table, pace = _dealt(segments, apart, wants, shorter)
        table.needs = [more + need - part for more, need, part in zip(table.needs, needs, apart, strict=True)]
        table.complete(wants, shared=shared)
        if not shared or table.unused() * ACCEPTED_WASTE <= needed:
            break
    longest = [[int(want * (SHARED_PACE if shared else pace)) for want in row] for row in wants]
    return table.taken, _rules(segments, needs, table.taken, longest, least)


def _rules(
    segments: Sequence[Segment],
    needs: Sequence[int],
    taken: Deal,
    longest: Sequence[Sequence[int]],
    least: Sequence[int],
    *,
    alone: bool = False,
) -> Rules:
    """The rules of a deal: clips from `least` to `longest` frames, or beyond as far as those of `taken` are."""
    held = [segment.span.frames for segment in segments]
    own = [[clips.get(variant, 0) for variant in range(len(needs))] for clips in taken]
    return Rules(
        segments=segments,
        needs=needs,
        shortest=[
            [min(frames, fewest, clip or frames) for fewest, clip in zip(least, row, strict=True)]
            for frames, row in zip(held, own, strict=True)
        ],
        longest=[
            [min(frames, max(most, fewest, clip)) for most, fewest, clip in zip(mosts, least, row, strict=True)]
            for frames, mosts, row in zip(held, longest, own, strict=True)
        ],
        shared=shared_frames(segments, taken),
        alone=alone,
    )


def _dealt(
    segments: Sequence[Segment],
    needs: Sequence[int],
    wants: Sequence[Sequence[int]],
    least: Sequence[int],
    *,
    alone: bool = False,
) -> tuple[_Table, Fraction]:
    """The first deal that meets almost all needs, its clips no longer than they must be, and its pace."""
    for pace in PACES:
        table = _Table(segments, needs, least, alone=alone)
        table.deal_all([[int(want * pace) for want in row] for row in wants])
        if sum(table.needs) * ACCEPTED_SHORTFALL <= sum(needs):
            break
    return table, pace


class _Table:
    """The state of one deal."""

    def __init__(
        self, segments: Sequence[Segment], needs: Sequence[int], least: Sequence[int], *, alone: bool = False
    ) -> None:
        self.segments = segments
        self.alone = alone
        self.needs = list(needs)
        self.goals = [max(1, need) for need in needs]
        self.least = least
        self.room = [segment.span.frames for segment in segments]
        self.taken: Deal = [{} for _ in segments]
        self.clips_of_scene: Counter[tuple[int, int]] = Counter()

    def unused(self) -> int:
        """Frames that no variant takes; `room` falls below 0 where they share."""
        return sum(max(0, room) for room in self.room)

    def deal_all(self, wants: Sequence[Sequence[int]]) -> None:
        for index, want in enumerate(wants):
            if not any(self.needs):
                return
            for variant in self._in_turn(index):
                self._deal_one(index, variant, want[variant])

    def _in_turn(self, index: int) -> list[int]:
        """Variants in need, those first that have fewest clips of this scene and are furthest from their goal."""
        scene = self.segments[index].scene
        waiting = [variant for variant, need in enumerate(self.needs) if need > 0]
        return sorted(
            waiting,
            key=lambda variant: (
                self.clips_of_scene[scene, variant],
                Fraction(-self.needs[variant], self.goals[variant]),
                variant,
            ),
        )

    def _deal_one(self, index: int, variant: int, want: int) -> None:
        room, need = self.room[index], self.needs[variant]
        least = min(self.least[variant], self.segments[index].span.frames)
        if room < least or self._is_kept_from(index, variant):
            return
        longest = min(room, need, max(least, want * 3 // 2))
        frames = min(longest, max(least, want))
        if room - frames < self.least[variant] and longest == room:
            frames = room
        if 0 < need - frames < self.least[variant]:
            frames = need if longest == need else need - self.least[variant]
        if frames >= least or frames == need:
            self._take(index, variant, min(frames, room))

    def _take(self, index: int, variant: int, frames: int) -> None:
        if variant not in self.taken[index]:
            self.clips_of_scene[self.segments[index].scene, variant] += 1
        self.taken[index][variant] = self.taken[index].get(variant, 0) + frames
        self.needs[variant] -= frames
        self.room[index] -= frames

    def complete(self, wants: Sequence[Sequence[int]], *, shared: bool) -> None:
        """Meet every need exactly: from frames that nobody has, and, if `shared`, from others' too."""
        everyone = range(len(self.needs))
        for variant in everyone:
            self._lengthen(variant, self.room)
        for variant in everyone:
            self._add(variant, self.room, self.least[variant], None)
        for variant in everyone:
            self._trade(variant)
        if not shared:
            for variant in everyone:
                self._add(variant, self.room, 1, None)
            return
        for variant in range(len(self.needs)):
            wanted = [2 * row[variant] for row in wants]
            own = [self._unseen(index, variant) for index in range(len(self.segments))]
            self._lengthen(variant, [min(free, wanted[at] - self._has(at, variant)) for at, free in enumerate(own)])
            self._add(variant, own, self.least[variant], wanted)
            self._lengthen(variant, [self._unseen(index, variant) for index in range(len(self.segments))])
            self._add(variant, [self._unseen(index, variant) for index in range(len(self.segments))], 1, None)

    def _is_kept_from(self, index: int, variant: int) -> bool:
        return self.alone and any(other != variant for other in self.taken[index])

    def _has(self, index: int, variant: int) -> int:
        return self.taken[index].get(variant, 0)

    def _unseen(self, index: int, variant: int) -> int:
        return self.segments[index].span.frames - self._has(index, variant)

    def _lengthen(self, variant: int, free: Sequence[int]) -> None:
        """Lengthen the variant's clips, best segments first, by up to `free` frames each."""
        for index, taken in enumerate(self.taken):
            frames = min(free[index], self.needs[variant])
            if variant in taken and frames > 0:
                self._take(index, variant, frames)

    def _add(self, variant: int, free: Sequence[int], least: int, wanted: Sequence[int] | None) -> None:
        """Add clips of at least `least` frames, or of whole segments, where the variant has none yet."""
        for index, taken in enumerate(self.taken):
            frames = min(free[index], self.needs[variant])
            if wanted is not None:
                frames = min(frames, max(least, wanted[index]))
            if variant in taken or self._is_kept_from(index, variant):
                continue
            if frames >= min(least, self.segments[index].span.frames):
                self._take(index, variant, frames)

    def _trade(self, variant: int) -> None:
        """Room that only others can use goes to them; they yield as much of a segment that they share."""
        for index, taken in enumerate(self.taken):
            for other in taken:
                for elsewhere, both in enumerate(self.taken):
                    frames = min(self.room[index], self.needs[variant])
                    if frames <= 0:
                        break
                    if elsewhere == index or variant not in both or other not in both:
                        continue
                    given = min(frames, both[other] - min(both[other], self.least[other]))
                    if given > 0:
                        both[other] -= given
                        both[variant] += given
                        taken[other] += given
                        self.room[index] -= given
                        self.needs[variant] -= given
