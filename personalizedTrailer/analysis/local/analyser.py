"""Real analysis: looks at the film, listens to it, and says what its scenes are like."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from personalizedTrailer.analysis.base import Analysed, Context
from personalizedTrailer.analysis.local import fast, full
from personalizedTrailer.analysis.local.looked import Looked
from personalizedTrailer.analysis.local.modelled import words_of
from personalizedTrailer.analysis.local.models import loading
from personalizedTrailer.analysis.local.understanding import understand
from personalizedTrailer.editing.candidates import candidates
from personalizedTrailer.editing.scoring import rank_by_taste
from personalizedTrailer.media.samples import Wanted
from personalizedTrailer.model import MediaInfo, Span


def analyse(film: Path, media: MediaInfo, context: Context) -> Analysed:
    """Raises CorruptFootage, ProcessTimedOut or Cancelled."""
    found = understand(look(film, media, context))
    return Analysed(found.analysis, found.material)


def look(film: Path, media: MediaInfo, context: Context) -> Looked:
    """At all of it, or, where that would take long, at what matters; and has the user's models look, too.

    Raises CorruptFootage, ProcessTimedOut or Cancelled.
    """
    models = loading.load(context.settings)
    looked = _look(film, media, context, models.wanted)
    words = words_of(context.profile)
    return replace(looked, looks=loading.look(models, looked.seen.samples, words, context.cancelled))


def _look(film: Path, media: MediaInfo, context: Context, wanted: Wanted) -> Looked:
    wish = context.settings.analysis_speed
    if wish == "fast" or (wish == "auto" and fast.is_better(media)):

        def choose(known: Looked) -> list[Span]:
            found = understand(known).analysis
            ranked = rank_by_taste(found, context.profile)
            target = context.seconds * media.rate
            return [scene.span for scene in candidates(found.scenes, ranked, media.frames, target)]

        return fast.look_twice(film, media, context, wanted, choose)
    return full.look_once(film, media, context, wanted)
