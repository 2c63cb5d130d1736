"""Strips know what the frames at their joins look like, copied ones by the edges of their groups."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer.media.packets import EDGES, Copied
from personalizedTrailer.rendering.h264 import Header
from personalizedTrailer.rendering.strips import CopiedStrip

SIDE = 2


def group(first: int, count: int) -> Copied:
    """Frames whose thumbnails show their number in the strip."""
    numbers = [*range(min(2, count)), *range(max(2, count - 2), count)]
    assert len(numbers) == min(EDGES, count)
    thumbs = np.array([np.full((SIDE, SIDE), first + number) for number in numbers], np.uint8)
    return Copied(Path("film.h264"), 0, (10,) * count, thumbs, "")


@pytest.mark.parametrize("counts", [(1,), (2,), (3,), (4,), (5,), (12, 1), (1, 12), (3, 4, 5)])
def test_both_ends_of_copied_strips_can_be_looked_at(counts: tuple[int, ...]) -> None:
    firsts = [sum(counts[:index]) for index in range(len(counts))]
    total = sum(counts)
    groups = tuple(group(first, count) for first, count in zip(firsts, counts, strict=True))
    strip = CopiedStrip(groups, np.arange(total), np.ones(total, bool), Header(4, (), ()))
    for frame in {0, 1, total - 2, total - 1} & set(range(total)):
        assert (strip.references[frame] == frame).all()
