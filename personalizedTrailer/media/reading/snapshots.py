"""Small pictures of a film, and of the faces in it, for models that look at them outside the cage."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np

from personalizedTrailer.media.reading.faces import Boxes
from personalizedTrailer.media.reading.upright import Pixels, Upright

SHORT_SIDE = 224
"""Pixels of the shorter side of a picture of the whole frame: what CLIP's encoders take."""
LONGEST = 640
"""Pixels of the longer one at most."""
FACE_SIDE = 112
"""Pixels of both sides of a picture of a face."""
MOST_FACES = 3
"""Of a frame, the largest ones."""
_FACES_FROM = 1280
"""Pixels of the longer side of what faces are cut from."""
_QUALITY = 90
"""Of JPEG."""


class Snapshots:
    """Writes JPEGs one after another, and for each int64 of its frame's timestamp, whether it is of a face, where it
    begins and how many bytes it has.

    No two frames are nearer to each other than `apart` seconds, which bounds what a long film needs.
    """

    def __init__(self, asked: dict[str, Any], pictures: BinaryIO, index: BinaryIO) -> None:
        """`asked`: {"display", "rotation", "apart", "frames": bool, "crops": bool}."""
        display, rotation = tuple(asked["display"]), asked["rotation"]
        longest = min(LONGEST, round(SHORT_SIDE * max(display) / min(display)))
        self._whole = Upright(display, rotation, longest) if asked["frames"] else None
        self._large = Upright(display, rotation, min(_FACES_FROM, max(display))) if asked["crops"] else None
        self._apart = float(asked["apart"])
        self._pictures, self._index = pictures, index
        self._size = 0
        self._last: float | None = None

    def add(self, frame: Any, seconds: float, boxes: Boxes) -> None:
        if self._last is not None and abs(seconds - self._last) < self._apart:
            return
        self._last = seconds
        if self._whole is not None:
            self._write(frame.pts, False, self._whole.colours(frame, "bgr24"))
        if self._large is not None and len(boxes):
            picture = self._large.colours(frame, "bgr24")
            largest = np.argsort(-boxes[:, 2] * boxes[:, 3], kind="stable")[:MOST_FACES]
            for box in boxes[largest]:
                self._write(frame.pts, True, _cut(picture, box))

    def _write(self, stamp: int, of_face: bool, picture: Pixels) -> None:
        import cv2

        _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        self._pictures.write(data.tobytes())
        self._index.write(np.array((stamp, of_face, self._size, len(data)), np.int64).tobytes())
        self._size += len(data)


def _cut(picture: Pixels, box: Any) -> Pixels:
    """A square about the middle of a box, as large as its longer side, as far as the picture goes."""
    import cv2

    height, width, _ = picture.shape
    x, y, w, h = box[:4] * (width, height, width, height)
    side = max(2.0, float(max(w, h)))
    left, top = round(x + w / 2 - side / 2), round(y + h / 2 - side / 2)
    inside = picture[max(0, top) : max(0, top) + round(side), max(0, left) : max(0, left) + round(side)]
    return np.asarray(cv2.resize(inside, (FACE_SIDE, FACE_SIDE), interpolation=cv2.INTER_AREA), np.uint8)
