"""What is known of a film frame by frame, as clips are cut by it: shots, rooms, pauses, and what points cost."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from editing_films import film

from personalizedTrailer.editing.edges import NOWHERE
from personalizedTrailer.editing.footage import usable_footage
from personalizedTrailer.editing.handles import handles
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.pauses import Pauses
from personalizedTrailer.editing.points import points
from personalizedTrailer.editing.shots import MIXED, SHORT, SINGLE, by_harm, cuts, rooms
from personalizedTrailer.editing.transitions import sparing_words
from personalizedTrailer.model import Pick, Span, TransitionKind

RATE = Fraction(25)
PAUSES = Pauses(np.array([[0, 10], [40, 44], [90, 100]], np.int64))


@pytest.mark.parametrize(
    ("frame", "held"), [(0, 0), (5, 5), (10, 10), (11, 0), (40, 0), (42, 2), (44, 4), (100, 10)]
)
def test_frames_before_a_point_that_hold_no_word(frame: int, held: int) -> None:
    assert PAUSES.before(frame) == held


@pytest.mark.parametrize(
    ("start", "end", "quiet"), [(0, 10, True), (40, 44, True), (41, 45, False), (20, 30, False), (5, 41, False)]
)
def test_stretches_without_a_word(start: int, end: int, quiet: bool) -> None:
    assert PAUSES.hold(start, end) is quiet


def test_points_that_hit_no_word() -> None:
    assert np.flatnonzero(PAUSES.free(100)).tolist() == [*range(11), *range(40, 45), *range(90, 101)]


def test_shots_by_what_is_wrong_with_them() -> None:
    """A long shot, a run of short ones, a dissolve, a short shot alone, a long one over the border of a third."""
    clear = [Span(0, 50), Span(50, 58), Span(58, 70), Span(80, 92), Span(100, 300)]
    footage = usable_footage(film([0, 300]).scenes, 300, Fraction(100))
    first, second, third = by_harm(footage, clear, 20)
    found = [(one.span.start, one.span.end, one.harm) for one in first]
    assert found == [(0, 50, SINGLE), (50, 70, SINGLE), (70, 80, MIXED), (80, 92, SHORT), (92, 100, MIXED)]
    assert [(one.span, one.harm) for one in (*second, *third)] == [
        (Span(100, 200), SINGLE),
        (Span(200, 300), SINGLE),
    ]


def test_rooms_end_at_cuts_and_not_at_dissolves() -> None:
    clear = [Span(0, 100), Span(100, 190), Span(200, 300)]
    footage = usable_footage(film([0, 300]).scenes, 300, Fraction(100))
    held = [one for third in by_harm(footage, clear, 20) for one in third]
    found = rooms(held, cuts(clear))
    assert [room.span for room in found.rooms] == [Span(0, 100), Span(100, 300)]
    assert found.of(Pick(1, Span(150, 250))) == Span(100, 300)
    assert found.of(Pick(1, Span(90, 110))) is None
    assert found.of(Pick(2, Span(150, 160))) is None


def test_points_are_dearest_in_words_then_beside_cuts() -> None:
    material = Material((Span(0, 50), Span(50, 100)), np.zeros(100, np.float32), PAUSES.rows)
    cost = points(material, (), NOWHERE, 100, RATE)
    assert cost.start[20] > cost.start[42] > cost.start[5]
    assert cost.start[47] > cost.start[20] and cost.end[53] > cost.end[20]
    assert cost.start[50] < cost.start[20] and cost.end[50] < cost.end[20]
    assert cost.end[95] < cost.end[91]


def test_handles_end_at_borders() -> None:
    spans = [Span(100, 300), Span(500, 700)]
    free = handles(spans, RATE)
    assert all(before > 10 and after > 10 for before, after in free)
    assert handles(spans, RATE, [110, 295, 500, 700]) == [(10, 5), free[1]]


def test_what_would_mix_words_is_a_cut() -> None:
    spans = [Span(0, 60), Span(90, 140), Span(200, 260)]
    pauses = Pauses(np.array([[30, 110], [190, 230]], np.int64))
    kinds: list[TransitionKind] = ["fade", "dissolve", "dissolve"]
    assert sparing_words(spans, kinds, RATE, pauses) == ["cut", "dissolve", "cut"]
    assert sparing_words(spans, ["cut", "dip", "fade"], RATE, pauses) == ["cut", "dip", "fade"]
    assert sparing_words(spans, kinds, RATE, None) == kinds
