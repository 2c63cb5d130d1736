"""How findings, signals and what is unlike better scenes make a score."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editing_films import film

from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_by_taste
from personalizedTrailer.model import Analysis, Finding, Profile, Signals

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import given, settings
from hypothesis import strategies as st

ACTION = PRESETS[0]
PLAIN = replace(ACTION, emotion_weight=1.0, tag_weight=1.0)


def measured(**signals: float) -> Signals:
    return Signals(**signals)


def scenes_with(*signals: Signals, findings: tuple[tuple[Finding, ...], ...] = ()) -> Analysis:
    analysis = film([100 * index for index in range(len(signals) + 1)])
    scenes = tuple(
        replace(scene, signals=one, findings=findings[index] if findings else ())
        for index, (scene, one) in enumerate(zip(analysis.scenes, signals, strict=True))
    )
    return replace(analysis, scenes=scenes)


def emotion(name: str, confidence: float) -> tuple[Finding, ...]:
    return (Finding("emotion", name, confidence, ()),)


def scores(analysis: Analysis, profile: Profile = ACTION) -> dict[int, float]:
    return {one.scene: one.score for one in rank_by_taste(analysis, profile)}


def test_sure_findings_count_for_more() -> None:
    sure, unsure = emotion("Excited", 0.9), emotion("Excited", 0.3)
    found = scores(scenes_with(Signals(), Signals(), findings=(unsure, sure)))
    assert found[2] > found[1] > 0


def test_findings_that_are_not_wanted_count_against_those_that_are() -> None:
    mixed = (*emotion("Tense", 0.6), *emotion("Calm", 0.6))
    found = scores(scenes_with(Signals(), Signals(), findings=(mixed, emotion("Tense", 0.6))), PLAIN)
    assert found[2] > found[1]


@pytest.mark.parametrize(
    ("profile", "arousal", "valence"),
    [(PRESETS[0], 0.9, 0.5), (PRESETS[1], 0.3, 0.9), (PRESETS[2], 0.8, 0.1), (PRESETS[3], 0.5, 0.9)],
    ids=lambda value: getattr(value, "id", value),
)
def test_where_nothing_is_found_scenes_lean_to_a_taste(profile: Profile, arousal: float, valence: float) -> None:
    corners = [(a, v) for a in (0.1, 0.9) for v in (0.1, 0.9)]
    analysis = scenes_with(*(measured(arousal=a, valence=v) for a, v in [*corners, (arousal, valence)]))
    found = scores(analysis, profile)
    opposite = 1 + corners.index((0.9 if arousal < 0.5 else 0.1, 0.9 if valence < 0.5 else 0.1))
    assert found[5] > found[opposite]


def test_a_likeness_never_counts_as_much_as_a_sure_match() -> None:
    alike = measured(arousal=1.0, valence=0.6)
    found = scores(scenes_with(alike, alike, findings=((), emotion("Excited", 1.0))))
    assert found[2] > found[1]


def test_what_only_the_summary_names_counts_half() -> None:
    vista, couple = ((Finding("label", name, 1.0, ()),) for name in ("Landscape", "Couple"))
    gentle = replace(PRESETS[3], tag_weight=1.0)
    found = rank_by_taste(scenes_with(Signals(), Signals(), findings=(vista, couple)), gentle)
    terms = {one.scene: next(term for term in one.reasons if term.signal == "tag_match") for one in found}
    assert terms[1].value == pytest.approx(0.5) and terms[2].value == pytest.approx(1.0)


def test_emotions_that_do_not_dominate_a_profile_count_half_at_most() -> None:
    """A romance takes what is happy, too, but love before it."""
    findings = (emotion("Joy", 1.0), emotion("Love", 1.0), (*emotion("Joy", 1.0), *emotion("Love", 1.0)))
    found = rank_by_taste(scenes_with(*[Signals()] * 3, findings=findings), PRESETS[3])
    terms = {one.scene: next(term.value for term in one.reasons if term.signal == "emotion_match") for one in found}
    assert terms == pytest.approx({1: 0.5, 2: 1.0, 3: 1.0})


def test_who_looks_for_love_leans_to_what_is_quiet_and_pleasant() -> None:
    quiet, loud = measured(arousal=0.3, valence=0.62), measured(arousal=0.7, valence=0.7)
    found = scores(scenes_with(quiet, loud), PRESETS[3])
    assert found[1] > found[2]


def test_calm_is_content() -> None:
    found = rank_by_taste(scenes_with(Signals(), findings=(emotion("Calm", 1.0),)), PRESETS[3])
    assert next(term.value for term in found[0].reasons if term.signal == "emotion_match") == pytest.approx(0.5)


def test_unknown_words_leave_quality_and_variety() -> None:
    strange = replace(ACTION, summary="Zirkus", dominant_emotions=("Zorn",), foreground_tags=("Zeppelin",))
    strange = replace(strange, preferred_emotions=(), preferred_tags=())
    sharp, blurred = measured(sharpness=0.9, silence=0.0), measured(sharpness=0.1, silence=1.0)
    ranked = rank_by_taste(scenes_with(blurred, sharp), strange)
    assert [one.scene for one in ranked] == [2, 1]
    assert {reason.signal for reason in ranked[0].reasons if reason.contribution} == {"quality", "variety"}


def test_what_is_like_a_better_scene_gains_less() -> None:
    one, other = measured(arousal=0.9, valence=0.8, luma=0.9), measured(arousal=0.9, valence=0.8, luma=0.1)
    (best, *rest) = rank_by_taste(scenes_with(one, one, other), ACTION)
    variety = {
        item.scene: next(reason.value for reason in item.reasons if reason.signal == "variety")
        for item in (best, *rest)
    }
    assert sorted(variety.values())[0] == 0.0 and variety[3] > 0.5


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=6, max_size=6),
            st.lists(
                st.tuples(st.sampled_from(("Excited", "Joy", "Neutral", "Fear")), st.floats(0, 1)), max_size=3
            ),
            st.lists(st.tuples(st.sampled_from(("Chase", "Sunset", "Couple")), st.floats(0, 1)), max_size=3),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(PRESETS),
)
def test_scores_lie_between_0_and_1_and_are_the_sum_of_their_reasons(
    drawn: list[tuple[list[float | None], list[tuple[str, float]], list[tuple[str, float]]]], profile: Profile
) -> None:
    names = ("arousal", "valence", "luma", "sharpness", "faces", "silence")
    signals = [Signals(**dict(zip(names, values, strict=True))) for values, _, _ in drawn]
    findings = tuple(
        (*(Finding("emotion", *one, ()) for one in emotions), *(Finding("label", *one, ()) for one in labels))
        for _, emotions, labels in drawn
    )
    for one in rank_by_taste(scenes_with(*signals, findings=findings), profile):
        assert 0 <= one.score <= 1
        assert sum(reason.contribution for reason in one.reasons) == pytest.approx(one.score, abs=0.001)
        assert all(abs(reason.weight * reason.value - reason.contribution) < 1e-5 for reason in one.reasons)
