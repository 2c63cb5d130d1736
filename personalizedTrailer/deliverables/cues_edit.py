"""How a trailer's clips lie on its clock: windows, runs of touching clips, edges.

While a dissolve mixes two clips their words would fight; the change of hands is at its middle. A clip's *window*
is therefore its time on the trailer from the middle of the dissolve before it to the middle of the one after.
Windows part the trailer without overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.deliverables.cues import COUNTS_SECONDS
from personalizedTrailer.model import Clip, Timeline


@dataclass(frozen=True, slots=True)
class ClipWindow:
    """A clip in exact seconds: what it takes of the source and the time on the trailer that it may caption."""

    clip: Clip
    source_start: Fraction
    source_end: Fraction
    shift: Fraction
    """Trailer time minus source time of the same frame."""
    start: Fraction
    end: Fraction

    def overlap(self, start: Fraction, end: Fraction) -> Fraction:
        """Seconds of source [start, end) that lie in the clip; negative or 0 where none do."""
        return min(end, self.source_end) - max(start, self.source_start)

    def counts(self, start: Fraction, end: Fraction) -> bool:
        """Whether a line spoken over source [start, end) is heard in the clip: half of it, or half a second."""
        overlap = self.overlap(start, end)
        return overlap > 0 and (overlap >= COUNTS_SECONDS or 2 * overlap >= end - start)

    def on_trailer(self, start: Fraction, end: Fraction) -> tuple[Fraction, Fraction]:
        """The part of source [start, end) in the clip, on the trailer clock, kept inside the window."""
        first = max(start, self.source_start) + self.shift
        last = min(end, self.source_end) + self.shift
        return min(max(first, self.start), self.end), min(max(last, self.start), self.end)


def clip_windows(timeline: Timeline) -> tuple[ClipWindow, ...]:
    """Each clip with its window, in the order of the trailer."""
    clips, rate = timeline.clips, timeline.rate
    borders = [Fraction(0)]
    borders += [Fraction(before.end + after.at, 2) for before, after in pairwise(clips)]
    borders.append(Fraction(timeline.frames))
    return tuple(
        ClipWindow(
            clip=clip,
            source_start=clip.source.start / rate,
            source_end=clip.source.end / rate,
            shift=(clip.at - clip.source.start) / rate,
            start=start / rate,
            end=end / rate,
        )
        for clip, start, end in zip(clips, borders, borders[1:], strict=False)
    )


def runs(windows: tuple[ClipWindow, ...]) -> Iterator[tuple[ClipWindow, ...]]:
    """Groups of clips over which the source runs on without a gap."""
    run: list[ClipWindow] = []
    for window in windows:
        if run and run[-1].clip.source.end != window.clip.source.start:
            yield tuple(run)
            run = []
        run.append(window)
    if run:
        yield tuple(run)


def clip_edges(timeline: Timeline) -> tuple[Fraction, ...]:
    """Trailer times in seconds, rising, at which a clip or its window begins or ends."""
    windows = clip_windows(timeline)
    edges = {edge for window in windows for edge in (window.start, window.end)}
    edges |= {frame / timeline.rate for clip in timeline.clips for frame in (clip.at, clip.end)}
    return tuple(sorted(edges))
