"""What every analyser is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import Analysis, AudioStream, MediaInfo, Profile, Provider
from personalizedTrailer.settings import Settings


class Stills(Protocol):
    """Pictures of the film, for AWS to look at."""

    def __call__(self, frame: int, *, exact: bool) -> bytes:
        """A grid frame as JPEG; not `exact`: the keyframe at or before it, which is quick. Raises ProcessFailed."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an analyser gets besides the film."""

    digest: str
    """SHA-256 of the film's bytes, hexadecimal."""
    profile: Profile
    seconds: int
    """How long a trailer is wanted."""
    audio: AudioStream | None
    """The sound that the trailers will have; None where there is none."""
    folder: Path
    """For scratch files, which the analyser removes."""
    settings: Settings
    report: Callable[[float], None]
    """Hears the part done, 0 to 1."""
    cancelled: Callable[[], bool]
    aws: Aws | None = None
    """AWS for this job; None outside aws mode, as the rest."""
    stills: Stills | None = None
    to_bucket: Callable[[], str] | None = None
    """Puts the film into the bucket and gives its key; None where there is no bucket. Raises AwsFault."""
    keyframes: tuple[int, ...] = ()
    """Grid frames that are quick to get at, ascending."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """What an analyser found."""

    analysis: Analysis
    """What the job keeps."""
    material: Material | None
    """What clips are cut by; None where nothing was looked at."""
    provider: Provider | None = None
    """What it ran on, where there is more to say than the mode."""

    def ran_on(self, region: str, milliseconds: int) -> Provider:
        """As `providers.rekognition` tells it."""
        told = self.provider or Provider(self.analysis.analyser)
        return Provider(told.mode, {"region": region, "analysisMs": milliseconds, **told.details})


class Analyser(Protocol):
    def __call__(self, film: Path, media: MediaInfo, context: Context) -> Analysed:
        """Raises Cancelled, FootageError or OurFault."""
