"""The rate of the frame grid."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from personalizedTrailer.media.rates import STANDARD, constant_rate, standard_rate


@pytest.mark.parametrize("rate", [*STANDARD, Fraction("7.5"), Fraction(1000000, 33333), Fraction("29.97")])
@pytest.mark.parametrize("time_base", [Fraction(1, 1000), Fraction(1, 90000)])
def test_a_constant_rate_is_found_through_rounded_timestamps(rate: Fraction, time_base: Fraction) -> None:
    ticks = np.array([round(n / rate / time_base) for n in range(240)], dtype=np.int64)
    found = constant_rate(ticks, time_base, [rate])
    assert found == rate


def test_a_rate_is_found_though_the_container_says_another() -> None:
    ticks = np.array([round(n * 1000 / 25) for n in range(100)], dtype=np.int64)
    assert constant_rate(ticks, Fraction(1, 1000), [Fraction(1000)]) == 25


def test_dropped_frames_do_not_make_a_rate_variable() -> None:
    ticks = np.array([n for n in range(300) if n % 7], dtype=np.int64)
    assert constant_rate(ticks, Fraction(1, 30), [Fraction(30)]) == 30


def test_a_phone_varies() -> None:
    rng = np.random.default_rng(3)
    ticks = np.cumsum(rng.integers(7000, 13000, 100)).astype(np.int64)
    ticks -= ticks[0]
    assert constant_rate(ticks, Fraction(1, 90000), [Fraction("9.1")]) is None
    assert standard_rate(ticks, Fraction(1, 90000)) in (10, 12)


def test_one_frame_has_the_rate_that_is_claimed() -> None:
    assert constant_rate(np.zeros(1, np.int64), Fraction(1, 1000), [Fraction(24)]) == 24
