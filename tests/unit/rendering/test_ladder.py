"""The ladder: never enlarged, even, of the film's shape, each step smaller than the one above."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest

from personalizedTrailer.rendering.commands import timescale
from personalizedTrailer.rendering.ladder import ladder
from tests.unit.media_samples import MEDIA, VIDEO


def sizes(width: int, height: int, rotation: int = 0, aspect: Fraction = Fraction(1)) -> list[tuple[str, int, int]]:
    video = replace(VIDEO, width=width, height=height, rotation=rotation, sample_aspect=aspect)
    return [(step.label, step.width, step.height) for step in ladder(replace(MEDIA, video=video))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ((1920, 1080), [("1080p", 1920, 1080), ("720p", 1280, 720), ("480p", 854, 480)]),
        ((3840, 2160), [("1080p", 1920, 1080), ("720p", 1280, 720), ("480p", 854, 480)]),
        ((1280, 720), [("720p", 1280, 720), ("480p", 854, 480)]),
        ((854, 480), [("480p", 854, 480)]),
        ((640, 360), [("360p", 640, 360)]),
        ((175, 143), [("142p", 174, 142)]),
        ((1920, 800), [("800p", 1920, 800), ("720p", 1280, 534), ("480p", 854, 356)]),
        ((1080, 1920), [("1080p", 1080, 1920), ("720p", 720, 1280), ("480p", 480, 854)]),
        ((720, 1280), [("720p", 720, 1280), ("480p", 480, 854)]),
    ],
)
def test_steps(source: tuple[int, int], expected: list[tuple[str, int, int]]) -> None:
    assert sizes(*source) == expected


@pytest.mark.parametrize("size", [(856, 364), (856, 428), (1282, 536), (1282, 640), (1728, 720), (1152, 480)])
def test_near_the_boxes_every_step_is_smaller_and_has_a_name_of_its_own(size: tuple[int, int]) -> None:
    steps = sizes(*size)
    assert len({label for label, _, _ in steps}) == len(steps)
    for (_, w, h), (_, upper_w, upper_h) in zip(steps[1:], steps, strict=False):
        assert w < upper_w and h < upper_h


def test_rotation_turns_the_ladder() -> None:
    assert sizes(1920, 1080, rotation=90)[0] == ("1080p", 1080, 1920)
    assert sizes(1920, 1080, rotation=180)[0] == ("1080p", 1920, 1080)


def test_pixels_become_square() -> None:
    assert sizes(720, 576, aspect=Fraction(64, 45))[0] == ("576p", 1024, 576)
    assert sizes(600, 338, aspect=Fraction(676, 675))[0] == ("338p", 600, 338)


def test_every_shape() -> None:
    for width, height in itertools.product(range(16, 4200, 177), range(16, 2400, 131)):
        steps = sizes(width, height)
        for (_, w, h), (_, upper_w, upper_h) in itertools.pairwise(reversed(steps)):
            assert w * h < upper_w * upper_h
        for _, w, h in steps:
            assert w % 2 == h % 2 == 0 and w >= 2 and h >= 2
            assert w <= max(2, width) and h <= max(2, height)
            assert abs(w / width - h / height) * min(width, height) <= 2  # the same picture to a pixel or two


@pytest.mark.parametrize("rate", ["24", "24000/1001", "30000/1001", "10", "1000000/33333", "60", "2997/100"])
def test_every_frame_lasts_whole_ticks(rate: str) -> None:
    ticks = timescale(Fraction(rate))
    assert (ticks / Fraction(rate)).denominator == 1 and ticks >= 10_000
