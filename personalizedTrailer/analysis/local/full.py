"""Looks at every frame of a film, and listens to all of it."""

from __future__ import annotations

from pathlib import Path

from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local.looked import Looked, part_of
from personalizedTrailer.analysis.local.measures import Signalled
from personalizedTrailer.analysis.local.shots import shots
from personalizedTrailer.media.hearing import hear
from personalizedTrailer.media.samples import Wanted
from personalizedTrailer.media.seeing import see
from personalizedTrailer.model import MediaInfo, Span

_PICTURE = 0.95
"""Of the time that looking and listening take."""


def look_once(film: Path, media: MediaInfo, context: Context, wanted: Wanted) -> Looked:
    """Decodes picture and sound once each. Raises CorruptFootage, ProcessTimedOut or Cancelled."""
    seen = see(film, media, context.folder, part_of(context.report, 0.0, _PICTURE), context.cancelled, wanted)
    heard = hear(film, media, context.audio, context.folder, context.cancelled) if context.audio else None
    context.report(1.0)
    whole = (Span(0, media.frames),)
    return Looked(media, seen, heard, shots(seen, media), Signalled(seen, heard, media.rate), "full", whole)
