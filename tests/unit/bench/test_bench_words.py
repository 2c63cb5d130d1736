"""Counting cuts inside words."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from bench.analysing.words import CutWords, cut_words, known_words
from personalizedTrailer.editing.variants import PRIMARY
from personalizedTrailer.model import Clip, Span, Timeline

RATE = Fraction(10)
WORDS = [(1.0, 2.0), (2.0, 3.0), (5.0, 6.0)]


def timeline(*spans: Span) -> Timeline:
    at, clips = 0, []
    for span in spans:
        clips.append(Clip(1, span, at, "cut", 0, 0, 0, "rise"))
        at += span.frames
    return Timeline(PRIMARY, RATE, tuple(clips))


@pytest.mark.parametrize(
    ("spans", "cuts", "inside"),
    [
        ([Span(5, 40)], 2, 0),
        ([Span(15, 55)], 2, 2),
        ([Span(0, 100)], 0, 0),
        ([Span(0, 25)], 1, 1),
        ([Span(10, 20), Span(20, 30)], 2, 0),
        ([Span(5, 15), Span(15, 40)], 2, 0),
        ([Span(5, 15), Span(55, 70)], 4, 2),
    ],
    ids=["in pauses", "in words", "whole film", "film's start", "between words", "film runs on", "two clips"],
)
def test_cuts_inside_words_are_counted(spans: list[Span], cuts: int, inside: int) -> None:
    found = cut_words([timeline(*spans)], WORDS, 100)
    assert (found.cuts, found.inside) == (cuts, inside)
    assert found.by_chance == pytest.approx(0.288)


def test_shares() -> None:
    found = CutWords(8, 1, 0.5) + CutWords(2, 0, 0.5)
    assert found.share == pytest.approx(0.1) and found.of_chance == pytest.approx(0.2)
    assert CutWords(0, 0, 0.0).of_chance is None


def test_words_of_a_transcript(tmp_path: Path) -> None:
    told = tmp_path / "words.json"
    told.write_text('[{"content": "a b", "words": [{"word": "a", "start": 1, "end": 1.5}]}]', encoding="utf-8")
    assert known_words(told) == [(1, 1.5)]
