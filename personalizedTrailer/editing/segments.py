"""Segments: the pieces of scenes from which clips are cut, each inside one scene and one third."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.editing.footage import Footage, overlap, thirds
from personalizedTrailer.model import Scene, Span

VARIETY_STEP = 0.01
"""What each further piece of a scene is worth less, so that many scenes give clips before one gives many."""
GREATEST_SHARE = Fraction(13, 20)
"""A little more than any trailer takes from one third."""
LEAST_SCRAPS = 100
"""Scraps are left out where all of them are under one part in so many of the trailer."""


@dataclass(frozen=True, slots=True)
class Segment:
    scene: int
    span: Span
    value: float
    """The scene's score, 0 to 1, less what `VARIETY_STEP` and the lack of length cost."""
    focus: int
    """The frame of it that a single clip should show."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one third holds of one scene, or a part of that."""

    scene: Scene
    span: Span
    harm: int = 0
    """What is wrong with showing it: see `shots`. Nothing, where 0."""


def stretches(footage: Footage, shortest: int, trailer: int) -> tuple[tuple[Stretch, ...], ...]:
    """Per third, in source order, the stretches worth cutting from for a trailer of at least `trailer` frames.

    Those under `shortest` frames are scraps, and left out where that takes nothing from the trailer's shares and
    the scraps of the whole film are a trifle.
    """
    whole = [
        [Stretch(scene, part) for scene in footage.scenes if (part := overlap(scene.span, third)).frames]
        for third in thirds(footage.frames)
    ]
    long_enough = [[one for one in third if one.span.frames >= shortest] for third in whole]
    scraps = sum(map(frames_of, whole)) - sum(map(frames_of, long_enough))
    if scraps * LEAST_SCRAPS > trailer:
        return tuple(map(tuple, whole))
    return tuple(
        tuple(good if frames_of(good) >= GREATEST_SHARE * trailer else every)
        for good, every in zip(long_enough, whole, strict=True)
    )


def frames_of(held: Iterable[Stretch]) -> int:
    return sum(stretch.span.frames for stretch in held)


def cut_segments(
    held: Sequence[Stretch], scores: Mapping[int, float], piece: int, least: int
) -> tuple[Segment, ...]:
    """`held` in pieces of about `piece` frames, best first, ties in source order."""
    segments = [segment for stretch in held for segment in _pieces(stretch, scores, piece, least)]
    return tuple(sorted(segments, key=lambda segment: (-segment.value, segment.span.start)))


def _pieces(stretch: Stretch, scores: Mapping[int, float], piece: int, least: int) -> list[Segment]:
    span, key_frame = stretch.span, stretch.scene.key_frame
    parts = pieces(span, piece)
    parts.sort(key=lambda part: (abs(part.start + part.end - 2 * key_frame), part.start))
    score = scores.get(stretch.scene.number, 0.0)
    return [
        Segment(
            scene=stretch.scene.number,
            span=part,
            value=round(score - VARIETY_STEP * rank - max(0.0, 1 - part.frames / least), 6),
            focus=min(max(key_frame, part.start), part.end - 1),
        )
        for rank, part in enumerate(parts)
    ]


def pieces(span: Span, piece: int) -> list[Span]:
    """`span` in parts of about `piece` frames."""
    count = max(1, round(span.frames / piece))
    borders = [span.start + span.frames * index // count for index in range(count + 1)]
    return [Span(start, end) for start, end in pairwise(borders)]
