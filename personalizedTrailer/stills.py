"""Pictures of an uploaded film for services that look at them, in colours and sizes that these take."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from personalizedTrailer.media.pictures import key_frame
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.commands import matrix_of, to_sdr

LONGEST = 1280
"""Pixels of the longer side: faces are found from 40 pixels of 1080 on, and bytes cost time."""
SHORTEST = 80
"""Pixels of the shorter side at least: Rekognition refuses smaller pictures."""


@dataclass(frozen=True, slots=True)
class FilmStills:
    """Implements `analysis.base.Stills` for one film; may be called by several threads at once."""

    ffmpeg: str
    film: Path
    media: MediaInfo
    folder: Path
    cancelled: Callable[[], bool]
    _number: itertools.count[int] = field(default_factory=itertools.count)

    def __call__(self, frame: int, *, exact: bool) -> bytes:
        """Raises ProcessFailed or Cancelled."""
        out = self.folder / f"still_{next(self._number)}.jpg"
        media, seeks = self.media, self.media.exact_seek
        try:
            key_frame(
                self.ffmpeg,
                self.film,
                media,
                frame,
                to_sdr(media, size_of(media)),
                matrix_of(media),
                out,
                exact=exact or not seeks,
                cancelled=self.cancelled,
            )
            return out.read_bytes()
        finally:
            out.unlink(missing_ok=True)


def size_of(media: MediaInfo) -> Rendition:
    """The film's shape, enlarged only where it would be refused."""
    width, height = media.video.display_size
    factor = min(1.0, LONGEST / max(width, height))
    factor = max(factor, SHORTEST / min(width, height))
    return Rendition("still", 2 * round(width * factor / 2), 2 * round(height * factor / 2), is_top=False)
