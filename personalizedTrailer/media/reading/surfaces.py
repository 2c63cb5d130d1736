"""What pictures are made of: plain ground, letters, sky, green, the glow of a low sun. Pure.

Takes single pictures, shape [height, width], or many at once, [pictures, height, width]: numpy begins as slowly as it
measures a small picture. What is found has the shape without the last two.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = np.ndarray[Any, np.dtype[np.int16]]
Marks = np.ndarray[Any, np.dtype[np.bool_]]
Shares = NDArray[np.float64]

_REACH, _STANDS_OUT = 4, 40
"""Pixels, of 256, to what lies beside a stroke of a letter; levels, of 255, by which it is brighter or darker."""
_LINE = 0.03
"""Share of a row's pixels that are strokes, from which it belongs to a line of letters."""
_TEXTURE, _SPARSE = 3, 0.01
"""Rows of letters have so many times the strokes of the barer rows between them, and so many more: grass has them
everywhere."""
_SMOOTH, _SHADED, _DIM = 4, 12, 40
"""Levels between neighbours in a sky, side by side and one above the other; levels below which it is black."""
_GLOW_HUE, _GLOW_SATURATION, _GLOW_LEAST = (-30, 40), 0.35, 60
"""Degrees (0 red, 60 yellow), of HSV; level of red."""


def strokes(luma: Picture) -> Marks:
    """Where letters may be in every other row of a picture 256 wide: thin upright lines, bright or dark."""
    rows = luma[..., ::2, :]
    middle = rows[..., _REACH:-_REACH]
    left, right = middle - rows[..., : -2 * _REACH], middle - rows[..., 2 * _REACH :]
    return np.asarray((np.minimum(left, right) > _STANDS_OUT) | (np.maximum(left, right) < -_STANDS_OUT))


def letters(marks: Marks) -> tuple[Shares, NDArray[np.int64]]:
    """The share of a picture that is strokes which stand in lines, and how many such lines there are."""
    rows = np.count_nonzero(marks, axis=-1) / marks.shape[-1]
    in_line = rows > _LINE
    barer = rows.shape[-1] // 4
    between = np.partition(rows, barer, axis=-1)[..., barer, None]
    share = np.maximum(0, rows - _TEXTURE * between - _SPARSE).mean(axis=-1)
    begin = in_line[..., 1:] & ~in_line[..., :-1]
    return share, np.asarray(in_line[..., 0] + np.count_nonzero(begin, axis=-1))


def ground(luma: Picture) -> Shares:
    """The share of the most common brightness: two neighbours of sixteen levels."""
    size = luma.shape[-2] * luma.shape[-1]
    levels = (luma >> 4).reshape(-1, size)
    at = levels + 16 * np.arange(len(levels))[:, None]
    counts = np.bincount(at.ravel(), minlength=16 * len(levels)).reshape(*luma.shape[:-2], 16)
    return np.asarray((counts[..., 1:] + counts[..., :-1]).max(axis=-1) / size)


def upright(luma: Picture) -> Shares:
    """How much more a picture changes from left to right than from top to bottom, 0 to 1; 1 colour bars, 0 plain."""
    top = luma[..., : 2 * luma.shape[-2] // 3, :]
    steps = [np.abs(np.diff(top, axis=axis)) for axis in (-1, -2)]
    across, down = (one.sum(axis=(-2, -1), dtype=np.int32) / (one.shape[-2] * one.shape[-1]) for one in steps)
    more = (across - down) / np.maximum(across, 1.0)
    return np.where(across > np.maximum(1.0, down), more, 0.0)


def scenery(luma: Picture, blue: Picture, red: Picture) -> tuple[Shares, Shares, Shares]:
    """How much of the upper third is smooth and lit, as a sky is, of the lower half green, and of all of it a glow.

    All are shares; a glow is saturated, and red, orange or pink.
    """
    # BT.601 in 64ths: exact enough for hues, and integers are quick.
    u, v = blue - 128, red - 128
    r, g, b = luma + (90 * v >> 6), luma - (22 * u + 46 * v >> 6), luma + (113 * u >> 6)
    upper = luma[..., : luma.shape[-2] // 3, :]
    here, lit = upper[..., 1:, 1:], upper[..., 1:, 1:] > _DIM
    smooth = np.abs(here - upper[..., :-1, 1:]) < _SHADED
    smooth &= np.abs(here - upper[..., 1:, :-1]) < _SMOOTH
    low = (..., slice(luma.shape[-2] // 2, None), slice(None))
    green = (g[low] > r[low]) & (g[low] > b[low] + 10)
    least = np.minimum(g, b)
    chroma = r - least
    hue = 60 * (g - b)  # of what is most red, times its chroma
    glows = (r >= np.maximum(g, b)) & (r > _GLOW_LEAST) & (chroma > _GLOW_SATURATION * r)
    glows &= (hue > _GLOW_HUE[0] * chroma) & (hue < _GLOW_HUE[1] * chroma)
    return _share(smooth & lit), _share(green), _share(glows)


def _share(marks: Marks) -> Shares:
    return np.asarray(np.count_nonzero(marks, axis=(-2, -1)) / (marks.shape[-2] * marks.shape[-1]))
