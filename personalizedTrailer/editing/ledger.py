"""Who uses which frames of a film, and how many more may be used twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.model import Pick, Span


class Ledger:
    """Of trailers of a film of `frames`, which may share at most `allowance` frames more than they do."""

    def __init__(self, frames: int, trailers: Iterable[Sequence[Pick]], allowance: int) -> None:
        self._uses = np.zeros(frames + 1, np.int16)
        self.allowance = allowance
        for picks in trailers:
            self.count(picks, 1)

    def count(self, picks: Sequence[Pick], by: int) -> None:
        for pick in picks:
            self._uses[pick.span.start : pick.span.end] += by

    def used_before(self) -> NDArray[np.int64]:
        """For each frame, how many before it are used, shape [frames + 1]."""
        return np.concatenate([[0], np.cumsum(self._uses[:-1] > 0)])


def shared(spans: Iterable[Span], used_before: NDArray[np.int64]) -> int:
    """Frames of `spans` that are used by others."""
    return sum(int(used_before[span.end] - used_before[span.start]) for span in spans)


def twice(trailers: Iterable[Sequence[Pick]], frames: int) -> int:
    """How often frames of a film of `frames` are used by one of `trailers` after another."""
    uses = np.zeros(frames + 1, np.int16)
    for picks in trailers:
        for pick in picks:
            uses[pick.span.start : pick.span.end] += 1
    return int(np.maximum(uses - 1, 0).sum())
