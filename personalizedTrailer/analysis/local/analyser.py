"""Real analysis: looks at the film, listens to it, and says what its scenes are like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from personalizedTrailer.analysis.base import Analysed, Context
from personalizedTrailer.analysis.local.measures import Signalled
from personalizedTrailer.analysis.local.scenes import group
from personalizedTrailer.analysis.local.shots import shots
from personalizedTrailer.editing.material import Material
from personalizedTrailer.media.hearing import Heard, hear
from personalizedTrailer.media.seeing import Seen, see
from personalizedTrailer.model import Analysis, MediaInfo, Metrics, Scene, Shot

_PICTURE_PART = 0.9
"""Of the time of looking and listening."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A film as it was seen and heard."""

    media: MediaInfo
    seen: Seen
    heard: Heard | None
    """None where it has no sound."""
    shots: tuple[Shot, ...]
    measured: Signalled


def analyse(film: Path, media: MediaInfo, context: Context) -> Analysed:
    """Raises CorruptFootage, ProcessTimedOut or Cancelled."""
    looked = look(film, media, context)
    return Analysed(_analysis(looked), _material(looked))


def look(film: Path, media: MediaInfo, context: Context) -> Looked:
    """Decodes picture and sound once each. Raises CorruptFootage, ProcessTimedOut or Cancelled."""
    seen = see(film, media, context.folder, _part_of(context.report, 0.0, _PICTURE_PART), context.cancelled)
    heard = None
    if context.audio:
        heard = hear(film, media, context.audio, context.folder, context.cancelled)
    context.report(1.0)
    return Looked(media, seen, heard, shots(seen, media), Signalled(seen, heard, media.rate))


def _part_of(report: Callable[[float], None], start: float, end: float) -> Callable[[float], None]:
    return lambda part: report(start + (end - start) * part)


def _analysis(looked: Looked) -> Analysis:
    spans = group(looked.shots, looked.media.rate)
    return Analysis(
        analyser="local",
        simulated=False,
        scenes=tuple(
            Scene(number, span, ("Neutral",), (), (), (), (span.start + span.end) // 2)
            for number, span in enumerate(spans, start=1)
        ),
        dominant_emotions=("Neutral",),
        metrics=Metrics(None, None, None),
        shots=looked.shots,
        speed="full",
    )


def _material(looked: Looked) -> Material:
    media = looked.media
    free = looked.measured.pauses(float(media.seconds)) * float(media.rate)
    pauses = np.stack([np.ceil(free[:, 0]), np.floor(free[:, 1])], axis=1).astype(np.int64)
    clear = tuple(shot.clear for shot in looked.shots if shot.clear.frames)
    return Material(clear, np.full(media.frames, 0.5, np.float32), pauses)
