"""Two trailers of a job as the pipeline leaves them before it makes streams of them, without a render."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.variants import PRIMARY, VARIANTS
from personalizedTrailer.model import (
    Assembly,
    AudioStream,
    Clip,
    Deliverable,
    Job,
    JobRequest,
    Progress,
    Rendition,
    Span,
    Timeline,
)
from tests.unit.media_samples import MEDIA

JOB_ID = "a1b2c3d4e5f6"
RATE = Fraction(24000, 1001)
FRAMES = 288
"""12.012 s."""
TOP, LOW = Rendition("180p", 320, 180, True), Rendition("90p", 160, 90, False)
CAPTIONS = Deliverable("subtitles_variant_0_fr", f"{JOB_ID}_subtitles_variant_0_fr.vtt", "text/vtt", 300)
Trailers = dict[tuple[str, Rendition], Path]


def job(language: str | None = None) -> Job:
    """The second of its trailers has captions, in French; `language` is what the film says of its sound."""
    request = JobRequest("film.mp4", "mp4", PRESETS[0], "en", "fr", 12, "mp4", True, False, "mock")
    clip = Clip(1, Span(0, FRAMES), 0, "cut", 0, 0, 0, "rise")
    return Job(
        id=JOB_ID,
        status="processing",
        submitted_at=datetime(2025, 1, 1, tzinfo=UTC),
        request=request,
        progress=Progress("deliverables", 93.0, ""),
        media=replace(MEDIA, audio=(AudioStream(1, "aac", 2, 48000, language, True),)),
        assemblies=tuple(
            Assembly(Timeline(spec, RATE, (clip,)), (TOP, LOW), "piano", "stream 1")
            for spec in (PRIMARY, VARIANTS[0])
        ),
        deliverables=(CAPTIONS,),
    )


def trailers(make_trailer: Callable[..., Path]) -> Trailers:
    """Keyframes every 3 seconds in the top rendition and every 2 in the lower one: one in 6 is common."""
    top = make_trailer("top.mp4", size="320x180", frames=FRAMES, key=72)
    low = make_trailer("low.mp4", size="160x90", frames=FRAMES, key=48)
    return {(spec.id, step): path for spec in (PRIMARY, VARIANTS[0]) for step, path in ((TOP, top), (LOW, low))}
