"""What Rekognition says of a whole film's segments, put to what this machine found: it only ever adds borders. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from personalizedTrailer.cloud.segments import Segment
from personalizedTrailer.editing.footage import overlap
from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import Evidence, Finding, Scene, Span

BY = "rekognition_segment"
"""The signal that speaks for what is kept out by it."""
KEPT_OUT = {
    "EndCredits": "credits",
    "OpeningCredits": "credits",
    "BlackFrames": "black",
    "ColorBars": "slate",
    "Slate": "slate",
    "StudioLogo": "logo",
}
"""Technical cues by our names."""
_MOSTLY = 0.5
"""Part of a scene from which it is what the cue says."""
_BESIDE = 2
"""Frames on both sides of a shot's border that may be mixed."""

Cue = tuple[Span, str, float]


def cues(segments: Iterable[Segment], rate: Fraction) -> list[Cue]:
    """Frames, why no trailer may use them, and how sure that is."""
    return [
        (Span(_frame(one.start_ms, rate), _frame(one.end_ms, rate)), KEPT_OUT[one.cue], one.confidence)
        for one in segments
        if one.cue in KEPT_OUT and one.end_ms > one.start_ms
    ]


def shot_starts(segments: Iterable[Segment], rate: Fraction) -> list[int]:
    return [_frame(one.start_ms, rate) for one in segments if one.kind == "SHOT" and one.start_ms > 0]


def kept_out(scenes: Sequence[Scene], found: Sequence[Cue]) -> tuple[Scene, ...]:
    """The scenes, those left out that are mostly something else than film; what was left out stays so."""
    return tuple(_scene(scene, found) for scene in scenes)


def _scene(scene: Scene, found: Sequence[Cue]) -> Scene:
    if scene.kept_out is not None:
        return scene
    for span, why, sure in sorted(found, key=lambda cue: -overlap(cue[0], scene.span).frames):
        share = overlap(span, scene.span).frames / scene.span.frames
        if share < _MOSTLY:
            return scene
        finding = Finding("kept_out", why, sure, (Evidence(BY, sure), Evidence("share", share)))
        return replace(scene, kept_out=why, findings=(finding, *scene.findings))
    return scene


def without(material: Material, found: Sequence[Cue], starts: Sequence[int]) -> Material:
    """The stretches that clips may be cut from, less the cues, and split where a shot begins."""
    out = [span for span, _, _ in found]
    out += [Span(max(0, start - _BESIDE), start + _BESIDE) for start in starts]
    clear = list(material.clear)
    for hole in out:
        clear = [part for span in clear for part in _less(span, hole)]
    return replace(material, clear=tuple(clear))


def _less(span: Span, hole: Span) -> list[Span]:
    if not overlap(span, hole).frames:
        return [span]
    parts = [Span(span.start, max(span.start, hole.start)), Span(min(span.end, hole.end), span.end)]
    return [part for part in parts if part.frames > 0]


def _frame(milliseconds: int, rate: Fraction) -> int:
    return round(Fraction(milliseconds, 1000) * rate)
