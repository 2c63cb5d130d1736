"""What a film is: streams, frame grid, spans of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

HdrTransfer = Literal["pq", "hlg"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of grid frames."""

    start: int
    end: int

    @property
    def frames(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class VideoStream:
    """The one moving picture of a film (cover art never counts)."""

    index: int
    codec: str
    width: int
    """Coded width in pixels, before rotation and pixel aspect."""
    height: int
    rotation: int
    """Degrees clockwise by which a player turns the picture: 0, 90, 180 or 270."""
    sample_aspect: Fraction
    pixel_format: str
    bit_depth: int
    hdr: HdrTransfer | None
    matrix: str
    """Colour matrix: bt709, smpte170m or bt2020nc; guessed by height where the file does not say."""
    full_range: bool
    interlaced: bool
    time_base: Fraction
    """Seconds of one timestamp tick."""
    first_pts: int
    """Timestamp of the first frame shown: zero of the frame grid."""

    @property
    def display_size(self) -> tuple[int, int]:
        """Width and height as seen: square pixels, turned; not yet even."""
        width, height = round(self.width * self.sample_aspect), self.height
        return (height, width) if self.rotation in (90, 270) else (width, height)


@dataclass(frozen=True, slots=True)
class AudioStream:
    index: int
    codec: str
    channels: int
    sample_rate: int
    language: str | None
    """As tagged in the file, lower case, e.g. `eng`; None where untagged or `und`."""
    default: bool
    role: str | None = None
    """What it is for where it is not the film's own sound: commentary, descriptions, karaoke, effects,
    hearing_impaired."""


@dataclass(frozen=True, slots=True)
class SubtitleStream:
    index: int
    codec: str
    language: str | None
    default: bool
    is_text: bool
    is_partial: bool = False
    """Whether it is forced (lines in other languages alone) or commentary."""


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a film really is, by its content."""

    container: str
    """Family: mp4, mov, mkv, webm or avi."""
    size_bytes: int
    rate: Fraction
    """Frames per second of the frame grid: the source's own where constant."""
    variable_rate: bool
    frames: int
    """Length of the frame grid: what decodes, in whole frames."""
    claimed_seconds: Fraction
    """What the container says."""
    damaged: bool
    """Whether part of what it claims is not there."""
    exact_seek: bool
    """Whether reading can begin all over the film, frames having the timestamps that they have from its start: not so
    in some AVI films that lack frames, nor where an index does not lead to the beginning."""
    video: VideoStream
    audio: tuple[AudioStream, ...] = ()
    subtitles: tuple[SubtitleStream, ...] = ()

    @property
    def seconds(self) -> Fraction:
        """S of the contract: the decodable duration."""
        return self.frames / self.rate
