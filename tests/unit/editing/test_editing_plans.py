"""Whole plans: golden films, and the promise that a film always gives the same plan."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from editing_films import Plan, film, keep_out, mock_plan, planned, ranked

from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.editing.presets import PRESETS
from tests.oracles.invariants import violations

ROOT = Path(__file__).resolve().parents[3]
ROMANCE = PRESETS[3]


def faults(plan: Plan) -> list[str]:
    return violations(plan.analysis, plan.result.selections, plan.timelines, plan.rate, plan.frames, plan.seconds)


def codes(plan: Plan) -> list[str]:
    return [warning.code for warning in plan.result.warnings]


@pytest.mark.parametrize("profile", PRESETS, ids=lambda profile: profile.id)
@pytest.mark.parametrize(
    ("film_seconds", "seconds"),
    [
        (2, 15),
        (8, 5),
        (12, 60),
        (40, 60),
        (61, 60),
        (90, 30),
        (150, 30),
        (150, 60),
        (289, 60),
        (600, 60),
        (1800, 90),
    ],
)
def test_simulated_films_keep_every_invariant(film_seconds: int, seconds: int, profile: object) -> None:
    preset = next(one for one in PRESETS if one is profile)
    assert faults(mock_plan(film_seconds, seconds, preset)) == []


def test_film_barely_longer_than_the_trailer_is_shown_almost_whole() -> None:
    plan = mock_plan(61, 60)
    assert codes(plan) == []
    for timeline in plan.timelines:
        assert 58 <= timeline.seconds <= 60
    shares = plan.result.variants[0].achieved
    assert shares[0] > shares[2]


def test_constrained_film_reaches_its_shares_and_shares_little() -> None:
    plan = mock_plan(150, 60)
    for selection in plan.result.selections:
        for reached, wanted in zip(selection.achieved, selection.variant.shares, strict=True):
            assert reached == pytest.approx(float(wanted), abs=0.02)
    assert all(selection.shared_frames > 0 for selection in plan.result.variants)


def test_ample_film_gives_variants_that_share_nothing() -> None:
    plan = mock_plan(600, 60)
    used: set[int] = set()
    for selection in plan.result.variants:
        assert selection.shared_frames == 0
        for pick in selection.picks:
            frames = set(range(pick.span.start, pick.span.end))
            assert not used & frames
            used |= frames


def test_two_hours_of_film_in_400_scenes() -> None:
    frames = 7200 * 24
    borders = [frames * index // 400 for index in range(401)]
    scores = ranked([(37 * index % 101) / 100 for index in range(400)])
    plan = planned(film(borders), scores, Fraction(24), frames, 90, ROMANCE)
    assert faults(plan) == []
    best = {one.scene for one in scores if one.score >= 0.7}
    assert all(pick.scene in best for selection in plan.result.selections for pick in selection.picks)


def test_film_of_two_seconds() -> None:
    plan = mock_plan(2, 15)
    assert codes(plan) == ["source_shorter_than_target"]
    primary, *variants = plan.timelines
    assert primary.seconds >= Fraction(16, 10)
    for timeline in variants:
        assert Fraction(8, 10) <= timeline.seconds <= 1


@pytest.mark.parametrize("frames", range(2, 12))
def test_few_frames_still_give_trailers(frames: int) -> None:
    plan = planned(film([0, frames]), ranked([1.0]), Fraction(10), frames, 5)
    assert all(timeline.frames for timeline in plan.timelines)


def test_kept_out_scenes_are_not_used() -> None:
    plan = mock_plan(300, 30)
    analysis = keep_out(plan.analysis, {1, 2, len(plan.analysis.scenes)}, "credits")
    scores = ranked([1.0] * len(analysis.scenes))
    plan = planned(analysis, scores, plan.rate, plan.frames, 30)
    used = {pick.scene for selection in plan.result.selections for pick in selection.picks}
    assert not used & {1, 2, len(analysis.scenes)}
    assert codes(plan) == []


def test_least_harmful_material_is_used_again_first() -> None:
    reasons = ["black", "credits", "logo", None]
    plan = planned(film([0, 250, 500, 750, 1000], reasons), ranked([1.0] * 4), Fraction(25), 1000, 60)
    assert codes(plan) == ["used_excluded_material", "source_shorter_than_target"]
    assert {pick.scene for one in plan.result.selections for pick in one.picks} == {3, 4}
    assert faults(plan) == []


def test_third_without_usable_frames_is_made_up_by_the_others() -> None:
    plan = planned(
        film([0, 1000, 2000, 3000], ["black", None, None]), ranked([1.0, 0.5, 0.5]), Fraction(25), 3000, 20
    )
    assert faults(plan) == []
    assert plan.result.variants[0].achieved == pytest.approx((0.0, 0.6, 0.4), abs=0.02)


def test_clips_are_neither_tiny_nor_all_alike() -> None:
    for digest in ("a", "b", "c"):
        plan = mock_plan(600, 60, digest=digest)
        for timeline in plan.timelines:
            lengths = {clip.source.frames for clip in timeline.clips}
            assert min(lengths) >= Fraction(3, 2) * plan.rate - 1
            assert len(lengths) >= 8


def test_taste_sets_the_pace() -> None:
    action, romance = (len(mock_plan(900, 60, profile).timelines[0].clips) for profile in (PRESETS[0], ROMANCE))
    assert action > 1.4 * romance


def test_achieved_shares_are_those_of_the_picks() -> None:
    plan = mock_plan(150, 30)
    for selection in plan.result.selections:
        taken = frames_by_third((pick.span for pick in selection.picks), plan.frames)
        assert selection.achieved == pytest.approx([amount / sum(taken) for amount in taken])


def test_another_seed_gives_another_plan() -> None:
    assert mock_plan(600, 60, digest="a").result != mock_plan(600, 60, digest="b").result


def test_every_process_makes_the_same_plan() -> None:
    script = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:]; from editing_films import mock_plan\n"
        "text = repr([mock_plan(*film) for film in ((150, 60), (600, 60), (20, 15))])\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    seen = set()
    for seed in ("0", "1", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", script, str(ROOT), str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(run.stdout.strip())
    here = repr([mock_plan(*one) for one in ((150, 60), (600, 60), (20, 15))])
    assert seen == {hashlib.sha256(here.encode()).hexdigest()}
