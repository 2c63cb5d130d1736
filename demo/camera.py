"""The camera: what part of the drawn frame is seen, moment by moment."""

from __future__ import annotations

import math

from PIL import Image

from demo.paint import ease

# cameras that tremble see part of a frame drawn this much larger
LOOSE = ("handheld", "shake")
SPARE = 1.05
CAMERAS = ("static", "push", "pull", "pan", "handheld", "shake")


def _tremble(t: float, seed: int, speed: float) -> tuple[float, float]:
    """A smooth wander about (0, 0), each part within about -1..1."""
    a = seed * 1.7
    x = math.sin(t * speed + a) * 0.6 + math.sin(t * speed * 2.3 + a * 2) * 0.4
    y = math.sin(t * speed * 1.2 + a * 3) * 0.6 + math.sin(t * speed * 2.9 + a) * 0.4
    return x, y


def canvas(camera: str, width: int, height: int) -> tuple[int, int]:
    """How large a frame has to be drawn for a camera that delivers width x height pixels."""
    if camera not in LOOSE:
        return (width, height)
    return (math.ceil(width * SPARE / 4) * 4, math.ceil(height * SPARE / 4) * 4)


def look(
    frame: Image.Image, camera: str, t: float, seconds: float, shape: tuple[int, int], seed: int
) -> Image.Image:
    """The picture (of that width and height) the camera sees t seconds into a shot."""
    w, h = shape
    if camera in LOOSE:
        x, y = _tremble(t, seed, 21.0 if camera == "shake" else 2.6)
        slack = (frame.width - w, frame.height - h)
        left = min(slack[0], max(0, round(slack[0] / 2 + x * 0.011 * w)))
        top = min(slack[1], max(0, round(slack[1] / 2 + y * 0.013 * h)))
        return frame.crop((left, top, left + w, top + h))
    zoom = 1.0
    if camera == "push":
        zoom = 1.0 + 0.02 * seconds**0.7 * (0.8 * t / seconds + 0.2 * ease(t / seconds))
    elif camera == "pull":
        zoom = 1.0 + 0.09 * max(0.0, 1 - t / (seconds + 0.5))
    if zoom <= 1.0005:
        return frame
    wide, high = w / zoom, h / zoom
    left_, top_ = (w - wide) / 2, (h - high) / 2
    return frame.resize((w, h), Image.Resampling.BILINEAR, box=(left_, top_, left_ + wide, top_ + high))
