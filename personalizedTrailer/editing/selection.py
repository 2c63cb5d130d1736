"""Which source ranges make the primary trailer and its four variants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from personalizedTrailer.editing.edges import NOWHERE, Stops
from personalizedTrailer.editing.footage import Footage, frames_by_third, usable_footage
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.pauses import Pauses
from personalizedTrailer.editing.scenewise import Scenewise
from personalizedTrailer.editing.shotwise import Shotwise
from personalizedTrailer.editing.task import Task
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

    Where `material` says where its shots, its words and its best moments are, clips are cut by that. Where it costs
    nothing, they begin and end on one of `stops`. Chance depends on `seed_text` alone. The picks of a
    trailer may be longer than asked for by what its dissolves will overlap.
    """
    target = max_duration * rate
    task = Task(
        footage=usable_footage(analysis.scenes, frames, target),
        scores={scene.scene: scene.score for scene in ranked},
        profile=profile,
        rate=rate,
        target=target,
        seed_text=seed_text,
        stops=stops,
    )
    if material:
        chooser = _Chooser(task, Shotwise(task, material), Pauses(material.pauses))
    else:
        chooser = _Chooser(task, Scenewise(task, equals=analysis.simulated), None)
    (primary,) = chooser.choose((PRIMARY,))
    variants = chooser.choose(VARIANTS)
    return SelectionResult(primary, variants, _warnings(task.footage, rate, target))


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


class _Way(Protocol):
    """How clips are chosen."""

    def picks(self, variants: Sequence[VariantSpec], overlap: int) -> list[tuple[Pick, ...]]:
        """Picks per variant, each at most `overlap` frames longer than the target."""


@dataclass(frozen=True, slots=True)
class _Chooser:
    task: Task
    way: _Way
    pauses: Pauses | None
    """None where nothing is known of the words."""

    def choose(self, variants: tuple[VariantSpec, ...]) -> tuple[Selection, ...]:
        """Selections that share as little as they can with one another."""
        task, overlap = self.task, 0
        if task.footage.usable >= task.target:
            overlap = expected_overlap(task.profile, int(task.target), task.rate)
        picks = self.way.picks(variants, overlap)
        if overlap and not all(self._fits(chosen) for chosen in picks):
            picks = self.way.picks(variants, 0)
        shared = _shared_frames(picks, task.footage.frames)
        return tuple(map(self._selection, variants, picks, shared))

    def _fits(self, picks: tuple[Pick, ...]) -> bool:
        over = sum(pick.span.frames for pick in picks) - int(self.task.target)
        return can_overlap(picks, over, self.task.rate, self.pauses)

    def _selection(self, spec: VariantSpec, picks: tuple[Pick, ...], shared: int) -> Selection:
        early, middle, late = frames_by_third((pick.span for pick in picks), self.task.footage.frames)
        total = max(1, early + middle + late)
        return Selection(spec, picks, (early / total, middle / total, late / total), shared)


def _shared_frames(picks: Sequence[tuple[Pick, ...]], frames: int) -> list[int]:
    """Per variant, the frames of its picks that others of `picks` use too."""
    uses = np.zeros(frames, dtype=np.int8)
    for chosen in picks:
        for pick in chosen:
            uses[pick.span.start : pick.span.end] += 1
    return [sum(int((uses[pick.span.start : pick.span.end] > 1).sum()) for pick in chosen) for chosen in picks]
