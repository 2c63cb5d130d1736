"""One piece of work in a process of its own, for measuring it: `python -m bench.analysing.child WORK FILM …`.

  decode FILM                   decodes all of the picture, and does nothing with it
  plan FILM SECONDS SPEED OUT   analyses the film in local mode and chooses clips for trailers of so many seconds
The latter writes JSON to OUT: what was chosen, and which shots were known.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av

from personalizedTrailer import settings
from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local import analyser
from personalizedTrailer.deliverables.tracks import choose_audio
from personalizedTrailer.editing import scoring, selection
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.reading.seeing import THREADS


def decode(film: str) -> None:
    """As many threads as `seeing` has."""
    with av.open(film) as container:
        stream = container.streams.video[0]
        stream.thread_type, stream.thread_count = "AUTO", THREADS
        for _ in container.decode(stream):
            pass


def plan(film: str, seconds: str, speed: str, out: str) -> None:
    chosen = replace(settings.load(environ=os.environ), analysis_speed=speed)
    media = probe(Path(film), chosen, quick=False)
    profile, target = PRESETS[0], int(seconds)
    with tempfile.TemporaryDirectory(prefix="analysis_") as scratch:
        audio = choose_audio(media, "en")
        context = Context("0" * 64, profile, target, audio, Path(scratch), chosen, lambda part: None, never)
        found = analyser.analyse(Path(film), media, context)
    ranked = scoring.rank_by_taste(found.analysis, profile)
    made = selection.select(
        found.analysis, ranked, profile, media.rate, media.frames, target, "bench", material=found.material
    )
    shown = {
        "seconds": float(media.seconds),
        "speed": found.analysis.speed,
        "scenes": len(found.analysis.scenes),
        "shots": [shot.span.start for shot in found.analysis.shots],
        "clips": [[pick.span.start, pick.span.end] for trailer in made.selections for pick in trailer.picks],
    }
    Path(out).write_text(json.dumps(shown), encoding="ascii")


if __name__ == "__main__":
    work: dict[str, Callable[..., None]] = {"decode": decode, "plan": plan}
    work[sys.argv[1]](*sys.argv[2:])
