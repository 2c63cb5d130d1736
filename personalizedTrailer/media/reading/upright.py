"""Frames as they are seen: reduced, with square pixels, turned the way a player turns them."""

from __future__ import annotations

from typing import Any

import av
import numpy as np

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


class Upright:
    """Reduces frames of one film to one size; of one thread."""

    def __init__(self, display: tuple[int, int], rotation: int, longest: int) -> None:
        """`display` is the size as seen, `rotation` degrees clockwise; `longest` pixels of the longer side."""
        part = longest / max(display)
        width, height = (max(2, 2 * round(side * part / 2)) for side in display)
        # Sizes before the picture is turned.
        self._size = (height, width) if rotation in (90, 270) else (width, height)
        self._turns = -(rotation // 90)
        self._scaler = av.video.reformatter.VideoReformatter()

    def luma(self, frame: Any) -> Pixels:
        """Shape [height, width], in the film's own range."""
        planes = self._reduced(frame, "yuv420p").to_ndarray()
        return self._turned(planes[: self._size[1]])

    def colours(self, frame: Any, order: str = "rgb24") -> Pixels:
        """Shape [height, width, 3]; `order` is rgb24 or bgr24."""
        return self._turned(self._reduced(frame, order).to_ndarray())

    def _reduced(self, frame: Any, form: str) -> Any:
        (width, height), area = self._size, av.video.reformatter.Interpolation.AREA
        return self._scaler.reformat(frame, width=width, height=height, format=form, interpolation=area)

    def _turned(self, pixels: Any) -> Pixels:
        return np.ascontiguousarray(np.rot90(pixels, self._turns))
