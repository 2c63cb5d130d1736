"""The analysers that there are, by the name of their mode."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from personalizedTrailer.analysis import mock
from personalizedTrailer.analysis.base import Analysed, Analyser, Context
from personalizedTrailer.cloud.usable import is_usable
from personalizedTrailer.errors import InvalidField
from personalizedTrailer.model import MediaInfo
from personalizedTrailer.settings import Settings


def _mock(film: Path, media: MediaInfo, context: Context) -> Analysed:
    return Analysed(mock.simulate(media.frames, media.rate, context.digest, context.profile), None)


def _local(film: Path, media: MediaInfo, context: Context) -> Analysed:
    # Not at the top: whoever lists the modes has no use for what it loads.
    from personalizedTrailer.analysis.local.analyser import analyse

    return analyse(film, media, context)


def _aws(film: Path, media: MediaInfo, context: Context) -> Analysed:
    from personalizedTrailer.analysis.aws.analyser import analyse

    return analyse(film, media, context, partial(_mock, film, media, context))


_ANALYSERS: dict[str, Analyser] = {"local": _local, "mock": _mock, "aws": _aws}


def modes(settings: Settings) -> tuple[str, ...]:
    """The modes that can run here, in order of preference: aws only with boto3 and credentials."""
    return tuple(mode for mode in _ANALYSERS if mode != "aws" or is_usable(settings))


def get(mode: str) -> Analyser:
    """Raises InvalidField for a mode that there is not."""
    if mode not in _ANALYSERS:
        raise InvalidField(f"There is no mode {mode}; allowed: {', '.join(_ANALYSERS)}.", field="mode")
    return _ANALYSERS[mode]
