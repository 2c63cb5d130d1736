"""Where no clip should begin or end, for the words that are said."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.editing.pauses import MARGIN_SECONDS, no_cut_spans
from personalizedTrailer.model import Span, SpokenWord

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(10)]


def word(start: Fraction | float, end: Fraction | float) -> SpokenWord:
    return SpokenWord(Fraction(str(start)), Fraction(str(end)), " word")


def test_words_that_leave_no_frame_between_them_are_one_span() -> None:
    words = [word(1, 1.4), word(1.42, 2), word(3, 3.2)]
    assert no_cut_spans(words, Fraction(25), 1000) == (Span(24, 52), Span(74, 82))


def test_nothing_lies_outside_of_the_film() -> None:
    assert no_cut_spans([word(0, 1), word(3.9, 4.2)], Fraction(25), 100) == (Span(0, 27), Span(97, 100))
    assert no_cut_spans([word(5, 6)], Fraction(25), 100) == ()
    assert no_cut_spans([], Fraction(25), 100) == ()


@st.composite
def spoken(draw: st.DrawFn) -> list[SpokenWord]:
    times = st.integers(0, 20_000)
    found = draw(st.lists(st.tuples(times, st.integers(1, 900)), max_size=12))
    return [word(Fraction(start, 1000), Fraction(start + length, 1000)) for start, length in found]


@given(spoken(), st.sampled_from(RATES), st.integers(1, 500))
def test_a_frame_is_in_a_span_just_where_its_cut_tears_a_word(
    words: list[SpokenWord], rate: Fraction, frames: int
) -> None:
    spans = no_cut_spans(words, rate, frames)
    inside = {frame for span in spans for frame in range(span.start, span.end)}
    for frame in range(frames):
        torn = any(one.start - MARGIN_SECONDS < frame / rate < one.end + MARGIN_SECONDS for one in words)
        assert (frame in inside) is torn
    assert all(before.end < after.start for before, after in pairwise(spans))
