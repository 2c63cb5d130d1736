"""What a picture is made of: plain ground, letters, sky, green, the glow of a low sun. Pure; of one picture each."""

from __future__ import annotations

from typing import Any

import numpy as np

Picture = np.ndarray[Any, np.dtype[np.int16]]
Marks = np.ndarray[Any, np.dtype[np.bool_]]

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
    rows = luma[::2]
    middle = rows[:, _REACH:-_REACH]
    left, right = middle - rows[:, : -2 * _REACH], middle - rows[:, 2 * _REACH :]
    return np.asarray((np.minimum(left, right) > _STANDS_OUT) | (np.maximum(left, right) < -_STANDS_OUT))


def letters(marks: Marks) -> tuple[float, int]:
    """The share of the picture that is strokes which stand in lines, and how many such lines there are."""
    rows = np.count_nonzero(marks, axis=1) / marks.shape[1]
    in_line = rows > _LINE
    between = np.partition(rows, len(rows) // 4)[len(rows) // 4]
    share = np.maximum(0, rows - _TEXTURE * between - _SPARSE).mean()
    return float(share), int(in_line[0]) + int(np.count_nonzero(in_line[1:] & ~in_line[:-1]))


def ground(luma: Picture) -> float:
    """The share of the most common brightness: two neighbours of sixteen levels."""
    counts = np.bincount((luma >> 4).ravel(), minlength=16)
    return float((counts[1:] + counts[:-1]).max()) / luma.size


def upright(luma: Picture) -> float:
    """How much more a picture changes from left to right than from top to bottom, 0 to 1; 1 colour bars, 0 plain."""
    top = luma[: 2 * len(luma) // 3]
    across, down = np.abs(np.diff(top, axis=1)).mean(), np.abs(np.diff(top, axis=0)).mean()
    return float((across - down) / across) if across > max(1.0, down) else 0.0


def scenery(luma: Picture, blue: Picture, red: Picture) -> tuple[float, float, float]:
    """How much of the upper third is smooth and lit, as a sky is, of the lower half green, and of all of it a glow.

    All are shares; a glow is saturated, and red, orange or pink.
    """
    # BT.601 in 64ths: exact enough for hues, and integers are quick.
    u, v = blue - 128, red - 128
    r, g, b = luma + (90 * v >> 6), luma - (22 * u + 46 * v >> 6), luma + (113 * u >> 6)
    upper = luma[: len(luma) // 3]
    here, lit = upper[1:, 1:], upper[1:, 1:] > _DIM
    smooth = (np.abs(here - upper[:-1, 1:]) < _SHADED) & (np.abs(here - upper[1:, :-1]) < _SMOOTH)
    low = slice(len(luma) // 2, None)
    green = (g[low] > r[low]) & (g[low] > b[low] + 10)
    least = np.minimum(g, b)
    chroma = r - least
    hue = 60 * (g - b)  # of what is most red, times its chroma
    glows = (r >= np.maximum(g, b)) & (r > _GLOW_LEAST) & (chroma > _GLOW_SATURATION * r)
    glows &= (hue > _GLOW_HUE[0] * chroma) & (hue < _GLOW_HUE[1] * chroma)
    return _share(smooth & lit), _share(green), _share(glows)


def _share(marks: Marks) -> float:
    return np.count_nonzero(marks) / marks.size
