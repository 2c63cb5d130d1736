"""What small pictures of frames look like, and how they differ from others. Pure.

Planes are Y, U and V of 64 × 36, shape [3, 36, 64], or those of many frames, [3, frames, 36, 64]. Sums are taken as
int32, which holds all of them exactly: numpy adds small integers up as floats otherwise, four times as slowly.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from personalizedTrailer.media.reading import surfaces
from personalizedTrailer.media.reading.surfaces import Picture, Shares

Planes = Picture
HEIGHT, WIDTH = 36, 64
COLOURS = 1024
_SIZE = HEIGHT * WIDTH
_PICTURE = (-2, -1)
_DARK = 41
"""Of 255, in limited range: 10 % of white."""
_BAR = 30
"""Of 255: no pixel of a black bar is lighter, whatever the encoder left in it."""
_SHIFT = 8
"""Most pixels that the camera is followed from frame to frame."""


def mean(values: Picture) -> Shares:
    """Of each picture."""
    size = values.shape[-2] * values.shape[-1]
    return np.asarray(values.sum(axis=_PICTURE, dtype=np.int32) / size)


def reduced(pixels: Any, by: int) -> Picture:
    """The mean of each `by` × `by` pixels, 2 or 4, rounded down; of bytes."""
    rows = pixels[..., ::by, :].astype(np.int16)
    for start in range(1, by):
        rows += pixels[..., start::by, :]
    sums = rows[..., ::by] + rows[..., 1::by]
    for start in range(2, by):
        sums += rows[..., start::by]
    return np.asarray(sums >> by)


def histogram(planes: Planes) -> NDArray[np.float64]:
    """Square roots of the shares of 16 × 8 × 8 colours of one frame."""
    y, u, v = planes
    counts = np.bincount(((y >> 4 << 6) | (u >> 5 << 3) | (v >> 5)).ravel(), minlength=COLOURS)
    return np.asarray(np.sqrt(counts / y.size))


def sharpness(luma: Picture) -> float:
    """How strong edges are, in one picture of 256 × 144."""
    edges = 4 * luma[1:-1, 1:-1]
    for beside in (luma[:-2, 1:-1], luma[2:, 1:-1], luma[1:-1, :-2], luma[1:-1, 2:]):
        edges -= beside
    return float(mean(np.abs(edges, out=edges))) / 64


def looks(planes: Planes) -> dict[str, Shares]:
    """What is measured of frames alone, by the names of `seeing.COLUMNS`."""
    y, u, v = planes
    blue, red = u.astype(np.float32) - 128, v.astype(np.float32) - 128
    return {
        "luma": mean(y) / 255,
        "contrast": y[..., 9:27, :].std(axis=_PICTURE) / 128,  # without the bars above and below a wide picture
        "dark": np.count_nonzero(y < _DARK, axis=_PICTURE) / _SIZE,
        "saturation": np.hypot(blue, red).mean(axis=_PICTURE) / 64,
        "warmth": mean(v - u) / 64,
        "ground": surfaces.ground(y),
        "upright": surfaces.upright(y),
        **surfaces.scenery(y, u, v),
        "bars_high": _bars(y.max(axis=-1)),
        "bars_wide": _bars(y.max(axis=-2)),
    }


def _bars(lightest: Picture) -> Shares:
    """How much of each row of `lightest` is black at both ends, as much at both; 1 where all of it is."""
    light = lightest > _BAR
    first, last = light.argmax(axis=-1), light[..., ::-1].argmax(axis=-1)
    size = lightest.shape[-1]
    return np.where(light.any(axis=-1), 2 * np.minimum(first, last) / size, 1.0)


def change(before: Planes, after: Planes) -> Shares:
    """How much pixels change."""
    y, u, v = mean(np.abs(before - after))
    return np.asarray((0.6 * y + 0.48 * (u + v)) / 255)


def difference(change: Any, alike: Any) -> Any:
    """0 to 1: half of it how much pixels change, half how much colours do; of numbers or whole columns."""
    return 0.5 * np.minimum(1.0, change * 255 / 40) + 0.5 * np.minimum(1.0, (1 - alike) / 0.5)


def moves(before: Picture, after: Picture) -> tuple[Shares, Shares]:
    """How far the camera moved, in widths of the picture, and how much pictures differ besides; [frames, 36, 64]."""
    across, down = (_slide(*(one.sum(axis=axis, dtype=np.int32) for one in (before, after))) for axis in _PICTURE)
    rest = np.zeros(len(before))
    for dy, dx in np.unique(np.stack([down, across], axis=1), axis=0).tolist():
        these = (down == dy) & (across == dx)
        moved = np.roll(before[these], (dy, dx), axis=_PICTURE)
        inside = (..., slice(abs(dy), HEIGHT - abs(dy)), slice(abs(dx), WIDTH - abs(dx)))
        rest[these] = mean(np.abs(after[these][inside] - moved[inside])) / 255
    return np.hypot(across, down) / WIDTH, rest


def _slide(before: Any, after: Any) -> NDArray[np.int64]:
    """By how many pixels sums of columns, or of rows, moved; shape [frames, sums]."""
    middle = after[:, _SHIFT:-_SHIFT]
    others = sliding_window_view(before, middle.shape[1], axis=1)
    middle = (middle - middle.mean(axis=1, keepdims=True))[:, None]
    apart = np.abs(middle - (others - others.mean(axis=2, keepdims=True))).mean(axis=2)
    best = apart.argmin(axis=1)
    # A larger shift has to be clearly better than none.
    better = apart[np.arange(len(apart)), best] < 0.9 * apart[:, _SHIFT]
    return np.where(better, _SHIFT - best, 0)


def correlation(one: Picture, other: Picture) -> Shares:
    """Pearson's, −1 to 1; 1 also where either is plain."""
    scale = np.sqrt(_covariance(one, one) * _covariance(other, other))
    return np.where(scale > 0, _covariance(one, other) / np.where(scale > 0, scale, 1.0), 1.0)


def _covariance(one: Picture, other: Picture) -> Shares:
    """Times the square of the number of pixels."""
    products = np.multiply(one, other, dtype=np.int32).sum(axis=_PICTURE, dtype=np.int32)
    sums = (picture.sum(axis=_PICTURE, dtype=np.int64) for picture in (one, other))
    return np.asarray(products * float(_SIZE) - np.multiply(*sums))
