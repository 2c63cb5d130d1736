"""Curves, scenes' traits and shots that are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from personalizedTrailer.analysis.local.company import Company
from personalizedTrailer.analysis.local.curves import Curve, Curves
from personalizedTrailer.analysis.local.kept_out import Piece
from personalizedTrailer.analysis.local.levels import Levels
from personalizedTrailer.analysis.local.traits import Traits
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.model import Shot, Signals, Span

RATE = Fraction(24)
SEEN = dict.fromkeys((*COLUMNS, "cuts"), 0.0) | {
    "luma": 0.45,
    "contrast": 0.3,
    "saturation": 0.3,
    "sharpness": 0.15,
    "ground": 0.4,
    "object": 0.01,
    "change": 0.02,
    "span": 0.05,
}
"""An ordinary picture."""
HEARD = {
    "lufs": -25.0,
    "loudness": 0.5,
    "onset": 0.05,
    "onsets": 0.5,
    "low": 0.1,
    "steady": 0.5,
    "spoken": 0.0,
    "silence": 0.0,
    "speech": 0.0,
    "music": 0.0,
}

Values = Mapping[str, float | Curve]


def spread(values: Values, blocks: int) -> dict[str, Curve]:
    return {name: np.broadcast_to(np.float64(value), blocks).copy() for name, value in values.items()}


def made_curves(seconds: float, seen: Values | None = None, heard: Values | None = None) -> Curves:
    """`heard` of {} for what an ordinary film sounds like; None for a film without sound."""
    blocks = round(seconds * BLOCKS)
    sound = {} if heard is None else spread(HEARD | dict(heard), blocks)
    return Curves(RATE, blocks, spread(SEEN | dict(seen or {}), blocks), sound)


def levels_of(curves: Curves) -> Levels:
    return Levels(curves, np.ones(curves.blocks, bool))


def made_shots(*seconds: float) -> tuple[Shot, ...]:
    """Shots of such lengths, with cuts between them."""
    edges = [0, *(round(at * RATE) for at in np.cumsum(seconds))]
    spans = [Span(start, end) for start, end in pairwise(edges)]
    last = len(spans) - 1
    return tuple(
        Shot(place + 1, span, "start" if place == 0 else "cut", "end" if place == last else "cut", span)
        for place, span in enumerate(spans)
    )


def whole(shots: Sequence[Shot]) -> list[Piece]:
    """All of them usable."""
    return [Piece(shot.span, shot, None) for shot in shots]


def made_traits(
    seconds: float = 8,
    *,
    seen: Values | None = None,
    heard: Values | None = None,
    motion: float | Curve = 0.0,
    arousal: float = 0.5,
    valence: float = 0.5,
    before: float | None = None,
    shots: Sequence[float] = (4.0, 4.0),
    looks: Sequence[Sequence[float]] = ((0.0,), (1.0,)),
    usual_glow: float = 0.0,
    faces: Company | None = None,
) -> Traits:
    """A scene; `before` is the arousal of the two seconds before it."""
    curves = made_curves(seconds, seen, heard)
    lead = 0 if before is None else 2 * BLOCKS
    speech = float(curves.heard["speech"].mean()) if curves.heard else None
    return Traits(
        signals=Signals(arousal=arousal, valence=valence, speech=speech, faces=faces.signal if faces else None),
        seen=curves.seen,
        heard=curves.heard,
        motion=np.broadcast_to(np.float64(motion), curves.blocks).copy(),
        arousal=np.concatenate([np.full(lead, before or 0.0), np.full(curves.blocks, arousal)]),
        lead=lead,
        shots=tuple(shots),
        looks=np.array(looks, np.float64),
        clear=np.ones(curves.blocks, bool),
        usual_glow=usual_glow,
        faces=faces,
    )


def at(seconds: float, value: float, otherwise: float, length: float, whole: float) -> Curve:
    """A curve of `whole` seconds that is `value` for `length` seconds from `seconds` on."""
    curve = np.full(round(whole * BLOCKS), otherwise)
    curve[round(seconds * BLOCKS) : round((seconds + length) * BLOCKS)] = value
    return curve
