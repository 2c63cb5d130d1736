"""Timecodes of frames, against the published examples and against counting."""

from __future__ import annotations

from fractions import Fraction

import pytest

from personalizedTrailer.cloud.timecodes import timecode

NTSC = Fraction(30000, 1001)
FILM = Fraction(24000, 1001)


@pytest.mark.parametrize(
    ("frame", "rate", "told"),
    [
        (0, Fraction(24), "00:00:00:00"),
        (24 * 70, Fraction(24), "00:01:10:00"),
        (24 * 3600 - 1, Fraction(24), "00:59:59:23"),
        (25 * 61 + 3, Fraction(25), "00:01:01:03"),
        (FILM.numerator, FILM, "00:16:40:00"),
        (1799, NTSC, "00:00:59;29"),
        (1800, NTSC, "00:01:00;02"),
        (17981, NTSC, "00:09:59;29"),
        (17982, NTSC, "00:10:00;00"),
        (107892, NTSC, "01:00:00;00"),
        (3599, Fraction(60000, 1001), "00:00:59;59"),
        (3600, Fraction(60000, 1001), "00:01:00;04"),
    ],
)
def test_known_timecodes(frame: int, rate: Fraction, told: str) -> None:
    assert timecode(frame, rate) == told


@pytest.mark.parametrize("rate", [Fraction(25, 2), Fraction(1, 2), Fraction(29970, 1001)])
def test_other_rates_have_none(rate: Fraction) -> None:
    assert timecode(0, rate) is None


@pytest.mark.parametrize(("rate", "count", "left_out"), [(NTSC, 30, 2), (Fraction(60000, 1001), 60, 4)])
def test_dropping_leaves_out_these_numbers_and_no_other(rate: Fraction, count: int, left_out: int) -> None:
    counted = [
        f"00:{minute:02d}:{second:02d};{frame:02d}"
        for minute in range(21)
        for second in range(60)
        for frame in range(count)
        if not (second == 0 and frame < left_out and minute % 10)
    ]
    assert [timecode(frame, rate) for frame in range(len(counted))] == counted
