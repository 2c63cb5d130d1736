"""Which of a film's sound tracks a trailer gets."""

from __future__ import annotations

from personalizedTrailer.deliverables.captions_track import language_of
from personalizedTrailer.model import AudioStream, MediaInfo


def choose_audio(media: MediaInfo, language: str) -> AudioStream | None:
    """The track tagged with `language`, else the default one, else the first; None where there is none."""
    wanted = language_of(language)
    tagged = [track for track in media.audio if track.language and language_of(track.language) == wanted]
    candidates = tagged or list(media.audio)
    return next(iter(sorted(candidates, key=lambda track: not track.default)), None)


def track_name(track: AudioStream | None) -> str:
    """How the job names it: `stream 1 (eng)`, `stream 1`, or `silent`."""
    if track is None:
        return "silent"
    return f"stream {track.index} ({track.language})" if track.language else f"stream {track.index}"
