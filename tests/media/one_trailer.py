"""One trailer of given stretches of a film, by the renderer itself: no plan, no sound, no other deliverable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import scan
from personalizedTrailer.media.process import never
from personalizedTrailer.media.reading.film import decoded
from personalizedTrailer.model import Clip, MediaInfo, Span, Timeline, VariantSpec
from personalizedTrailer.rendering.copier import copier
from personalizedTrailer.rendering.ladder import ladder
from personalizedTrailer.rendering.trailer import Film, TrailerRenderer
from personalizedTrailer.storage.clips import ClipCache
from tests.media import decoders
from tests.media.numbered import number_of

THIRDS = (Fraction(1, 3),) * 3
EQUAL = 6.0
"""Grey levels, on average, that encoding may change."""


@dataclass(frozen=True)
class OneTrailer:
    path: Path
    size: tuple[int, int]
    wanted: list[int]
    """The film's frame that each of its frames shows."""
    copied: int
    """How many of them are the film's own packets."""
    film: dict[int, NDArray[np.uint8]]
    """The film as FFmpeg decodes it from its beginning, by frame."""

    def faults(self, decoder: str) -> list[str]:
        """What a decoder shows otherwise than the film does, and what it complains of."""
        seen = decoders.DECODERS[decoder](self.path, self.size)
        return [*self.wrong(seen.luma), *seen.said.splitlines()]

    def wrong(self, shown: Sequence[NDArray[np.uint8]] | NDArray[np.uint8]) -> list[str]:
        """What all its frames show otherwise than the film does."""
        if len(shown) != len(self.wanted):
            return [f"{len(shown)} frames instead of {len(self.wanted)}"]
        found = []
        for frame, (wanted, picture) in enumerate(zip(self.wanted, shown, strict=True)):
            error = float(np.abs(picture.astype(np.int16) - self.film[wanted]).mean())
            if number_of(picture) != number_of(self.film[wanted]) or error > EQUAL:
                found.append(f"frame {frame} shows {number_of(picture)} instead of {wanted}, {error:.1f} off")
        return found


def one_trailer(film: Path, folder: Path, spans: tuple[tuple[Fraction, Fraction], ...]) -> OneTrailer:
    """`spans` are parts of the film's length, cut hard one after another."""
    chosen = settings.load()
    scanned = scan(film, chosen)
    media = scanned.media
    ranges = [(int(begin * media.frames), int(end * media.frames)) for begin, end in spans]
    clips: list[Clip] = []
    for begin, end in ranges:
        clips.append(Clip(0, Span(begin, end), clips[-1].end if clips else 0, "cut", 0, 0, 0, ""))
    timeline = Timeline(VariantSpec("primary", "", "", THIRDS), media.rate, tuple(clips))
    top = ladder(media)[0]
    renderer = TrailerRenderer(
        ffmpeg=ffmpeg.find(chosen),
        film=Film(film, media, None, scanned.keyframes),
        renditions=(top,),
        settings=chosen,
        folder=folder,
        cache=ClipCache(folder, 0, "film"),
        copier=copier(film, media, top, folder, never),
        cancelled=never,
    )
    renderer.prepare([timeline])
    made, _ = renderer.render_top(timeline, "mp4", lambda _: None)
    wanted = [frame for begin, end in ranges for frame in range(begin, end)]
    return OneTrailer(made.path, (top.width, top.height), wanted, made.copied_frames, pictures(film, media))


def pictures(film: Path, media: MediaInfo) -> dict[int, NDArray[np.uint8]]:
    """The luma of every frame by its number on the film's grid; where one is missing, that of the one before."""
    found: dict[int, NDArray[np.uint8]] = {}
    with av.open(str(film)) as container:
        stream = container.streams[media.video.index]
        assert isinstance(stream, av.VideoStream)
        stream.thread_type = "NONE"
        for packet in container.demux(stream):
            for frame in decoded(packet):
                if frame.pts is not None:
                    at = (frame.pts - media.video.first_pts) * media.video.time_base * media.rate
                    found[round(at)] = frame.to_ndarray(format="yuv420p")[: frame.height]
    for number in range(media.frames):
        found.setdefault(number, found[number - 1] if number else found[min(found)])
    return found
