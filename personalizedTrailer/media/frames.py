"""Frames of files that this service made itself, as small grey thumbnails. Not for uploaded films."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import Interpolation
from numpy.typing import NDArray

Thumbs = NDArray[np.uint8]
"""Shape [frames, side, side], grey, 0 to 255."""


def thumbs(path: Path, side: int) -> Thumbs:
    """Decodes a whole file; raises av.FFmpegError when it does not decode cleanly."""
    with av.open(str(path)) as container:
        return stack([small(frame, side) for frame in container.decode(video=0)], side)


def small(frame: Any, side: int) -> Thumbs:
    """One decoded frame as a thumbnail of shape [side, side]."""
    # Luma as it is stored: a conversion to grey would stretch its range, and not alike in all versions.
    picture = frame.reformat(width=side, height=side, format="yuv420p", interpolation=Interpolation.AREA)
    return np.asarray(picture.to_ndarray()[:side], dtype=np.uint8)


def stack(pictures: list[Thumbs], side: int) -> Thumbs:
    return np.stack(pictures) if pictures else np.zeros((0, side, side), dtype=np.uint8)


def raw_thumbs(path: Path, side: int) -> Thumbs:
    """Thumbnails that FFmpeg wrote as raw grey bytes."""
    return np.frombuffer(path.read_bytes(), dtype=np.uint8).reshape(-1, side, side)
