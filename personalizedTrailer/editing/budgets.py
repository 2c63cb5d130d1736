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
SHARING_TOLERANCE_PLANNED = 0.015
"""Of the target; the contract allows 0.05, and whole clips need some of it."""

# Prices of one frame. A longer trailer never pays for a share missed nor for sharing; the thousandths make the
# best plan the only best one, so that no solver may choose between equals.
_PRICE_DEVIATION = 40.0
_PRICE_SHARING = 15.0
_PRICE_SHARING_BEYOND = 1000.0

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Frames that a trailer must and may take in all."""

    least: int
    most: int


def best_shares(shares: Sequence[Fraction], caps: Sequence[int], total: int) -> tuple[Fraction, ...]:
    """The shares nearest to `shares` that a trailer of `total` frames can have.

    Water-filling: what a third of `caps` frames cannot give is spread evenly over the others. More frames never
    come nearer, so the shortest trailer allowed shows what is possible.
    """
    room = [Fraction(cap, total) for cap in caps]
    full: set[int] = set()
    rise = Fraction(0)
    for _ in shares:
        full = {third for third, held in enumerate(room) if held < shares[third] + rise}
        still = [share for third, share in enumerate(shares) if third not in full]
        if still:
            rise = (1 - sum((room[third] for third in full), Fraction(0)) - sum(still)) / len(still)
    return tuple(room[third] if third in full else share + rise for third, share in enumerate(shares))


def plan_budgets(
    variants: Sequence[VariantSpec], bounds: Sequence[Bounds], caps: Thirds, target: int
) -> tuple[Thirds, ...]:
    """Whole frames per variant and third, none above `caps`, the sum within the variant's bounds.

    `caps` are the usable frames of each third; `target` is the length asked for, in frames. One variant alone
    shares with nobody.
    """
    programme = _Programme(variants, bounds, caps)
    best = programme.least_deviations()
    least_sharing = programme.solve([one + SHARE_TOLERANCE for one in best], None)
    limit = float(least_sharing[programme.sharing].sum()) + SHARING_TOLERANCE_PLANNED * target
    plan = programme.solve([one + SHARE_TOLERANCE_PLANNED for one in best], limit)
    return _whole_frames(plan[: 3 * len(variants)].reshape(-1, 3), bounds, caps)


def plan_apart(
    variants: Sequence[VariantSpec], bounds: Sequence[Bounds], caps: Thirds, tolerance: float
) -> tuple[Thirds, ...] | None:
    """As `plan_budgets`, with no frame shared, and no share missed by more than `tolerance`; None if that cannot be."""
    programme = _Programme(variants, bounds, caps)
    if max(programme.least_deviations()) > tolerance:
        return None
    plan = programme.solve([tolerance] * len(variants), 0.0)
    if plan[programme.sharing].sum() > 0.5:
        return None
    return _whole_frames(plan[: 3 * len(variants)].reshape(-1, 3), bounds, caps)


class _Programme:
    """Columns: per variant 3 amounts a and 3 distances p from the best shares, 3 of sharing e, sharing too much."""

    def __init__(self, variants: Sequence[VariantSpec], bounds: Sequence[Bounds], caps: Thirds) -> None:
        self.variants, self.bounds, self.caps = variants, bounds, caps
        self.reachable = [
            best_shares(spec.shares, caps, bound.least) for spec, bound in zip(variants, bounds, strict=True)
        ]
        self.amounts = 3 * len(variants)
        self.columns = 2 * self.amounts + 4
        self.sharing = slice(2 * self.amounts, 2 * self.amounts + 3)

    def least_deviations(self) -> list[float]:
        """Per variant, the greatest difference of the best shares possible from those wanted, 0 to 1."""
        return [
            float(max(abs(reached - wanted) for reached, wanted in zip(best, spec.shares, strict=True)))
            for best, spec in zip(self.reachable, self.variants, strict=True)
        ]

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
                amount = self._row([3 * index + third])
                missed = amount - float(share) * of_variant
                off = amount - float(self.reachable[index][third]) * of_variant
                paid = self._row([self.amounts + 3 * index + third])
                allowed = limits[index] * of_variant
                rows += [off - paid, -off - paid, missed - allowed, -missed - allowed]
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
    is_shared = plan.sum(axis=0) > np.array(caps) + 0.5
    for index, bound in enumerate(bounds):
        wanted = min(bound.most, max(bound.least, int(np.floor(plan[index].sum() + 1e-6))))
        for _ in range(wanted - int(whole[index].sum())):
            room = np.array(caps) - whole.sum(axis=0)
            able = [third for third in range(3) if whole[index, third] < caps[third]]
            apart = [third for third in able if room[third] > 0 or is_shared[third]]
            if not apart and whole[index].sum() >= bound.least:
                break
            missing = np.round(plan[index] - whole[index], 6)
            whole[index, max(apart or able, key=lambda third: (missing[third], -third))] += 1
    return tuple((int(row[0]), int(row[1]), int(row[2])) for row in whole)
