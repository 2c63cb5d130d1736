"""What is said in a film, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word: half-open time in seconds of the film, zero at its first video frame."""

    start: Fraction
    end: Fraction
    """After `start`."""
    text: str
    """With its punctuation, and with the space before it where its script writes one."""

    @property
    def seconds(self) -> Fraction:
        return self.end - self.start
