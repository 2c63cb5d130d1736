"""Grey thumbnails: the form in which frames are compared. 0 is black and 255 white, whatever the range."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

SIDE = 48
"""Pixels. Square on purpose: the shape of the pixels does not matter then."""
TINT_SIDE = 16
Thumbs = NDArray[np.uint8]
Plane = NDArray[np.float32]
Levels = NDArray[np.float32]
"""256 grey levels: what each level of the source is in the trailers."""
IDENTITY: Levels = np.arange(256, dtype=np.float32)


def thumb(frame: Any, turned: int = 0) -> Thumbs:
    """One decoded frame as [SIDE, SIDE]; `turned` counts quarter turns counter-clockwise."""
    frame = _planar(frame)
    small = _small(frame, 0, SIDE)
    if not _is_full_range(frame):
        small = (small - 16) * np.float32(255 / 219)
    return np.ascontiguousarray(np.rot90(_bytes(small), turned))


def fields(frame: Any, turned: int = 0) -> Thumbs:
    """Both fields of a frame on their own, [2, SIDE, SIDE]: top, bottom."""
    frame = _planar(frame)
    both = np.stack([_small(frame, 0, SIDE, slice(first, None, 2)) for first in (0, 1)])
    if not _is_full_range(frame):
        both = (both - 16) * np.float32(255 / 219)
    return np.ascontiguousarray(np.rot90(_bytes(both), turned, axes=(1, 2)))


def tint(frame: Any, turned: int = 0) -> Thumbs:
    """The colour of a frame as [2, TINT_SIDE, TINT_SIDE]: Cb and Cr about 128, whatever the range."""
    frame = _planar(frame)
    if len(frame.planes) < 3:
        return np.full((2, TINT_SIDE, TINT_SIDE), 128, np.uint8)
    small = np.stack([_small(frame, number, TINT_SIDE) for number in (1, 2)]) - 128
    if not _is_full_range(frame):
        small = small * np.float32(255 / 224)
    return np.ascontiguousarray(np.rot90(_bytes(small + 128), turned, axes=(1, 2)))


def _planar(frame: Any) -> Any:
    """Nothing is converted that need not be: a conversion may move the levels."""
    separate = len(frame.format.components) == len(frame.planes)
    return frame if separate and not frame.format.is_rgb else frame.reformat(format="yuv444p", dst_color_range=1)


def _small(frame: Any, number: int, side: int, lines: slice = slice(None)) -> Plane:
    """A plane, or some lines of it, as [side, side] of 8-bit levels, not yet rounded."""
    part, plane = frame.format.components[number], frame.planes[number]
    kind = np.dtype(np.uint8) if part.bits == 8 else np.dtype("<u2")
    stored = np.frombuffer(plane, kind).reshape(plane.height, plane.line_size // kind.itemsize)
    levels = stored[lines, : plane.width].astype(np.float32)
    small = _shrink(plane.width, side) @ (_shrink(len(levels), side) @ levels).T
    return np.asarray(small.T / (1 << (part.bits - 8)), np.float32)


def _bytes(small: Plane) -> Thumbs:
    return np.asarray(np.clip(np.round(small), 0, 255), np.uint8)


def _is_full_range(frame: Any) -> bool:
    return int(frame.color_range) == 2 or str(frame.format.name).startswith("yuvj")


@functools.cache
def _shrink(length: int, side: int) -> csr_array:
    """Means over equal parts of `length` pixels, as a matrix [side, length]; pixels on a border count in part."""
    edges = np.linspace(0, length, side + 1)
    starts = np.arange(length)
    shares = np.minimum(edges[1:, None], starts + 1) - np.maximum(edges[:-1, None], starts)
    return csr_array((np.maximum(shares, 0) * side / length).astype(np.float32))


def flat(thumbs: Thumbs) -> Plane:
    """One row of floats for each thumbnail: differences of bytes would wrap round."""
    return thumbs.reshape(len(thumbs), -1).astype(np.float32)


def rms(difference: NDArray[np.float32]) -> float:
    """Root mean square, in grey levels."""
    return float(np.sqrt(np.mean(np.square(difference))))
