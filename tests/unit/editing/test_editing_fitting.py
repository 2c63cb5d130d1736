"""Clips that share a stretch, and the lengths that suit it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from personalizedTrailer.editing.fitting import fit, natural
from personalizedTrailer.editing.points import Points
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.model import Span

FRAMES = 200
STRETCH = Span(20, 180)


def points(*good: int) -> Points:
    """Everywhere else a point costs 1000."""
    costs = np.full(FRAMES + 1, 1000.0)
    costs[list(good)] = 0.0
    return Points(costs, costs.copy(), ())


def strength(best: Span | None = None) -> Strength:
    worth = np.full(FRAMES, 0.2, np.float32)
    if best:
        worth[best.start : best.end] = 0.9
    return Strength(worth)


FREE = Points(np.zeros(FRAMES + 1), np.zeros(FRAMES + 1), ())


def test_single_clip_lies_where_the_stretch_is_strongest() -> None:
    assert fit(STRETCH, [40], 20, FREE, strength(Span(100, 140))) == [Span(100, 140)]


def test_where_nothing_is_stronger_clips_are_spread() -> None:
    assert fit(STRETCH, [40, 40], 20, FREE, strength()) == [Span(46, 86), Span(113, 153)]


def test_clips_keep_their_order_and_stay_apart() -> None:
    found = fit(STRETCH, [50, 60, 45], 20, FREE, strength(Span(60, 100)))
    assert found is not None
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert found[0].start >= STRETCH.start and found[-1].end <= STRETCH.end


def test_clips_become_a_little_longer_or_shorter_for_good_points() -> None:
    assert fit(STRETCH, [40, 40], 20, points(30, 66, 120, 171), strength()) == [Span(30, 66), Span(120, 171)]


def test_there_is_no_fit_without_room() -> None:
    assert fit(Span(0, 30), [30, 30], 30, FREE, strength()) is None


def test_natural_length_is_the_nearest_with_good_points() -> None:
    assert natural(STRETCH, [30, 60], 20, points(30, 55, 120), strength()) == [25, 65]
