"""A film as it was seen and heard, before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from personalizedTrailer.analysis.local.measures import Listened, Signalled
from personalizedTrailer.analysis.local.models.loading import NO_LOOKS, Looks
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import MediaInfo, Shot, Span

Report = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Looked:
    media: MediaInfo
    seen: Seen
    """Every frame, or of what was only skimmed a row a second: go by `Seen.first`, and mind what is NaN."""
    sound: Listened
    shots: tuple[Shot, ...]
    speed: Literal["full", "fast"]
    closely: tuple[Span, ...]
    """Where every frame was looked at, ascending: all of the film, or what its trailers may use."""
    looks: Looks = NO_LOOKS

    @property
    def measured(self) -> Signalled:
        return Signalled(self.seen, self.sound.curves, self.media.rate)


def part_of(report: Report, start: float, end: float) -> Report:
    """Reports a part of the work as from `start` to `end` of the whole."""
    return lambda part: report(start + (end - start) * part)
