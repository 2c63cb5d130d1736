"""How many cuts fall inside a word, against cuts at random: for films of which every word is known.

A cut is where a clip begins or ends; not where the next clip goes on with the frame after it, nor where the film begins
or ends. It is inside a word where it is more than TOLERANCE away from both ends of it. As many cuts anywhere in the
film would hit, on average, the share of its time that is so: no draw is needed.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path

from bench.common.measure import BenchError
from personalizedTrailer import settings
from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local import analyser
from personalizedTrailer.deliverables.tracks import choose_audio
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_by_taste
from personalizedTrailer.editing.selection import select
from personalizedTrailer.editing.timeline import assemble
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.model import Analysis, Timeline

TOLERANCE = 0.02
"""Seconds: half a frame."""

SEEDS = 6
_PARTS = (10, 5, 3)
"""Of a clip: how much of it a trailer takes."""

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


def of_footage(folder: Path) -> dict[str, object]:
    """Figures of the clips of a folder that have a transcript beside them, by key; nothing where there is none.

    Trailers take a tenth of a clip, and, for comparison, so much of it as is seldom asked for.
    """
    spoken = [(film, film.with_suffix(".json")) for film in sorted(folder.glob("*.mp4"))]
    found = [_in_film(film, known_words(told)) for film, told in spoken if told.is_file()]
    if not found:
        return {}
    tenth, fifth, third = ([one[part] for one in found] for part in range(len(_PARTS)))
    return {
        "cut_words": _mean(tenth),
        "cut_words_share": sum(one.inside for one in tenth) / sum(one.cuts for one in tenth),
        "cut_words_of_a_fifth": _mean(fifth),
        "cut_words_of_a_third": _mean(third),
    }


def _mean(found: Sequence[CutWords]) -> float | None:
    known = [one.of_chance for one in found if one.of_chance is not None]
    return round(sum(known) / len(known), 3) if known else None


def _in_film(film: Path, words: Sequence[Word]) -> list[CutWords]:
    """With trailers of each of _PARTS."""
    chosen = settings.load(environ=os.environ)
    media = probe(film, chosen, quick=False)
    with tempfile.TemporaryDirectory(prefix="words_") as scratch:
        audio = choose_audio(media, "en")
        seconds = int(media.seconds / _PARTS[0])
        context = Context("0" * 64, PRESETS[0], seconds, audio, Path(scratch), chosen, lambda part: None, never)
        analysed = analyser.analyse(film, media, context)
    material = analysed.material
    if material is None:
        raise BenchError(f"{film.name} was not looked at.")
    targets = [int(media.seconds / part) for part in _PARTS]
    return [of_film(analysed.analysis, material, media.rate, media.frames, words, target) for target in targets]


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
    """Of the primary trailers and the variants of `seconds` that the four presets have of a film that was analysed.

    With several seeds, as one cut more or less is a hundredth of the figure.
    """
    total = CutWords(0, 0, 0.0)
    for profile, number in product(PRESETS, range(SEEDS)):
        ranked = rank_by_taste(found, profile)
        seed = f"words:{profile.id}:{seconds}:{number}"
        chosen = select(found, ranked, profile, rate, frames, seconds, seed, material=material).selections
        made = [
            assemble(one, rate, frames, int(seconds * rate), found.scenes, profile, seed, (), material)
            for one in chosen
        ]
        total = cut_words(made, words, frames) + total
    return total
