"""The analysers that there are, by the name of their mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from personalizedTrailer.analysis import mock
from personalizedTrailer.errors import InvalidField
from personalizedTrailer.model import Analysis, MediaInfo, Profile


@dataclass(frozen=True, slots=True)
class Context:
    """What an analyser gets besides the film."""

    digest: str
    """SHA-256 of the film's bytes, hexadecimal."""
    profile: Profile
    report: Callable[[float], None]
    """Hears the part done, 0 to 1."""
    cancelled: Callable[[], bool]


class Analyser(Protocol):
    def __call__(self, film: Path, media: MediaInfo, context: Context) -> Analysis:
        """Raises Cancelled, FootageError or OurFault."""


def _mock(film: Path, media: MediaInfo, context: Context) -> Analysis:
    return mock.simulate(media.frames, media.rate, context.digest, context.profile)


_ANALYSERS: dict[str, Analyser] = {"mock": _mock}


def modes() -> tuple[str, ...]:
    """The modes that can run here, in order of preference."""
    return tuple(_ANALYSERS)


def get(mode: str) -> Analyser:
    """Raises InvalidField for a mode that cannot run here."""
    if mode not in _ANALYSERS:
        raise InvalidField(f"mode={mode} is not available here; allowed: {', '.join(modes())}.", field="mode")
    return _ANALYSERS[mode]
