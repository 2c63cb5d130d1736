"""Where nobody is in the middle of a word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Pauses:
    rows: NDArray[np.int64]
    """As `Material.pauses`."""

    def before(self, frame: int) -> int:
        """How many frames just before `frame` hold no word."""
        row = int(np.searchsorted(self.rows[:, 0], frame, side="left")) - 1
        if row < 0 or self.rows[row, 1] < frame:
            return 0
        return frame - int(self.rows[row, 0])

    def hold(self, start: int, end: int) -> bool:
        """Whether no word is in the frames from `start` to before `end`."""
        row = int(np.searchsorted(self.rows[:, 0], start, side="right")) - 1
        return row >= 0 and end <= int(self.rows[row, 1])

    def free(self, frames: int) -> NDArray[np.bool_]:
        """For each frame of a film of `frames`, and for its end, whether a cut before it hits no word."""
        steps = np.zeros(frames + 2, np.int64)
        inside = self.rows.clip(0, frames)
        np.add.at(steps, inside[:, 0], 1)
        np.add.at(steps, inside[:, 1] + 1, -1)
        found: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
        return found
