"""Handles: how much of a clip lies before and after its chosen core."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

from personalizedTrailer.model import Span

PAD_BEFORE_SECONDS = Fraction(3, 4)
PAD_AFTER_SECONDS = Fraction(9, 10)
GAP_SHARE = Fraction(9, 20)
"""Of the gap to the next clip, that the handle after may take."""
CLIP_SHARE = Fraction(3, 10)
"""Of the clip, that both handles together may take."""


def handles(spans: Sequence[Span], rate: Fraction, borders: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Frames before and after the core of each clip of `spans`, which are in source order.

    Both are bounded by the gap between the clips' own frames, the smallest room by any reading; so there is no
    handle where clips touch. In a clip that holds some of `borders`, first frames of shots, ascending, they end there.
    """
    pads = [
        _pads(
            span.frames,
            span.start - (spans[index - 1].end if index else 0),
            spans[index + 1].start - span.end if index + 1 < len(spans) else None,
            rate,
        )
        for index, span in enumerate(spans)
    ]
    return [_within(span, own, borders) for span, own in zip(spans, pads, strict=True)]


def _within(span: Span, pads: tuple[int, int], borders: Sequence[int]) -> tuple[int, int]:
    inside = borders[bisect_right(borders, span.start) : bisect_left(borders, span.end)]
    if not inside:
        return pads
    return min(pads[0], inside[0] - span.start), min(pads[1], span.end - inside[-1])


def _pads(frames: int, gap_before: int, gap_after: int | None, rate: Fraction) -> tuple[int, int]:
    both = math.floor(CLIP_SHARE * frames)
    before = min(gap_before, math.floor(PAD_BEFORE_SECONDS * rate), both // 2)
    after = min(math.floor(PAD_AFTER_SECONDS * rate), both - before)
    if gap_after is not None:
        after = min(after, math.floor(GAP_SHARE * gap_after))
    return before, after
