"""What is known of a film frame by frame where it was really looked at: what clips may be cut from, and how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.model import Moment, Span


@dataclass(frozen=True, slots=True)
class Material:
    """It belongs to one run, and is not kept with the job."""

    clear: tuple[Span, ...]
    """Stretches of single shots, ascending: a clip that lies in one holds no cut, and nothing of a fade or dissolve."""
    worth: NDArray[np.float32]
    """How strong each frame of the film is, 0 to 1: clips are cut around what is best."""
    pauses: NDArray[np.int64]
    """Frames [start, end) in rows, ascending: a cut before any of start … end hits no word."""
    moments: tuple[Moment, ...] = ()
    """What the shots that may be used are like, ascending."""
