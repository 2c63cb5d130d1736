"""Chooses clips where the shots of a film, its words and its best moments are known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from personalizedTrailer.editing.ascending import any_between
from personalizedTrailer.editing.assign import deal_alone
from personalizedTrailer.editing.balance import Leeway
from personalizedTrailer.editing.exact import Deal
from personalizedTrailer.editing.fitting import fit
from personalizedTrailer.editing.footage import Thirds, frames_by_third
from personalizedTrailer.editing.layout import Fitted, join, place
from personalizedTrailer.editing.ledger import twice
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.mending import mend
from personalizedTrailer.editing.points import Points, points
from personalizedTrailer.editing.provision import Held, provide, shared_by_plan
from personalizedTrailer.editing.rooms import ShotRooms
from personalizedTrailer.editing.scoring import likings
from personalizedTrailer.editing.segments import Segment, Stretch
from personalizedTrailer.editing.shots import by_harm, cuts, rooms
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.editing.supply import shot_segments, wants
from personalizedTrailer.editing.task import Task, frames_held
from personalizedTrailer.editing.trimming import Limits, trim
from personalizedTrailer.model import Pick, Span, VariantSpec

Picks = tuple[Pick, ...]

REACH_SECONDS = Fraction(7, 2)
"""How far a point may move into a pause: there are as many seconds between most of those of a text that is read."""
SHORTER_SECONDS = Fraction(1)
"""By how much a trailer may become shorter for the sake of whole words, at most."""
SHARE_LEEWAY = (Fraction(3, 1000), Fraction(1, 25))
"""Of the trailer, by which each third may differ: so little where shares are narrow, and where footage is ample."""
TRIMMING_SHARE = Fraction(1, 100)
"""Of the target, that whole words may make variants share more, where they must share."""


@dataclass(frozen=True, slots=True)
class Shotwise:
    task: Task
    material: Material

    def picks(self, variants: Sequence[VariantSpec], overlap: int) -> list[Picks]:
        """Picks per variant, each at most `overlap` frames longer than the target."""
        task = self.task
        shortest = task.shortest_clip(task.least(variants))
        stretches = by_harm(task.footage, self.material.clear, shortest)
        held, budgets = provide(task, variants, overlap, stretches)
        cut_at = cuts(self.material.clear)
        inner = sorted(cut_at)
        runs = [one.span for one in chain(*held) if any_between(inner, one.span.start + 1, one.span.end)]
        made = _Cutting(
            task,
            variants,
            held,
            budgets,
            shortest,
            ShotRooms([room for third in held for room in rooms(third, cut_at).rooms]),
            points(self.material, runs, task.stops, task.footage.frames, task.rate),
            Strength(self.material.worth),
            Strength(likings(self.material.moments, task.profile, task.footage.frames)),
        ).made()
        across = rooms(chain(*held), cut_at)
        return [join(picks, across) for picks in made]


@dataclass(frozen=True, slots=True)
class _Cutting:
    """Cuts trailers with the frames of `budgets` from what is `held`, in clips of `shortest` frames or more."""

    task: Task
    variants: Sequence[VariantSpec]
    held: Held
    budgets: Sequence[Thirds]
    shortest: int
    rooms: ShotRooms
    """None reaches into two thirds of the film."""
    points: Points
    strength: Strength
    liking: Strength
    """How much each frame is to the viewer's taste."""

    def made(self) -> list[Picks]:
        """Clips are laid where they are cut best, and get back the length that this costs; else the other way round."""
        dealt = [self._dealt(third, stretches) for third, stretches in enumerate(self.held)]
        made = self._trimmed(self._laid(dealt, self._fitted))
        return made if self._is_kept(made) else self._trimmed(self._laid(dealt, None))

    def _dealt(self, third: int, held: Sequence[Stretch]) -> tuple[tuple[Segment, ...], Deal]:
        task, needs = self.task, [budget[third] for budget in self.budgets]
        if not any(needs):
            return (), []
        segments = shot_segments(
            held, task.scores, task.clip, self.shortest, self.points, self.strength, self.liking
        )
        rng = task.chance(self.variants, third)
        wanted = wants(segments, needs, task.clip, self.shortest, self.points, self.strength, rng)
        return segments, deal_alone(segments, needs, wanted, [self.shortest] * len(needs))

    def _fitted(self, span: Span, lengths: Sequence[int]) -> list[Span] | None:
        return fit(span, lengths, self.shortest, self.points, self.strength)

    def _laid(self, dealt: Sequence[tuple[tuple[Segment, ...], Deal]], fitted: Fitted | None) -> list[Picks]:
        laid: list[list[Pick]] = [[] for _ in self.variants]
        for third, (segments, deals) in enumerate(dealt):
            rng = self.task.chance(self.variants, third)
            for segment, frames in zip(segments, deals, strict=True):
                for variant, pick in place(segment, frames, rng, fitted) if frames else ():
                    laid[variant].append(pick)
        return [join(picks, self.rooms) for picks in laid]

    def _trimmed(self, laid: Sequence[Picks]) -> list[Picks]:
        """Mended, and their points moved to where they are best."""
        task, frames, manners = self.task, self.task.footage.frames, self.task.manners(self.shortest)
        mended = mend(laid, self.rooms, frames, manners, task.mending_allowance())
        limits = Limits(math.floor(REACH_SECONDS * task.rate), self.shortest, manners.jump, self._leeway)
        allowance = max(0, self._most_shared - twice(mended, frames))
        return trim(mended, self.budgets, self.rooms, frames, self.points, self.strength, limits, allowance)

    def _is_kept(self, made: Sequence[Picks]) -> bool:
        """Whether they are as long as they must be, by third, and share no more than they may."""
        frames, leeway = self.task.footage.frames, self._leeway
        for picks, budget in zip(made, self.budgets, strict=True):
            taken = frames_by_third((pick.span for pick in picks), frames)
            if any(abs(has - wanted) > leeway.third for has, wanted in zip(taken, budget, strict=True)):
                return False
            if not 0 <= sum(budget) - sum(taken) <= leeway.shorter:
                return False
        return twice(made, frames) <= self._most_shared

    @property
    def _leeway(self) -> Leeway:
        """What whole words may cost of the plan; half of what the contract allows is left for dissolves."""
        total = min(map(sum, self.budgets))
        spare = Fraction(max(0, total - self.task.least(self.variants)), 2)
        return Leeway(
            third=math.floor(SHARE_LEEWAY[self.task.ample] * total),
            shorter=math.floor(min(SHORTER_SECONDS * self.task.rate, spare)),
        )

    @property
    def _most_shared(self) -> int:
        """Frames that variants may use twice: what is planned, and a little for whole clips and words."""
        if self.task.ample:
            return 0
        planned = shared_by_plan(self.budgets, frames_held(self.held))
        return planned + self.task.mending_allowance() + int(TRIMMING_SHARE * self.task.target)
