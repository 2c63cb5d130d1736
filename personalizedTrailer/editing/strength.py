"""How strong stretches of a film are, and where in them clips lie best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.model import Span

Worths = NDArray[np.float64]

_EVENLY = 1e-4
"""What a frame away from an even spread costs, in frames of full worth: it decides between equals alone."""


class Strength:
    """Of a film of which `worth` says how strong each frame is, 0 to 1."""

    def __init__(self, worth: NDArray[np.float32]) -> None:
        self.before: Worths = np.concatenate([[0.0], np.cumsum(worth, dtype=np.float64)])
        """The sum of all frames before each, shape [frames + 1]."""

    def mean(self, span: Span) -> float:
        return float(self.before[span.end] - self.before[span.start]) / span.frames

    def best(self, span: Span, frames: int) -> float:
        """The mean of the strongest `frames` in a row of `span`, or of all of it if it has fewer."""
        frames = min(frames, span.frames)
        sums = self.before[span.start + frames : span.end + 1] - self.before[span.start : span.end + 1 - frames]
        return float(sums.max()) / frames

    def places(self, span: Span, lengths: Sequence[int]) -> list[int]:
        """Where clips of `lengths` begin, that lie in this order in `span`, apart, and are strongest together.

        A dynamic programme over the frame before which the first k clips end. Of equals, those are best that are
        spread evenly. `span` has room for all of them.
        """
        slack = span.frames - sum(lengths)
        room = np.arange(slack + 1)
        best = np.zeros(slack + 1)
        starts: list[NDArray[np.int64]] = []
        taken = 0
        for number, frames in enumerate(lengths, start=1):
            first = span.start + taken
            low, high = (self.before[at : at + slack + 1] for at in (first, first + frames))
            even = slack * number / (len(lengths) + 1)
            gained = best + (high - low) - _EVENLY * np.abs(room - even)
            best = np.maximum.accumulate(gained)
            starts.append(np.maximum.accumulate(np.where(gained >= best, room, 0)))
            taken += frames
        return _traced(span.start, lengths, starts, slack)


def _traced(start: int, lengths: Sequence[int], starts: Sequence[NDArray[np.int64]], slack: int) -> list[int]:
    """The starts of the clips, `starts` holding for each clip the best gap before it, by the greatest one allowed."""
    found: list[int] = []
    taken = sum(lengths)
    for frames, best in zip(reversed(lengths), reversed(starts), strict=True):
        taken -= frames
        slack = int(best[slack])
        found.append(start + taken + slack)
    return found[::-1]
