"""Faces count when they are seen twice, and nothing is said of what nobody looked at."""

from __future__ import annotations

import math

import numpy as np
import pytest

from personalizedTrailer.analysis.local.faces import Shown, shown
from personalizedTrailer.media.samples import Faces
from personalizedTrailer.model import Span

Row = tuple[float, float, float, float, float]
SHOT = Span(0, 100)


def face(x: float, y: float, size: float, eyes: float = math.nan) -> Row:
    return (x, y, size, size, eyes)


def looked(samples: dict[int, list[Row]]) -> Faces:
    """By grid frame, the faces that were found there."""
    boxes = [row for rows in samples.values() for row in rows]
    of = [index for index, rows in enumerate(samples.values()) for _ in rows]
    return Faces(
        np.array(list(samples), np.int64), np.array(of, np.int64), np.array(boxes, np.float32).reshape(-1, 5)
    )


def in_shot(samples: dict[int, list[Row]], shot: Span = SHOT) -> Shown:
    found = shown(looked(samples), shot)
    assert found is not None
    return found


def test_where_nobody_looked_nothing_is_known() -> None:
    assert shown(None, SHOT) is None
    assert shown(looked({}), SHOT) is None
    assert shown(looked({100: [face(0.1, 0.1, 0.2)]}), SHOT) is None, "the end of a span is not in it"


def test_no_face_is_an_answer_too() -> None:
    found = in_shot({10: [], 50: []})
    assert (found.samples, found.count, found.size, found.presence) == (2, 0, 0.0, 0.0)
    assert found.steadiness is None and found.eyes_open is None
    assert found.confidence < 1


def test_a_face_counts_when_it_is_seen_twice() -> None:
    once = in_shot({10: [face(0.1, 0.1, 0.2)], 20: [], 70: []})
    twice = in_shot({10: [face(0.1, 0.1, 0.2)], 20: [], 70: [face(0.15, 0.12, 0.22)]})
    assert once.count == 0 and twice.count == 1
    assert twice.presence == pytest.approx(2 / 3) and twice.size == pytest.approx(0.21)


def test_two_boxes_far_apart_are_two_chances_and_not_one_face() -> None:
    assert in_shot({10: [face(0.1, 0.1, 0.1)], 20: [face(0.8, 0.7, 0.1)]}).count == 0
    assert in_shot({10: [face(0.4, 0.4, 0.1)], 20: [face(0.3, 0.3, 0.4)]}).count == 0


def test_the_only_look_at_a_short_shot_counts_for_less() -> None:
    one = in_shot({10: [face(0.1, 0.1, 0.2)]})
    two = in_shot({10: [face(0.1, 0.1, 0.2)], 20: [face(0.1, 0.1, 0.2)]})
    assert one.count == two.count == 1
    assert 0 < one.confidence < two.confidence < 1
    assert one.steadiness is None and two.steadiness == pytest.approx(1.0)


def test_faces_at_once_are_counted_together() -> None:
    pair = [face(0.1, 0.2, 0.2), face(0.6, 0.2, 0.3)]
    assert in_shot({10: pair, 20: list(reversed(pair)), 60: pair[:1]}).count == 2
    one_after_the_other = {10: pair[:1], 20: pair[:1], 60: pair[1:], 70: pair[1:]}
    assert in_shot(one_after_the_other).count == 1


def test_the_largest_face_is_described() -> None:
    small, large = face(0.7, 0.1, 0.1, 0.0), face(0.1, 0.2, 0.4, 1.0)
    found = in_shot({10: [small, large], 20: [small, face(0.1, 0.2, 0.4, 0.0)], 60: [small, face(0.1, 0.2, 0.4)]})
    assert found.size == pytest.approx(0.4) and found.eyes_open == pytest.approx(0.5)


def test_a_face_that_moves_is_less_steady() -> None:
    still = in_shot({10: [face(0.3, 0.3, 0.2)], 20: [face(0.3, 0.3, 0.2)]})
    moving = in_shot({10: [face(0.3, 0.3, 0.2)], 20: [face(0.4, 0.3, 0.2)]})
    assert moving.steadiness == pytest.approx(1 / 3) and still.steadiness == pytest.approx(1.0)


def test_only_the_shot_itself_is_asked() -> None:
    samples = {10: [face(0.1, 0.1, 0.2)], 20: [face(0.1, 0.1, 0.2)], 110: [], 120: []}
    assert in_shot(samples).count == 1 and in_shot(samples, Span(100, 200)).count == 0
