"""The camera: what part of the drawn frame is seen, moment by moment."""

from __future__ import annotations

import math

from PIL import Image

from demo.paint import ease

CAMERAS = ("static", "push", "pull", "pan", "handheld", "shake")


def _tremble(t: float, seed: int, speed: float) -> tuple[float, float]:
    """A smooth wander about (0, 0), each part within about -1..1."""
    a = seed * 1.7
    x = math.sin(t * speed + a) * 0.6 + math.sin(t * speed * 2.3 + a * 2) * 0.4
    y = math.sin(t * speed * 1.2 + a * 3) * 0.6 + math.sin(t * speed * 2.9 + a) * 0.4
    return x, y


def look(frame: Image.Image, camera: str, t: float, seconds: float, seed: int) -> Image.Image:
    """The frame as the camera sees it t seconds into a shot."""
    zoom, dx, dy = 1.0, 0.0, 0.0
    if camera == "push":
        zoom = 1.0 + 0.02 * seconds**0.7 * (0.8 * t / seconds + 0.2 * ease(t / seconds))
    elif camera == "pull":
        zoom = 1.0 + 0.09 * max(0.0, 1 - t / (seconds + 0.5))
    elif camera == "handheld":
        zoom = 1.05
        x, y = _tremble(t, seed, 2.6)
        dx, dy = x * 0.012, y * 0.012
    elif camera == "shake":
        zoom = 1.05
        x, y = _tremble(t, seed, 21.0)
        dx, dy = x * 0.009, y * 0.011
    if zoom <= 1.0005:
        return frame
    w, h = frame.size
    wide, high = w / zoom, h / zoom
    left = min(w - wide, max(0.0, (w - wide) / 2 + dx * w))
    top = min(h - high, max(0.0, (h - high) / 2 + dy * h))
    return frame.resize((w, h), Image.Resampling.BILINEAR, box=(left, top, left + wide, top + high))
