"""Jobs of every state, as the wire is given them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from personalizedTrailer.editing.profiles import PRESETS
from personalizedTrailer.editing.variants import PRIMARY, VARIANTS
from personalizedTrailer.model import (
    Analysis,
    Assembly,
    Clip,
    Deliverable,
    Job,
    JobRequest,
    Metrics,
    Pick,
    Progress,
    Provider,
    RankedScene,
    Reason,
    Rendition,
    Scene,
    Selection,
    Span,
    Timeline,
    Warning,
)
from tests.unit import media_samples

RATE = Fraction(24000, 1001)
MOMENT = datetime(2025, 10, 24, 10, 30, 0, 250_000, tzinfo=UTC)

MEDIA = replace(media_samples.MEDIA, rate=RATE, frames=480, claimed_seconds=Fraction(20))
QUEUED = Job(
    id="a1b2c3d4e5f6",
    status="queued",
    submitted_at=MOMENT,
    request=JobRequest("film.mp4", "mp4", PRESETS[0], "en", "fr", 30, "mov", True, False, "mock"),
    progress=Progress("upload", 0.0, "Waiting"),
)
SCENES = tuple(
    Scene(number, Span(120 * (number - 1), 120 * number), ("Joy", "Fear"), ("Hero",), (), ("Hero", "Joy"), 60)
    for number in range(1, 5)
)
FOUND = Analysis("mock", True, SCENES, ("Excited", "Tense"), Metrics(5, None, 11), 900)


def assembled(variant: str, spec: object) -> Assembly:
    clips = (
        Clip(1, Span(24, 72), 0, "fade", 12, 6, 0, "rise"),
        Clip(3, Span(250, 298), 48, "cut", 0, 0, 3, "drop", outro_frames=12),
    )
    renditions = (Rendition("1080p", 1920, 1080, True), Rendition("720p", 1280, 720, False))
    return Assembly(Timeline(spec, RATE, clips), renditions, "orchestral-hybrid", "stream 1 (eng)", copied=(0.25,))  # type: ignore[arg-type]


def completed() -> Job:
    picks = (Pick(1, Span(24, 72)), Pick(3, Span(250, 298)))
    specs = (PRIMARY, *VARIANTS)
    files = [
        Deliverable("master", "a1b2c3d4e5f6_trailer_master.mov", "video/quicktime", 9, PRIMARY, 4.004, 1920, 1080)
    ]
    for spec in VARIANTS:
        name = f"a1b2c3d4e5f6_trailer_{spec.id}.mov"
        files.append(
            Deliverable(f"trailer_{spec.id}", name, "video/quicktime", 7, spec, 4.004, 1920, 1080, "1080p")
        )
    files.append(
        Deliverable("trailer_variant_0_720p", "a1b2c3d4e5f6_trailer_variant_0_720p.mov", "video/quicktime", 5)
    )
    files.append(Deliverable("storyboard", "a1b2c3d4e5f6_storyboard.json", "application/json", 3))
    return replace(
        QUEUED,
        status="completed",
        started_at=MOMENT,
        completed_at=MOMENT,
        mode="mock",
        timings={"analysis": 1.23456},
        warnings=(Warning("source_shorter_than_target", "Short."),),
        providers={"rekognition": Provider("mock", {"region": "us-east-1", "analysisMs": 900})},
        media=MEDIA,
        digest="d",
        analysis=FOUND,
        ranked=tuple(RankedScene(n, 1 - n / 10, (Reason("emotion", 0.6, 0.5, 0.3),)) for n in range(1, 5)),
        selections=tuple(Selection(spec, picks, (0.5, 0.333333, 0.166667), 0) for spec in specs),
        assemblies=tuple(assembled(spec.id, spec) for spec in specs),
        deliverables=tuple(files),
        progress=Progress("completion", 100.0, "Done"),
    )
