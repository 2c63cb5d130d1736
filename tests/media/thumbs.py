"""Grey thumbnails: the form in which frames are compared. 0 is black and 255 white, whatever the range."""

from __future__ import annotations

from typing import Any

import numpy as np
from av.video.reformatter import Interpolation
from numpy.typing import NDArray

SIDE = 48
"""Pixels. Square on purpose: the shape of the pixels does not matter then."""
Thumbs = NDArray[np.uint8]
Plane = NDArray[np.float32]
Levels = NDArray[np.float32]
"""256 grey levels: what each level of the source is in the trailers."""
IDENTITY: Levels = np.arange(256, dtype=np.float32)


def thumb(frame: Any, turned: int = 0) -> Thumbs:
    """One decoded frame as [SIDE, SIDE]; `turned` counts quarter turns counter-clockwise."""
    small = frame.reformat(width=SIDE, height=SIDE, format="gray", interpolation=Interpolation.AREA)
    grey: Thumbs = np.asarray(small.to_ndarray(), dtype=np.uint8)
    return np.ascontiguousarray(np.rot90(grey, turned))


def flat(thumbs: Thumbs) -> Plane:
    """One row of floats for each thumbnail: differences of bytes would wrap round."""
    return thumbs.reshape(len(thumbs), -1).astype(np.float32)


def rms(difference: NDArray[np.float32]) -> float:
    """Root mean square, in grey levels."""
    return float(np.sqrt(np.mean(np.square(difference))))
