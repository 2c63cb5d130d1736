"""Which pieces of shots clips are dealt from first."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from editing_films import film

from personalizedTrailer.editing.points import Points
from personalizedTrailer.editing.segments import Segment, Stretch
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.editing.supply import shot_segments
from personalizedTrailer.model import Span

FRAMES = 400
FREE = Points(np.zeros(FRAMES + 1), np.zeros(FRAMES + 1), ())


def pieces(strong: tuple[float, ...], liked: tuple[float, ...], scores: tuple[float, ...]) -> tuple[Segment, ...]:
    """Of a film of four scenes of one shot each, `strong` and `liked` so much all through."""
    scenes = film([0, 100, 200, 300, 400]).scenes
    worth, liking = (Strength(np.repeat(np.float32(values), 100)) for values in (strong, liked))
    held = [Stretch(scene, Span(100 * at, 100 * at + 100)) for at, scene in enumerate(scenes)]
    numbered = {scene.number: score for scene, score in zip(scenes, scores, strict=True)}
    return shot_segments(held, numbered, Fraction(80), 40, FREE, worth, liking)


def first(found: tuple[Segment, ...]) -> int:
    return found[0].span.start // 100


def test_of_what_is_liked_as_much_the_strongest_comes_first() -> None:
    assert first(pieces((0.2, 0.3, 0.9, 0.4), (0.6,) * 4, (0.5,) * 4)) == 2


def test_what_is_strong_but_not_liked_does_not_come_first() -> None:
    """A chase is strong, whoever looks; a romance has no use for it."""
    assert first(pieces((1.0, 0.2, 0.2, 0.2), (0.1, 0.7, 0.1, 0.1), (0.5,) * 4)) == 1


def test_shots_count_for_more_than_the_scenes_that_they_are_in() -> None:
    assert first(pieces((0.5,) * 4, (0.2, 0.2, 0.7, 0.2), (0.9, 0.5, 0.4, 0.5))) == 2


def test_where_nothing_is_liked_the_strongest_comes_first() -> None:
    assert first(pieces((0.2, 0.9, 0.3, 0.4), (0.0,) * 4, (0.0,) * 4)) == 1
