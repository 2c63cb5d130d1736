"""The simulated analysis: scenes of 6 to 18 s that cover the film, the same in every process."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing.presets import PRESETS

RATES = [Fraction(10), Fraction(24000, 1001), Fraction(25), Fraction(60000, 1001)]


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("seconds", [1, 11, 12, 13, 18, 19, 24, 25, 37, 61, 150, 600, 7200])
def test_scenes_of_6_to_18_seconds_cover_the_film(seconds: int, rate: Fraction) -> None:
    frames = int(seconds * rate)
    for digest in ("a", "b", "c"):
        scenes = simulate(frames, rate, digest, PRESETS[0]).scenes
        assert scenes[0].span.start == 0
        assert scenes[-1].span.end == frames
        for before, after in pairwise(scenes):
            assert before.span.end == after.span.start
            assert after.number == before.number + 1
        if frames < 12 * rate:
            assert len(scenes) == 1
        else:
            assert all(6 * rate - 1 <= scene.span.frames <= 18 * rate + 1 for scene in scenes)
        assert all(scene.span.start <= scene.key_frame < scene.span.end for scene in scenes)


def test_words_come_from_the_pools_and_never_twice() -> None:
    profile = PRESETS[1]
    analysis = simulate(25 * 3600, Fraction(25), "digest", profile)
    assert (analysis.analyser, analysis.simulated, analysis.elapsed_ms) == ("mock", True, 0)
    assert analysis.dominant_emotions == profile.dominant_emotions
    for scene in analysis.scenes:
        assert len(set(scene.emotions)) == 2
        assert set(scene.emotions) <= {"Joy", "Calm", "Neutral", "Fear"}
        assert len(set(scene.labels)) == 3
        assert set(scene.labels) <= {*profile.foreground_tags, "Landscape", "Dialogue", "Crowd", "Vehicle", "Logo"}
        assert len(set(scene.highlights)) == 2
        assert set(scene.highlights) <= {*scene.labels, *scene.emotions}
        assert 1 <= len(scene.characters) <= 3
        for character in scene.characters:
            assert character.name in {"Lead", "Supporting", "Cameo"}
            assert 72 <= character.confidence <= 98
            assert character.emotion == scene.emotions[0]


def test_a_taste_without_words_still_gives_scenes() -> None:
    bare = replace(PRESETS[0], dominant_emotions=(), foreground_tags=("Logo",))
    scenes = simulate(2500, Fraction(25), "digest", bare).scenes
    assert all(len(scene.emotions) == 2 and len(scene.labels) == 3 for scene in scenes)


def test_digest_and_profile_alone_decide() -> None:
    one = simulate(25 * 600, Fraction(25), "digest", PRESETS[0])
    assert one == simulate(25 * 600, Fraction(25), "digest", PRESETS[0])
    assert one.scenes != simulate(25 * 600, Fraction(25), "other", PRESETS[0]).scenes
    assert one.scenes != simulate(25 * 600, Fraction(25), "digest", PRESETS[1]).scenes


def test_a_known_film_gives_its_known_scenes() -> None:
    scenes = simulate(25 * 60, Fraction(25), "digest", PRESETS[0]).scenes
    assert [(scene.span.start, scene.span.end) for scene in scenes] == [
        (0, 287),
        (287, 461),
        (461, 629),
        (629, 1049),
        (1049, 1257),
        (1257, 1500),
    ]
    assert scenes[0].emotions == ("Fear", "Neutral")
    assert scenes[0].labels == ("Crowd", "Hero", "Logo")
