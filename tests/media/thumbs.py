"""Grey thumbnails: the form in which frames are compared. 0 is black and 255 white, whatever the range."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
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
    plane, deepest = _luma(frame)
    small = _shrink(plane.shape[0]) @ plane @ _shrink(plane.shape[1]).T * np.float32(255 / deepest)
    if not _is_full_range(frame):
        small = (small - 16) * np.float32(255 / 219)
    grey: Thumbs = np.clip(np.round(small), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(grey, turned))


def _luma(frame: Any) -> tuple[Plane, int]:
    """The luma as stored, and the level that is 255 in 8 bits; nothing is converted that need not be."""
    if frame.format.is_rgb or not frame.format.is_planar:
        frame = frame.reformat(format="yuv444p", dst_color_range=1)
    depth = int(frame.format.components[0].bits)
    plane = frame.planes[0]
    kind = np.dtype(np.uint8) if depth == 8 else np.dtype("<u2")
    stored = np.frombuffer(plane, kind).reshape(frame.height, plane.line_size // kind.itemsize)
    return stored[:, : frame.width].astype(np.float32), 255 << (depth - 8)


def _is_full_range(frame: Any) -> bool:
    return int(frame.color_range) == 2 or str(frame.format.name).startswith("yuvj")


@functools.cache
def _shrink(length: int) -> Plane:
    """Means over equal parts of `length` pixels, as a matrix [SIDE, length]; pixels on a border count in part."""
    edges = np.linspace(0, length, SIDE + 1)
    starts = np.arange(length)
    shares = np.minimum(edges[1:, None], starts + 1) - np.maximum(edges[:-1, None], starts)
    return np.asarray(np.maximum(shares, 0) * SIDE / length, np.float32)


def flat(thumbs: Thumbs) -> Plane:
    """One row of floats for each thumbnail: differences of bytes would wrap round."""
    return thumbs.reshape(len(thumbs), -1).astype(np.float32)


def rms(difference: NDArray[np.float32]) -> float:
    """Root mean square, in grey levels."""
    return float(np.sqrt(np.mean(np.square(difference))))
