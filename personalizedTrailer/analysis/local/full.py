"""Looks at every frame of a film, and listens to all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local.at_once import at_once
from personalizedTrailer.analysis.local.looked import Looked, part_of
from personalizedTrailer.analysis.local.measures import Listened, listened
from personalizedTrailer.analysis.local.shots import shots
from personalizedTrailer.media.hearing import hear
from personalizedTrailer.media.samples import Wanted
from personalizedTrailer.media.seeing import see
from personalizedTrailer.model import MediaInfo, Span

_PICTURE = 0.98
"""Of the time; the rest is for finding shots. Listening is over long before."""


def look_once(
    film: Path, media: MediaInfo, context: Context, wanted: Wanted, sound: Listened | None = None
) -> Looked:
    """Decodes the picture, and the sound where it is not known yet.

    Raises CorruptFootage, ProcessTimedOut or Cancelled.
    """
    tell = part_of(context.report, 0.0, _PICTURE)
    seen, heard = at_once(
        lambda cancelled: see(film, media, context.folder, tell, cancelled, wanted),
        lambda cancelled: sound or listen(film, media, context, cancelled),
        context.cancelled,
    )
    context.report(1.0)
    return Looked(media, seen, heard, shots(seen, media), "full", (Span(0, media.frames),))


def listen(film: Path, media: MediaInfo, context: Context, cancelled: Callable[[], bool]) -> Listened:
    """Decodes the sound that trailers will have, and keeps what it says; as `look_once` for the rest."""
    heard = hear(film, media, context.audio, context.folder, cancelled) if context.audio else None
    return listened(heard, float(media.seconds))
