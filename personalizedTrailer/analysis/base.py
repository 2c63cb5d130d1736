"""What every analyser is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import Analysis, AudioStream, MediaInfo, Profile
from personalizedTrailer.settings import Settings


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


@dataclass(frozen=True, slots=True)
class Analysed:
    """What an analyser found."""

    analysis: Analysis
    """What the job keeps."""
    material: Material | None
    """What clips are cut by; None where nothing was looked at."""


class Analyser(Protocol):
    def __call__(self, film: Path, media: MediaInfo, context: Context) -> Analysed:
        """Raises Cancelled, FootageError or OurFault."""
