"""What was seen and heard of a stretch of film, as one set of figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.analysis.local.listening import Curve, loudness, music, onset_rate, silence
from personalizedTrailer.analysis.local.voices import SHORTEST_PAUSE, SPOKEN, pauses, speech
from personalizedTrailer.media.hearing import BLOCKS, Heard
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import Measures, Span

_PLAYED = 0.5
"""From here on of `music`, music plays."""
_MEANS = ("onsets", "silence", "speech", "music")


@dataclass(frozen=True, slots=True)
class Listened:
    """What a film's sound says: all that is kept of it."""

    curves: Mapping[str, Curve]
    """For each block: `lufs` and `loudness` (see `listening.loudness`), `onsets` a second, `spoken` (see
    `voices.speech`), `onset`, `low` and `steady` of `Heard`, and 0 or 1 for `silence`, `speech` and `music`. Empty
    where there is no sound."""
    pauses: NDArray[np.float64]
    """As `voices.pauses`; one row where there is no sound."""


def listened(heard: Heard | None, end: float) -> Listened:
    """To a film that ends at `end` seconds; None where it has no sound."""
    if heard is None:
        return Listened({}, np.array([[0.0, end]]))
    spoken = speech(heard)
    found: dict[str, NDArray[Any]] = {
        "lufs": heard.loudness,
        "onset": heard.onset,
        "loudness": loudness(heard),
        "onsets": onset_rate(heard),
        "low": heard.low,
        "steady": heard.steady,
        "spoken": spoken,
        "silence": silence(heard),
        "speech": spoken >= SPOKEN,
        "music": music(heard) >= _PLAYED,
    }
    free = pauses(heard, spoken).clip(max=end)  # what is heard comes in whole blocks
    long: NDArray[np.float64] = free[free[:, 1] - free[:, 0] >= SHORTEST_PAUSE]
    return Listened({name: curve.astype(np.float64) for name, curve in found.items()}, long)


class Signalled:
    """Measures stretches of one film."""

    def __init__(self, seen: Seen, sound: Mapping[str, Curve], rate: Fraction) -> None:
        """`sound` as `Listened.curves`."""
        self._seen, self._rate = seen, rate
        self._curves = sound

    def of(self, span: Span) -> Measures:
        """Of a stretch on the film's grid."""
        return Measures(**self._picture(span), **self._sound(span))

    def _picture(self, span: Span) -> dict[str, float]:
        low, high = np.searchsorted(self._seen.first, (span.start, span.end))
        if low == high:
            return {}
        names = {"darkness": "dark"} | {
            name: name for name in ("luma", "contrast", "saturation", "warmth", "sharpness")
        }
        found = {name: float(self._seen.column(column)[low:high].mean()) for name, column in names.items()}
        # The first frame differs from the shot before it, which is no motion.
        inside = slice(min(low + 1, high - 1), high)
        found |= _mean("motion", self._seen.column("object")[inside])
        return found | _mean("camera", self._seen.column("camera")[inside] * float(self._rate))

    def _sound(self, span: Span) -> dict[str, float]:
        if not self._curves:
            return {}
        blocks = len(self._curves["lufs"])
        low = int(span.start / self._rate * BLOCKS)
        high = min(blocks, max(low + 1, round(span.end / self._rate * BLOCKS)))
        if low >= high:
            return {}
        means = {name: float(self._curves[name][low:high].mean()) for name in _MEANS}
        return {"loudness": float(np.median(self._curves["lufs"][low:high])), **means}


def _mean(name: str, values: NDArray[np.float32]) -> dict[str, float]:
    """Of what was measured; nothing where nothing was."""
    known = values[~np.isnan(values)]
    return {name: float(known.mean())} if len(known) else {}
