"""What pictures are made of: plain ground, letters, sky, green, water, the glow of a low sun. Pure.

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
_COOL, _GREENISH = 12, 30
"""Levels by which blue is over red in a sky, for grey ones look like walls; and green over blue at most, in sky
or water."""
_GREENER, _BLUER, _WET = 10, 16, 70
"""Levels of green over blue, of blue over red in water, and of its luma: nights are blue all over."""
_UNLIT = 6
"""Levels by which what glows above may be darker than what is below it: else it is a wall, or a face by a fire."""
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


def scenery(luma: Picture, blue: Picture, red: Picture) -> dict[str, Shares]:
    """What of a picture is scenery, as shares.

    `sky`: of the upper third, what is smooth, lit and cool; `green` and `water`: of the
    lower half; `glow`: of the upper half, what is smooth, saturated, and red, orange or pink, as the sky of a low sun.
    """
    # BT.601 in 64ths: exact enough for hues, and integers are quick.
    u, v = blue - 128, red - 128
    r, g, b = luma + (90 * v >> 6), luma - (22 * u + 46 * v >> 6), luma + (113 * u >> 6)
    third, half = luma.shape[-2] // 3, luma.shape[-2] // 2
    below = (..., slice(half, None), slice(None))
    above = (..., slice(1, half), slice(1, None))
    upper, ground = luma[above], luma[below].mean(axis=(-2, -1))[..., None, None]
    smooth = np.abs(upper - luma[..., : half - 1, 1:]) < _SHADED
    smooth &= np.abs(upper - luma[..., 1:half, :-1]) < _SMOOTH
    blue_over_red = np.where(g - b < _GREENISH, b - r, 0)
    sky = smooth & (upper > _DIM) & (blue_over_red[above] > _COOL)
    green = (g[below] > r[below]) & (g[below] > b[below] + _GREENER)
    water = (blue_over_red[below] > _BLUER) & (luma[below] > _WET)
    glow = smooth & _glowing(r[above], g[above], b[above])
    glow &= upper.mean(axis=(-2, -1))[..., None, None] > ground - _UNLIT
    return {
        "sky": _share(sky[..., : third - 1, :]),
        "green": _share(green),
        "water": _share(water),
        "glow": _share(glow),
    }


def _glowing(r: Picture, g: Picture, b: Picture) -> Marks:
    chroma = r - np.minimum(g, b)
    hue = 60 * (g - b)  # of what is most red, times its chroma
    found = (r >= np.maximum(g, b)) & (r > _GLOW_LEAST) & (chroma > _GLOW_SATURATION * r)
    return np.asarray(found & (hue > _GLOW_HUE[0] * chroma) & (hue < _GLOW_HUE[1] * chroma))


def _share(marks: Marks) -> Shares:
    return np.asarray(np.count_nonzero(marks, axis=(-2, -1)) / (marks.shape[-2] * marks.shape[-1]))
