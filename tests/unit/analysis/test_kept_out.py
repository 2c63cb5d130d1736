"""What no trailer may use is told from what looks a little like it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.analysis.local.kept_out import Piece, pieces
from personalizedTrailer.editing.footage import _HARM
from tests.unit.analysis.made import RATE, SEEN, Values, at, made_curves, made_shots

BLACK = {"dark": 1.0, "contrast": 0.0, "ground": 1.0, "luma": 0.06, "span": 0.0, "change": 0.0}
CARD = {"dark": 0.95, "ground": 0.95, "text": 0.01, "lines": 1.0, "change": 0.001, "span": 0.002}


def found_in(seconds: list[float], seen: Values, heard: Values | None = None) -> list[Piece]:
    return list(pieces(made_shots(*seconds), made_curves(sum(seconds), seen, heard)))


def within(
    start: float, length: float, whole: float, look: dict[str, float], else_: Values | None = None
) -> Values:
    """An ordinary film, but for a stretch that looks otherwise."""
    usual: dict[str, Any] = SEEN | dict(else_ or {})
    return {name: at(start, value, usual[name], length, whole) for name, value in look.items()}


def names(found: list[Piece]) -> list[str | None]:
    return [piece.why.name if piece.why else None for piece in found]


@pytest.mark.parametrize(
    ("look", "start", "reason"),
    [
        (BLACK, 20, "black"),
        (CARD, 20, "logo"),
        (CARD | {"lines": 6.0}, 20, "credits"),
        (CARD | {"lines": 6.0, "change": 0.006}, 20, "credits"),
        (CARD, 300, "static"),
        ({"upright": 0.99, "saturation": 0.5}, 20, "slate"),
        ({"span": 0.0, "object": 0.0, "change": 0.0}, 20, "static"),
    ],
)
def test_a_shot_is_kept_out(look: dict[str, float], start: int, reason: str) -> None:
    found = found_in([start, 5.0, 600.0 - start], within(start, 5, 605, look))
    assert names(found) == [None, reason, None]
    why = found[1].why
    assert why and why.evidence and 0 < why.confidence < 1
    assert why.name in _HARM


@pytest.mark.parametrize(
    ("look", "what"),
    [
        ({"dark": 0.9, "contrast": 0.15}, "a night"),
        ({"ground": 0.9}, "a plain wall"),
        ({"ground": 0.3, "text": 0.02, "lines": 8.0}, "grass"),
        (CARD | {"change": 0.05}, "a bird before the sky"),
        ({"upright": 0.99, "saturation": 0.05}, "a grey wall"),
        ({"fixed": 0.02, "change": 0.05}, "what the camera comes to rest on"),
    ],
)
def test_a_shot_is_not_kept_out(look: dict[str, float], what: str) -> None:
    assert names(found_in([20, 5.0, 20], within(20, 5, 45, look))) == [None] * 3, what


def test_fireworks_are_no_credits() -> None:
    """Their sparks look like letters, but none stays, and now there are many, now few."""
    blocks = 300
    sparks = CARD | {"lines": 5.0, "text": 0.01 * (1.3 + np.sin(np.arange(blocks)))}
    assert names(found_in([10.0, 10.0, 10.0], within_all(sparks, blocks))) == [None, None, None]
    for letters in ({"fixed": 0.009}, {"text": 0.01 * (1 + 0.2 * np.sin(np.arange(blocks)))}):
        assert names(found_in([10.0, 10.0, 10.0], within_all(sparks | letters, blocks))) == ["credits"] * 3


def within_all(look: dict[str, Any], blocks: int) -> Values:
    return {name: np.broadcast_to(np.float64(value), blocks) for name, value in look.items()}


def test_letters_that_come_up_in_a_picture_that_goes_on_are_credits() -> None:
    look = {"fixed": 0.015}
    found = found_in([10, 20.0, 10], within(14, 8, 40, look, {"change": 0.002}) | {"change": 0.002})
    assert names(found) == [None, None, "credits", None, None]
    assert found[2].span.start / RATE == pytest.approx(14, abs=0.2)
    assert found[2].span.end / RATE == pytest.approx(22, abs=0.2)


def test_credits_that_follow_a_picture_in_one_shot_are_cut_off_it() -> None:
    found = found_in([20, 30.0], within(35, 15, 50, CARD | {"lines": 5.0}))
    assert names(found) == [None, None, "credits"]
    assert found[1].span.end / RATE == pytest.approx(35, abs=0.2)


def test_what_is_left_over_of_a_shot_goes_with_it() -> None:
    found = found_in([20, 6.0, 20], within(21, 5, 46, BLACK))
    assert names(found) == [None, "black", None]


def test_a_still_picture_over_which_somebody_speaks_is_used() -> None:
    look = within(20, 6, 46, {"span": 0.0})
    assert names(found_in([20, 6.0, 20], look, {"speech": at(20, 1, 0, 4, 46)})) == [None] * 3
    assert names(found_in([20, 6.0, 20], look, {})) == [None, "static", None]


def test_a_film_of_stills_is_used() -> None:
    assert names(found_in([8.0] * 6, {"span": 0.0, "object": 0.0})) == [None] * 6


def test_half_a_second_of_black_between_credits_is_of_the_credits() -> None:
    card = within(20, 4.6, 30, CARD | {"lines": 5.0})
    dark = within(24.6, 0.5, 30, BLACK | {"text": 0.0, "lines": 0.0})
    both = {name: np.where(at(24.6, 1, 0, 0.5, 30) > 0, dark.get(name, 0), card.get(name, 0)) for name in CARD}
    found = found_in([20, 4.6, 0.5, 4.9], both | {"contrast": at(24.6, 0, 0.3, 0.5, 30)})
    assert names(found)[:3] == [None, "credits", "credits"]


@given(st.lists(st.integers(1, 200), min_size=1, max_size=12), st.integers(0, 10_000))
def test_pieces_cover_the_film(frames: list[int], seed: int) -> None:
    shots = made_shots(*(count / 24 for count in frames))
    rng = np.random.default_rng(seed)
    curves = made_curves(sum(frames) / 24 + 0.1)
    for name in ("dark", "ground", "fixed", "upright", "saturation"):
        curves.seen[name][:] = rng.choice([0.0, 1.0], curves.blocks // 8 + 1).repeat(8)[: curves.blocks]
    found = pieces(shots, curves)
    assert found[0].span.start == 0 and found[-1].span.end == shots[-1].span.end
    for before, after in pairwise(found):
        assert before.span.end == after.span.start
    for piece in found:
        assert piece.span.frames
        assert piece.shot.span.start <= piece.span.start and piece.span.end <= piece.shot.span.end
