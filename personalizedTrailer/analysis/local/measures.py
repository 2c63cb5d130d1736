"""What was seen and heard of a stretch of film, as one set of figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
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


class Signalled:
    """Measures stretches of one film."""

    def __init__(self, seen: Seen, heard: Heard | None, rate: Fraction) -> None:
        self._seen, self._heard, self._rate = seen, heard, rate
        self.sound: Mapping[str, Curve] = _sound(heard) if heard else {}
        """For each block: `lufs` and `loudness` (see `listening.loudness`), `onsets` a second, `spoken` (see
        `voices.speech`), `onset`, `low` and `steady` of `Heard`, and 0 or 1 for `silence`, `speech` and `music`. Empty
        where there is no sound."""

    def with_picture(self, seen: Seen) -> Signalled:
        """The same film, seen better: its sound is not measured again."""
        other = copy(self)
        other._seen = seen
        return other

    def of(self, span: Span) -> Measures:
        """Of a stretch on the film's grid."""
        return Measures(**self._picture(span), **self._sound(span))

    def pauses(self, end: float) -> NDArray[np.float64]:
        """As `voices.pauses`, of a film that ends at `end` seconds; one row where there is no sound."""
        found = pauses(self._heard, self.sound["spoken"]) if self._heard else np.array([[0.0, end]])
        free = found.clip(max=end)  # what is heard comes in whole blocks
        long: NDArray[np.float64] = free[free[:, 1] - free[:, 0] >= SHORTEST_PAUSE]
        return long

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
        if not self.sound:
            return {}
        blocks = len(self.sound["lufs"])
        low = int(span.start / self._rate * BLOCKS)
        high = min(blocks, max(low + 1, round(span.end / self._rate * BLOCKS)))
        if low >= high:
            return {}
        means = {name: float(self.sound[name][low:high].mean()) for name in _MEANS}
        return {"loudness": float(np.median(self.sound["lufs"][low:high])), **means}


def _sound(heard: Heard) -> dict[str, Curve]:
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
    return {name: curve.astype(np.float64) for name, curve in found.items()}


def _mean(name: str, values: NDArray[np.float32]) -> dict[str, float]:
    """Of what was measured; nothing where nothing was."""
    known = values[~np.isnan(values)]
    return {name: float(known.mean())} if len(known) else {}
