"""From shots to scenes: runs of shots that belong together, the units that are scored. Pure.

Of all ways to cut a film into scenes the cheapest is found by dynamic programming: a scene costs the more, the further
its length is from 11 s, and a border the more, the more its two sides are alike. Scenes end between shots; only in a
shot that is longer than a scene may be can one end, where little moves and nobody speaks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.analysis.local.curves import Curve, Curves
from personalizedTrailer.analysis.local.kept_out import Piece
from personalizedTrailer.analysis.local.levels import Levels
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.model import Finding, Span

LONGEST_SECONDS = 18
WANTED_SECONDS = 11
_FAR_SECONDS = 6
"""A scene that is so much longer or shorter than wanted costs 1, and with the square of that."""
_ALIKE = 4.0
"""What a border costs by how much more its two sides are alike, 0 to 1, than those of the usual one."""
_SOFT = 0.6
"""By how much less a fade or dissolve costs: makers put them between scenes."""
_INSIDE, _MOVING, _SPOKEN = 2.5, 1.0, 2.0
"""What a border inside a shot costs, and how much more where the shot moves most, and where a word is cut."""
_SIDE_SECONDS = 5
"""Before and after a border that are compared; two people seen in turn are mostly seen on both sides."""
_STEP_SECONDS = Fraction(1, 2)
"""Between places in a long shot where a scene may end."""
_LOOKS = ("luma", "saturation", "warmth", "darkness", "contrast", "motion", "cut_density", "loudness", "steady")
_SHARES = ("green", "water", "glow", "sky")
_TALK = ("speech", "music")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A scene before anything is said of it."""

    span: Span
    why: Finding | None
    """Why it is kept out."""


def group(
    pieces: Sequence[Piece], curves: Curves, levels: Levels, pauses: NDArray[np.int64]
) -> tuple[Stretch, ...]:
    """Scenes without a gap from the first frame to the last; what is kept out for one reason is a scene of its own.

    `pauses` are as in `Material`: grid frames before which a cut hits no word.
    """
    look = _look(curves, levels)
    cost = _Inside(curves, levels, pauses)
    found: list[Stretch] = []
    for _, same in groupby(pieces, lambda piece: piece.why.name if piece.why else None):
        run = list(same)
        if run[0].why:
            surest = max((piece.why for piece in run if piece.why), key=lambda why: why.confidence)
            found.append(Stretch(Span(run[0].span.start, run[-1].span.end), surest))
        else:
            found += [Stretch(span, None) for span in _cheapest(_places(run, curves, look, cost), curves.rate)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a scene may end."""

    frame: int
    cost: float


class _Inside:
    """What it costs to end a scene inside a shot."""

    def __init__(self, curves: Curves, levels: Levels, pauses: NDArray[np.int64]) -> None:
        self._curves, self._pauses = curves, pauses
        self._motion = levels.level("motion")

    def __call__(self, frame: int) -> float:
        block = min(self._curves.blocks - 1, int(frame * BLOCKS / self._curves.rate))
        return _INSIDE + _MOVING * float(self._motion[block]) + (0.0 if self.free(frame) else _SPOKEN)

    def free(self, frame: int) -> bool:
        row = int(np.searchsorted(self._pauses[:, 0], frame, side="right")) - 1
        return row >= 0 and frame <= int(self._pauses[row, 1])


def _look(curves: Curves, levels: Levels) -> Curve:
    """Shape [blocks, signals]: what the two sides of a border are compared by, each about as wide as the others."""
    known = [np.nan_to_num(z) for name in _LOOKS if (z := levels.z(name)) is not None]
    shares = [3 * curves.seen[name] for name in _SHARES] + [
        2 * curves.heard[name] for name in _TALK if curves.heard
    ]
    return np.stack([*known, *shares], axis=1)


def _places(run: Sequence[Piece], curves: Curves, look: Curve, inside: _Inside) -> list[_Place]:
    """From the start of a run of pieces to its end."""
    sums = np.concatenate([np.zeros((1, look.shape[1])), np.cumsum(look, axis=0)])
    whole = curves.part(Span(run[0].span.start, run[-1].span.end))
    alike = [_alike(sums, whole, curves.part(piece.span).start) for piece in run[1:]]
    usual = float(np.median(alike)) if alike else 0.0
    places = [_Place(run[0].span.start, 0.0)]
    for piece, following, likeness in zip(run, run[1:], alike, strict=False):
        places += [_Place(frame, inside(frame)) for frame in _long(piece.span, curves.rate)]
        soft = following.shot.begins in ("fade", "dissolve") and following.span.start == following.shot.span.start
        places.append(_Place(following.span.start, _ALIKE * (likeness - usual) - (_SOFT if soft else 0.0)))
    places += [_Place(frame, inside(frame)) for frame in _long(run[-1].span, curves.rate)]
    return [*places, _Place(run[-1].span.end, 0.0)]


def _alike(sums: Curve, whole: slice, at: int) -> float:
    """How alike the two sides of a block are, 0 to 1; `sums` are those of the looks before each block."""
    before, after = max(whole.start, at - _SIDE_SECONDS * BLOCKS), min(whole.stop, at + _SIDE_SECONDS * BLOCKS)
    sides = (sums[at] - sums[before]) / max(1, at - before), (sums[after] - sums[at]) / max(1, after - at)
    return math.exp(-float(np.abs(sides[0] - sides[1]).mean()))


def _long(span: Span, rate: Fraction) -> list[int]:
    """Frames of a shot longer than a scene may be, inside which one may end."""
    if span.frames <= LONGEST_SECONDS * rate:
        return []
    step = _STEP_SECONDS * rate
    return [span.start + round(number * step) for number in range(1, math.ceil(span.frames / step))]


def _cheapest(places: Sequence[_Place], rate: Fraction) -> list[Span]:
    """The cheapest chain from the first place to the last, of scenes of at most LONGEST_SECONDS."""
    longest = LONGEST_SECONDS * rate
    best, came = [0.0], [0]
    for number, place in enumerate(places[1:], start=1):
        known: list[tuple[float, int]] = []
        for earlier in range(number - 1, -1, -1):
            frames = place.frame - places[earlier].frame
            # A single step may be longer where a film has too few frames to end within it.
            if frames > longest and earlier < number - 1:
                break
            away = (float(frames / rate) - WANTED_SECONDS) / _FAR_SECONDS
            known.append((best[earlier] + away**2 + place.cost, earlier))
        cost, earlier = min(known)
        best.append(cost)
        came.append(earlier)
    chain = [len(places) - 1]
    while chain[-1]:
        chain.append(came[chain[-1]])
    ends = [places[number].frame for number in reversed(chain)]
    return [Span(start, end) for start, end in pairwise(ends)]
