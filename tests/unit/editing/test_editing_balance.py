"""Changes of lengths that add up: against all that there are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from personalizedTrailer.editing.balance import Leeway, balance

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import given, settings
from hypothesis import strategies as st

OFF = 0.2
REACH = 2
Table = list[float]


def cost(thirds: list[list[Table]], changes: list[list[int]], lacking: list[int], leeway: Leeway) -> float:
    """Infinite where it is not allowed."""
    off = [sum(change) - lack for change, lack in zip(changes, lacking, strict=True)]
    if max(map(abs, off)) > leeway.third or not -leeway.shorter <= sum(off) <= 0:
        return float("inf")
    own = sum(
        table[by + REACH]
        for tables, change in zip(thirds, changes, strict=True)
        for table, by in zip(tables, change, strict=True)
    )
    return own + OFF * (sum(map(abs, off)) + abs(sum(off)))


TABLES = st.lists(st.lists(st.integers(0, 20), min_size=5, max_size=5), max_size=2)


@settings(deadline=None, max_examples=60)
@given(
    st.tuples(TABLES, TABLES, TABLES),
    st.lists(st.integers(-2, 2), min_size=3, max_size=3),
    st.integers(0, 2),
    st.integers(0, 3),
)
def test_none_is_cheaper(drawn: tuple[list[list[int]], ...], lacking: list[int], third: int, shorter: int) -> None:
    thirds = [[list(map(float, table)) for table in tables] for tables in drawn]
    leeway = Leeway(third, shorter)
    found = balance([[np.array(table) for table in tables] for tables in thirds], lacking, leeway)
    reach = range(-REACH, REACH + 1)
    ways = product(*(product(*(reach for _ in tables)) for tables in thirds))
    best = min(cost(thirds, [list(one) for one in way], lacking, leeway) for way in ways)
    if best < float("inf"):
        assert cost(thirds, found, lacking, leeway) == pytest.approx(best)
    else:
        assert [len(change) for change in found] == [len(tables) for tables in thirds]
