"""How much of the film trailers must be cut from: of each third no more than the contract asks for.

It puts duration first, then shares, then that variants share little. As long as single shots suffice for these as well
as the whole film would, nothing else is used; then, third by third, stretches of greater harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from personalizedTrailer.editing.budgets import (
    SHARE_TOLERANCE_PLANNED,
    Bounds,
    best_shares,
    plan_apart,
    plan_budgets,
)
from personalizedTrailer.editing.footage import Thirds
from personalizedTrailer.editing.segments import Stretch, frames_of
from personalizedTrailer.editing.shots import MIXED
from personalizedTrailer.editing.task import Task, frames_held
from personalizedTrailer.model import VariantSpec

AMPLE_TOLERANCE = 0.05
"""By which shares may be missed where footage is ample: half of what the contract allows."""
SHARING = Fraction(1, 100)
"""Of the target, that variants may share more than they would with the whole film."""

Held = tuple[tuple[Stretch, ...], ...]


def provide(
    task: Task, variants: Sequence[VariantSpec], overlap: int, stretches: Held
) -> tuple[Held, tuple[Thirds, ...]]:
    """Per third, those of `stretches` that clips are cut from; and the frames per variant and third.

    A trailer is at most `overlap` frames longer than the target.
    """
    most = int(task.target) + overlap
    whole = frames_held(stretches)
    best = plan_budgets(variants, [_bounds(task, variants, whole, most)] * len(variants), whole, int(task.target))
    wanted = [min(sum(third), held) for third, held in zip(zip(*best, strict=True), whole, strict=True)]
    levels = [0, 0, 0]
    while min(levels) < MIXED:
        held = tuple(
            tuple(one for one in third if one.harm <= level) for third, level in zip(stretches, levels, strict=True)
        )
        if budgets := _sufficient(task, variants, most, held, best, whole):
            return held, budgets
        open_ = [third for third in range(3) if levels[third] < MIXED]
        levels[max(open_, key=lambda third: (wanted[third] - frames_of(held[third]), -third))] += 1
    return stretches, best


def _bounds(task: Task, variants: Sequence[VariantSpec], caps: Thirds, most: int) -> Bounds:
    return Bounds(min(task.least(variants), sum(caps)), min(most, sum(caps)))


def _sufficient(
    task: Task,
    variants: Sequence[VariantSpec],
    most: int,
    held: Held,
    best: Sequence[Thirds],
    whole: Thirds,
) -> tuple[Thirds, ...] | None:
    """A plan from what is `held` that is about as good as `best`, the one from the `whole` film, if there is one."""
    caps = frames_held(held)
    least = task.least(variants)
    if sum(caps) < least:
        return None
    bounds = [_bounds(task, variants, caps, most)] * len(variants)
    if task.ample:
        return plan_apart(variants, bounds, caps, AMPLE_TOLERANCE)
    budgets = plan_budgets(variants, bounds, caps, int(task.target))
    if shared_by_plan(budgets, caps) > shared_by_plan(best, whole) + SHARING * task.target:
        return None
    missed = (
        _missed(spec, taken) - _missed_at_best(spec, whole, least)
        for spec, taken in zip(variants, budgets, strict=True)
    )
    return budgets if max(missed) <= SHARE_TOLERANCE_PLANNED + 0.001 else None


def shared_by_plan(budgets: Sequence[Thirds], caps: Thirds) -> int:
    """Frames that trailers must use twice where thirds hold `caps`."""
    return sum(max(0, sum(third) - cap) for third, cap in zip(zip(*budgets, strict=True), caps, strict=True))


def _missed(spec: VariantSpec, taken: Thirds) -> float:
    """The greatest difference from the wanted shares."""
    total = sum(taken)
    return max(abs(amount / total - float(share)) for amount, share in zip(taken, spec.shares, strict=True))


def _missed_at_best(spec: VariantSpec, caps: Thirds, least: int) -> float:
    reached = best_shares(spec.shares, caps, min(least, sum(caps)))
    return float(max(abs(share - wanted) for share, wanted in zip(reached, spec.shares, strict=True)))
