"""Pieces that one decoding can show are made together, and every piece is still a stretch of groups of its own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from personalizedTrailer.model import Timeline
from personalizedTrailer.rendering.plan import Piece, pieces
from personalizedTrailer.rendering.takes import Order, Take, takes
from tests.unit.rendering.test_plan import timelines

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import given


@given(timelines())
def test_every_clip_is_read_once(timeline: Timeline) -> None:
    made = takes([Order(piece) for piece in pieces(timeline)])
    assert tuple(piece for take in made for piece in take.pieces) == pieces(timeline)
    assert len(made) <= len(timeline.clips) + sum(clip.transition == "dip" for clip in timeline.clips)
    for take in made:
        keys = take.keyframes(timeline.rate)
        assert set(take.offsets) <= set(keys) and keys[-1] < take.frames
        gaps = [after - before for before, after in zip(keys, [*keys[1:], take.frames], strict=True)]
        assert max(gaps) <= round(2 * timeline.rate)


def test_what_goes_on_is_one_take() -> None:
    fade, body, out = Piece("fade_in", 0, 12), Piece("body", 12, 60), Piece("fade_out", 72, 6)
    mixed, after, far = Piece("dissolve", 100, 12, 200), Piece("body", 212, 40), Piece("body", 300, 10)
    made = takes([Order(piece) for piece in (fade, body, out, mixed, after, far)])
    assert [take.pieces for take in made] == [(fade, body, out), (mixed, after), (far,)]
    assert made[1].starts == (100, 200) and made[1].stretches == ((100, 112), (200, 212), (212, 252))


def test_keyframes_that_are_asked_for_are_the_only_ones_inside() -> None:
    take = Take((Order(Piece("body", 0, 100), (7, 60)), Order(Piece("body", 100, 100))))
    assert take.keyframes(Fraction(24)) == (0, 7, 60, 100, 148, 196)
