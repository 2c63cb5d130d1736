"""Which scenes of a long film are looked at closely."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.editing.candidates import CHOICE, candidates
from personalizedTrailer.editing.footage import AMPLE, frames_by_third
from personalizedTrailer.model import RankedScene
from tests.unit.editing.editing_films import film, ranked

LENGTHS = st.lists(st.integers(100, 400), min_size=3, max_size=60)


@given(LENGTHS, st.data(), st.integers(50, 2000))
def test_every_third_has_enough_or_all_of_it(lengths: list[int], data: st.DataObject, target: int) -> None:
    borders = [sum(lengths[:index]) for index in range(len(lengths) + 1)]
    kept_out = data.draw(
        st.lists(st.sampled_from([None, None, "black"]), min_size=len(lengths), max_size=len(lengths))
    )
    scenes = film(borders, kept_out).scenes
    scores = data.draw(st.lists(st.floats(0, 1), min_size=len(lengths), max_size=len(lengths)))
    order = sorted(ranked(scores), key=lambda item: -item.score)
    chosen = candidates(scenes, order, borders[-1], Fraction(target))
    assert list(chosen) == sorted(chosen, key=lambda scene: scene.number)
    assert not any(scene.kept_out for scene in chosen)
    held = frames_by_third((scene.span for scene in chosen), borders[-1])
    usable = frames_by_third((scene.span for scene in scenes if not scene.kept_out), borders[-1])
    for has, could in zip(held, usable, strict=True):
        assert has >= min(could, CHOICE * AMPLE * target)


def test_the_best_come_first() -> None:
    scenes = film(list(range(0, 9001, 100))).scenes
    scores = [RankedScene(number, 1.0 if number % 3 == 0 else 0.1, ()) for number in range(1, 91)]
    order = sorted(scores, key=lambda item: -item.score)
    chosen = candidates(scenes, order, 9000, Fraction(200))
    assert {scene.number for scene in chosen} >= {
        number for number in range(1, 91) if number % 3 == 0 and number < 8
    }
    assert sum(scene.number % 3 == 0 for scene in chosen) > len(chosen) / 2
