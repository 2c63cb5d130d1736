"""Mixes a second opinion into scores. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from personalizedTrailer.model import RankedScene, Reason


def blended(
    ranked: Sequence[RankedScene], opinion: Mapping[int, float], signal: str, weight: float
) -> tuple[RankedScene, ...]:
    """`(1 − weight) × score + weight × opinion`, best first; `opinion` is 0 to 1 by scene number, of every scene.

    Its part is a reason of its own by the name of `signal`, and all others are scaled. Raises KeyError for a scene
    without an opinion.
    """
    mixed = [_mixed(one, opinion[one.scene], signal, weight) for one in ranked]
    return tuple(sorted(mixed, key=lambda one: (-one.score, one.scene)))


def _mixed(one: RankedScene, value: float, signal: str, weight: float) -> RankedScene:
    scaled = [
        replace(
            reason,
            weight=round((1 - weight) * reason.weight, 6),
            contribution=round((1 - weight) * reason.contribution, 6),
        )
        for reason in one.reasons
    ]
    added = Reason(signal, weight, round(value, 6), round(weight * value, 6))
    score = min(1.0, round((1 - weight) * one.score + weight * value, 3))
    return RankedScene(one.scene, score, (*scaled, added))


def standing(ordered: Sequence[str]) -> dict[str, float]:
    """A ranking, best first, as values from 1 down to 0 in even steps; 1 for a single one."""
    last = len(ordered) - 1
    return {name: 1.0 if last == 0 else 1 - place / last for place, name in enumerate(ordered)}
