"""Scenes are whole shots that belong together, and cover the film."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from personalizedTrailer.analysis.local.kept_out import Piece
from personalizedTrailer.analysis.local.scenes import LONGEST_SECONDS, Stretch, group
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.model import Finding
from tests.unit.analysis.made import RATE, Values, levels_of, made_curves, made_shots, whole

CREDITS, BLACK = (Finding("kept_out", name, 0.7, ()) for name in ("credits", "black"))


def everywhere(seconds: float) -> NDArray[np.int64]:
    return np.array([[0, round(seconds * RATE)]])


def grouped(
    pieces: list[Piece], seen: Values | None = None, pauses: NDArray[np.int64] | None = None
) -> tuple[Stretch, ...]:
    seconds = float(pieces[-1].span.end / RATE)
    curves = made_curves(seconds, seen)
    return group(pieces, curves, levels_of(curves), everywhere(seconds) if pauses is None else pauses)


lengths = st.lists(st.integers(1, 700).map(lambda frames: frames / 24), min_size=1, max_size=40)


@given(lengths, st.data())
def test_scenes_cover_the_film_and_keep_shots_whole(seconds: list[float], data: st.DataObject) -> None:
    shots = made_shots(*seconds)
    reasons = data.draw(st.lists(st.sampled_from([None, None, None, CREDITS, BLACK]), min_size=len(shots)))
    pieces = [Piece(shot.span, shot, reasons[place]) for place, shot in enumerate(shots)]
    found = grouped(pieces)
    assert found[0].span.start == 0 and found[-1].span.end == shots[-1].span.end
    assert all(before.span.end == after.span.start for before, after in pairwise(found))
    assert all(one.span.frames for one in found)
    borders = {shot.span.start for shot in shots}
    long = [shot.span for shot in shots if shot.span.frames > LONGEST_SECONDS * RATE]
    for one in found:
        inside = one.span.start not in borders
        assert not inside or any(span.start < one.span.start < span.end for span in long)
        assert one.why or one.span.frames <= LONGEST_SECONDS * RATE
    for piece in pieces:
        held = [one for one in found if one.span.start <= piece.span.start < one.span.end]
        assert (held[0].why and held[0].why.name) == (piece.why and piece.why.name)


def test_scenes_are_about_as_long_as_wanted() -> None:
    found = grouped(whole(made_shots(*[2.0] * 60)))
    seconds = [float(one.span.frames / RATE) for one in found]
    assert all(8 <= length <= 14 for length in seconds)


def test_a_scene_ends_where_the_look_changes() -> None:
    looks = {"luma": np.repeat([0.2, 0.7], 14 * BLOCKS), "saturation": np.repeat([0.1, 0.6], 14 * BLOCKS)}
    found = grouped(whole(made_shots(*[2.0] * 14)), looks)
    assert round(14 * RATE) in {one.span.start for one in found}


def test_a_fade_ends_a_scene_rather_than_a_cut() -> None:
    shots = [*made_shots(*[2.0] * 11)]
    shots[4] = replace(shots[4], begins="fade")
    found = grouped(whole(shots))
    assert shots[4].span.start in {one.span.start for one in found}


def test_what_is_kept_out_for_one_reason_is_one_scene() -> None:
    pieces = whole(made_shots(*[3.0] * 8))
    pieces[4:] = [replace(piece, why=BLACK if place == 4 else CREDITS) for place, piece in enumerate(pieces[4:], 4)]
    found = grouped(pieces)
    assert [one.why and one.why.name for one in found][-2:] == ["black", "credits"]
    assert found[-1].span.frames == 9 * RATE


def test_a_long_shot_is_divided_where_it_rests_and_nobody_speaks() -> None:
    still = np.ones(30 * BLOCKS)
    still[13 * BLOCKS : 15 * BLOCKS] = 0.0
    by_motion = grouped(whole(made_shots(30.0)), {"object": still})
    assert len(by_motion) == 2 and 13 <= by_motion[1].span.start / RATE <= 15
    pauses = np.array([[round(16.9 * RATE), round(17.1 * RATE)]])
    by_speech = grouped(whole(made_shots(30.0)), pauses=pauses)
    assert [one.span.start for one in by_speech] == [0, 17 * RATE]


@pytest.mark.parametrize("frames", [1, 5])
def test_a_film_of_a_few_frames_is_one_scene(frames: int) -> None:
    assert len(grouped(whole(made_shots(frames / 24)))) == 1
