"""Where segments end and what they weigh: whatever the keyframes, by the words of RFC 8216."""

from __future__ import annotations

import itertools
import time
from fractions import Fraction

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.deliverables.hls_segments import (
    AIM_SECONDS,
    SHORTEST_SECONDS,
    Segment,
    average_bits,
    cut_frames,
    peak_bits,
    target_duration,
)

RATES = st.sampled_from([Fraction(10), Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(60)])


def lengths(cuts: tuple[int, ...], frames: int) -> list[int]:
    return [end - start for start, end in itertools.pairwise((*cuts, frames))]


def cost(cuts: tuple[int, ...], frames: int, rate: Fraction) -> int:
    return sum((length - round(AIM_SECONDS * rate)) ** 2 for length in lengths(cuts, frames))


@pytest.mark.parametrize(
    ("keyframes", "seconds", "expected"),
    [
        (range(0, 60, 2), 60, [6] * 10),
        (range(0, 15, 2), 15, [4, 6, 5]),
        (range(15), 15, [5, 5, 5]),
        ([0], 20, [20]),
        ([0, 7], 8, [8]),
        ([], 3, [3]),
        ([0, 1, 2], 3, [3]),
    ],
)
def test_lengths_in_seconds(keyframes: list[int], seconds: int, expected: list[int]) -> None:
    cuts = cut_frames([25 * at for at in keyframes], 25 * seconds, Fraction(25))
    assert [length / 25 for length in lengths(cuts, 25 * seconds)] == expected


@given(RATES, st.integers(1, 2000), st.sets(st.integers(0, 2000), max_size=60))
def test_cuts_are_keyframes_in_order_and_apart(rate: Fraction, frames: int, keyframes: set[int]) -> None:
    cuts = cut_frames(keyframes, frames, rate)
    assert cuts[0] == 0 and set(cuts[1:]) <= keyframes
    assert len(cuts) == 1 or min(lengths(cuts, frames)) >= SHORTEST_SECONDS * rate


@given(st.integers(200, 700), st.sets(st.integers(1, 69), max_size=8))
def test_no_other_choice_of_keyframes_comes_nearer_the_aim(frames: int, tens: set[int]) -> None:
    rate = Fraction(10)
    keyframes = [10 * ten for ten in sorted(tens) if 10 * ten < frames - 5]
    least = min(
        cost((0, *chosen), frames, rate)
        for size in range(len(keyframes) + 1)
        for chosen in itertools.combinations(keyframes, size)
    )
    assert cost(cut_frames(keyframes, frames, rate), frames, rate) == least


def test_a_film_of_keyframes_alone_takes_no_time() -> None:
    began = time.process_time()
    cuts = cut_frames(range(5400), 5400, Fraction(60))
    assert time.process_time() - began < 0.5
    assert {length / 60 for length in lengths(cuts, 5400)} == {5.0}


SEGMENTS = st.lists(
    st.builds(Segment, st.just(0), st.integers(1, 10**7), st.fractions(Fraction(1, 2), 30, max_denominator=30000)),
    min_size=1,
    max_size=12,
)


@given(SEGMENTS)
def test_no_segment_is_longer_than_the_target(segments: list[Segment]) -> None:
    target = target_duration([segments, [Segment(0, 1, Fraction(1, 3))]])
    assert all(int(segment.seconds + Fraction(1, 2)) <= target for segment in segments)
    assert target == 1 or any(int(segment.seconds + Fraction(1, 2)) == target for segment in segments)


@given(SEGMENTS)
def test_no_run_of_segments_is_heavier_than_the_peak(segments: list[Segment]) -> None:
    target, rates = target_duration([segments]), []
    for first, last in itertools.combinations(range(len(segments) + 1), 2):
        run = segments[first:last]
        seconds = sum(segment.seconds for segment in run)
        if Fraction(target, 2) <= seconds <= Fraction(3 * target, 2):
            rates.append(8 * sum(segment.size for segment in run) / seconds)
    peak, average = peak_bits(segments, target), average_bits(segments)
    assert peak - 1 < max(rates) <= peak
    total = sum(segment.seconds for segment in segments)
    assert average - 1 < 8 * sum(segment.size for segment in segments) / total <= average


def test_a_stream_shorter_than_half_its_target_has_its_average_as_peak() -> None:
    segments = [Segment(0, 1000, Fraction(1, 4))]
    assert target_duration([segments]) == 1
    assert peak_bits(segments, 1) == average_bits(segments) == 32000
