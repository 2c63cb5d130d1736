"""Which packets may be copied: whole groups and beginnings of them, never a frame that is not asked for."""

from __future__ import annotations

import numpy as np
import pytest

from personalizedTrailer.media.packets import NOT_ON_GRID, PacketIndex
from personalizedTrailer.rendering.copying import SHORTEST_RUN, CopyRun, Part, groups_of, resolve, whole_runs
from personalizedTrailer.rendering.plan import Piece

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import given
from hypothesis import strategies as st

MINI = (0, 4, 2, 1, 3)
"""Order of decoding of a group with a pyramid of B-frames."""


def group(start: int, frames: int) -> list[int]:
    """Grid frames of a group of pictures in the order of decoding."""
    order = [0]
    while len(order) < frames:
        base, left = order[0] + len(order) - 1, frames - len(order)
        order += [base + step for step in (MINI[1:] if left >= 4 else range(1, left + 1))]
    return [start + frame for frame in order]


def film(lengths: list[int], holes: frozenset[int] = frozenset()) -> PacketIndex:
    frames: list[int] = []
    keys: list[bool] = []
    for length in lengths:
        keys += [True] + [False] * (length - 1)
        frames += group(len(frames), length)
    shown = np.array([NOT_ON_GRID if frame in holes else frame for frame in frames])
    return PacketIndex(np.array(frames) * 512, shown, np.array(keys), np.ones(len(frames), bool), b"")


def frames_of(part: Part, index: PacketIndex) -> list[int]:
    if isinstance(part, CopyRun):
        return sorted(index.frames[part.first : part.first + part.frames].tolist())
    return list(range(part.source, part.source + part.frames))


@given(
    st.lists(st.integers(1, 80), min_size=1, max_size=12),
    st.integers(0, 300),
    st.integers(1, 300),
    st.frozensets(st.integers(0, 500), max_size=3),
)
def test_every_frame_once_and_every_run_can_be_decoded(
    lengths: list[int], start: int, count: int, holes: frozenset[int]
) -> None:
    index = film(lengths, holes)
    parts = resolve(Piece("body", start, count), index)
    assert [frame for part in parts for frame in frames_of(part, index)] == list(range(start, start + count))
    for part in parts:
        if isinstance(part, CopyRun):
            assert index.keys[part.first] and part.frames >= SHORTEST_RUN
            assert index.frames[part.first] == part.source


def test_a_clip_that_begins_on_a_keyframe_is_copied_but_for_its_last_frames() -> None:
    index = film([49, 50, 50])
    parts = resolve(Piece("body", 49, 80), index)
    assert isinstance(parts[0], CopyRun) and parts[0].source == 49
    assert sum(part.frames for part in parts[1:]) <= 3


def test_what_may_not_be_copied_is_encoded() -> None:
    index = film([60, 60])
    index.plain[70] = False
    assert [type(part) for part in resolve(Piece("body", 0, 120), index)] == [CopyRun, Piece]


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=12), st.integers(0, 100))
def test_damaged_groups_are_encoded_and_the_others_copied(groups: list[tuple[int, bool]], before: int) -> None:
    index = film([before + 1, *(length for length, _ in groups)])
    run = CopyRun(before + 1, sum(length for length, _ in groups), before + 1)
    found = groups_of(run, index)
    assert [group.frames for group in found] == [length for length, _ in groups]
    whole = {group for group, (_, good) in zip(found, groups, strict=True) if good}
    parts = whole_runs(found, whole)
    assert [frame for part in parts for frame in frames_of(part, index)] == frames_of(run, index)
    copied = {group for part in parts if isinstance(part, CopyRun) for group in groups_of(part, index)}
    assert copied <= whole
    assert all(part.frames >= SHORTEST_RUN for part in parts if isinstance(part, CopyRun))
    if all(good for _, good in groups) and run.frames >= SHORTEST_RUN:
        assert parts == [run]


def test_transitions_are_never_copied() -> None:
    fade = Piece("fade_in", 0, 60)
    assert resolve(fade, film([100])) == (fade,)
