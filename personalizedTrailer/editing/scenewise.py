"""Chooses clips where nothing is known within a scene: all of it is as good as its score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from personalizedTrailer.editing.assign import deal
from personalizedTrailer.editing.budgets import Bounds, plan_budgets
from personalizedTrailer.editing.edges import settle
from personalizedTrailer.editing.layout import join, place
from personalizedTrailer.editing.mending import mend
from personalizedTrailer.editing.repacking import repack
from personalizedTrailer.editing.rooms import SceneRooms
from personalizedTrailer.editing.segments import Stretch, cut_segments, frames_of, stretches
from personalizedTrailer.editing.snapping import REACH_SECONDS, snap
from personalizedTrailer.editing.task import CLIP_SPREAD, Task, frames_held
from personalizedTrailer.model import Pick, VariantSpec

PIECE_CLIPS = (Fraction(2), Fraction(5))
"""Clip lengths that a piece of a scene holds: fewest, where much of the film is shown, and most."""
PIECE_OF_ROOM = Fraction(2, 3)
"""Of the pieces that a third could have, clips of the wanted length fill about so many: the best of them."""


@dataclass(frozen=True, slots=True)
class Scenewise:
    task: Task
    equals: bool
    """Whether it is known that all frames of a scene are alike."""

    def picks(self, variants: Sequence[VariantSpec], overlap: int) -> list[tuple[Pick, ...]]:
        """Picks per variant, each at most `overlap` frames longer than the target."""
        task = self.task
        least = task.least(variants)
        shortest = task.shortest_clip(least)
        held = stretches(task.footage, shortest, least)
        caps = frames_held(held)
        bounds = Bounds(min(least, sum(caps)), min(int(task.target) + overlap, sum(caps)))
        budgets = plan_budgets(variants, [bounds] * len(variants), caps, int(task.target))
        chosen: list[list[Pick]] = [[] for _ in variants]
        for third, stretch in enumerate(held):
            needs = [budget[third] for budget in budgets]
            for variant, pick in self._deal_third(variants, third, stretch, needs, shortest):
                chosen[variant].append(pick)
        rooms = SceneRooms({scene.number: scene.span for scene in task.footage.scenes})
        return self._mended([join(picks, rooms) for picks in chosen], rooms, shortest)

    def _mended(self, trailers: list[tuple[Pick, ...]], rooms: SceneRooms, shortest: int) -> list[tuple[Pick, ...]]:
        task, scenes, frames = self.task, rooms.scenes, self.task.footage.frames
        manners = task.manners(shortest)
        mended = mend(trailers, rooms, frames, manners, task.mending_allowance())
        reach, keyframes = math.floor(REACH_SECONDS * task.rate), task.stops.keyframes
        if self.equals and keyframes:
            mended = repack(mended, scenes, frames, keyframes, manners.jump)
        snapped = snap(mended, scenes, frames, keyframes, manners.jump, reach)
        return settle(snapped, scenes, frames, task.stops, manners, equals=self.equals)

    def _deal_third(
        self,
        variants: Sequence[VariantSpec],
        third: int,
        held: Sequence[Stretch],
        needs: Sequence[int],
        shortest: int,
    ) -> list[tuple[int, Pick]]:
        if not any(needs):
            return []
        task, rng = self.task, self.task.chance(variants, third)
        density = Fraction(frames_of(held), max(needs))
        piece = max(PIECE_CLIPS[0], min(PIECE_CLIPS[1], density * PIECE_OF_ROOM)) * task.clip
        segments = cut_segments(held, task.scores, max(shortest, int(piece)), shortest)
        wants = [[max(shortest, int(task.clip * rng.choice(CLIP_SPREAD)) // 100) for _ in needs] for _ in segments]
        dealt = deal(segments, needs, wants, [shortest] * len(needs))
        placed = [place(segment, frames, rng) for segment, frames in zip(segments, dealt, strict=True) if frames]
        return [pick for of_segment in placed for pick in of_segment]
