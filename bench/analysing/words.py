"""How many cuts fall inside a word, against cuts at random: for films of which every word is known.

A cut is where a clip begins or ends; not where the next clip goes on with the frame after it, nor where the film begins
or ends. It is inside a word where it is more than TOLERANCE away from both ends of it. As many cuts anywhere in the
film would hit, on average, the share of its time that is so: no draw is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_by_taste
from personalizedTrailer.editing.selection import select
from personalizedTrailer.editing.timeline import assemble
from personalizedTrailer.model import Analysis, Timeline

TOLERANCE = 0.02
"""Seconds: half a frame."""

Word = tuple[float, float]
"""Seconds in which it is spoken."""


@dataclass(frozen=True, slots=True)
class CutWords:
    cuts: int
    inside: int
    """Of these, inside a word."""
    by_chance: float
    """The share that would be so at random."""

    def __add__(self, other: CutWords) -> CutWords:
        """Of the same film."""
        return CutWords(self.cuts + other.cuts, self.inside + other.inside, self.by_chance)

    @property
    def share(self) -> float:
        return self.inside / self.cuts if self.cuts else 0.0

    @property
    def of_chance(self) -> float | None:
        """Share of that at random; None where nobody speaks."""
        return self.share / self.by_chance if self.by_chance else None


def known_words(transcript: Path) -> list[Word]:
    """The words of a JSON transcript: lines, each with `words` that have `start` and `end` in seconds."""
    lines = json.loads(transcript.read_text(encoding="utf-8"))
    return [(word["start"], word["end"]) for line in lines for word in line["words"]]


def cut_words(timelines: Iterable[Timeline], words: Sequence[Word], frames: int) -> CutWords:
    """Of trailers of a film of `frames`."""
    hits = points = 0
    rate = Fraction(1)
    for timeline in timelines:
        rate = timeline.rate
        cuts = [float(frame / rate) for frame in cut_frames(timeline) if 0 < frame < frames]
        points += len(cuts)
        hits += sum(any(start + TOLERANCE < cut < end - TOLERANCE for start, end in words) for cut in cuts)
    spoken = sum(max(0.0, end - start - 2 * TOLERANCE) for start, end in words)
    return CutWords(points, hits, spoken / float(frames / rate))


def cut_frames(timeline: Timeline) -> list[int]:
    """Frames before which the source is cut."""
    starts = {clip.source.start for clip in timeline.clips}
    ends = {clip.source.end for clip in timeline.clips}
    return sorted([*(starts - ends), *(ends - starts)])


def of_film(
    found: Analysis, material: Material, rate: Fraction, frames: int, words: Sequence[Word], seconds: int
) -> CutWords:
    """Of the primary trailers and the variants of `seconds` that the four presets have of a film that was analysed."""
    total = CutWords(0, 0, 0.0)
    for profile in PRESETS:
        ranked = rank_by_taste(found, profile)
        seed = f"words:{profile.id}:{seconds}"
        chosen = select(found, ranked, profile, rate, frames, seconds, seed, material=material).selections
        made = [
            assemble(one, rate, frames, int(seconds * rate), found.scenes, profile, seed, (), material)
            for one in chosen
        ]
        total = cut_words(made, words, frames) + total
    return total
