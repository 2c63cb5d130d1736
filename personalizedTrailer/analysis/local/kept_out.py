"""Which stretches no trailer may use: black, credits, logos, slates and pictures that stand still. Pure.

Letters are known by their strokes (`reading.surfaces`); they are not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from personalizedTrailer.analysis.local.curves import Curve, Curves, Flags
from personalizedTrailer.analysis.local.strokes import STROKES, vanish
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.model import Evidence, Finding, Shot, Span

_BLACK, _BLACK_CONTRAST = 0.98, 0.045
"""Share of nearly black pixels, and contrast under which they hold nothing."""
_UPRIGHT, _BAR_SATURATION = 0.97, 0.25
"""Colour bars do not change from top to bottom, and have strong colours."""
_GROUND = 0.75
"""Share of the ground of a card."""
_RESTS = 0.01
"""Change from frame to frame, of white, that a card stays under, even one that rolls."""
_STEADY, _STEADY_SECONDS = 0.3, 2
"""How much the share of letters that roll varies within seconds at most (standard deviation by mean)."""
_LINES = 3
"""Of letters, from which they are credits; fewer are a logo or a title."""
_LOGO_SECONDS, _TITLE_SECONDS = 90, 300
"""From the film's ends: where logos are, and where letters over the picture are those of credits."""
_OVERLAID, _GOES_ON = 0.008, 0.006
"""Share of strokes that come up in a shot and hold their place, where from frame to frame no more changes, of white:
letters over the picture. After the camera moves, what it comes to rest on has more strokes, too."""
_ONSET = slice(-8, 6)
"""Blocks about the one in which they come up."""
_STILL = 0.0008
"""Change in a second, of white: less than any camera leaves in a picture that does not move."""
_SPOKEN = 0.3
"""Share of speech over a still picture, from which it is worth hearing."""
_STILL_FILM = 0.5
"""Share of still pictures, from which the film is made of them."""
_GAP_SECONDS = 1.5
"""A card comes out of its ground and goes back into it, and is followed by others."""
_LEAST_SECONDS = {"black": 0.3, "slate": 0.5, "card": 0.8, "overlaid": 1.5, "static": 3.0}
_REST_SECONDS = 2.0
"""What is left of a shot beside a stretch that is kept out has to be longer, or goes with it."""


_SURE = {"black": 0.95, "slate": 0.8, "credits": 0.7, "logo": 0.6, "static": 0.7}
"""Our own judgement: letters are guessed at."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A shot, or the part of one that is kept out or is not."""

    span: Span
    shot: Shot
    why: Finding | None
    """Of kind `kept_out`, with a reason's name of `editing.footage`; None for what trailers may use."""


def pieces(shots: Sequence[Shot], curves: Curves) -> tuple[Piece, ...]:
    """All of the film, in its order, without a gap; shots are cut only where a part of them is kept out."""
    marks = _marks(shots, curves)
    found = [piece for shot in shots for piece in _cut(shot, curves, marks)]
    still = sum(piece.span.frames for piece in found if piece.why and piece.why.name == "static")
    if still > _STILL_FILM * shots[-1].span.end:
        del marks["static"]
        found = [piece for shot in shots for piece in _cut(shot, curves, marks)]
    return tuple(_settled(found, curves))


def _settled(found: Sequence[Piece], curves: Curves) -> list[Piece]:
    """What is kept out for less than a second is so for the reason of what was kept out just before it."""
    settled: list[Piece] = []
    for piece in found:
        before = settled[-1].why if settled else None
        short = piece.why and piece.span.frames < curves.rate
        settled.append(replace(piece, why=before) if short and before else piece)
    return settled


def _marks(shots: Sequence[Shot], curves: Curves) -> dict[str, Flags]:
    """For each kind of what is kept out, the surest first, the blocks that look like it."""
    seen = curves.seen
    bare = seen["ground"] >= _GROUND
    # Where nothing was measured between frames a card may rest.
    lettered = _long(bare & (seen["text"] >= STROKES) & ~(seen["change"] >= _RESTS), "card")
    lettered = _written(lettered, seen["text"], seen["fixed"])
    black = (seen["dark"] >= _BLACK) & (seen["contrast"] < _BLACK_CONTRAST)
    return {
        "slate": (seen["upright"] >= _UPRIGHT) & (seen["saturation"] >= _BAR_SATURATION),
        "card": binary_dilation(lettered, iterations=round(_GAP_SECONDS * BLOCKS)) & bare,
        "overlaid": _overlaid(shots, curves),
        "black": black,
        "static": (seen["span"] < _STILL) & ~black,
    }


def _overlaid(shots: Sequence[Shot], curves: Curves) -> Flags:
    marks = np.zeros(curves.blocks, bool)
    fixed, change = curves.seen["fixed"], curves.seen["change"]
    for shot in shots:
        part = curves.part(shot.span)
        here = fixed[part]
        # What is compared with half a second later is another shot at the end.
        without = np.percentile(here[: -BLOCKS // 2] if len(here) > BLOCKS else here, 10)
        for start, end in runs(here - without >= _OVERLAID):
            onset = slice(part.start + max(0, start + _ONSET.start), part.start + start + _ONSET.stop)
            marks[part.start + start : part.start + end] = change[onset].mean() < _GOES_ON
    at = np.arange(curves.blocks)
    return marks & (np.minimum(at, curves.blocks - at) < _TITLE_SECONDS * BLOCKS)


def _long(flags: Flags, kind: str) -> Flags:
    """The runs that last as long as what is meant does."""
    kept = np.zeros_like(flags)
    for start, end in runs(flags):
        kept[start:end] = end - start >= _LEAST_SECONDS[kind] * BLOCKS
    return kept


def _written(flags: Flags, text: Curve, fixed: Curve) -> Flags:
    """The runs whose strokes stay what they are, as letters do, or of which that cannot be told."""
    kept = np.zeros_like(flags)
    for start, end in runs(flags):
        strokes, held = text[start:end], fixed[start:end]
        steps = range(0, max(1, end - start - _STEADY_SECONDS * BLOCKS + 1), BLOCKS)
        parts = [strokes[at : at + _STEADY_SECONDS * BLOCKS] for at in steps]
        varies = float(np.median([part.std() / part.mean() for part in parts]))
        kept[start:end] = varies <= _STEADY or not vanish(strokes.mean(), np.nanmean(held))
    return kept


def runs(flags: Flags) -> list[tuple[int, int]]:
    """Start and end of each run of what is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _cut(shot: Shot, curves: Curves, marks: Mapping[str, Flags]) -> list[Piece]:
    part = curves.part(shot.span)
    blocks = part.stop - part.start
    kinds = np.zeros(blocks, np.int64)
    for number, (kind, flags) in enumerate(marks.items(), start=1):
        here = flags[part] & (kinds == 0)
        for start, end in runs(here):
            if end - start == blocks or end - start >= _LEAST_SECONDS[kind] * BLOCKS:
                kinds[start:end] = number
    if not kinds.any():
        return [Piece(shot.span, shot, None)]
    _absorb(kinds)
    edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), blocks]
    names = [None, *marks]
    found: list[Piece] = []
    for start, end in pairwise(edges):
        kind = names[kinds[start]]
        first = shot.span.start if start == 0 else found[-1].span.end
        last = shot.span.end if end == blocks else round((part.start + end) * curves.rate / BLOCKS)
        where = slice(part.start + start, part.start + end)
        found.append(Piece(Span(first, last), shot, _reason(kind, curves, where) if kind else None))
    return [piece for piece in found if piece.span.frames]


def _absorb(kinds: NDArray[np.int64]) -> None:
    """What is left over beside, or between, stretches that are kept out is too short to be used."""
    for start, end in runs(kinds == 0):
        if end - start < _REST_SECONDS * BLOCKS:
            kinds[start:end] = kinds[start - 1] if start else kinds[end]


def _reason(kind: str, curves: Curves, where: slice) -> Finding | None:
    seen = {name: curve[where] for name, curve in curves.seen.items()}
    match kind:
        case "black":
            return _found("black", seen, "dark", "contrast")
        case "slate":
            return _found("slate", seen, "upright", "saturation")
        case "overlaid":
            return _found("credits", seen, "fixed", "change")
        case "card":
            lines, text = (float(np.percentile(seen[name], 75)) for name in ("lines", "text"))
            if text < STROKES and np.median(seen["dark"]) >= _BLACK:
                return _found("black", seen, "dark", "contrast")
            near = min(where.start, curves.blocks - where.stop) < _LOGO_SECONDS * BLOCKS
            name = "credits" if lines >= _LINES else "logo" if near else "static"
            return _found(name, seen, "ground", "text", "lines")
        case _:
            spoken = float(curves.heard["speech"][where].mean()) if curves.heard else 0.0
            return None if spoken >= _SPOKEN else _found("static", seen, "span")


def _found(name: str, seen: Mapping[str, Curve], *signals: str) -> Finding:
    evidence = tuple(Evidence(signal, float(np.median(np.nan_to_num(seen[signal])))) for signal in signals)
    return Finding("kept_out", name, _SURE[name], evidence)
