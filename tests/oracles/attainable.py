"""What the best plan could reach: the yardstick of the invariants, apart from the code of the selection."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Shares = tuple[Fraction, Fraction, Fraction]


def best_deviation(shares: Shares, caps: Sequence[int], least: int) -> float:
    """The least possible greatest difference from the wanted shares, for any trailer of `least` frames or more.

    Columns: the amount of each third, and the deviation in frames. Fewer frames never force a greater deviation,
    so the shortest trailer decides.
    """
    rows = [
        [sign * (third == column) for column in range(3)] + [-1.0] for third in range(3) for sign in (1.0, -1.0)
    ]
    right = [sign * float(share) * least for share in shares for sign in (1.0, -1.0)]
    solution = linprog(
        [0.0, 0.0, 0.0, 1.0],
        A_ub=rows,
        b_ub=right,
        A_eq=[[1.0, 1.0, 1.0, 0.0]],
        b_eq=[float(least)],
        bounds=[*((0.0, float(cap)) for cap in caps), (0.0, None)],
        method="highs",
    )
    return float(solution.fun) / least


def least_sharing(
    wanted: Sequence[Shares], allowed: Sequence[float], caps: Sequence[int], least: int, most: int
) -> float:
    """The fewest frames that trailers of `least` to `most` frames use beyond the first use of a frame.

    Each trailer's shares lie within `allowed` of those wanted. Columns: amounts by trailer and third, then what
    each third is used beyond the `caps` frames that it holds.
    """
    amounts = 3 * len(wanted)
    rows: list[NDArray[np.float64]] = []
    right: list[float] = []
    for trailer, (shares, limit) in enumerate(zip(wanted, allowed, strict=True)):
        total = np.zeros(amounts + 3)
        total[3 * trailer : 3 * trailer + 3] = 1.0
        rows += [total, -total]
        right += [float(most), -float(least)]
        for third, share in enumerate(shares):
            amount = np.zeros(amounts + 3)
            amount[3 * trailer + third] = 1.0
            rows += [amount - (float(share) + limit) * total, (float(share) - limit) * total - amount]
            right += [0.0, 0.0]
    for third, cap in enumerate(caps):
        row = np.zeros(amounts + 3)
        row[third:amounts:3] = 1.0
        row[amounts + third] = -1.0
        rows.append(row)
        right.append(float(cap))
    bounds = [(0.0, float(cap)) for _ in wanted for cap in caps] + [(0.0, None)] * 3
    prices = [0.0] * amounts + [1.0] * 3
    return float(linprog(prices, A_ub=np.array(rows), b_ub=right, bounds=bounds, method="highs").fun)
