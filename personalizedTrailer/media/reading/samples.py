"""Looks closely at some of the frames while all of them are decoded, and writes down what there is."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np

from personalizedTrailer.media.reading.faces import Finder, Haar
from personalizedTrailer.media.reading.moments import Moments

NO_OPENCV = "no_opencv"


class Samples:
    """Of one film: writes to `out` + ".sampled" int64 pairs of the timestamp of each frame looked at and the number of
    faces found there, and to `out` + ".faces" those, a row of float32 each."""

    def __init__(self, out: str, time_base: Any, asked: dict[str, Any]) -> None:
        """`asked`: {"display": [width, height], "rotation": degrees clockwise}."""
        self.fault: str | None = None
        """Why no faces were looked for."""
        self._time_base = time_base
        self._moments = Moments()
        self._files = contextlib.ExitStack()
        self._finder = self._finding(asked)
        if self._finder is not None:
            self._sampled, self._faces = self._opened(f"{out}.sampled"), self._opened(f"{out}.faces")

    def _opened(self, path: str) -> BinaryIO:
        return self._files.enter_context(Path(path).open("wb"))

    def _finding(self, asked: dict[str, Any]) -> Finder | None:
        width, height = asked["display"]
        try:
            return Haar((width, height), asked["rotation"])
        except ImportError:
            self.fault = NO_OPENCV
            return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def add(self, frame: Any, difference: float) -> None:
        """A frame and how much it differs from the one before it."""
        if self._finder is None or not self._moments.wants(float(frame.pts * self._time_base), difference):
            return
        boxes = self._finder.find(frame)
        self._faces.write(boxes.tobytes())
        self._sampled.write(np.array((frame.pts, len(boxes)), np.int64).tobytes())
