"""The faces that were found in the frames of a film that were looked at closely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.media.reading.faces import COLUMNS


@dataclass(frozen=True, slots=True)
class Faces:
    """What was found where; a frame that was looked at and shows no face is in `sampled` alone."""

    sampled: NDArray[np.int64]
    """Grid frames that were looked at, ascending."""
    sample: NDArray[np.int64]
    """Index into `sampled` of each face, ascending."""
    boxes: NDArray[np.float32]
    """Shape [faces, len(COLUMNS)], see `reading.faces.COLUMNS`: shares of the picture as it is seen, upright."""


def faces_of(
    out: Path, good: NDArray[np.int64], first: Callable[[NDArray[np.int64]], NDArray[Any]], frames: int
) -> Faces:
    """What the child wrote beside `out`.

    `good` holds the timestamps that are right, ascending; `first` turns timestamps into grid frames, of which there
    are `frames`.
    """
    looked = np.fromfile(f"{out}.sampled", np.int64).reshape(-1, 2)
    boxes = np.fromfile(f"{out}.faces", np.float32).reshape(-1, len(COLUMNS))
    of = np.repeat(np.arange(len(looked)), looked[:, 1])
    at = first(looked[:, 0])
    kept = np.isin(looked[:, 0], good) & (at >= 0) & (at < frames)
    places = np.cumsum(kept) - 1
    inside = kept[of]
    return Faces(at[kept], places[of[inside]], boxes[inside])
