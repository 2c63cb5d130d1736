"""A second opinion in scores: its weight, and reasons that still add up."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.editing.blending import blended, standing
from personalizedTrailer.model import RankedScene, Reason

unit = st.floats(0, 1)


@given(st.lists(st.tuples(unit, unit), min_size=1, max_size=8), unit)
def test_scores_are_weighed_means_and_reasons_add_up(given_: list[tuple[float, float]], weight: float) -> None:
    ranked = [
        RankedScene(number, round(score, 3), (Reason("tag_match", 0.4, 1.0, round(score, 3)),))
        for number, (score, _) in enumerate(given_, 1)
    ]
    opinion = {number: value for number, (_, value) in enumerate(given_, 1)}
    mixed = blended(ranked, opinion, "rank", weight)
    assert [one.score for one in mixed] == sorted((one.score for one in mixed), reverse=True)
    before = {one.scene: one.score for one in ranked}
    for one in mixed:
        wanted = (1 - weight) * before[one.scene] + weight * opinion[one.scene]
        assert one.score == pytest.approx(wanted, abs=6e-4)
        assert one.score == pytest.approx(sum(reason.contribution for reason in one.reasons), abs=6e-4)
        assert 0 <= one.score <= 1


def test_a_scene_without_an_opinion_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        blended([RankedScene(1, 0.5, ())], {}, "rank", 0.5)


@given(st.lists(st.text(min_size=1, max_size=3), min_size=1, max_size=9, unique=True))
def test_a_ranking_becomes_even_steps(ordered: list[str]) -> None:
    values = list(standing(ordered).values())
    assert values[0] == 1.0 and (len(values) == 1 or values[-1] == 0.0)
    assert values == sorted(values, reverse=True)
