"""Cues and their limits: what a caption is, on which clock, and how long and wide it may be.

Two clocks: a `SourceCue` counts seconds of the film, a `Cue` seconds of the trailer. Both are exact fractions;
they become milliseconds in the writer alone. Limits are those of the usual timed-text style guides.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

MIN_SECONDS = Fraction(5, 6)
"""Shortest time that a cue stays, unless its clip is shorter."""
MAX_SECONDS = Fraction(7)
MAX_LINES = 2
GAP_FRAMES = 2
"""Dark frames between two cues, so that the eye sees the change."""
COUNTS_SECONDS = Fraction(1, 2)
"""A spoken line counts when this much of it, or half of it, lies in a clip."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: half-open time in seconds of the trailer, one or two lines of plain text."""

    start: Fraction
    end: Fraction
    lines: tuple[str, ...]

    @property
    def seconds(self) -> Fraction:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class SourceCue:
    """One line of the film's own text track: half-open time in seconds, zero at the first video frame."""

    start: Fraction
    end: Fraction
    text: str
    """Plain text; a line feed where the author broke the line."""

    @property
    def seconds(self) -> Fraction:
        return self.end - self.start
