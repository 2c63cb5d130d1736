"""Films whose shots, words and best moments are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from random import Random

import numpy as np
from editing_films import film, ranked

from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import Analysis, RankedScene, Span

SCENE_SECONDS = 11


@dataclass(frozen=True)
class MadeUp:
    analysis: Analysis
    ranked: tuple[RankedScene, ...]
    material: Material
    rate: Fraction
    frames: int


def made_up(
    shots: Sequence[int], rate: Fraction, rng: Random, *, mixed: float = 0.1, speech: float = 0.5
) -> MadeUp:
    """A film of shots of so many frames.

    `mixed` is the part of the borders that are dissolves, `speech` the part of its time in which somebody speaks.
    """
    borders = [0, *accumulate(shots)]
    frames = borders[-1]
    clear: list[Span] = []
    after = 0
    for start, end in pairwise(borders):
        before = min(6, end - start) if rng.random() < mixed and end < frames else 0
        if start + after < end - before:
            clear.append(Span(start + after, end - before))
        after = before
    scenes = [0]
    for end in borders[1:]:
        if end - scenes[-1] >= SCENE_SECONDS * rate or end == frames:
            scenes.append(end)
    worth = np.interp(
        np.arange(frames), np.arange(0, frames + 48, 48), [rng.random() for _ in range(0, frames + 48, 48)]
    )
    return MadeUp(
        film(scenes),
        ranked([rng.random() for _ in scenes[1:]]),
        Material(tuple(clear), worth.astype(np.float32), _pauses(frames, rate, rng, speech)),
        rate,
        frames,
    )


def _pauses(
    frames: int, rate: Fraction, rng: Random, speech: float
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Phrases of two to six seconds with gaps between some of their words, and silence between them."""
    rows: list[tuple[float, float]] = []
    at = 0.0
    seconds = float(frames / rate)
    while at < seconds:
        end = at + rng.uniform(2, 6)
        while speech and at < end:
            at += rng.uniform(0.15, 1.0)
            gap = rng.choice((0.15, 0.2, 0.3))
            rows.append((at, at + gap))
            at += gap
        gap = 0.4 if speech >= 1 else rng.uniform(0.4, 8.0 * (1 - speech))
        rows.append((at, at + gap))
        at += gap if speech else gap + 1
    if not speech:
        rows = [(0.0, seconds)]
    whole = [(int(np.ceil(start * rate)), min(frames, int(end * rate))) for start, end in rows]
    return np.array([row for row in whole if row[1] > row[0]] or [(0, 0)], np.int64)
