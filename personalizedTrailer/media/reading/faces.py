"""Where there are faces in a picture; for the child process alone. OpenCV is loaded only when they are looked for."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from personalizedTrailer.media.reading.upright import Pixels, Upright

LONGEST = 480
"""Pixels of the longer side of the picture that is searched."""
COLUMNS = ("x", "y", "width", "height", "eyes")
"""What is known of a face: where its box begins and how large it is, as shares of the picture; whether its eyes are
open: 1, 0, or NaN where that cannot be told."""
_STEP, _NEIGHBOURS, _LEAST = 1.2, 4, 30
"""Of OpenCV's cascade: factor from size to size, hits that make a face, least side in pixels. At 640 pixels with 5 hits
it takes half as long again, finds no more faces of real clips and as many that are none."""
_LEAST_WITH_EYES = 60
"""Pixels of a face's side; the eyes of a smaller one are a few pixels each."""
_SURE = 0.7
"""Least score of a face that YuNet finds, 0 to 1."""

Boxes = np.ndarray[Any, np.dtype[np.float32]]
"""Shape [faces, len(COLUMNS)]."""


class BadModel(Exception):
    """A file that is no detector of faces."""


class Finder(Protocol):
    def find(self, frame: Any) -> Boxes:
        """All faces of a decoded frame."""


class Haar:
    """The cascade of boosted Haar features that OpenCV ships (Viola and Jones 2001; Lienhart 2002)."""

    def __init__(self, display: tuple[int, int], rotation: int) -> None:
        """Raises ImportError where there is no OpenCV, or one of version 5, which has no cascade."""
        import cv2

        if not hasattr(cv2, "CascadeClassifier"):
            raise ImportError("this OpenCV has no cascade")
        cv2.setNumThreads(1)
        folder = Path(cv2.__file__).parent / "data"
        self._faces = cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_default.xml"))
        self._eyes = cv2.CascadeClassifier(str(folder / "haarcascade_eye.xml"))
        self._upright = Upright(display, rotation, LONGEST)

    def find(self, frame: Any) -> Boxes:
        luma = self._upright.luma(frame)
        found = self._faces.detectMultiScale(luma, _STEP, _NEIGHBOURS, minSize=(_LEAST, _LEAST))
        height, width = luma.shape
        rows = [
            (x / width, y / height, w / width, h / height, self._open(luma[y : y + h, x : x + w]))
            for x, y, w, h in np.asarray(found, int).reshape(-1, 4)
        ]
        return np.array(rows, np.float32).reshape(-1, len(COLUMNS))

    def _open(self, face: Any) -> float:
        """Whether two eyes are seen in the upper part of a face, in which the cascade finds open ones."""
        side = len(face)
        if side < _LEAST_WITH_EYES:
            return math.nan
        least = side // 8
        eyes = self._eyes.detectMultiScale(face[: 6 * side // 10], 1.1, 3, minSize=(least, least))
        return {0: 0.0, 1: math.nan}.get(len(eyes), 1.0)


class YuNet:
    """A network of YuNet's outputs in a file of the user's (Wu et al. 2023, `face_detection_yunet_2023mar.onnx`)."""

    def __init__(self, display: tuple[int, int], rotation: int, model: str) -> None:
        """Raises ImportError where there is no OpenCV, and BadModel where the file is no such network."""
        import cv2

        cv2.setNumThreads(1)
        self._upright = Upright(display, rotation, LONGEST)
        try:
            # From memory: by name, OpenCV takes the format of a file from how its name ends.
            self._network = cv2.FaceDetectorYN.create(
                "onnx", np.fromfile(model, np.uint8), np.zeros(0, np.uint8), (LONGEST, LONGEST), _SURE
            )
            # What lacks an output is found out only when it is asked for.
            self._boxes(np.zeros((64, 64, 3), np.uint8))
        except (cv2.error, OSError) as fault:
            raise BadModel(str(fault)) from fault

    def find(self, frame: Any) -> Boxes:
        return self._boxes(self._upright.colours(frame, "bgr24"))

    def _boxes(self, picture: Pixels) -> Boxes:
        height, width, _ = picture.shape
        self._network.setInputSize((width, height))
        _, found = self._network.detect(picture)
        rows = np.full((0 if found is None else len(found), len(COLUMNS)), math.nan, np.float32)
        if found is None:
            return rows
        # Boxes may reach beyond the picture.
        starts = np.clip(found[:, :2] / (width, height), 0, 1)
        rows[:, :2] = starts
        rows[:, 2:4] = np.clip((found[:, :2] + found[:, 2:4]) / (width, height), 0, 1) - starts
        return rows[(rows[:, 2:4] > 0).all(axis=1)]
