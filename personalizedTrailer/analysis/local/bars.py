"""Black bars around a film that is wider or narrower than its frame, and what lies between them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.media.seeing import Seen

Curve = NDArray[np.float64]

_LEAST_LIGHT = 0.12
"""Luma of a whole frame from which it says where its bars end: a dark one may seem to have any."""
_MOST = 0.8
"""Of the height or the width: more is no film with bars, but a small picture in the dark."""
_RARE = 5
"""Per cent of the frames that may have less of them: a logo or a line of text in the bars."""
_BLACK = 16 / 255
"""Luma of black, in limited range."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Shares of the height and of the width of a frame; as much on either side."""

    high: float = 0.0
    wide: float = 0.0

    @property
    def share(self) -> float:
        """Of the frame."""
        return 1 - (1 - self.high) * (1 - self.wide)


def bars(seen: Seen) -> Bars:
    """Those that nearly all frames of a film have that are light enough to tell."""
    light = seen.column("luma") >= _LEAST_LIGHT
    if not light.any():
        return Bars()
    high, wide = (float(np.percentile(seen.column(name)[light], _RARE)) for name in ("bars_high", "bars_wide"))
    return Bars(high if high <= _MOST else 0.0, wide if wide <= _MOST else 0.0)


def between(bars: Bars, picture: Mapping[str, Curve]) -> dict[str, Curve]:
    """`Curves.seen` as if there were no bars."""
    if not bars.share:
        return dict(picture)
    whole = 1 - bars.share
    # The sky is looked for in the upper third of a frame, of which bars are a larger part.
    upper = (1 / 3 - bars.high / 2) * 3 * (1 - bars.wide)
    parts = dict.fromkeys(("saturation", "warmth", "sharpness", "object", "green", "water", "glow"), whole)
    parts["sky"] = max(upper, 0.1)
    found = {name: curve / parts.get(name, 1.0) for name, curve in picture.items()}
    found["luma"] = np.maximum(0.0, (picture["luma"] - bars.share * _BLACK) / whole)
    found["dark"] = np.maximum(0.0, (picture["dark"] - bars.share) / whole)
    for name in ("sky", "green", "water", "glow"):
        found[name] = np.minimum(1.0, found[name])
    return found
