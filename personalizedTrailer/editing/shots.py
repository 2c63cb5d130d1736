"""What clips may be cut from where the shots of a film are known: first single shots, then more, as far as needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from personalizedTrailer.editing.footage import Footage, overlap, thirds
from personalizedTrailer.editing.rooms import ShotRooms
from personalizedTrailer.editing.segments import Stretch
from personalizedTrailer.model import Pick, Scene, Span

SINGLE, SHORT, MIXED = 0, 1, 2
"""The harm of showing a stretch: none, as it is of one shot, or of a run of shots so short that no clip lies in one;
a shot shorter than a clip should be; frames of a dissolve or fade."""


def by_harm(footage: Footage, clear: Sequence[Span], shortest: int) -> tuple[tuple[Stretch, ...], ...]:
    """Per third, in source order, all that may be used, in stretches that are as long as their harm is the same.

    `clear` is as in `Material`; clips should have `shortest` frames or more.
    """
    return tuple(
        tuple(
            stretch
            for scene in footage.scenes
            if (part := overlap(scene.span, third)).frames
            for stretch in _of_part(scene, part, clear, shortest)
        )
        for third in thirds(footage.frames)
    )


def cuts(clear: Sequence[Span]) -> frozenset[int]:
    """The first frames of shots that follow the last frame of another."""
    return frozenset(after.start for before, after in pairwise(clear) if before.end == after.start)


def rooms(held: Iterable[Stretch], cuts: Container[int]) -> ShotRooms:
    """The stretches, which are in source order, as rooms: one for those of a scene that touch, but not at a cut."""
    found: list[Pick] = []
    for one in held:
        start, number = one.span.start, one.scene.number
        if found and found[-1].scene == number and found[-1].span.end == start and start not in cuts:
            start = found.pop().span.start
        found.append(Pick(number, Span(start, one.span.end)))
    return ShotRooms(found)


def _of_part(scene: Scene, part: Span, clear: Sequence[Span], shortest: int) -> Iterator[Stretch]:
    low = max(0, bisect_left(clear, part.start, key=lambda span: span.start) - 1)
    high = bisect_left(clear, part.end, key=lambda span: span.start)
    at = part.start
    for run in _runs(clear[low:high], part, shortest):
        if at < run.start:
            yield Stretch(scene, Span(at, run.start), MIXED)
        yield Stretch(scene, run, SINGLE if run.frames >= shortest else SHORT)
        at = run.end
    if at < part.end:
        yield Stretch(scene, Span(at, part.end), MIXED)


def _runs(shots: Sequence[Span], part: Span, shortest: int) -> Iterator[Span]:
    """What lies in `part` of `shots`, those under `shortest` frames that follow one another without a gap made one."""
    inside = [(shot.frames, held) for shot in shots if (held := overlap(shot, part)).frames]
    numbers = [0]
    for (length, before), (next_length, after) in pairwise(inside):
        joined = before.end == after.start and max(length, next_length) < shortest
        numbers.append(numbers[-1] + (not joined))
    for _, run in groupby(zip(numbers, inside, strict=False), key=lambda pair: pair[0]):
        spans = [span for _, (_, span) in run]
        yield Span(spans[0].start, spans[-1].end)
