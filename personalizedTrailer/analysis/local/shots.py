"""From the borders between shots to the shots themselves, on the film's grid. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from personalizedTrailer.analysis.local.borders import Kind, borders
from personalizedTrailer.editing.footage import overlap
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import MediaInfo, Shot, Span


@dataclass(frozen=True, slots=True)
class Edge:
    """A border on the film's grid."""

    at: int
    """First frame of the new shot."""
    kind: Kind | Literal["keyframe"]
    clear_before: int
    """First frame of the old shot that is mixed with something else, or `at`."""
    clear_after: int
    """First frame of the new one that is not."""


def shots(seen: Seen, media: MediaInfo) -> tuple[Shot, ...]:
    """All shots of a film, from its first frame to its last, without a gap."""
    return between(edges(seen, media), media)


def edges(seen: Seen, media: MediaInfo) -> list[Edge]:
    """What is found in an unbroken stretch of a film, ascending, no two at one place."""
    found: dict[int, Edge] = {}
    for border in borders(seen):
        # Of a film with more frames than its grid two may fall on one; the first frame begins no shot anew.
        if 0 < (at := _on_grid(seen, border.frame, media)) < media.frames:
            before = _on_grid(seen, border.frame - border.before, media)
            after = _on_grid(seen, border.frame + border.after, media) if border.after else at
            found.setdefault(at, Edge(at, border.kind, min(at, before), after))
    return list(found.values())


def between(found: Iterable[Edge], media: MediaInfo) -> tuple[Shot, ...]:
    """The shots between edges, from the film's first frame to its last."""
    inside = {edge.at: edge for edge in found}
    return tuple(
        _shot(number, Span(start, end), inside.get(start), inside.get(end))
        for number, (start, end) in enumerate(pairwise([0, *inside, media.frames]), start=1)
    )


def inside(shots: Sequence[Shot], span: Span) -> list[tuple[int, Span]]:
    """The places in `shots` of those that lie in a stretch, and which part of it each is."""
    first = bisect_right(shots, span.start, key=lambda shot: shot.span.end)
    found = []
    for place in range(first, len(shots)):
        if shots[place].span.start >= span.end:
            break
        found.append((place, overlap(shots[place].span, span)))
    return found


def known_within(shots: Sequence[Shot], looked_at: Sequence[Span]) -> tuple[Shot, ...]:
    """`shots`, clear only where every frame was looked at: in the longest part of theirs within one of `looked_at`."""
    made = []
    for shot in shots:
        parts = [overlap(shot.clear, span) for span in looked_at]
        none = Span(shot.span.start, shot.span.start)
        made.append(replace(shot, clear=max(parts, key=lambda part: part.frames, default=none)))
    return tuple(made)


def _shot(number: int, span: Span, begins: Edge | None, ends: Edge | None) -> Shot:
    start = min(span.end, begins.clear_after) if begins else span.start
    end = max(start, ends.clear_before) if ends else span.end
    clear = Span(start, end)
    return Shot(number, span, begins.kind if begins else "start", ends.kind if ends else "end", clear)


def _on_grid(seen: Seen, frame: int, media: MediaInfo) -> int:
    """The grid frame on which a frame, by its index, is first shown."""
    if frame >= len(seen.first):
        return media.frames
    return int(seen.first[int(np.clip(frame, 0, None))])
