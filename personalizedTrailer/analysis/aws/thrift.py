"""How many frames of a film may be shown to Rekognition, and how far apart. Pure."""

from __future__ import annotations

SHARE = 0.8
"""Of what a job may spend, for looking at the film: captions and the rest want their part, too."""
FIRST_PART = 0.5
"""Of that, for the first look at every scene."""
MOST_FRAMES = 4
"""Of a scene that is looked at closely."""
PER_FRAME = 3
"""Operations on a frame that is looked at closely, at most: labels, faces, celebrities."""
INTERVALS = (2.0, 5.0)
"""Seconds between two frames of a scene, as documented: of short films and of long ones."""
_SHORT_FILM, _LONG_FILM = 300.0, 3600.0
"""Seconds."""


def interval(seconds: float, wish: float | None) -> float:
    """Least seconds between two frames of a scene: `wish`, or by the film's length from 2 s up to 5 s."""
    if wish is not None:
        return wish
    low, high = INTERVALS
    part = (seconds - _SHORT_FILM) / (_LONG_FILM - _SHORT_FILM)
    return low + (high - low) * min(1.0, max(0.0, part))


def affordable(usd: float, price: float) -> int:
    """How many operations of a price may be had for that much."""
    return int(usd / price + 1e-9) if price > 0 else 1 << 30
