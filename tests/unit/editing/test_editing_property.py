"""Any film, any taste, any length: the plan keeps every invariant."""

from __future__ import annotations

from fractions import Fraction

import pytest
from editing_films import RATES, film, planned, ranked

from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.model import Profile
from tests.oracles.invariants import violations

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

REASONS = (None, None, None, None, "credits", "black", "logo", "static", "other")
CAREFUL = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


@st.composite
def scene_borders(draw: st.DrawFn, rate: Fraction) -> list[int]:
    """Borders in frames of a film of 1 s to 2 h, with up to 150 scenes of very different lengths."""
    seconds = draw(st.one_of(st.integers(1, 20), st.integers(20, 400), st.integers(400, 7200)))
    frames = int(seconds * rate)
    cuts = draw(st.lists(st.integers(1, frames - 1), max_size=150, unique=True))
    return [0, *sorted(cuts), frames]


@CAREFUL
@given(data=st.data(), rate=st.sampled_from(RATES), seconds=st.integers(5, 90), profile=st.sampled_from(PRESETS))
def test_random_films_keep_every_invariant(
    data: st.DataObject, rate: Fraction, seconds: int, profile: Profile
) -> None:
    borders = data.draw(scene_borders(rate))
    count = len(borders) - 1
    scores = data.draw(st.lists(st.integers(0, 1000), min_size=count, max_size=count))
    reasons = data.draw(st.lists(st.sampled_from(REASONS), min_size=count, max_size=count))
    plan = planned(
        film(borders, reasons), ranked([score / 1000 for score in scores]), rate, borders[-1], seconds, profile
    )
    assert violations(plan.analysis, plan.result.selections, plan.timelines, rate, plan.frames, plan.seconds) == []
