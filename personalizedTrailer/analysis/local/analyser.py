"""Real analysis: looks at the film, listens to it, and says what its scenes are like."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from personalizedTrailer.analysis.base import Analysed, Context
from personalizedTrailer.analysis.local import fast, full
from personalizedTrailer.analysis.local.looked import Looked
from personalizedTrailer.analysis.local.scenes import group
from personalizedTrailer.editing.candidates import candidates
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.scoring import rank_by_taste
from personalizedTrailer.model import Analysis, MediaInfo, Metrics, Scene, Span


def analyse(film: Path, media: MediaInfo, context: Context) -> Analysed:
    """Raises CorruptFootage, ProcessTimedOut or Cancelled."""
    looked = look(film, media, context)
    return Analysed(_analysis(looked), _material(looked))


def look(film: Path, media: MediaInfo, context: Context) -> Looked:
    """At all of it, or, where that would take long, at what matters.

    Raises CorruptFootage, ProcessTimedOut or Cancelled.
    """
    wish = context.settings.analysis_speed
    if wish == "fast" or (wish == "auto" and fast.is_better(media)):

        def choose(known: Looked) -> list[Span]:
            found = _analysis(known)
            ranked = rank_by_taste(found, context.profile)
            target = context.seconds * media.rate
            return [scene.span for scene in candidates(found.scenes, ranked, media.frames, target)]

        if looked := fast.look_twice(film, media, context, choose):
            return looked
    return full.look_once(film, media, context)


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
        speed=looked.speed,
    )


def _material(looked: Looked) -> Material:
    media = looked.media
    free = looked.measured.pauses(float(media.seconds)) * float(media.rate)
    pauses = np.stack([np.ceil(free[:, 0]), np.floor(free[:, 1])], axis=1).astype(np.int64)
    clear = tuple(shot.clear for shot in looked.shots if shot.clear.frames)
    return Material(clear, np.full(media.frames, 0.5, np.float32), pauses)
