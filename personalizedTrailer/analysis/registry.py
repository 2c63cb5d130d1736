"""The analysers that there are, by the name of their mode."""

from __future__ import annotations

from pathlib import Path

from personalizedTrailer.analysis import mock
from personalizedTrailer.analysis.base import Analysed, Analyser, Context
from personalizedTrailer.errors import InvalidField
from personalizedTrailer.model import MediaInfo


def _mock(film: Path, media: MediaInfo, context: Context) -> Analysed:
    return Analysed(mock.simulate(media.frames, media.rate, context.digest, context.profile), None)


def _local(film: Path, media: MediaInfo, context: Context) -> Analysed:
    # Not at the top: whoever lists the modes has no use for what it loads.
    from personalizedTrailer.analysis.local.analyser import analyse

    return analyse(film, media, context)


_ANALYSERS: dict[str, Analyser] = {"local": _local, "mock": _mock}


def modes() -> tuple[str, ...]:
    """The modes that can run here, in order of preference."""
    return tuple(_ANALYSERS)


def get(mode: str) -> Analyser:
    """Raises InvalidField for a mode that cannot run here."""
    if mode not in _ANALYSERS:
        raise InvalidField(f"mode={mode} is not available here; allowed: {', '.join(modes())}.", field="mode")
    return _ANALYSERS[mode]
