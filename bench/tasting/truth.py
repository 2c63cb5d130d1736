"""Which frames of a film truly match which viewer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from demo.story import FPS, Placed, whole
from personalizedTrailer.model import Span

Mask = NDArray[np.bool_]

SHARES = (0.1, 0.3)
"""Of the film, between which the moments of each profile must lie for a lift to mean anything."""
OF_DEMO: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "action_enthusiast": (("Excited", "Tense"), ("Explosion", "Chase", "Hero")),
    "family_viewer": (("Joy", "Calm", "Love", "Hope"), ("Family", "Friendship", "Heartwarming")),
    "thriller_buff": (("Fear", "Surprise", "Tense"), ("Mystery", "Plot Twist", "Shadow")),
    "romance_devotee": (("Love", "Hope"), ("Couple", "Sunset", "Monologue")),
}
"""A shot of the demo film matches where its mood is one of the first and one of its labels one of the second."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A film, and by profile the frames of its grid that match."""

    name: str
    film: Path
    rate: Fraction
    frames: int
    matching: Mapping[str, tuple[Span, ...]]

    @property
    def target(self) -> int:
        """T: seconds of a trailer a tenth as long as the film, in whole seconds, as jobs ask for them; 5 at least."""
        return max(5, round(self.frames / self.rate / 10))

    def mask(self, profile: str) -> Mask:
        return mask(self.matching[profile], self.frames)

    def share(self, profile: str) -> float:
        """Of the film that matches."""
        return float(self.mask(profile).mean())


def mask(spans: Sequence[Span], frames: int) -> Mask:
    """Whether each of `frames` lies in any of the spans."""
    made = np.zeros(frames, dtype=np.bool_)
    for span in spans:
        made[span.start : span.end] = True
    return made


def of_demo(film: Path, shots: Sequence[Placed] | None = None) -> Truth:
    """The truth of the demo film, which is so by construction."""
    placed = whole() if shots is None else shots
    matching = {
        profile: tuple(
            Span(one.start, one.end)
            for one in placed
            if one.shot.mood in moods and not set(labels).isdisjoint(one.shot.labels)
        )
        for profile, (moods, labels) in OF_DEMO.items()
    }
    return Truth("demo", film, Fraction(FPS), placed[-1].end, matching)
