"""What was decided: taste, scores, selections, timelines, renditions and the files promised."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from personalizedTrailer.model.footage import Span

TransitionKind = Literal["cut", "fade", "dip", "dissolve"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A viewer's taste, in both documented forms."""

    id: str
    label: str
    summary: str
    dominant_emotions: tuple[str, ...]
    foreground_tags: tuple[str, ...]
    audio_style: str
    preferred_emotions: tuple[str, ...]
    preferred_tags: tuple[str, ...]
    emotion_weight: float
    tag_weight: float
    clip_seconds: float
    """Pacing: the mean length of a clip that this taste wants."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a score: `contribution` is what it added, of `weight` × `value`."""

    signal: str
    weight: float
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class RankedScene:
    scene: int
    score: float
    """0 to 1."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class VariantSpec:
    """One of the alternatives: what it is called and how it draws on the thirds of the source."""

    id: str
    """`primary`, or `variant_0` … `variant_3`."""
    name: str
    description: str
    shares: tuple[Fraction, Fraction, Fraction]
    """Wanted shares of early, middle and late; they sum to 1."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A source range chosen for a variant, inside one scene."""

    scene: int
    span: Span


@dataclass(frozen=True, slots=True)
class Selection:
    variant: VariantSpec
    picks: tuple[Pick, ...]
    """In source order, not overlapping."""
    achieved: tuple[float, float, float]
    """Shares reached, of the picks' frames."""
    shared_frames: int
    """Frames of these picks that other variants also use (0 where all are disjoint)."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A source range on a timeline."""

    scene: int
    source: Span
    at: int
    """Output frame on which the clip begins (inside the previous clip, during a dissolve)."""
    transition: TransitionKind
    transition_frames: int
    """0 for a cut; a dip spends the first half on the previous clip's tail."""
    pad_before: int
    """Handle frames before the chosen core, inside `source`."""
    pad_after: int
    audio_cue: str
    outro_frames: int = 0
    """Fade to black at the end of the last clip; 0 elsewhere."""

    @property
    def end(self) -> int:
        """Output frame after the last one of the clip."""
        return self.at + self.source.frames


@dataclass(frozen=True, slots=True)
class Timeline:
    variant: VariantSpec
    rate: Fraction
    clips: tuple[Clip, ...]

    @property
    def frames(self) -> int:
        return self.clips[-1].end if self.clips else 0

    @property
    def seconds(self) -> Fraction:
        return self.frames / self.rate


@dataclass(frozen=True, slots=True)
class Rendition:
    label: str
    """`1080p`, `720p`, …"""
    width: int
    height: int
    is_top: bool


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS, true peak in dBTP, gain in dB; None where nothing is audible."""

    target_lufs: float
    source_lufs: float | None
    achieved_lufs: float | None
    true_peak_dbtp: float | None
    gain_db: float
    limited_db: float


@dataclass(frozen=True, slots=True)
class Assembly:
    """One trailer: its timeline, its ladder and, once rendered, its sound."""

    timeline: Timeline
    renditions: tuple[Rendition, ...]
    audio_style: str
    audio_track: str
    """Which sound it has: `stream 1 (eng)`, or `silent`."""
    loudness: Loudness | None = None
    copied: tuple[float, ...] = ()
    """Share of each finished rendition's frames that are the film's own packets, in the order of `renditions`."""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A file promised to the caller."""

    key: str
    file_name: str
    mime_type: str
    size_bytes: int
    variant: VariantSpec | None = None
    seconds: float | None = None
    width: int | None = None
    height: int | None = None
    rendition: str | None = None
    part_of: str | None = None
    """Key of the playlist by which it is played; None for a file that is of use alone."""
    object_key: str | None = None
    """Under which it lies in the bucket as well; None where it does not."""

    @property
    def is_trailer(self) -> bool:
        """Whether it is a film to watch, and not a part of a stream."""
        return self.mime_type.startswith("video/") and self.part_of is None
