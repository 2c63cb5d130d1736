"""The door of the captions: from a timeline to the cues of its caption file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from personalizedTrailer.deliverables.captions_generated import generated_cues
from personalizedTrailer.deliverables.captions_source import map_through_edit
from personalizedTrailer.deliverables.captions_speech import spoken_lines
from personalizedTrailer.deliverables.cues import Cue, SourceCue
from personalizedTrailer.model import Scene, SpokenWord, Timeline

Origin = Literal["source", "speech", "generated"]


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    """The captions of one trailer in one language, and where their words come from."""

    cues: tuple[Cue, ...]
    language: str
    """As asked for: en, es, fr, hi, de or ja."""
    origin: Origin


def make_captions(
    timeline: Timeline,
    scenes: Sequence[Scene],
    language: str,
    source_cues: Sequence[SourceCue] | None = None,
    first_frame_seconds: Fraction | int = 0,
    words: Sequence[SpokenWord] | None = None,
) -> CaptionTrack:
    """The captions of a trailer: the film's own words where it has a readable track, else the `words` that were heard
    in it, else lines of its scenes.

    A film with words that are all spoken outside the clips gives a track without cues: its captions are true.
    Raises `InvalidField` for a language without a catalogue where lines have to be written.
    """
    if source_cues:
        cues = map_through_edit(source_cues, timeline, first_frame_seconds, language)
        return CaptionTrack(cues, language, "source")
    if words:
        lines = spoken_lines(words, timeline, language)
        return CaptionTrack(map_through_edit(lines, timeline, 0, language), language, "speech")
    return CaptionTrack(generated_cues(timeline, scenes, language), language, "generated")
