"""A number that stands in a picture as a row of black and white blocks, and below it the same turned around.

Blocks as large as a macroblock survive any encoder; the second row tells a number from a mixed or broken picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLOCK, DIGITS = 16, 16
WIDTH, HEIGHT = BLOCK * DIGITS, 2 * BLOCK
"""Pixels in the upper left corner that the code takes."""
CLEAR = 120
"""Grey levels, of 219, by which a block has to differ from its opposite."""


def with_number(picture: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
    """The picture [height, width, 3] with the number burnt in."""
    digits = np.array([number >> place & 1 for place in range(DIGITS)], np.uint8)
    rows = np.stack([digits, 1 - digits]) * 255
    marked = picture.copy()
    marked[:HEIGHT, :WIDTH] = rows.repeat(BLOCK, 0).repeat(BLOCK, 1)[:, :, None]
    return marked


def number_of(luma: NDArray[np.uint8]) -> int | None:
    """The number in a grey picture [height, width]; None where there is none that is clear."""
    code = luma[:HEIGHT, :WIDTH].astype(np.int64).reshape(2, BLOCK, DIGITS, BLOCK)
    inner = code[:, 4:-4, :, 4:-4].mean(axis=(1, 3))
    apart = inner[0] - inner[1]
    if np.abs(apart).min() < CLEAR:
        return None
    return int(sum(1 << place for place in range(DIGITS) if apart[place] > 0))
