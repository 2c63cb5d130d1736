"""The writer: exact times, no markup, nothing that a reader takes for structure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from personalizedTrailer.deliverables.cues import Cue
from personalizedTrailer.deliverables.vtt import write_vtt


def one(*lines: str) -> str:
    file = write_vtt([Cue(Fraction(1), Fraction(2), lines)], "en")
    return file.split("00:00:01.000 --> 00:00:02.000\n", 1)[1].rstrip("\n")


def test_layout_of_the_file() -> None:
    cues = [
        Cue(Fraction(0), Fraction(29, 5), ("First",)),
        Cue(Fraction(3661), Fraction(36625, 10), ("Second,", "two lines")),
    ]
    assert write_vtt(cues, "en") == (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.000 --> 00:00:05.800\nFirst\n\n"
        "01:01:01.000 --> 01:01:02.500\nSecond,\ntwo lines\n"
    )


def test_no_cues_is_a_valid_file() -> None:
    assert write_vtt([], "ja") == "WEBVTT\nKind: captions\nLanguage: ja\n"


def test_times_are_rounded_into_the_cue() -> None:
    third = Fraction(1, 3)
    file = write_vtt([Cue(third, 2 * third, ("a",)), Cue(2 * third, 3 * third, ("b",))], "en")
    assert "00:00:00.334 --> 00:00:00.666" in file
    assert "00:00:00.667 --> 00:00:01.000" in file


def test_cues_that_no_reader_would_take_are_left_out() -> None:
    cues = [
        Cue(Fraction(1), Fraction(1), ("no time",)),
        Cue(Fraction(10001, 10000), Fraction(10008, 10000), ("less than a millisecond",)),
        Cue(Fraction(2), Fraction(3), ("\u200b\u202e",)),
        Cue(Fraction(2), Fraction(3), ()),
    ]
    assert "-->" not in write_vtt(cues, "en")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("R&B &amp; soul", "R&amp;B &amp;amp; soul"),
        ("a --> b", "a → b"),
        ("00:00:01.000 --> 00:00:02.000", "00:00:01·000 → 00:00:02·000"),
        ("at 00:00:01.000 sharp", "at 00:00:01.000 sharp"),
        ("one\n\ntwo\r\nthree", "one two three"),
        ("a\0b\x1bc\x85d\u2028e", "abc d e"),
        ("\u202eevil\u2066\u2069", "evil"),
        ("שלום\u200f עולם", "שלום\u200f עולם"),
        ("क्‍ष and 👩‍👧", "क्‍ष and 👩‍👧"),
        ("'quotes' \"stay\"", "'quotes' \"stay\""),
    ],
)
def test_text_is_made_harmless_and_kept(line: str, written: str) -> None:
    assert one(line) == written


def test_the_language_cannot_break_the_header() -> None:
    assert write_vtt([], "en\n\n00:00") == "WEBVTT\nKind: captions\nLanguage: en0000\n"
    assert "Language: pt-BR" in write_vtt([], "pt-BR")
