"""Skies with their sun or moon and stars, by the hour."""

from __future__ import annotations

from PIL import Image

from demo.layers import EARTH, disc, shine, sky, stars
from demo.paint import Stage, mix

SUNS: dict[str, tuple[float, float, float, str, str]] = {
    # where (x, y), how large, its top and bottom colours
    "dawn": (860, 405, 64, "#fff6d8", "#ffd99a"),
    "noon": (1010, 130, 46, "#ffffff", "#fff6cf"),
    "gold": (900, 300, 70, "#fffbe6", "#ffe9a6"),
    "sunset": (640, 400, 150, "#ffe98a", "#ff4f6d"),
    "dusk": (420, 430, 54, "#ffd0a0", "#f07a76"),
    "night": (960, 150, 52, "#fdfbe8", "#cfdcf2"),
    "teal": (300, 140, 44, "#eafff6", "#a4e4d4"),
    "snow": (940, 190, 50, "#ffffff", "#fdf3ee"),
    "neon": (640, 380, 130, "#ffd86a", "#ff3f8f"),
}


def heaven(stage: Stage, hour: str, horizon: float = 520.0) -> Image.Image:
    """A sky with its glow, sun or moon, and stars when it is dark enough."""
    base = sky(stage, hour, horizon)
    if hour in ("night", "teal", "dusk", "neon", "storm"):
        base = stars(stage, base, 60 if hour in ("dusk", "storm") else 240, horizon * 0.9)
    if hour in SUNS:
        x, y, size, top, low = SUNS[hour]
        x, y = stage.number("sunx", x), stage.number("suny", y)
        base = shine(stage, base, (x, y), size * 5.5, mix(EARTH[hour][2], "#000000", 0.35))
        base = shine(stage, base, (x, y), size * 2.1, mix(low, "#000000", 0.3))
        disc(stage, base, (x, y), size, (top, low))
    return base
