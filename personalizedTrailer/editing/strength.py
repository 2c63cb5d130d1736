"""How strong stretches of a film are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.model import Span


class Strength:
    """Of a film of which `worth` says how strong each frame is, 0 to 1."""

    def __init__(self, worth: NDArray[np.float32]) -> None:
        self.before: NDArray[np.float64] = np.concatenate([[0.0], np.cumsum(worth, dtype=np.float64)])
        """The sum of all frames before each, shape [frames + 1]."""

    def mean(self, span: Span) -> float:
        return float(self.before[span.end] - self.before[span.start]) / span.frames

    def best(self, span: Span, frames: int) -> float:
        """The mean of the strongest `frames` in a row of `span`, or of all of it if it has fewer."""
        frames = min(frames, span.frames)
        sums = self.before[span.start + frames : span.end + 1] - self.before[span.start : span.end + 1 - frames]
        return float(sums.max()) / frames
