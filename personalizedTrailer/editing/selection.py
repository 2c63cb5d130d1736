"""Which source ranges make the primary trailer and its four variants."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from personalizedTrailer.editing.assign import deal
from personalizedTrailer.editing.budgets import Bounds, plan_budgets
from personalizedTrailer.editing.chance import seeded
from personalizedTrailer.editing.edges import NOWHERE, Stops, settle
from personalizedTrailer.editing.footage import (
    AMPLE,
    Footage,
    Thirds,
    frames_by_third,
    least_frames,
    usable_footage,
)
from personalizedTrailer.editing.layout import join, place
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.mending import Manners, mend
from personalizedTrailer.editing.repacking import repack
from personalizedTrailer.editing.segments import Stretch, cut_segments, frames_of, stretches
from personalizedTrailer.editing.snapping import REACH_SECONDS, snap
from personalizedTrailer.editing.transitions import can_overlap, expected_overlap
from personalizedTrailer.editing.variants import PRIMARY, VARIANTS
from personalizedTrailer.model import (
    Analysis,
    Pick,
    Profile,
    RankedScene,
    Selection,
    VariantSpec,
    Warning,
)

SHORTEST_CLIP_SECONDS = Fraction(3, 2)
SHORTEST_CLIP_SHARE = Fraction(1, 10)
"""Of the trailer, where that is less."""
SHORTEST_CLIP_FRAMES = 2
PIECE_CLIPS = (Fraction(2), Fraction(5))
"""Clip lengths that a piece of a scene holds: fewest, where much of the film is shown, and most."""
PIECE_OF_ROOM = Fraction(2, 3)
"""Of the pieces that a third could have, clips of the wanted length fill about so many: the best of them."""
JUMP_SECONDS = Fraction(3, 4)
"""A gap between two clips of a trailer shorter than this looks like a fault."""
MENDING_SHARE = Fraction(3, 400)
"""Of the target, that mending may share between variants beyond the plan."""
CLIP_SPREAD = (55, 66, 75, 83, 92, 102, 114, 129, 154)
"""Deciles of a lognormal law with mean 1 and sigma 0.4, in hundredths: the shape of shot lengths in films."""


@dataclass(frozen=True, slots=True)
class SelectionResult:
    primary: Selection
    variants: tuple[Selection, ...]
    warnings: tuple[Warning, ...]

    @property
    def selections(self) -> tuple[Selection, ...]:
        """The primary first, then the variants."""
        return (self.primary, *self.variants)


def select(
    analysis: Analysis,
    ranked: Sequence[RankedScene],
    profile: Profile,
    rate: Fraction,
    frames: int,
    max_duration: int,
    seed_text: str,
    stops: Stops = NOWHERE,
    material: Material | None = None,
) -> SelectionResult:
    """Picks for trailers of `max_duration` seconds from a film of `frames` at `rate` per second.

    Where it costs nothing, they begin and end on one of `stops`. Chance depends on `seed_text` alone. The picks of a
    trailer may be longer than asked for by what its dissolves will overlap.
    """
    target = max_duration * rate
    chooser = _Chooser(
        footage=usable_footage(analysis.scenes, frames, target),
        scores={scene.scene: scene.score for scene in ranked},
        profile=profile,
        rate=rate,
        target=target,
        seed_text=seed_text,
        stops=stops,
        whole_scenes=analysis.simulated,
    )
    (primary,) = chooser.choose((PRIMARY,))
    variants = chooser.choose(VARIANTS)
    return SelectionResult(primary, variants, _warnings(chooser.footage, rate, target))


def _warnings(footage: Footage, rate: Fraction, target: Fraction) -> tuple[Warning, ...]:
    warnings: list[Warning] = []
    if footage.restored:
        text = "Material that is usually kept out, such as credits or black, was used, as there is little else."
        warnings.append(Warning("used_excluded_material", text))
    if footage.usable < target:
        seconds = float(footage.usable / rate)
        text = (
            f"The film has {seconds:.1f} s of usable footage, less than the {float(target / rate):g} s asked for."
        )
        warnings.append(Warning("source_shorter_than_target", text))
    return tuple(warnings)


@dataclass(frozen=True, slots=True)
class _Chooser:
    footage: Footage
    scores: Mapping[int, float]
    profile: Profile
    rate: Fraction
    target: Fraction
    """Frames of the trailer asked for."""
    seed_text: str
    stops: Stops
    whole_scenes: bool
    """Whether all frames of a scene score alike."""

    def choose(self, variants: tuple[VariantSpec, ...]) -> tuple[Selection, ...]:
        """Selections that share as little as they can with one another."""
        overlap = 0
        if self.footage.usable >= self.target:
            overlap = expected_overlap(self.profile, int(self.target), self.rate)
        picks = self._picks(variants, overlap)
        if overlap and not all(self._fits(chosen) for chosen in picks):
            picks = self._picks(variants, 0)
        shared = _shared_frames(picks, self.footage.frames)
        return tuple(map(self._selection, variants, picks, shared))

    def _fits(self, picks: tuple[Pick, ...]) -> bool:
        over = sum(pick.span.frames for pick in picks) - int(self.target)
        return can_overlap(picks, over, self.rate)

    def _selection(self, spec: VariantSpec, picks: tuple[Pick, ...], shared: int) -> Selection:
        early, middle, late = frames_by_third((pick.span for pick in picks), self.footage.frames)
        total = max(1, early + middle + late)
        return Selection(spec, picks, (early / total, middle / total, late / total), shared)

    def _picks(self, variants: tuple[VariantSpec, ...], overlap: int) -> list[tuple[Pick, ...]]:
        """Picks per variant, each at most `overlap` frames longer than the target."""
        primary = variants == (PRIMARY,)
        least = least_frames(self.footage.usable, self.target, self.rate, primary=primary)
        shortest = self._shortest_clip(least)
        held = stretches(self.footage, shortest, least)
        caps = _frames_held(held)
        bounds = Bounds(min(least, sum(caps)), min(int(self.target) + overlap, sum(caps)))
        budgets = plan_budgets(variants, [bounds] * len(variants), caps, int(self.target))
        chosen: list[list[Pick]] = [[] for _ in variants]
        for third, stretch in enumerate(held):
            needs = [budget[third] for budget in budgets]
            for variant, pick in self._deal_third(stretch, needs, shortest, f"{variants[0].id} {third}"):
                chosen[variant].append(pick)
        return self._mended([join(picks) for picks in chosen], shortest)

    def _mended(self, trailers: list[tuple[Pick, ...]], shortest: int) -> list[tuple[Pick, ...]]:
        scenes = {scene.number: scene.span for scene in self.footage.scenes}
        manners = Manners(least=shortest, jump=math.ceil(JUMP_SECONDS * self.rate))
        ample = min(self.footage.by_third) >= AMPLE * self.target
        allowance = 0 if ample else int(self.target * MENDING_SHARE)
        mended = mend(trailers, scenes, self.footage.frames, manners, allowance)
        reach, keyframes = math.floor(REACH_SECONDS * self.rate), self.stops.keyframes
        if self.whole_scenes and keyframes:
            mended = repack(mended, scenes, self.footage.frames, keyframes, manners.jump)
        snapped = snap(mended, scenes, self.footage.frames, keyframes, manners.jump, reach)
        return settle(snapped, scenes, self.footage.frames, self.stops, manners, equals=self.whole_scenes)

    def _shortest_clip(self, trailer: int) -> int:
        seconds = min(SHORTEST_CLIP_SECONDS, SHORTEST_CLIP_SHARE * trailer / self.rate)
        return max(SHORTEST_CLIP_FRAMES, math.floor(seconds * self.rate))

    def _deal_third(
        self, held: Sequence[Stretch], needs: Sequence[int], shortest: int, name: str
    ) -> list[tuple[int, Pick]]:
        if not any(needs):
            return []
        rng = seeded("selection", self.seed_text, name)
        clip = Fraction(self.profile.clip_seconds) * self.rate
        density = Fraction(frames_of(held), max(needs))
        piece = max(PIECE_CLIPS[0], min(PIECE_CLIPS[1], density * PIECE_OF_ROOM)) * clip
        segments = cut_segments(held, self.scores, max(shortest, int(piece)), shortest)
        wants = [[max(shortest, int(clip * rng.choice(CLIP_SPREAD)) // 100) for _ in needs] for _ in segments]
        dealt = deal(segments, needs, wants, [shortest] * len(needs))
        placed = [place(segment, frames, rng) for segment, frames in zip(segments, dealt, strict=True) if frames]
        return [pick for of_segment in placed for pick in of_segment]


def _frames_held(held: Sequence[Sequence[Stretch]]) -> Thirds:
    early, middle, late = map(frames_of, held)
    return early, middle, late


def _shared_frames(picks: Sequence[tuple[Pick, ...]], frames: int) -> list[int]:
    """Per variant, the frames of its picks that others of `picks` use too."""
    uses = np.zeros(frames, dtype=np.int8)
    for chosen in picks:
        for pick in chosen:
            uses[pick.span.start : pick.span.end] += 1
    return [sum(int((uses[pick.span.start : pick.span.end] > 1).sum()) for pick in chosen) for chosen in picks]
