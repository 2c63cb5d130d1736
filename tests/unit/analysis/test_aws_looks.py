"""Which frames Rekognition is shown: never more than are paid for, never two too near, none of a mixed picture."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.analysis.aws.sampling import close_looks, first_looks
from personalizedTrailer.analysis.aws.thrift import INTERVALS, MOST_FRAMES, affordable, interval
from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import RankedScene, Scene, Span

RATE = Fraction(24)


def scene(number: int, span: Span, kept_out: str | None = None) -> Scene:
    return Scene(number, span, ("Calm",), (), (), (), (span.start + span.end) // 2, kept_out)


lengths = st.lists(st.integers(1, 2000), min_size=1, max_size=12)


def scenes_of(lengths: list[int]) -> list[Scene]:
    borders = [0, *np.cumsum(lengths).tolist()]
    return [
        scene(number, Span(start, end), "credits" if number % 5 == 0 else None)
        for number, (start, end) in enumerate(pairwise(borders), 1)
    ]


def clear_of(scenes: list[Scene]) -> tuple[Span, ...]:
    """Three frames at either end of each are mixed with the next."""
    return tuple(Span(one.span.start + 3, one.span.end - 3) for one in scenes if one.span.frames > 6)


@given(lengths, st.integers(0, 8), st.lists(st.integers(0, 20_000), max_size=40))
def test_a_first_look_is_at_each_scene_that_may_be_used(lengths: list[int], most: int, keys: list[int]) -> None:
    scenes = scenes_of(lengths)
    ranked = [RankedScene(one.number, 0.5, ()) for one in reversed(scenes)]
    keyframes = tuple(sorted({key for key in keys if key < scenes[-1].span.end}))
    looks = first_looks(scenes, ranked, clear_of(scenes), keyframes, most)
    usable = [one.number for one in reversed(scenes) if one.kept_out is None]
    assert [look.scene for look in looks] == usable[:most]
    by_number = {one.number: one for one in scenes}
    for look in looks:
        of = by_number[look.scene]
        assert of.span.start <= look.frame < of.span.end
        if look.exact:
            assert look.frame == of.key_frame
        else:
            assert look.frame in keyframes and any(one.start <= look.frame < one.end for one in clear_of(scenes))


@given(lengths, st.integers(0, 40), st.floats(2, 5), st.integers(0, 1000))
def test_close_looks_keep_their_distance(lengths: list[int], most: int, apart: float, seed: int) -> None:
    scenes = [one for one in scenes_of(lengths) if one.kept_out is None]
    worth = np.random.default_rng(seed).random(sum(lengths), np.float32)
    material = Material(clear_of(scenes), worth, np.zeros((0, 2), np.int64))
    looks = close_looks(scenes, material, RATE, apart, most)
    assert len(looks) <= most and len(set(looks)) == len(looks)
    for one in scenes:
        frames = sorted(look.frame for look in looks if look.scene == one.number)
        assert len(frames) <= MOST_FRAMES
        assert all(one.span.start <= frame < one.span.end for frame in frames)
        assert all(after - before >= apart * RATE for before, after in pairwise(frames))
    turns = [sum(look.scene == one.number for look in looks) for one in scenes]
    assert len(looks) == most or min(turns, default=1) >= 1, "every scene comes before the second frame of any"


def test_the_strongest_frames_are_chosen() -> None:
    worth = np.zeros(480, np.float32)
    worth[[48, 432]] = 1
    whole = Span(0, 480)
    material = Material((whole,), worth, np.zeros((0, 2), np.int64))
    frames = [look.frame for look in close_looks([scene(1, whole)], material, RATE, 2.0, 99)]
    assert frames[0] == 240 and set(frames[1:3]) == {48, 432}


@given(st.floats(0, 1e5))
def test_the_interval_is_the_documented_one(seconds: float) -> None:
    assert INTERVALS[0] <= interval(seconds, None) <= INTERVALS[1]
    assert interval(seconds, 3.5) == 3.5


def test_short_films_are_looked_at_more_often() -> None:
    assert (interval(60, None), interval(7200, None)) == (2.0, 5.0)


@given(st.integers(0, 10_000))
def test_what_is_affordable_is_not_a_call_too_many(calls: int) -> None:
    assert affordable(calls * 0.001, 0.001) == calls
    assert affordable(calls * 0.001 + 0.0009, 0.001) == calls
