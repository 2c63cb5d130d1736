"""Within scenes that are as good as each other, a trailer takes the shots that its viewer likes."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from editing_films import film, planned, ranked

from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import likings
from personalizedTrailer.model import Finding, Moment, Profile, Signals, Span

RATE, SHOT, SHOTS = Fraction(24), 96, 90
FRAMES = SHOT * SHOTS
WILD = (Finding("emotion", "Excited", 0.8, ()), Finding("label", "Chase", 0.7, ()))
TENDER = (Finding("emotion", "Love", 0.5, ()), Finding("label", "Couple", 0.5, ()))


def moments(kinds: list[tuple[Finding, ...]]) -> tuple[Moment, ...]:
    return tuple(
        Moment(Span(SHOT * place, SHOT * (place + 1)), Signals(), found) for place, found in enumerate(kinds)
    )


@pytest.mark.parametrize(
    ("profile", "liked"), [(PRESETS[0], WILD), (PRESETS[3], TENDER)], ids=["action", "romance"]
)
def test_a_trailer_takes_the_shots_that_its_viewer_likes(profile: Profile, liked: tuple[Finding, ...]) -> None:
    kinds = [WILD, TENDER, ()] * (SHOTS // 3)
    Random(3).shuffle(kinds)
    clear = tuple(Span(SHOT * place, SHOT * (place + 1)) for place in range(SHOTS))
    everywhere = np.array([[0, FRAMES]], np.int64)
    material = Material(clear, np.full(FRAMES, 0.5, np.float32), everywhere, moments(kinds))
    scenes = film([SHOT * place for place in range(0, SHOTS + 1, 3)])
    plan = planned(scenes, ranked([0.5] * (SHOTS // 3)), RATE, FRAMES, 30, profile, material=material)
    primary = plan.result.primary.picks
    suits = sum(pick.span.frames for pick in primary if kinds[pick.span.start // SHOT] == liked)
    assert suits >= 0.9 * sum(pick.span.frames for pick in primary)


def test_liking_is_known_where_shots_are_and_lies_between_0_and_1() -> None:
    found = likings(moments([WILD, TENDER, ()]), PRESETS[0], 4 * SHOT)
    assert found.shape == (4 * SHOT,) and found.min() >= 0 and found.max() <= 1
    wild, tender, plain, unknown = found.reshape(4, SHOT)
    assert np.ptp(wild) == 0 and wild[0] > max(tender[0], plain[0])
    assert not unknown.any()
