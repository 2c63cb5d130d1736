"""Clips cut by shots, words and strength: made-up films of every kind, and what each rule is for."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from editing_films import RATES, Plan, film, planned, ranked
from made_up import MadeUp, made_up

from personalizedTrailer.editing.edges import NOWHERE, Stops
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.model import Profile, Span
from tests.oracles.cutting import (
    beside_a_cut,
    cut_faults,
    handle_faults,
    in_words,
    mixing_faults,
    points_of,
)
from tests.oracles.invariants import violations

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RATE = Fraction(24)
ALL_QUIET = 0.0


def plan_of(
    made: MadeUp, seconds: int, profile: Profile = PRESETS[0], stops: Stops = NOWHERE, **changes: object
) -> Plan:
    material = replace(made.material, **changes)  # type: ignore[arg-type]
    return planned(made.analysis, made.ranked, made.rate, made.frames, seconds, profile, stops, material)


def faults(plan: Plan, made: MadeUp) -> list[str]:
    found = violations(plan.analysis, plan.result.selections, plan.timelines, plan.rate, plan.frames, plan.seconds)
    for timeline in plan.timelines:
        found += handle_faults(timeline, made.material) + mixing_faults(timeline, made.material)
    return found


@settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(
    st.lists(st.one_of(st.integers(1, 40), st.integers(20, 400), st.integers(400, 3000)), min_size=1, max_size=60),
    st.sampled_from(RATES),
    st.integers(5, 90),
    st.sampled_from(PRESETS),
    st.sampled_from((0.0, 0.1, 0.9)),
    st.sampled_from((0.0, 0.5, 1.0)),
    st.integers(0, 99),
)
def test_random_films_keep_every_invariant(
    shots: list[int], rate: Fraction, seconds: int, profile: Profile, mixed: float, speech: float, seed: int
) -> None:
    made = made_up(shots, rate, Random(seed), mixed=mixed, speech=speech)
    plan = plan_of(made, seconds, profile)
    assert faults(plan, made) == []
    shortest = int(Fraction(3, 2) * rate)
    assert [fault for timeline in plan.timelines for fault in cut_faults(timeline, made.material, shortest)] == []


def long_film(seed: int = 1, *, speech: float = 0.5, shots: tuple[int, int] = (30, 200)) -> MadeUp:
    rng = Random(seed)
    return made_up([rng.randint(*shots) for _ in range(300)], RATE, rng, speech=speech)


@pytest.mark.parametrize(
    ("profile", "speech"), [(PRESETS[0], ALL_QUIET), (PRESETS[3], ALL_QUIET), (PRESETS[1], 0.5), (PRESETS[2], 0.5)]
)
def test_clips_of_a_long_film_lie_inside_clear_stretches(profile: Profile, speech: float) -> None:
    made = long_film(speech=speech)
    plan = plan_of(made, 60, profile)
    clips = [clip.source for timeline in plan.timelines for clip in timeline.clips]
    clear = made.material.clear
    assert all(any(shot.start <= clip.start and clip.end <= shot.end for shot in clear) for clip in clips)
    # A whole word is worth a point beside a cut.
    beside = sum(len(beside_a_cut(timeline, made.material)) for timeline in plan.timelines)
    assert beside <= (2 * len(clips) // 50 if speech else 0)


@pytest.mark.parametrize("speech", [0.5, 1.0])
def test_hardly_any_word_of_a_long_film_is_cut(speech: float) -> None:
    made = long_film(speech=speech)
    plan = plan_of(made, 60)
    cut, points = 0, 0
    for timeline in plan.timelines:
        cut += len(in_words(timeline, made.material, made.frames))
        points += len(points_of(timeline))
    pauses = made.material.pauses
    by_chance = 1 - float((pauses[:, 1] + 1 - pauses[:, 0]).sum()) / made.frames
    assert by_chance > 0.3
    assert cut / points <= 0.1 * by_chance


def test_clips_lie_where_the_film_is_strong() -> None:
    made = long_film(speech=ALL_QUIET)
    flat = np.full(made.frames, 0.5, np.float32)
    gained, had = (
        np.mean([worth_of(clip.source, made) for timeline in plan.timelines for clip in timeline.clips])
        for plan in (plan_of(made, 60), plan_of(made, 60, worth=flat))
    )
    assert gained > had + 0.1


def worth_of(span: Span, made: MadeUp) -> float:
    return float(made.material.worth[span.start : span.end].mean())


def test_lively_stretches_give_short_clips() -> None:
    made = long_film(speech=ALL_QUIET, shots=(150, 300))
    plan = plan_of(made, 90, PRESETS[3])
    clips = [clip.source for timeline in plan.timelines for clip in timeline.clips]
    lengths = np.array([clip.frames for clip in clips])
    worth = np.array([worth_of(clip, made) for clip in clips])
    assert np.corrcoef(lengths, worth)[0, 1] < 0
    assert lengths.std() > 0.2 * lengths.mean()


def test_fast_montage_keeps_its_cutting() -> None:
    """Between long shots that nobody likes, runs of very short ones of one scene."""
    rng = Random(4)
    made = made_up([20] * 400 + [400] * 20, RATE, rng, mixed=0.0, speech=ALL_QUIET)
    plan = plan_of(made, 20)
    starts = {shot.start for shot in made.material.clear}
    early = [clip for timeline in plan.timelines for clip in timeline.clips if clip.source.end < 8000 // 3]
    assert any(sum(clip.source.start < start < clip.source.end for start in starts) for clip in early)
    assert all(clip.source.start in starts and clip.source.end in starts for clip in early[:1])
    assert faults(plan, made) == []


def test_single_shot_is_cut_like_any_film() -> None:
    made = made_up([24 * 300], RATE, Random(5), speech=1.0)
    plan = plan_of(made, 30)
    assert faults(plan, made) == []
    words = sum(len(in_words(timeline, made.material, made.frames)) for timeline in plan.timelines)
    assert words <= 3


def test_film_without_pauses_is_cut_all_the_same() -> None:
    made = long_film()
    plan = plan_of(made, 60, pauses=np.zeros((0, 2), np.int64))
    assert violations(plan.analysis, plan.result.selections, plan.timelines, RATE, made.frames, 60) == []
    assert {clip.transition for timeline in plan.timelines for clip in timeline.clips} == {"cut"}
    assert not any(timeline.clips[-1].outro_frames for timeline in plan.timelines)


def test_film_without_clear_frames_is_cut_all_the_same() -> None:
    made = long_film()
    plan = plan_of(made, 60, clear=())
    assert violations(plan.analysis, plan.result.selections, plan.timelines, RATE, made.frames, 60) == []


def test_transitions_over_silence_stay() -> None:
    made = long_film(speech=ALL_QUIET)
    kinds = {clip.transition for timeline in plan_of(made, 60, PRESETS[3]).timelines for clip in timeline.clips}
    assert {"cut", "dissolve"} <= kinds


def test_film_hardly_longer_than_the_trailer_is_shown_almost_whole() -> None:
    made = made_up([60] * 24, RATE, Random(6), mixed=0.3)
    plan = plan_of(made, 59)
    assert faults(plan, made) == []
    assert all(timeline.seconds >= 57 for timeline in plan.timelines)


def test_clips_begin_on_keyframes_where_that_costs_nothing() -> None:
    made = made_up([24 * 30] * 20, RATE, Random(7), mixed=0.0, speech=ALL_QUIET)
    keys = tuple(range(0, made.frames, 60))
    flat = np.full(made.frames, 0.5, np.float32)
    counted = [
        sum(clip.source.start in keys for timeline in plan.timelines for clip in timeline.clips)
        for plan in (plan_of(made, 60, stops=Stops(keys, keys), worth=flat), plan_of(made, 60, worth=flat))
    ]
    assert counted[0] > 2 * counted[1]


def test_same_film_gives_the_same_plan() -> None:
    assert plan_of(long_film(), 60).result == plan_of(long_film(), 60).result


def test_two_hours_are_planned_in_two_seconds() -> None:
    rng = Random(8)
    made = made_up([rng.randint(12, 180) for _ in range(1800)], RATE, rng)
    assert made.frames > 7000 * 24
    began = time.process_time()
    plan = plan_of(made, 90)
    assert time.process_time() - began < 5  # 2 on a machine that does nothing else
    assert faults(plan, made) == []


def test_kept_out_scenes_stay_out_of_it() -> None:
    analysis = film([0, 2400, 4800, 7200], [None, "credits", None])
    material = Material((Span(0, 7200),), np.full(7200, 0.5, np.float32), np.array([[0, 7200]], np.int64))
    plan = planned(analysis, ranked([1.0, 1.0, 1.0]), RATE, 7200, 20, PRESETS[0], NOWHERE, material)
    assert {clip.scene for timeline in plan.timelines for clip in timeline.clips} == {1, 3}
