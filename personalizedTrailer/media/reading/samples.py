"""Looks closely at some of the frames while all of them are decoded, and writes down what there is."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np

from personalizedTrailer.media.reading.faces import BadModel, Finder, Haar, YuNet
from personalizedTrailer.media.reading.moments import Moments
from personalizedTrailer.media.reading.snapshots import Snapshots

NO_OPENCV, BAD_MODEL = "no_opencv", "bad_face_model"


class Sampler:
    """Of one film: writes to `out` + ".sampled" int64 pairs of the timestamp of each frame looked at and the number of
    faces found there, to `out` + ".faces" those, a row of float32 each, and to `out` + ".pictures" and ".index" what
    `Snapshots` does where that was asked for."""

    def __init__(self, out: str, time_base: Any, asked: dict[str, Any]) -> None:
        """`asked`: {"display": [width, height], "rotation": degrees clockwise, "model": the path of a network or None,
        "frames", "crops", "apart": as `Snapshots` wants them}."""
        self.faults: list[str] = []
        """What could not be done: NO_OPENCV, and no frame was looked at; BAD_MODEL, and the cascade took over."""
        self._time_base = time_base
        self._moments = Moments()
        self._files = contextlib.ExitStack()
        self._snapshots: Snapshots | None = None
        self._finder = self._finding(asked)
        if self._finder is None:
            return
        self._sampled, self._faces = self._opened(f"{out}.sampled"), self._opened(f"{out}.faces")
        if asked["frames"] or asked["crops"]:
            self._snapshots = Snapshots(asked, self._opened(f"{out}.pictures"), self._opened(f"{out}.index"))

    def _opened(self, path: str) -> BinaryIO:
        return self._files.enter_context(Path(path).open("wb"))

    def _finding(self, asked: dict[str, Any]) -> Finder | None:
        width, height = asked["display"]
        place = (width, height), asked["rotation"]
        try:
            if asked["model"] is not None:
                try:
                    return YuNet(*place, asked["model"])
                except BadModel:
                    self.faults.append(BAD_MODEL)
            return Haar(*place)
        except ImportError:
            self.faults.append(NO_OPENCV)
            return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def add(self, frame: Any, difference: float) -> None:
        """A frame and how much it differs from the one before it."""
        seconds = float(frame.pts * self._time_base)
        if self._finder is None or not self._moments.wants(seconds, difference):
            return
        boxes = self._finder.find(frame)
        self._faces.write(boxes.tobytes())
        self._sampled.write(np.array((frame.pts, len(boxes)), np.int64).tobytes())
        if self._snapshots is not None:
            self._snapshots.add(frame, seconds, boxes)
