"""How many frames each trailer takes from each third of the film.

A small linear programme over amounts a[v, r], after the contract's order of goals: duration first, as bounds;
then shares within two points of the best possible; then the least sharing between the variants; and only then
longer trailers. The sharing of a third is what the variants take of it beyond what it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from personalizedTrailer.editing.footage import Thirds
from personalizedTrailer.model import VariantSpec

SHARE_TOLERANCE = 0.02
SHARE_TOLERANCE_PLANNED = 0.016
"""Leaves room for whole frames."""
SHARING_TOLERANCE_PLANNED = 0.02
"""Of the target; the contract allows 0.05, and whole clips need some of it."""

# Prices of one frame. A longer trailer never pays for a share missed nor for sharing; the thousandths make the
# best plan the only best one, so that no solver may choose between equals.
_PRICE_DEVIATION = 4.0
_PRICE_SHARING = 2.0
_PRICE_SHARING_BEYOND = 50.0

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Frames that a trailer must and may take in all."""

    least: int
    most: int


def best_deviation(shares: Sequence[Fraction], caps: Sequence[int], total: int) -> Fraction:
    """The least possible greatest difference between a share reached and a share wanted, 0 to 1.

    Water-filling: what a third of `caps` frames cannot give of `total` is spread evenly over the others. It grows
    with `total`, so the shortest trailer allowed is the one that can come nearest.
    """
    room = [Fraction(cap, total) for cap in caps]
    short = max(Fraction(0), *(share - held for share, held in zip(shares, room, strict=True)))
    rise = Fraction(0)
    for _ in shares:
        full = [held < share + rise for share, held in zip(shares, room, strict=True)]
        open_shares = [share for share, is_full in zip(shares, full, strict=True) if not is_full]
        if not open_shares:
            break
        held_by_full = sum((held for held, is_full in zip(room, full, strict=True) if is_full), Fraction(0))
        rise = (1 - held_by_full - sum(open_shares)) / len(open_shares)
    return max(short, rise)


def plan_budgets(
    variants: Sequence[VariantSpec], bounds: Sequence[Bounds], caps: Thirds, target: int
) -> tuple[Thirds, ...]:
    """Whole frames per variant and third, none above `caps`, the sum within the variant's bounds.

    `caps` are the usable frames of each third; `target` is the length asked for, in frames. One variant alone
    shares with nobody.
    """
    best = [
        float(best_deviation(spec.shares, caps, bound.least)) for spec, bound in zip(variants, bounds, strict=True)
    ]
    programme = _Programme(variants, bounds, caps)
    least_sharing = programme.solve([one + SHARE_TOLERANCE for one in best], None)
    limit = float(least_sharing[programme.sharing].sum()) + SHARING_TOLERANCE_PLANNED * target
    plan = programme.solve([one + SHARE_TOLERANCE_PLANNED for one in best], limit)
    return _whole_frames(plan[: 3 * len(variants)].reshape(-1, 3), bounds, caps)


class _Programme:
    """Columns: per variant 3 amounts a and 3 deviations p, then 3 of sharing e, then sharing beyond the limit."""

    def __init__(self, variants: Sequence[VariantSpec], bounds: Sequence[Bounds], caps: Thirds) -> None:
        self.variants, self.bounds, self.caps = variants, bounds, caps
        self.amounts = 3 * len(variants)
        self.columns = 2 * self.amounts + 4
        self.sharing = slice(2 * self.amounts, 2 * self.amounts + 3)

    def solve(self, limits: Sequence[float], sharing_limit: float | None) -> Rows:
        """Amounts with shares missed by at most `limits`: of least sharing, or the longest within its limit."""
        rows, right = self._rows(limits, sharing_limit)
        upper = [float(cap) for cap in self.caps] * len(self.variants) + [np.inf] * (self.amounts + 4)
        solution = linprog(
            self._prices(sharing_limit is None),
            A_ub=rows,
            b_ub=right,
            bounds=list(zip([0.0] * self.columns, upper, strict=True)),
            method="highs",
        )
        return np.asarray(solution.x, dtype=np.float64)

    def _prices(self, only_sharing: bool) -> Rows:
        prices = np.zeros(self.columns)
        if only_sharing:
            prices[self.sharing] = 1.0
            return prices
        order = np.arange(self.amounts)
        prices[: self.amounts] = -1.0 - 0.001 * (order // 3)
        prices[self.amounts : 2 * self.amounts] = _PRICE_DEVIATION + 0.001 * order
        prices[self.sharing] = _PRICE_SHARING + 0.001 * np.arange(3)
        prices[-1] = _PRICE_SHARING_BEYOND
        return prices

    def _rows(self, limits: Sequence[float], sharing_limit: float | None) -> tuple[Rows, Rows]:
        rows: list[Rows] = []
        right: list[float] = []
        for index, (spec, bound) in enumerate(zip(self.variants, self.bounds, strict=True)):
            of_variant = self._row(range(3 * index, 3 * index + 3))
            rows += [of_variant, -of_variant]
            right += [float(bound.most), -float(bound.least)]
            for third, share in enumerate(spec.shares):
                missed = self._row([3 * index + third]) - float(share) * of_variant
                paid = self._row([self.amounts + 3 * index + third])
                allowed = limits[index] * of_variant
                rows += [missed - paid, -missed - paid, missed - allowed, -missed - allowed]
                right += [0.0] * 4
        for third, cap in enumerate(self.caps):
            rows.append(self._row(range(third, self.amounts, 3)) - self._row([2 * self.amounts + third]))
            right.append(float(cap))
        if sharing_limit is not None:
            rows.append(self._row(range(self.sharing.start, self.sharing.stop)) - self._row([self.columns - 1]))
            right.append(sharing_limit)
        return np.array(rows), np.array(right)

    def _row(self, columns: Sequence[int] | range) -> Rows:
        row = np.zeros(self.columns)
        row[list(columns)] = 1.0
        return row


def _whole_frames(plan: Rows, bounds: Sequence[Bounds], caps: Thirds) -> tuple[Thirds, ...]:
    """`plan` in whole frames: no third is shared unless the plan shares it, and no sum leaves its bounds."""
    whole = np.floor(plan + 1e-6).astype(int)
    room = [cap - int(taken) for cap, taken in zip(caps, whole.sum(axis=0), strict=True)]
    for index, bound in enumerate(bounds):
        wanted = min(bound.most, max(bound.least, int(np.floor(plan[index].sum() + 1e-6))))
        for _ in range(wanted - int(whole[index].sum())):
            third = _next_third(plan[index] - whole[index], whole[index], room, caps)
            if third is None or (room[third] <= 0 and int(whole[index].sum()) >= bound.least):
                break
            whole[index, third] += 1
            room[third] -= 1
    return tuple((int(row[0]), int(row[1]), int(row[2])) for row in whole)


def _next_third(missing: Rows, taken: NDArray[np.int_], room: list[int], caps: Thirds) -> int | None:
    """Where one more frame is missed most: a third with room if any, else one that others use too."""
    able = [third for third in range(3) if taken[third] < caps[third]]
    return max(able, key=lambda third: (room[third] > 0, round(float(missing[third]), 6), -third), default=None)
