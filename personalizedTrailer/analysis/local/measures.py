"""What was seen and heard of a stretch of film, as one set of figures. Pure."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.analysis.local.listening import music, onset_rate, silence
from personalizedTrailer.analysis.local.voices import SHORTEST_PAUSE, SPOKEN, pauses, speech
from personalizedTrailer.media.hearing import BLOCKS, Heard
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import Measures, Span

_PLAYED = 0.5
"""From here on of `music`, music plays."""


class Signalled:
    """Measures stretches of one film."""

    def __init__(self, seen: Seen, heard: Heard | None, rate: Fraction) -> None:
        self._seen, self._heard, self._rate = seen, heard, rate
        if heard:
            self._flags = {
                "silence": silence(heard),
                "speech": (spoken := speech(heard)) >= SPOKEN,
                "music": music(heard) >= _PLAYED,
            }
            self._onsets, self._spoken = onset_rate(heard), spoken

    def of(self, span: Span) -> Measures:
        """Of a stretch on the film's grid."""
        return Measures(**self._picture(span), **self._sound(span))

    def pauses(self, end: float) -> NDArray[np.float64]:
        """As `voices.pauses`, of a film that ends at `end` seconds; one row where there is no sound."""
        found = pauses(self._heard, self._spoken) if self._heard else np.array([[0.0, end]])
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
        heard = self._heard
        if heard is None:
            return {}
        low = int(span.start / self._rate * BLOCKS)
        high = min(len(heard.loudness), max(low + 1, round(span.end / self._rate * BLOCKS)))
        if low >= high:
            return {}
        shares = {name: float(flags[low:high].mean()) for name, flags in self._flags.items()}
        return {
            "loudness": float(np.median(heard.loudness[low:high])),
            "onsets": float(self._onsets[low:high].mean()),
            **shares,
        }


def _mean(name: str, values: NDArray[np.float32]) -> dict[str, float]:
    """Of what was measured; nothing where nothing was."""
    known = values[~np.isnan(values)]
    return {name: float(known.mean())} if len(known) else {}
