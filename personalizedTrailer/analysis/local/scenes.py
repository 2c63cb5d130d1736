"""From shots to scenes: runs of shots that belong together, the units that are scored. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.model import Shot, Span

LONGEST_SECONDS = 18
WANTED_SECONDS = 11


def group(shots: Sequence[Shot], rate: Fraction) -> tuple[Span, ...]:
    """Scenes without a gap, from the first frame to the last."""
    spans: list[Span] = []
    start = shots[0].span.start
    for shot in shots:
        if shot.span.end - start >= WANTED_SECONDS * rate or shot is shots[-1]:
            pieces = -(-(shot.span.end - start) // int(LONGEST_SECONDS * rate))
            edges = [start + (shot.span.end - start) * index // pieces for index in range(pieces + 1)]
            spans += [Span(first, last) for first, last in pairwise(edges)]
            start = shot.span.end
    return tuple(spans)
