"""Dealing pieces of scenes to trailers: the rules, the solver against every possible deal, and its fallbacks."""

from __future__ import annotations

from itertools import product
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest
from editing_films import mock_plan

from personalizedTrailer.editing import assign, exact, scenewise
from personalizedTrailer.editing.assign import deal, deal_in_turn
from personalizedTrailer.editing.exact import FAIRNESS, Deal, Rules, better, bound, worth
from personalizedTrailer.editing.segments import Segment
from personalizedTrailer.model import Span

Asked = tuple[list[Segment], list[int], list[list[int]], list[int]]


def pieces(*held: tuple[int, float]) -> list[Segment]:
    """Segments of these lengths and values, one after the other, each of a scene of its own."""
    found, at = [], 0
    for scene, (frames, value) in enumerate(held, start=1):
        found.append(Segment(scene, Span(at, at + frames), value, at + frames // 2))
        at += frames
    return found


def asked(seed: int, variants: int = 4, count: int = 9) -> Asked:
    """What `deal` may be asked for: from a fifth of all frames to three times as many as there are."""
    rng = Random(seed)
    held = [(rng.randint(20, 160), round(rng.random(), 3)) for _ in range(count)]
    segments = sorted(pieces(*held), key=lambda one: (-one.value, one.span.start))
    total = sum(frames for frames, _ in held)
    needs = [min(total, int(total * rng.choice((0.05, 0.15, 0.24, 0.4, 0.8)))) for _ in range(variants)]
    wants = [[rng.randint(36, 90) for _ in range(variants)] for _ in segments]
    return segments, needs, wants, [36] * variants


def of_variant(segments: list[Segment], dealt: Deal, variant: int) -> float:
    return worth(segments, [{variant: taken.get(variant, 0)} for taken in dealt])


@pytest.mark.parametrize("seed", range(40))
def test_deal_keeps_the_rules_and_is_no_worse_than_in_turn(seed: int) -> None:
    segments, needs, wants, least = asked(seed)
    given, rules = deal_in_turn(segments, needs, wants, least)
    dealt = deal(segments, needs, wants, least)
    assert rules.are_kept(given)
    assert rules.are_kept(dealt)
    assert worth(segments, given) <= worth(segments, dealt) <= bound(rules) + 1e-6
    for variant, need in enumerate(needs):
        had = of_variant(segments, given, variant)
        assert of_variant(segments, dealt, variant) >= had - FAIRNESS * abs(had) - len(segments)
        assert sum(taken.get(variant, 0) for taken in dealt) == need


@pytest.mark.parametrize("seed", range(12))
def test_deal_is_as_good_as_the_best_of_all(seed: int) -> None:
    """Every deal of four small pieces to two variants is tried."""
    rng = Random(seed)
    segments = pieces(
        *sorted(((rng.randint(3, 6), rng.randint(1, 99) / 100) for _ in range(4)), key=lambda p: -p[1])
    )
    frames = sum(segment.span.frames for segment in segments)
    needs = [rng.randint(2, frames // 2), rng.randint(2, frames // 2)]
    longest = [[rng.randint(2, segment.span.frames) for _ in needs] for segment in segments]
    rules = Rules(segments, needs, [[2, 2]] * 4, longest, rng.choice((0, 2)))
    choices = [
        [
            {variant: taken for variant, taken in enumerate(both) if taken}
            for both in product(*([0, *range(2, most + 1)] for most in row))
        ]
        for row in longest
    ]
    possible = [list(one) for one in product(*choices) if rules.are_kept(list(one))]
    if not possible:
        pytest.skip("these needs cannot be met")
    by_worth = sorted(possible, key=lambda one: worth(segments, one))
    fair = [
        one
        for one in possible
        if all(
            of_variant(segments, one, variant) >= (1 - FAIRNESS) * of_variant(segments, by_worth[0], variant)
            for variant in range(2)
        )
    ]
    best = max(worth(segments, one) for one in fair)
    assert worth(segments, better(rules, by_worth[0])) >= 0.99 * best
    assert worth(segments, by_worth[-1]) <= bound(rules) + 1e-9


def test_equals_are_taken_in_order() -> None:
    segments = pieces((50, 0.5), (50, 0.5), (50, 0.5), (50, 0.9))
    rules = Rules(segments, [80], [[20]] * 4, [[40]] * 4, 0)
    assert better(rules, [{}, {}, {0: 40}, {0: 40}]) == [{}, {}, {0: 40}, {0: 40}]
    assert better(rules, [{}, {0: 40}, {0: 40}, {}]) == [{0: 40}, {}, {}, {0: 40}]


@pytest.mark.parametrize("solution", [None, [0.0] * 1000], ids=["none found", "one that breaks the rules"])
def test_without_a_sound_solution_the_deal_in_turn_stands(
    monkeypatch: pytest.MonkeyPatch, solution: list[float] | None
) -> None:
    wanted = next(one for one in map(asked, range(40)) if deal(*one) != deal_in_turn(*one)[0])
    columns = 9 * len(wanted[0])
    found = SimpleNamespace(x=None if solution is None else np.array(solution[:columns]))
    monkeypatch.setattr(exact, "milp", lambda *_args, **_options: found)
    assert deal(*wanted) == deal_in_turn(*wanted)[0]


def test_shreds_are_dealt_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assign, "better", lambda *_: pytest.fail("the solver was asked"))
    segments = pieces(*((9, 1 / index) for index in range(1, 60)))
    needs = [60, 100]
    dealt = deal(segments, needs, [[40, 40]] * len(segments), [36, 36])
    assert [sum(taken.get(variant, 0) for taken in dealt) for variant in range(2)] == needs


def test_plan_whose_processes_are_compared_is_the_solvers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The promise of one plan from every process would be an easy one without the solver."""
    with_solver = mock_plan(150, 60).result
    monkeypatch.setattr(scenewise, "deal", lambda *wanted: deal_in_turn(*wanted)[0])
    assert mock_plan(150, 60).result != with_solver
