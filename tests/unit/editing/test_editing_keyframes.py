"""Clips begin and end where copying may, where that costs nothing: neither a rule, nor length, score or shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from editing_films import film, planned, ranked

from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing.edges import REACH, REACH_OF_EQUALS, Stops
from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_mock
from personalizedTrailer.editing.transitions import KINDS, away_from
from personalizedTrailer.model import Selection, Span, TransitionKind
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
    moved = planned(analysis, scores, RATE, borders[-1], seconds, stops=Stops(keys, ()))
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
    plan = planned(analysis, scores, RATE, int(seconds * RATE), 60, stops=Stops(keys, ()))
    clips = sum(len(chosen.picks) for chosen in plan.result.selections)
    assert on_keys(plan.result.selections, keys) > 0.45 * clips


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(20, 900), st.integers(0, 1000)), min_size=1, max_size=40),
    st.lists(st.integers(1, 250), max_size=300),
    st.integers(1, 5),
    st.integers(5, 60),
    st.booleans(),
)
def test_edges_move_a_little_and_nothing_is_lost_by_it(
    scenes: list[tuple[int, int]], groups: list[int], every: int, seconds: int, equals: bool
) -> None:
    borders = [0, *accumulate(length for length, _ in scenes)]
    analysis = replace(film(borders), simulated=equals)
    scores = ranked([score / 1000 for _, score in scenes])
    keys = [key for key in accumulate(groups, initial=0) if key < borders[-1]]
    stops = Stops(keys, sorted({*range(every, borders[-1], every), *keys[1:], borders[-1]}))
    plain = planned(analysis, scores, RATE, borders[-1], seconds, stops=Stops(keys, ()))
    moved = planned(analysis, scores, RATE, borders[-1], seconds, stops=stops)
    found = violations(analysis, moved.result.selections, moved.timelines, RATE, borders[-1], seconds)
    assert found == [] or found == violations(
        analysis, plain.result.selections, plain.timelines, RATE, borders[-1], seconds
    )
    reach = REACH_OF_EQUALS if equals else REACH
    for before, after in zip(plain.result.selections, moved.result.selections, strict=True):
        for old, new in zip(spans(before), spans(after), strict=True):
            assert abs(new.end - old.end) <= reach and abs(new.start - old.start) <= reach
            assert new.start == old.start or (equals and new.start in keys)
            assert not any(old.end <= key < new.end or new.start < key < old.start for key in keys)
        assert frames_by_third(spans(after), borders[-1]) == frames_by_third(spans(before), borders[-1])
        assert after.shared_frames <= before.shared_frames
        assert sum(map(stops.encoded, spans(after))) <= sum(map(stops.encoded, spans(before)))


def spans(selection: Selection) -> list[Span]:
    return [pick.span for pick in selection.picks]


def can_stop(selection: Selection, keys: Sequence[int], ends: Sequence[int]) -> int:
    """How many clips that hold a keyframe end where copying may."""
    stops = set(ends)
    return sum(span.end in stops and any(span.start <= key < span.end for key in keys) for span in spans(selection))


def test_nearly_all_clips_that_are_copied_end_where_packets_may_stop() -> None:
    seconds, groups = 600, [36, 62, 107, 53, 91, 108, 29, 96, 36, 133, 69, 36]
    keys = [key for key in accumulate(groups * 20, initial=0) if key < seconds * RATE]
    # As x264 codes by default: up to three pictures before each one that they are predicted from.
    ends = sorted({stop for key, end in pairwise(keys) for stop in (*range(key + 1, end, 4), end)})
    analysis = simulate(int(seconds * RATE), RATE, "digest", PRESETS[0])
    scores = rank_mock(analysis, PRESETS[0], "digest", 60)
    shares = []
    for stops in (Stops(keys, ()), Stops(keys, ends)):
        plan = planned(analysis, scores, RATE, int(seconds * RATE), 60, stops=stops)
        clips = sum(
            any(span.start <= key < span.end for key in keys)
            for chosen in plan.result.selections
            for span in spans(chosen)
        )
        shares.append(sum(can_stop(chosen, keys, ends) for chosen in plan.result.selections) / clips)
    assert shares[0] < 0.5 and shares[1] > 0.9


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(12, 90), st.integers(0, 60), st.sampled_from(KINDS)), min_size=1, max_size=30),
    st.sets(st.integers(0, 4000)),
)
def test_clips_that_begin_on_keyframes_are_cut_to(
    clips: list[tuple[int, int, TransitionKind]], others: set[int]
) -> None:
    spans, at = [], 0
    for length, gap, _ in clips:
        spans.append(Span(at + gap, at + gap + length))
        at += gap + length
    touching = {index for index in range(1, len(spans)) if spans[index - 1].end == spans[index].start}
    kinds = ["cut" if index in touching else kind for index, (_, _, kind) in enumerate(clips)]
    keys = sorted({span.start for index, span in enumerate(spans) if index % 2} | others)
    dealt = away_from(keys, spans, kinds)
    assert Counter(dealt) == Counter(kinds) and dealt[0] == kinds[0]
    assert all(dealt[index] == "cut" for index in touching)
    keyed = {index for index, span in enumerate(spans) if index and index not in touching and span.start in keys}
    soft = {index for index, kind in enumerate(dealt) if index and kind != "cut"}
    assert not soft & keyed or soft | keyed | touching == set(range(1, len(spans)))
