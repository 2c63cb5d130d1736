"""Clips begin on keyframes of the film where that costs nothing: neither a rule, nor length, score or shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

import pytest
from editing_films import film, planned, ranked

from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_mock
from personalizedTrailer.model import Selection
from tests.oracles.invariants import violations

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RATE = Fraction(24)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(20, 900), st.integers(0, 1000)), min_size=1, max_size=40),
    st.lists(st.integers(1, 250), max_size=300),
    st.integers(5, 60),
    st.booleans(),
)
def test_nothing_is_lost_by_it(
    scenes: list[tuple[int, int]], groups: list[int], seconds: int, whole_scenes: bool
) -> None:
    borders = [0, *accumulate(length for length, _ in scenes)]
    analysis = replace(film(borders), simulated=whole_scenes)
    scores = ranked([score / 1000 for _, score in scenes])
    keys = [key for key in accumulate(groups, initial=0) if key < borders[-1]]
    plain = planned(analysis, scores, RATE, borders[-1], seconds)
    moved = planned(analysis, scores, RATE, borders[-1], seconds, keyframes=keys)
    found = violations(analysis, moved.result.selections, moved.timelines, RATE, borders[-1], seconds)
    assert found == [] or found == violations(
        analysis, plain.result.selections, plain.timelines, RATE, borders[-1], seconds
    )
    for before, after in zip(plain.result.selections, moved.result.selections, strict=True):
        assert taken(after) == taken(before) and after.achieved == before.achieved
    if not any(chosen.shared_frames for chosen in plain.result.variants):
        assert not any(chosen.shared_frames for chosen in moved.result.variants)
    assert on_keys(moved.result.selections, keys) >= on_keys(plain.result.selections, keys)


def taken(selection: Selection) -> Counter[tuple[int, int]]:
    """Scenes and lengths of the clips."""
    return Counter((pick.scene, pick.span.frames) for pick in selection.picks)


def on_keys(selections: Sequence[Selection], keys: Sequence[int]) -> int:
    wanted = set(keys)
    return sum(pick.span.start in wanted for chosen in selections for pick in chosen.picks)


def test_most_clips_of_a_simulated_film_begin_on_one() -> None:
    seconds, groups = 600, [36, 62, 107, 53, 91, 108, 29, 96, 36, 133, 69, 36]
    keys = [key for key in accumulate(groups * 20, initial=0) if key < seconds * RATE]
    analysis = simulate(int(seconds * RATE), RATE, "digest", PRESETS[0])
    scores = rank_mock(analysis, PRESETS[0], "digest", 60)
    plan = planned(analysis, scores, RATE, int(seconds * RATE), 60, keyframes=keys)
    clips = sum(len(chosen.picks) for chosen in plan.result.selections)
    assert on_keys(plan.result.selections, keys) > 0.45 * clips
