"""Every shot is looked at soon, a long one again and again, and none of it costs more than the budget."""

from __future__ import annotations

from itertools import pairwise

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.media.reading.moments import Moments


def taken(seconds: float, cuts: tuple[float, ...] = (), rate: float = 24, lively: float = 0.01) -> list[float]:
    """Moments that are looked at in a film of that length with cuts at those times."""
    moments = Moments()
    left = sorted(cuts)
    found = []
    for frame in range(int(seconds * rate)):
        at = frame / rate
        cut = bool(left) and at >= left[0]
        if cut:
            left.pop(0)
        if moments.wants(at, 0.5 if cut else lively):
            found.append(at)
    return found


def test_a_still_film_is_looked_at_every_two_seconds() -> None:
    found = taken(60)
    assert found[:2] == pytest.approx([0.4, 0.8], abs=0.05)
    assert [after - before for before, after in pairwise(found[1:])] == pytest.approx([2.0] * 29, abs=0.1)


def test_each_shot_is_looked_at_twice() -> None:
    cuts = (5.0, 8.1, 11.3, 14.0)
    found = taken(18, cuts)
    for start, end in zip((0.0, *cuts), (*cuts, 18.0), strict=True):
        inside = [at for at in found if start <= at < end]
        assert len(inside) >= 2 and inside[0] - start == pytest.approx(0.4, abs=0.05)


def test_a_film_that_moves_a_lot_has_no_cut_in_every_frame() -> None:
    assert len(taken(60, lively=0.3)) <= 34


@given(
    cuts=st.lists(st.floats(0, 60), max_size=200).map(tuple),
    rate=st.sampled_from([1.0, 7.4, 24.0, 60.0]),
    lively=st.floats(0, 1),
)
def test_the_budget_holds_whatever_the_film_does(cuts: tuple[float, ...], rate: float, lively: float) -> None:
    found = taken(60, cuts, rate, lively)
    assert len(found) <= 60 * 0.7 + 9


def test_wrong_timestamps_end_nothing() -> None:
    moments = Moments()
    stamps = [frame / 24 for frame in range(240)]
    stamps[100] = 1e6
    found = [at for at in stamps if moments.wants(at, 0.01)]
    assert any(at > 8 for at in found) and 1e6 not in found
