"""How well a scene is shot and heard, and how unlike others it is. Neither depends on the taste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.model import Signals

_EXTREME = 0.7
"""How far from the light of its film a scene may be, -1 to 1, before it counts as badly lit."""
_ALIKE = 0.35
"""Scenes whose signals differ by so much, in the mean square, are not like each other."""


def quality(signals: Signals) -> float | None:
    """0 to 1: sharp, neither far too dark nor far too light for its film, and not silent; None if nothing is known."""
    known: list[float] = []
    if signals.sharpness is not None:
        known.append(signals.sharpness)
    if signals.luma is not None:
        known.append(1 - max(0.0, abs(2 * signals.luma - 1) - _EXTREME) / (1 - _EXTREME))
    if signals.silence is not None:
        known.append(1 - signals.silence)
    return sum(known) / len(known) if known else None


def varied(scores: Sequence[float], signals: Sequence[Signals], weight: float) -> list[float]:
    """How new each scene is beside those that are chosen before it, 0 to 1.

    Chosen is at each step the scene for which score plus `weight` times novelty is greatest: maximal marginal relevance
    (Carbonell and Goldstein 1998).
    """
    table = _table(signals)
    base = np.array(scores, np.float64)
    novelty = np.ones(len(base))
    final = np.ones(len(base))
    left = np.ones(len(base), np.bool_)
    for _ in range(len(base)):
        at = int(np.argmax(np.where(left, base + weight * novelty, -np.inf)))
        left[at] = False
        final[at] = novelty[at]
        novelty = np.minimum(novelty, np.clip(_differences(table, at) / _ALIKE, 0, 1))
    found: list[float] = final.tolist()
    return found


def _table(signals: Sequence[Signals]) -> NDArray[np.float64]:
    """Shape [scenes, signals], NaN where not measured."""
    names = [field.name for field in fields(Signals)]
    rows = [[getattr(one, name) for name in names] for one in signals]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(names))


def _differences(table: NDArray[np.float64], at: int) -> NDArray[np.float64]:
    """Of each scene from one, in the mean square of what was measured of both; 1 where there is nothing of that."""
    squares = (table - table[at]) ** 2
    known = ~np.isnan(squares)
    sums = np.where(known, squares, 0.0).sum(axis=1)
    found: NDArray[np.float64] = np.where(known.any(axis=1), np.sqrt(sums / np.maximum(1, known.sum(axis=1))), 1.0)
    return found
