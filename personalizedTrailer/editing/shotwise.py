"""Chooses clips where the shots of a film, its words and its best moments are known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from random import Random

from personalizedTrailer.editing.assign import deal
from personalizedTrailer.editing.layout import join, place
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.mending import mend
from personalizedTrailer.editing.points import Points, points
from personalizedTrailer.editing.provision import provide
from personalizedTrailer.editing.rooms import ShotRooms
from personalizedTrailer.editing.segments import VARIETY_STEP, Segment, Stretch
from personalizedTrailer.editing.shots import by_harm, cuts, rooms
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.editing.task import CLIP_SPREAD, Task
from personalizedTrailer.editing.trimming import Limits, trim
from personalizedTrailer.model import Pick, VariantSpec

PIECE_CLIPS = Fraction(2, 1)
"""Clip lengths that a piece of a stretch holds: so few that a clip seldom has to share it."""
WORTH_PART = 0.25
"""Of the value of a stretch, that its strongest moments make up; the score of its scene makes up the rest."""
HARM_COST = 0.5
"""What a stretch is worth less for each step of harm: it is used where nothing else is left."""
FAULT_COST = 0.12
"""What a stretch is worth less for each point that must lie inside a word."""
REACH_SECONDS = Fraction(3, 2)
"""How far a point may move into a pause: OpenShorts' figure."""
SHORTER_SECONDS = Fraction(1)
"""By how much a trailer may become shorter for the sake of whole words, at most."""
SHORTER_SHARE = (Fraction(3, 1000), Fraction(1, 50))
"""Of the trailer, that each third may lose: so little where shares are narrow, and where footage is ample."""
TRIMMING_SHARE = Fraction(1, 100)
"""Of the target, that whole words may make variants share more, where they must share."""


@dataclass(frozen=True, slots=True)
class Shotwise:
    task: Task
    material: Material

    def picks(self, variants: Sequence[VariantSpec], overlap: int) -> list[tuple[Pick, ...]]:
        """Picks per variant, each at most `overlap` frames longer than the target."""
        task = self.task
        least = task.least(variants)
        shortest = task.shortest_clip(least)
        stretches = by_harm(task.footage, self.material.clear, shortest)
        held, budgets = provide(task, variants, overlap, stretches)
        cut_at = cuts(self.material.clear)
        runs = [one.span for one in chain(*held) if _is_run(one, cut_at)]
        work = _Work(
            task,
            shortest,
            ShotRooms([room for third in held for room in rooms(third, cut_at).rooms]),
            points(self.material, runs, task.stops, task.footage.frames, task.rate),
            Strength(self.material.worth),
        )
        chosen: list[list[Pick]] = [[] for _ in variants]
        for third, stretch in enumerate(held):
            needs = [budget[third] for budget in budgets]
            for variant, pick in work.dealt(stretch, needs, task.chance(variants, third)):
                chosen[variant].append(pick)
        made = work.trimmed(chosen, self._shorter(min(map(sum, budgets)), least))
        across = rooms(chain(*held), cut_at)
        return [join(picks, across) for picks in made]

    def _shorter(self, total: int, least: int) -> int:
        """Frames that each third of a trailer of `total` frames may lose: half of its leeway stays for dissolves."""
        leeway = min(SHORTER_SECONDS * self.task.rate, Fraction(max(0, total - least), 2)) / 3
        return math.floor(min(leeway, SHORTER_SHARE[self.task.ample] * total))


def _is_run(stretch: Stretch, borders: frozenset[int]) -> bool:
    """Whether there is a cut in it."""
    return any(stretch.span.start < border < stretch.span.end for border in borders)


@dataclass(frozen=True, slots=True)
class _Work:
    """The steps for trailers whose clips should have `shortest` frames or more."""

    task: Task
    shortest: int
    rooms: ShotRooms
    """None reaches into two thirds of the film."""
    points: Points
    strength: Strength

    def trimmed(self, chosen: Sequence[Sequence[Pick]], shorter: int) -> list[tuple[Pick, ...]]:
        """The trailers, mended, and their points where they are best; each third may lose `shorter` frames."""
        task, frames, manners = self.task, self.task.footage.frames, self.task.manners(self.shortest)
        joined = [join(picks, self.rooms) for picks in chosen]
        mended = mend(joined, self.rooms, frames, manners, task.mending_allowance())
        reach = math.floor(REACH_SECONDS * task.rate)
        limits = Limits(reach, self.shortest, manners.jump, shorter)
        allowance = 0 if task.ample else int(TRIMMING_SHARE * task.target)
        return trim(mended, self.rooms, frames, self.points, self.strength, limits, allowance)

    def dealt(self, held: Sequence[Stretch], needs: Sequence[int], rng: Random) -> list[tuple[int, Pick]]:
        """Picks of a third, each with its variant, that hold `needs` frames per variant."""
        if not any(needs):
            return []
        segments = self._segments(held, max(self.shortest, int(PIECE_CLIPS * self.task.clip)))
        wants = self._wants(segments, len(needs), rng)
        dealt = deal(segments, needs, wants, [self.shortest] * len(needs))
        return [
            pick
            for segment, frames in zip(segments, dealt, strict=True)
            if frames
            for pick in place(segment, frames, rng, self.strength)
        ]

    def _segments(self, held: Sequence[Stretch], piece: int) -> tuple[Segment, ...]:
        """The pieces of `held`, best first: those of good scenes, and of each scene its strongest."""
        by_scene: dict[int, list[tuple[float, Stretch]]] = {}
        for stretch in held:
            for span in self.points.divided(stretch.span, piece):
                best = WORTH_PART * self.strength.best(span, int(self.task.clip))
                best -= HARM_COST * stretch.harm + FAULT_COST * self.points.faults(span, self.shortest)
                by_scene.setdefault(stretch.scene.number, []).append((best, Stretch(stretch.scene, span)))
        segments: list[Segment] = []
        for number, found in by_scene.items():
            found.sort(key=lambda pair: (-pair[0], pair[1].span.start))
            score = (1 - WORTH_PART) * self.task.scores.get(number, 0.0)
            for rank, (best, stretch) in enumerate(found):
                lacking = max(0.0, 1 - stretch.span.frames / self.shortest)
                value = round(score + best - VARIETY_STEP * rank - lacking, 6)
                segments.append(Segment(number, stretch.span, value, stretch.span.start))
        return tuple(sorted(segments, key=lambda segment: (-segment.value, segment.span.start)))

    def _wants(self, segments: Sequence[Segment], variants: int, rng: Random) -> list[list[int]]:
        """The clip length wanted per segment and variant: of segments about as good, the shortest of the liveliest."""
        wants: list[list[int]] = []
        for first in range(0, len(segments), len(CLIP_SPREAD)):
            group = segments[first : first + len(CLIP_SPREAD)]
            lengths = [rng.sample(CLIP_SPREAD, len(group)) for _ in range(variants)]
            liveliest = sorted(range(len(group)), key=lambda at: -self.strength.mean(group[at].span))
            places = {at: place for place, at in enumerate(liveliest)}
            wants += [
                [max(self.shortest, int(self.task.clip * sorted(row)[places[at]]) // 100) for row in lengths]
                for at in range(len(group))
            ]
        return wants
