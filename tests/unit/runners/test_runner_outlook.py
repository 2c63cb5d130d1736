"""Percent and time left, told to a pure function by imagined jobs."""

from __future__ import annotations

from itertools import pairwise

import pytest

pytest.importorskip("hypothesis", reason="needs hypothesis: pip install -r requirements-dev.txt")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.model import STAGES
from personalizedTrailer.runners.outlook import Outlook

LAST = len(STAGES) - 1
COSTS = st.tuples(*[st.floats(0.01, 1000) for _ in STAGES])
REPORTS = st.lists(st.tuples(st.integers(0, LAST), st.floats(-0.5, 1.5), st.floats(0, 30)), max_size=40)


@given(COSTS, REPORTS, st.floats(0, 99))
def test_percent_never_fall_and_end_at_100(
    costs: tuple[float, ...], reports: list[tuple[int, float, float]], before: float
) -> None:
    """Whatever is reported in whatever order, an earlier attempt having come to `before` percent."""
    now, outlook, percents = 0.0, Outlook(costs, 0.0, before), [before]
    for stage, fraction, pause in reports:
        now += pause
        outlook = outlook.at(stage, fraction, now)
        percents.append(outlook.percent)
        assert outlook.seconds_left is None or outlook.seconds_left >= 0
    percents.append(outlook.at(LAST, 1.0, now + 1).percent)
    assert all(earlier <= later + 1e-9 for earlier, later in pairwise(percents))
    assert percents[-1] == 100 and max(percents[:-1]) <= 100 + 1e-9


@given(COSTS, COSTS, st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_percent_go_on_where_the_expectation_changes(
    costs: tuple[float, ...], better: tuple[float, ...], fractions: list[float]
) -> None:
    outlook = Outlook(costs, 0.0)
    for step, fraction in enumerate(sorted(fractions)):
        outlook = outlook.at(1, fraction, float(step))
    changed = outlook.expecting(better)
    assert changed.percent == outlook.percent
    assert changed.at(3, 0.5, 20.0).percent > changed.percent
    assert changed.at(LAST, 1.0, 30.0).percent == 100


def played(costs: tuple[float, ...], paces: tuple[float, ...], steps: int) -> list[tuple[Outlook, float]]:
    """A job whose stages take `paces` seconds for each unit of cost, and the seconds that were really left."""
    now, outlook, told = 0.0, Outlook(costs, 0.0), []
    whole = sum(cost * pace for cost, pace in zip(costs, paces, strict=True))
    for stage, (cost, pace) in enumerate(zip(costs, paces, strict=True)):
        for step in range(steps + 1):
            outlook = outlook.at(stage, step / steps, now + cost * pace * step / steps)
            told.append((outlook, whole - outlook.now))
        now += cost * pace
    return told


@given(COSTS, st.floats(0.05, 50), st.integers(1, 40))
def test_at_a_constant_rate_the_time_left_is_exact(costs: tuple[float, ...], pace: float, steps: int) -> None:
    for outlook, left in played(costs, (pace,) * len(STAGES), steps):
        if outlook.seconds_left is not None:
            assert outlook.seconds_left == pytest.approx(left, rel=1e-6, abs=1e-6)


@given(COSTS, st.floats(0.05, 50), st.lists(st.floats(1, 1.5), min_size=7, max_size=7), st.integers(1, 40))
def test_the_error_is_no_larger_than_that_of_the_costs(
    costs: tuple[float, ...], pace: float, errors: list[float], steps: int
) -> None:
    """Stages that take up to half as long again as was expected: so wrong is the time left, and no more."""
    paces = tuple(pace * error for error in errors)
    for outlook, left in played(costs, paces, steps):
        if outlook.seconds_left is not None:
            assert left / 1.5 - 1e-6 <= outlook.seconds_left <= left * 1.5 + 1e-6


def test_a_job_of_a_minute_is_told_early_and_well() -> None:
    """Rendering three quarters of the time, at half of the pace that was expected; a report every half second."""
    costs = (0.5, 0.2, 0.2, 0.2, 60.0, 8.0, 0.1)
    told = played(costs, (1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 1.0), 240)
    known = [(outlook, left) for outlook, left in told if outlook.seconds_left is not None]
    assert known[0][0].now < 8
    for outlook, left in known:
        assert outlook.seconds_left == pytest.approx(left, rel=0.3, abs=1.0)


def test_nothing_is_told_from_too_little() -> None:
    outlook = Outlook((1.0, 1.0, 1.0, 1.0, 100.0, 10.0, 1.0), 0.0)
    assert outlook.seconds_left is None
    assert outlook.at(0, 1.0, 1.5).seconds_left is None, "too short"
    assert outlook.at(0, 0.1, 1.0).at(1, 0.0, 60.0).seconds_left is None, "too little of the work"
    assert outlook.at(0, 0.0, 0.0).at(4, 0.5, 60.0).seconds_left is not None


def test_a_stage_that_falls_back_is_measured_anew() -> None:
    outlook = Outlook((1.0, 1.0, 1.0, 1.0, 100.0, 1.0, 1.0), 0.0)
    for now, fraction in ((0.0, 0.0), (50.0, 0.5), (50.0, 0.0), (60.0, 0.1), (70.0, 0.2)):
        outlook = outlook.at(4, fraction, now)
    assert outlook.percent > 45
    assert outlook.seconds_left == pytest.approx(80 + 2, rel=0.05)
