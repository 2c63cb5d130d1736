"""Reading begins at the keyframe before a wanted frame, and sooner each time that did not do."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from personalizedTrailer.model import MediaInfo
from personalizedTrailer.rendering.entries import on_grid, tries
from tests.unit.media_samples import MEDIA

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import given
from hypothesis import strategies as st

TICKS = 512
"""A frame, of the sample's time base."""


def film(first_pts: int = 0, **changes: object) -> MediaInfo:
    video = replace(MEDIA.video, first_pts=first_pts, time_base=Fraction(1, TICKS * 24))
    return replace(MEDIA, rate=Fraction(24), video=video, **changes)


@given(st.lists(st.integers(1, 400), max_size=20), st.integers(0, 3000), st.integers(0, 90_000), st.booleans())
def test_a_seek_lands_on_the_keyframe_before(gaps: list[int], start: int, first: int, reordered: bool) -> None:
    keys = np.cumsum([0, *gaps])
    media = film(first)
    entry = tries(media, keys * TICKS, [start])[0][0]
    before = keys[keys <= start]
    if entry is None:
        assert before[-1] == 0
        return
    # FFmpeg begins up to 3/23 s sooner where frames are reordered, and at the keyframe before that.
    told = float(f"{float(entry):.6f}") - (3 / 23 if reordered and _is_far(keys, start) else 0)
    position = told * 24 - first / TICKS
    assert keys[keys <= position][-1] == before[-1]


def _is_far(keys: np.ndarray, start: int) -> bool:
    """Whether the keyframe after that of a frame is too far to be mistaken for it."""
    later = keys[keys > start]
    return not len(later) or later[0] - keys[keys <= start][-1] > 2 * 24 * (3 / 23) + 1


@given(st.lists(st.integers(0, 4000), max_size=4), st.lists(st.integers(0, 3000), min_size=1, max_size=2))
def test_each_try_begins_no_later_and_the_last_at_the_beginning(keys: list[int], starts: list[int]) -> None:
    found = tries(film(), np.unique(np.array(keys, np.int64)) * TICKS, starts)
    assert found[-1] == (None,) * len(starts)
    for way, later in itertools.pairwise(found[1:]):
        for one, other in zip(way, later, strict=True):
            assert other is None or (one is not None and other <= one)


def test_a_film_that_cannot_be_entered_is_read_from_its_beginning() -> None:
    assert set(tries(film(exact_seek=False), np.array([0, 240 * TICKS]), [300, 500])) == {(None, None)}


def test_clips_may_begin_on_keyframes_that_the_film_shows() -> None:
    keys = np.array([-24, 0, 60, 60, 239, 240]) * TICKS + 1
    assert on_grid(film(), keys) == (0, 60, 239)
    assert on_grid(film(exact_seek=False), keys) == ()


@pytest.mark.parametrize("start", [30, 31])
def test_a_keyframe_in_the_middle_of_a_frame_is_first_shown_on_the_next(start: int) -> None:
    """As `fps=round=near` rounds, whether the number is even or odd."""
    keys = np.array([0, 10 * TICKS, start * TICKS + TICKS // 2])
    assert on_grid(film(), keys)[-1] == start + 1
    (entry,), (other,) = tries(film(), keys, [start])[0], tries(film(), keys, [start + 1])[0]
    assert entry is not None and other is not None and entry < Fraction(start, 24) < other


def test_a_deinterlacer_gets_the_frame_before() -> None:
    interlaced = film()
    interlaced = replace(interlaced, video=replace(interlaced.video, interlaced=True))
    keys = np.array([0, 60, 120]) * TICKS
    assert on_grid(interlaced, keys) == (1, 61, 121)
    for start, key in ((60, 0), (61, 60)):
        (entry,) = tries(interlaced, keys, [start])[0]
        assert (entry is None) == (key == 0)
