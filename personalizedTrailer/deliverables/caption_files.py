"""The caption files of a job: one for each trailer, in the language asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.deliverables.captions import Origin, make_captions
from personalizedTrailer.deliverables.captions_parse import parse_track
from personalizedTrailer.deliverables.captions_track import choose_track
from personalizedTrailer.deliverables.cues import SourceCue
from personalizedTrailer.deliverables.naming import MIME, captions_key, trailer_name
from personalizedTrailer.deliverables.transcripts import Listener, Transcript
from personalizedTrailer.deliverables.vtt import write_vtt
from personalizedTrailer.media.texts import read_text_track
from personalizedTrailer.model import Assembly, Deliverable, MediaInfo, Provider, Scene, SubtitleStream, Warning


@dataclass(frozen=True, slots=True)
class CaptionFiles:
    made: tuple[tuple[Path, Deliverable], ...]
    provider: Provider
    """`source`: the film's own words; `speech`: what was heard in it; `generated`: lines on its scenes."""
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
    listener: Listener | None = None,
) -> CaptionFiles:
    """Writes a WebVTT file for each trailer into `folder`.

    A `listener` is asked where the film has no captions of its own. Raises InvalidField for an unknown language,
    Cancelled, and what `Listener.transcribe` does.
    """
    stream = choose_track(media.subtitles, language)
    text = read_text_track(ffmpeg, film, stream, cancelled) if stream else None
    cues = parse_track(text, "vtt") if text else ()
    heard = None
    if listener and not cues:
        heard = listener.transcribe([assembly.timeline for assembly in assemblies], language)
    zero = media.video.first_pts * media.video.time_base
    made = []
    for assembly in assemblies:
        track = make_captions(assembly.timeline, scenes, language, cues, zero, heard.words if heard else None)
        name = trailer_name(assembly.timeline.variant)
        path = folder / f"{job_id}_subtitles_{name}_{language}.vtt"
        path.write_text(write_vtt(track.cues, language), encoding="utf-8")
        key, size = captions_key(assembly.timeline.variant, language), path.stat().st_size
        made.append((path, Deliverable(key, path.name, MIME["vtt"], size, assembly.timeline.variant)))
    return CaptionFiles(tuple(made), _provider(stream, cues, heard, language), _warnings(stream, cues, heard))


def _provider(
    stream: SubtitleStream | None, cues: Sequence[SourceCue], heard: Transcript | None, language: str
) -> Provider:
    mode: Origin = "source" if cues else "speech" if heard and heard.words else "generated"
    track = f"stream {stream.index}" if stream and cues else None
    details = {"language": language, "track": track, **(heard.facts if heard else {})}
    if heard and heard.reason:
        details |= {"track": None, "fallbackReason": heard.reason}
    return Provider(mode, details)


def _warnings(
    stream: SubtitleStream | None, cues: Sequence[SourceCue], heard: Transcript | None
) -> tuple[Warning, ...]:
    instead = "what is said was written down" if heard and heard.words else "lines on its scenes were written"
    found = []
    if stream and not cues:
        sentence = f"The captions in the film (stream {stream.index}) hold no line that can be read; {instead}."
        found.append(Warning("captions_unreadable", sentence))
    if heard and heard.reason:
        found.append(Warning("captions_not_transcribed", f"{heard.reason} Lines on the scenes were written."))
    return tuple(found)
