"""What trailers have in common is found, and nothing is shown otherwise for it."""

from __future__ import annotations

import pytest

from personalizedTrailer.rendering.atoms import SHORTEST, borders, split
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.trailer import Once

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import given
from hypothesis import strategies as st

SPANS = st.tuples(st.integers(0, 300), st.integers(1, 120))


def body(start: int, frames: int) -> Piece:
    return Piece("body", start, frames)


def shown(pieces: tuple[Piece, ...]) -> list[int]:
    return [frame for piece in pieces for frame in range(piece.source, piece.source + piece.frames)]


@given(st.lists(st.lists(SPANS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_the_same_frames_are_shown_in_the_same_order(spans: list[list[tuple[int, int]]]) -> None:
    trailers = [tuple(body(*span) for span in of_one) for of_one in spans]
    edges = borders(trailers)
    for trailer in trailers:
        parts = split(trailer, edges)
        assert shown(parts) == shown(trailer)
        assert all(part.frames >= min(SHORTEST, *(piece.frames for piece in trailer)) for part in parts)


def test_footage_in_two_trailers_is_one_piece() -> None:
    one, other = (body(0, 100),), (body(40, 100),)
    edges = borders([one, other])
    assert split(one, edges) == (body(0, 40), body(40, 60))
    assert split(other, edges) == (body(40, 60), body(100, 40))


def test_mixed_pictures_stay_whole() -> None:
    fade, dissolve = Piece("fade_in", 0, 24), Piece("dissolve", 100, 12, 200)
    assert split((fade, dissolve), borders([(body(10, 20),), (body(105, 100),)])) == (fade, dissolve)


def test_frames_that_a_second_try_makes_again_are_not_counted_again() -> None:
    heard: list[int] = []
    count = Once(heard.append)
    for frames in (84, 1):
        count(frames)
    count.begin_again()
    for frames in (60, 40, 20):
        count(frames)
    assert heard == [84, 1, 0, 15, 20]
