"""The caption files of a job: one for each trailer, in the language asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.deliverables.captions_generated import generated_cues
from personalizedTrailer.deliverables.captions_search import Search
from personalizedTrailer.deliverables.captions_source import map_through_edit
from personalizedTrailer.deliverables.naming import MIME, captions_key, trailer_name
from personalizedTrailer.deliverables.vtt import write_vtt
from personalizedTrailer.model import Assembly, Deliverable, Provider, Scene, Warning


@dataclass(frozen=True, slots=True)
class CaptionFiles:
    made: tuple[tuple[Path, Deliverable], ...]
    provider: Provider
    """`source`: the film's own words; `speech`: what was heard in it; `generated`: lines on its scenes."""
    warnings: tuple[Warning, ...] = ()


def write_captions(
    search: Search, assemblies: tuple[Assembly, ...], scenes: tuple[Scene, ...], job_id: str, folder: Path
) -> CaptionFiles:
    """Writes a WebVTT file for each trailer into `folder`, with the words that the search finds for it.

    Raises InvalidField for an unknown language, Cancelled, and what `Search.find` does.
    """
    found, language = search.find(), search.language
    made = []
    for number, assembly in enumerate(assemblies):
        timeline = assembly.timeline
        if found.origin == "generated":
            cues = generated_cues(timeline, scenes, language)
        else:
            cues = map_through_edit(found.by_trailer[number], timeline, found.zero, language)
        path = folder / f"{job_id}_subtitles_{trailer_name(timeline.variant)}_{language}.vtt"
        path.write_text(write_vtt(cues, language), encoding="utf-8")
        key, size = captions_key(timeline.variant, language), path.stat().st_size
        made.append((path, Deliverable(key, path.name, MIME["vtt"], size, timeline.variant)))
    provider = Provider(found.origin, {"language": language, "track": None, **found.details})
    return CaptionFiles(tuple(made), provider, found.warnings)
