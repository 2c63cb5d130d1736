"""The caption files of a job: one for each trailer, in the language asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.deliverables.captions import make_captions
from personalizedTrailer.deliverables.captions_parse import parse_track
from personalizedTrailer.deliverables.captions_track import choose_track
from personalizedTrailer.deliverables.naming import MIME, captions_key, trailer_name
from personalizedTrailer.deliverables.vtt import write_vtt
from personalizedTrailer.media.texts import read_text_track
from personalizedTrailer.model import Assembly, Deliverable, MediaInfo, Scene, Warning


@dataclass(frozen=True, slots=True)
class CaptionFiles:
    origin: str
    """`source`: the film's own words; `generated`: lines on its scenes."""
    track: str | None
    """The stream the words come from."""
    made: tuple[tuple[Path, Deliverable], ...]
    warnings: tuple[Warning, ...] = ()


def write_captions(
    ffmpeg: str,
    film: Path,
    media: MediaInfo,
    assemblies: tuple[Assembly, ...],
    scenes: tuple[Scene, ...],
    language: str,
    job_id: str,
    folder: Path,
    cancelled: Callable[[], bool],
) -> CaptionFiles:
    """Writes a WebVTT file for each trailer into `folder`; raises InvalidField for an unknown language, Cancelled."""
    stream = choose_track(media.subtitles, language)
    text = read_text_track(ffmpeg, film, stream, cancelled) if stream else None
    cues = parse_track(text, "vtt") if text else None
    zero = media.video.first_pts * media.video.time_base
    origin, made = "generated", []
    for assembly in assemblies:
        track = make_captions(assembly.timeline, scenes, language, cues, zero)
        origin = track.origin
        name = trailer_name(assembly.timeline.variant)
        path = folder / f"{job_id}_subtitles_{name}_{language}.vtt"
        path.write_text(write_vtt(track.cues, language), encoding="utf-8")
        key, size = captions_key(assembly.timeline.variant, language), path.stat().st_size
        made.append((path, Deliverable(key, path.name, MIME["vtt"], size, assembly.timeline.variant)))
    if stream is None:
        return CaptionFiles(origin, None, tuple(made))
    name = f"stream {stream.index}"
    if cues:
        return CaptionFiles(origin, name, tuple(made))
    sentence = f"The captions in the film ({name}) hold no line that can be read; lines on its scenes were written."
    return CaptionFiles(origin, None, tuple(made), (Warning("captions_unreadable", sentence),))
