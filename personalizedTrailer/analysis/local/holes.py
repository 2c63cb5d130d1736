"""Where a film has frames that do not decode. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.editing.footage import overlap
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import MediaInfo, Span

_LEAST_SECONDS = Fraction(1, 2)
"""Shorter ones are dropped frames: the one before stands for them, and nobody minds."""


def holes(seen: Seen, media: MediaInfo, looked_at: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches of `looked_at` of which no frame came, ascending.

    None are known of a film of varying rate: there a frame may be shown for as long as it likes.
    """
    if media.variable_rate:
        return ()
    found: list[Span] = []
    for span in looked_at:
        inside = seen.first[(seen.first >= span.start) & (seen.first < span.end)].tolist()
        ends = [span.start - 1, *inside, span.end]
        found += [overlap(Span(last + 1, next_), span) for last, next_ in pairwise(ends)]
    return tuple(hole for hole in found if hole.frames >= _LEAST_SECONDS * media.rate)
