"""Where a cut would tear a word apart, from the words that are said."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from personalizedTrailer.model import Span, SpokenWord

MARGIN_SECONDS = Fraction(1, 20)
"""Breath before and after a word that belongs to it; measured word times are no truer."""


def no_cut_spans(words: Sequence[SpokenWord], rate: Fraction, frames: int) -> tuple[Span, ...]:
    """Frames before which no clip should begin or end, as ascending spans that do not touch.

    A cut before frame n falls into a span where span.start <= n < span.end: the cut at n / `rate` lies inside a word or
    its margin. `rate` is in frames a second, `frames` the length of the film. A pause without a frame in it is none.
    """
    spans: list[Span] = []
    for word in sorted(words, key=lambda word: word.start):
        # A cut exactly at the border of a word and its margin tears nothing.
        start = max(0, floor((word.start - MARGIN_SECONDS) * rate) + 1)
        end = min(frames, ceil((word.end + MARGIN_SECONDS) * rate))
        if start >= end:
            continue
        if spans and start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
        else:
            spans.append(Span(start, end))
    return tuple(spans)
