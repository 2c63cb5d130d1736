"""Copied strips know what their groups begin with, and which group a frame belongs to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer.media.packets import Copied
from personalizedTrailer.media.reading.groups import FIRST
from personalizedTrailer.rendering.h264 import Header
from personalizedTrailer.rendering.strips import CopiedStrip

SIDE = 2


def group(first: int, count: int) -> Copied:
    """Frames whose thumbnails show their number in the strip."""
    thumbs = np.array([np.full((SIDE, SIDE), first + number) for number in range(min(FIRST, count))], np.uint8)
    return Copied(Path("film.h264"), 0, (10,) * count, thumbs, str(first))


@pytest.mark.parametrize("counts", [(1,), (2,), (3,), (12, 1), (1, 12), (3, 4, 5)])
def test_the_beginnings_of_groups_can_be_looked_at(counts: tuple[int, ...]) -> None:
    firsts = [sum(counts[:index]) for index in range(len(counts))]
    total = sum(counts)
    groups = tuple(group(first, count) for first, count in zip(firsts, counts, strict=True))
    strip = CopiedStrip(groups, np.arange(total), np.ones(total, bool), Header(4, (), ()))
    begun = {first + step for first, count in zip(firsts, counts, strict=True) for step in range(min(FIRST, count))}
    assert strip.references.keys() == begun
    assert all((picture == frame).all() for frame, picture in strip.references.items())
    for frame in range(total):
        assert strip.group_at(frame).luma == str(max(first for first in firsts if first <= frame))
