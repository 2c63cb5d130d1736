"""Scores: the two documented formulas, with every term kept."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from editing_films import film

from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_by_taste, rank_mock
from personalizedTrailer.editing.words import canonical
from personalizedTrailer.model import Analysis, Profile

ACTION = PRESETS[0]


def simulated() -> Analysis:
    return simulate(25 * 900, Fraction(25), "digest", ACTION)


def seen(emotions: tuple[str, ...], labels: tuple[str, ...]) -> Analysis:
    analysis = film([0, 100])
    return replace(analysis, scenes=(replace(analysis.scenes[0], emotions=emotions, labels=labels),))


def test_simulated_score_is_the_documented_formula() -> None:
    analysis = simulated()
    scenes = {scene.number: scene for scene in analysis.scenes}
    for one in rank_mock(analysis, ACTION, "digest", 60):
        base = one.reasons[0].value
        assert 0.6 <= base <= 0.98
        emotions = sum(word in ACTION.dominant_emotions for word in scenes[one.scene].emotions)
        tags = sum(word in ACTION.foreground_tags for word in scenes[one.scene].labels)
        assert one.score == pytest.approx(min(1.0, base * (1 + 0.15 * emotions + 0.10 * tags)), abs=0.0006)
        assert sum(reason.contribution for reason in one.reasons) == pytest.approx(one.score, abs=0.0006)


def test_simulated_scenes_come_best_first_and_ties_in_scene_order() -> None:
    order = [(-one.score, one.scene) for one in rank_mock(simulated(), ACTION, "digest", 60)]
    assert order == sorted(order)
    assert len({score for score, _ in order}) < len(order)


def test_simulated_score_depends_on_digest_profile_and_duration() -> None:
    analysis = simulated()
    scores = rank_mock(analysis, ACTION, "digest", 60)
    assert scores == rank_mock(analysis, ACTION, "digest", 60)
    assert scores != rank_mock(analysis, ACTION, "digest", 61)
    assert scores != rank_mock(analysis, ACTION, "other", 60)
    assert scores != rank_mock(analysis, replace(ACTION, id="other"), "digest", 60)


PLAIN = replace(ACTION, emotion_weight=1.0, tag_weight=1.0)


@pytest.mark.parametrize(
    ("profile", "emotions", "labels", "score"),
    [
        (PLAIN, ("EXCITED", "SAD"), ("Car", "Tree", "Road", "Cars"), 0.5 * 0.6 + 0.5 * 0.4),
        (PLAIN, ("Excitement",), ("Chase",), 1.0),
        (PLAIN, ("CALM",), ("Tree",), 0.0),
        (PLAIN, (), (), 0.0),
        (ACTION, ("TENSE", "CALM"), ("Tree", "Weapon", "Sky", "Sea"), 0.75 * 0.6 + 0.5 * 0.4),
        (PRESETS[1], ("HAPPY",), ("Children",), 1.0),
    ],
)
def test_taste_score_is_the_documented_formula(
    profile: Profile, emotions: tuple[str, ...], labels: tuple[str, ...], score: float
) -> None:
    (one,) = rank_by_taste(seen(emotions, labels), profile)
    assert one.score == pytest.approx(score)
    assert sum(reason.contribution for reason in one.reasons) == pytest.approx(score)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Joy", "happy"),
        ("SURPRISE", "surprised"),
        (" Plot  Twists ", "plot twist"),
        ("Kiss", "kiss"),
        ("Cars", "car"),
    ],
)
def test_words_have_one_form(word: str, form: str) -> None:
    assert canonical(word) == form
