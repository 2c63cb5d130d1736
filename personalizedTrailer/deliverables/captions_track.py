"""Which of a film's own text tracks to take."""

from __future__ import annotations

from collections.abc import Iterable

from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.model import SubtitleStream


def choose_track(tracks: Iterable[SubtitleStream], language: str) -> SubtitleStream | None:
    """The text track to caption from: one in `language`, else one without a tag, else none.

    Among equals the whole dialogue goes before commentary and what is forced (lines in other languages alone), then
    the default track, then the order of the file. A track in another language is never taken, nor one of pictures.
    """
    wanted = language_of(language)
    text = [track for track in tracks if track.is_text]
    spoken = [track for track in text if language_of(track.language) == wanted]
    untagged = [track for track in text if language_of(track.language) is None]
    return next(iter(sorted(spoken or untagged, key=lambda track: (track.is_partial, not track.default))), None)
