"""Lists of frames that ascend."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def any_between(ascending: Sequence[int], start: int, end: int) -> bool:
    """Whether one lies in [start, end)."""
    place = bisect_left(ascending, start)
    return place < len(ascending) and ascending[place] < end
